import { MessageBar, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { ApiProblem } from "../api/problem";

/** How long one waits before the server is asked again, in milliseconds. */
const PAUSE = 5_000;

/** Called when a request did not reach the server, by whichever query met it. */
let onLoss: () => void = () => undefined;

/** Tells that the server could not be reached. */
export function reportLoss(error: unknown): void {
  if (error instanceof ApiProblem && [0, 502, 504].includes(error.status)) onLoss();
}

/** Says that the server cannot be reached, and reads everything anew once it can. What is on the page stays. */
export function ConnectionBar(): ReactNode {
  const queries = useQueryClient();
  const [isLost, setIsLost] = useState(false);
  useEffect(() => {
    onLoss = () => setIsLost(true);
    window.addEventListener("offline", onLoss);
    return () => window.removeEventListener("offline", onLoss);
  }, []);
  useEffect(() => {
    if (!isLost) return undefined;
    const ask = async (): Promise<void> => {
      const answer = await fetch("/console/", { method: "HEAD" }).catch(() => undefined);
      if (answer?.ok !== true) return;
      setIsLost(false);
      await queries.invalidateQueries();
    };
    const askNow = (): void => void ask();
    const timer = setInterval(askNow, PAUSE);
    window.addEventListener("online", askNow);
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", askNow);
    };
  }, [isLost, queries]);
  if (!isLost) return null;
  return (
    <MessageBar intent="warning">
      <MessageBarBody>
        <MessageBarTitle>Not connected</MessageBarTitle> The server cannot be reached. It is asked again every{" "}
        {PAUSE / 1_000} seconds.
      </MessageBarBody>
    </MessageBar>
  );
}
