import { CheckmarkCircleFilled, DismissCircleFilled, PauseCircleRegular } from "@fluentui/react-icons";
import type { ReactElement, ReactNode } from "react";
import { REASON_NAMES } from "../../components/access-words";
import styles from "./chain.module.css";
import { CHECK_NAMES, type Check, STATE_WORDS } from "./words";

const MARKS: Readonly<Record<Check["state"], ReactElement>> = {
  passed: <CheckmarkCircleFilled />,
  failed: <DismissCircleFilled />,
  pending: <PauseCircleRegular />,
  notNeeded: <>–</>,
  notReached: <>○</>,
};

interface ChainProps {
  readonly checks: readonly Check[];
  /** Called with the check that the person wants to read about. */
  readonly onOpen: (check: Check["check"]) => void;
}

/** The checks before the door as a chain; the first broken link says where to start. */
export function Chain({ checks, onOpen }: ChainProps): ReactNode {
  const first = checks.find(({ state }) => state === "failed" || state === "pending")?.check;
  return (
    <ol className={styles.chain} aria-label="Checks, in order">
      {checks.map(({ check, state, reasons }, index) => {
        const [reason] = reasons;
        const isBroken = state === "failed" || state === "pending";
        return (
          <li key={check} className={styles.link} data-state={state} data-after={checks[index - 1]?.state}>
            <button type="button" className={styles.button} onClick={() => onOpen(check)}>
              <span className={styles.mark} aria-hidden>
                {MARKS[state]}
              </span>
              <span className={styles.name}>{CHECK_NAMES[check]}</span>
              <span className={styles.state}>
                {isBroken && reason !== undefined ? REASON_NAMES[reason] : STATE_WORDS[state]}
              </span>
              {check === first && <span className={styles.start}>Start here</span>}
            </button>
          </li>
        );
      })}
    </ol>
  );
}
