import { Spinner } from "@fluentui/react-components";
import { useRouterState } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense } from "react";
import { SetupPage } from "../pages/session/setup-page";
import { SignInPage } from "../pages/session/sign-in-page";
import styles from "./root.module.css";
import { useSessionState } from "./session";

// Who is not signed in does not need it.
const Shell = lazy(() => import("./shell").then(({ Shell: component }) => ({ default: component })));

/** Shows the shell to who is signed in, else the page of signing in; the address stays. */
export function Root(): ReactNode {
  const { session, isLoading } = useSessionState();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const wait = <Spinner className={styles.wait} label="Loading" />;
  if (isLoading) return wait;
  if (session !== undefined) {
    return (
      <Suspense fallback={wait}>
        <Shell />
      </Suspense>
    );
  }
  return path.replace(/\/$/, "").endsWith("/setup") ? <SetupPage /> : <SignInPage />;
}
