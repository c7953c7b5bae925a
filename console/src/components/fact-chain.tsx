import {
  CheckmarkCircleFilled,
  CircleRegular,
  ClockRegular,
  DismissCircleFilled,
  SubtractCircleRegular,
} from "@fluentui/react-icons";
import type { ReactElement, ReactNode } from "react";
import styles from "./fact-chain.module.css";

/** How far a step has come. */
export type FactState = "passed" | "failed" | "pending" | "notNeeded" | "notReached";

/** A step of a chain. */
export interface Fact {
  readonly id: string;
  /** "License". */
  readonly label: string;
  readonly state: FactState;
  /** A few words on it: "none of Enterprise". */
  readonly detail?: ReactNode;
}

const STATES: Readonly<Record<FactState, { words: string; icon: ReactElement }>> = {
  passed: { words: "passed", icon: <CheckmarkCircleFilled /> },
  failed: { words: "missing", icon: <DismissCircleFilled /> },
  pending: { words: "waiting", icon: <ClockRegular /> },
  notNeeded: { words: "not needed", icon: <SubtractCircleRegular /> },
  notReached: { words: "not reached", icon: <CircleRegular /> },
};

interface FactChainProps {
  readonly facts: readonly Fact[];
  /** Called when a step is chosen; without, the steps are no buttons. */
  readonly onChoose?: (id: string) => void;
}

/** Shows what must hold one after the other; the first broken link is where to start. */
export function FactChain({ facts, onChoose }: FactChainProps): ReactNode {
  const broken = facts.find(({ state }) => state === "failed");
  return (
    <ol className={styles.chain}>
      {facts.map((fact) => (
        <li key={fact.id} data-state={fact.state} data-start={fact === broken || undefined}>
          {onChoose === undefined ? (
            <div className={styles.step}>
              <Step fact={fact} isFirstBroken={fact === broken} />
            </div>
          ) : (
            <button type="button" className={styles.step} onClick={() => onChoose(fact.id)}>
              <Step fact={fact} isFirstBroken={fact === broken} />
            </button>
          )}
        </li>
      ))}
    </ol>
  );
}

function Step({ fact, isFirstBroken }: { readonly fact: Fact; readonly isFirstBroken: boolean }): ReactNode {
  const { words, icon } = STATES[fact.state];
  return (
    <>
      <span className={styles.icon} aria-hidden>
        {icon}
      </span>
      <span className={styles.label}>{fact.label}</span>
      <span className={styles.words}>
        {words}
        {isFirstBroken ? ", start here" : ""}
      </span>
      {fact.detail !== undefined && <span className={styles.detail}>{fact.detail}</span>}
    </>
  );
}
