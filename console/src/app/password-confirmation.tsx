import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import { askWhenRefused } from "../api/client";

const ConfirmPasswordDialog = lazy(() =>
  import("../pages/session/confirm-password-dialog").then(({ ConfirmPasswordDialog: component }) => ({
    default: component,
  })),
);

/** A change that waits for the password. */
interface Asked {
  readonly answer: (query: Readonly<Record<string, string>> | undefined) => void;
  /** What had the focus, and gets it back. */
  readonly focused: Element | null;
}

/** Asks for the password whenever the server wants it before a change; the change is then made. */
export function PasswordConfirmation(): ReactNode {
  const [asked, setAsked] = useState<Asked>();
  useEffect(
    () =>
      askWhenRefused(
        "PASSWORD_CONFIRMATION_REQUIRED",
        () => new Promise((answer) => setAsked({ answer, focused: document.activeElement })),
      ),
    [],
  );
  if (asked === undefined) return null;
  const close = (isConfirmed: boolean): void => {
    setAsked(undefined);
    asked.answer(isConfirmed ? {} : undefined);
    if (asked.focused instanceof HTMLElement) asked.focused.focus();
  };
  return (
    <Suspense>
      <ConfirmPasswordDialog onClose={close} />
    </Suspense>
  );
}
