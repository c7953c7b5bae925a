import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from "@fluentui/react-components";
import { type ReactNode, useEffect, useState } from "react";
import type { ApiProblem } from "../api/problem";
import { titleOf } from "../api/problem-titles";
import { useSessionState } from "../app/session";
import { AppLink } from "./app-link";
import { CopyButton } from "./copy-field";

interface ProblemBarProps {
  readonly problem: ApiProblem;
  /** Sends the request again. */
  readonly onRetry?: (() => void) | undefined;
  /** The button that mends it: "Buy seats". */
  readonly remedy?: { readonly label: string; readonly onClick: () => void };
}

/** Shows a refused request: its title, what the server said, what to do, and the id under which the log has it. */
export function ProblemBar({ problem, onRetry, remedy }: ProblemBarProps): ReactNode {
  const { status, code, detail, requestId } = problem;
  const { session } = useSessionState();
  const seconds = useCountdown(problem, onRetry);
  return (
    <MessageBar intent={status === 403 || status === 404 ? "warning" : "error"} layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{titleOf(code)}</MessageBarTitle> {detail}
        {seconds !== undefined && <> Trying again in {seconds} s.</>}
        {requestId !== undefined && (
          <>
            {" "}
            Request {requestId.slice(0, 8)}… <CopyButton text={requestId} label="Copy the request id" />
            {session?.actions.includes("manageServer") === true && (
              <AppLink to={`/provisioning/log?requestId=${encodeURIComponent(requestId)}`}>
                Open in the log
              </AppLink>
            )}
          </>
        )}
      </MessageBarBody>
      {(onRetry ?? remedy) !== undefined && (
        <MessageBarActions>
          {remedy !== undefined && <Button onClick={remedy.onClick}>{remedy.label}</Button>}
          {onRetry !== undefined && <Button onClick={onRetry}>Try again</Button>}
        </MessageBarActions>
      )}
    </MessageBar>
  );
}

/** Returns the seconds until the request is sent again; undefined where waiting does not help. */
function useCountdown(problem: ApiProblem, onRetry: (() => void) | undefined): number | undefined {
  const [passed, setPassed] = useState({ problem, seconds: 0 });
  const wait = problem.code === "notConnected" ? 5 : problem.retryAfter;
  const seconds = passed.problem === problem ? passed.seconds : 0;
  const left = wait === undefined ? undefined : Math.max(1, wait - seconds);
  useEffect(() => {
    if (wait === undefined || onRetry === undefined) return undefined;
    const timer = setTimeout(() => {
      if (seconds + 1 >= wait) onRetry();
      setPassed({ problem, seconds: seconds + 1 });
    }, 1_000);
    return () => clearTimeout(timer);
  }, [wait, seconds, problem, onRetry]);
  return onRetry === undefined ? undefined : left;
}
