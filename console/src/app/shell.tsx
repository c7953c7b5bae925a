import { Button } from "@fluentui/react-components";
import { NavigationRegular } from "@fluentui/react-icons";
import { Outlet, useRouterState } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import { askWhenRefused } from "../api/client";
import type { StoppedChange } from "../components/brake-dialog";
import { NotPermittedPage } from "../pages/session/not-permitted-page";
import { AccountMenu } from "./account-menu";
import { ConnectionBar } from "./connection-bar";
import { placeOf } from "./navigation";
import { PasswordConfirmation } from "./password-confirmation";
import { SearchBox } from "./search-box";
import { useSession, useSessionState } from "./session";
import styles from "./shell.module.css";
import { useShortcuts } from "./shortcuts";
import { SideNavigation } from "./side-navigation";

const Palette = lazy(() => import("./palette").then(({ Palette: component }) => ({ default: component })));
const ShortcutsDialog = lazy(() =>
  import("./shortcuts-dialog").then(({ ShortcutsDialog: component }) => ({ default: component })),
);
const SignInDialog = lazy(() =>
  import("../pages/session/sign-in-dialog").then(({ SignInDialog: component }) => ({ default: component })),
);
const BrakeDialog = lazy(() =>
  import("../components/brake-dialog").then(({ BrakeDialog: component }) => ({ default: component })),
);

/** The frame of every page: the bar above, the navigation beside it, and what opens over it. */
export function Shell(): ReactNode {
  const { hasEnded } = useSessionState();
  const [open, setOpen] = useState<"palette" | "shortcuts" | undefined>();
  useShortcuts({ onPalette: () => setOpen("palette"), onHelp: () => setOpen("shortcuts") });
  const close = (): void => setOpen(undefined);
  const [stopped, setStopped] = useState<StoppedChange>();
  useEffect(
    () =>
      askWhenRefused("WOULD_SHUT_OUT", (problem) => new Promise((answer) => setStopped({ problem, answer }))),
    [],
  );
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main">
        Skip to the page
      </a>
      <header className={styles.bar}>
        <OverlayNavigation />
        <span className={styles.brand}>
          Usher <span className={styles.wide}>admin center</span>
        </span>
        <SearchBox onOpen={() => setOpen("palette")} />
        <AccountMenu onHelp={() => setOpen("shortcuts")} />
      </header>
      <div className={styles.side}>
        <SideNavigation />
      </div>
      <main id="main" className={styles.main}>
        <ConnectionBar />
        <Content />
      </main>
      <Suspense>
        {open === "palette" && <Palette onClose={close} />}
        {open === "shortcuts" && <ShortcutsDialog onClose={close} />}
        {stopped !== undefined && <BrakeDialog {...stopped} onClose={() => setStopped(undefined)} />}
        <PasswordConfirmation />
        {hasEnded && <SignInDialog />}
      </Suspense>
    </div>
  );
}

/** The page, if the person may see it. */
function Content(): ReactNode {
  const { actions } = useSession();
  const place = placeOf(useRouterState({ select: ({ location }) => location.pathname }));
  if (place?.action === undefined || actions.includes(place.action)) return <Outlet />;
  return <NotPermittedPage label={place.label} action={place.action} />;
}

/** The navigation on a small screen: a button that lays it over the page. */
function OverlayNavigation(): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  useEffect(() => dialog.current?.close(), [path]);
  return (
    <span className={styles.hamburger}>
      <Button
        appearance="transparent"
        icon={<NavigationRegular />}
        aria-label="Navigation"
        onClick={() => dialog.current?.showModal()}
      />
      <dialog
        ref={dialog}
        className={styles.overlay}
        aria-label="Navigation"
        onClick={({ target }) => {
          if (target === dialog.current) dialog.current.close();
        }}
      >
        <SideNavigation />
      </dialog>
    </span>
  );
}
