import type { ErrorComponentProps } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { asProblem } from "../api/problem";
import { Page } from "../components/page";
import { ProblemBar } from "../components/problem-bar";

/** What stands in the place of a page that failed. */
export function ErrorPage({ error, reset }: ErrorComponentProps): ReactNode {
  return (
    <Page title="This page has failed">
      <ProblemBar problem={asProblem(error)} onRetry={reset} />
    </Page>
  );
}
