import {
  Link,
  Toast,
  ToastBody,
  Toaster,
  ToastTitle,
  ToastTrigger,
  useId,
  useToastController,
} from "@fluentui/react-components";
import {
  createContext,
  type ReactElement,
  type ReactNode,
  useCallback,
  useContext,
  useMemo,
  useRef,
} from "react";
import { asProblem } from "../api/problem";
import styles from "./notices.module.css";

/** How pages tell what has happened. */
export interface Notices {
  /** Shows that something was done; with `undo`, a link that takes it back. */
  readonly done: (text: string, undo?: () => void) => void;
  /** Shows that something failed, where no form or list shows it. */
  readonly failed: (error: unknown) => void;
  /** Says something to who listens to a screen reader: "12 users found". */
  readonly announce: (text: string) => void;
}

const NoticesContext = createContext<Notices | undefined>(undefined);

/** Holds the toasts and the live region. */
export function NoticesProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const toasterId = useId("notices");
  const { dispatchToast } = useToastController(toasterId);
  const region = useRef<HTMLDivElement>(null);
  const announce = useCallback((text: string) => {
    if (region.current !== null) region.current.textContent = text;
  }, []);
  const notices = useMemo(
    (): Notices => ({
      announce,
      done: (text, undo) => {
        dispatchToast(doneToast(text, undo), { intent: "success", timeout: undo ? 10_000 : 5_000 });
      },
      failed: (error) => {
        dispatchToast(failedToast(asProblem(error).detail), { intent: "error", timeout: 15_000 });
      },
    }),
    [announce, dispatchToast],
  );
  return (
    <NoticesContext value={notices}>
      {children}
      <Toaster toasterId={toasterId} position="bottom-end" />
      <div role="status" className={styles.live} ref={region} />
    </NoticesContext>
  );
}

function doneToast(text: string, undo: (() => void) | undefined): ReactElement {
  const action = undo && (
    <ToastTrigger>
      <Link onClick={undo}>Undo</Link>
    </ToastTrigger>
  );
  return (
    <Toast>
      <ToastTitle {...(action && { action })}>{text}</ToastTitle>
    </Toast>
  );
}

function failedToast(detail: string): ReactElement {
  return (
    <Toast>
      <ToastTitle>That did not work</ToastTitle>
      <ToastBody>{detail}</ToastBody>
    </Toast>
  );
}

/** Returns how a page tells what has happened. */
export function useNotices(): Notices {
  const notices = useContext(NoticesContext);
  if (notices === undefined) throw new Error("useNotices is called outside of NoticesProvider");
  return notices;
}
