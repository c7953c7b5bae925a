import { Button, Spinner } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { asProblem } from "../../api/problem";
import { FEATURE_WORDS, REASON_NAMES } from "../../components/access-words";
import { Moment } from "../../components/moment";
import { ProblemBar } from "../../components/problem-bar";
import { useAccessHistory, usePastAccess } from "./access-api";
import styles from "./access-history.module.css";
import { causeText, type PastAccess } from "./words";

interface AccessHistoryProps {
  readonly user: string;
  readonly instance: string;
}

/** What a user could do in an instance and when, newest first. */
export function AccessHistory({ user, instance }: AccessHistoryProps): ReactNode {
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = useAccessHistory(
    user,
    instance,
  );
  if (error !== null) return <ProblemBar problem={asProblem(error)} />;
  if (isPending) return <Spinner size="tiny" label="Loading the history" />;
  const states = data.pages.flatMap(({ value }) => value);
  if (states.length === 0) return <p>Nothing is remembered of this user in this instance.</p>;
  return (
    <>
      <ol className={styles.history}>
        {states.map((state) => (
          <State key={`${state.since ?? ""} ${state.instance.id}`} state={state} />
        ))}
      </ol>
      {hasNextPage && (
        <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show older
        </Button>
      )}
    </>
  );
}

function State({ state }: { readonly state: PastAccess }): ReactNode {
  const { since, changedBy, reasons = [] } = state;
  return (
    <li className={styles.state} data-can={state.features !== "none"}>
      <span className={styles.time}>{since === undefined ? "" : <Moment at={since} isExact />}</span>
      <span>
        <strong>{pastWords(state)}</strong>
        {reasons.length > 0 && `: ${reasons.map(({ code }) => REASON_NAMES[code]).join(", ")}`}
        <span className={styles.cause}>
          {changedBy === undefined ? "By time, or the cause is not known" : causeText(changedBy.entry)}
        </span>
      </span>
    </li>
  );
}

function pastWords({ known, canSignIn, features = "none" }: PastAccess): string {
  if (!known) return "Not known";
  if (canSignIn === true) return `Could sign in, ${FEATURE_WORDS[features]}`;
  return features === "none" ? "Could not sign in" : "Could use the API";
}

/** What a user could do in an instance at a moment of the past. */
export function AccessAt({ user, instance, at }: AccessHistoryProps & { readonly at: string }): ReactNode {
  const { data, error, isPending } = usePastAccess(user, instance, at);
  if (error !== null) return <ProblemBar problem={asProblem(error)} />;
  if (isPending) return <Spinner size="tiny" label="Looking it up" />;
  if (data === null) return null;
  if (data.known) {
    return (
      <ol className={styles.history}>
        <State state={data} />
      </ol>
    );
  }
  return (
    <p>
      {data.beforeHistory === true && data.historySince !== undefined ? (
        <>
          That was before the history began: <Moment at={data.historySince} isExact />.
        </>
      ) : (
        "The user had no record and no license in the instance then, and no access."
      )}
    </p>
  );
}
