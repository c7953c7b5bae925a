import { Button, Tooltip } from "@fluentui/react-components";
import { useNavigate } from "@tanstack/react-router";
import type { ReactElement, ReactNode } from "react";
import { useHasPage } from "../app/has-page";
import { toTarget } from "./app-link";
import styles from "./command-bar.module.css";

/** A button of the command bar. */
export interface Command {
  readonly label: string;
  readonly icon?: ReactElement;
  /** What it does; `to` instead leads to a page. */
  readonly onClick?: () => void;
  readonly to?: string;
  /** Why it cannot be used now: "needs billing or global". */
  readonly disabledBecause?: string | undefined;
  readonly isPrimary?: boolean;
  /** The key that presses it: `n` for new, `r` for refresh, `e` for edit. */
  readonly shortcut?: "n" | "r" | "e";
}

/** The row of what can be done on a page. */
export function CommandBar({ commands }: { readonly commands: readonly Command[] }): ReactNode {
  return (
    <div className={styles.bar}>
      {commands.map((command) => (
        <CommandButton key={command.label} {...command} />
      ))}
    </div>
  );
}

/** One command, wherever it stands; none that leads to a page that is not there. */
export function CommandButton(command: Command): ReactNode {
  const { label, icon, onClick, to, disabledBecause, isPrimary = false, shortcut } = command;
  const navigate = useNavigate();
  const hasPage = useHasPage();
  if (to !== undefined && !hasPage(to)) return null;
  const isDisabled = disabledBecause !== undefined;
  const button = (
    <Button
      appearance={isPrimary ? "primary" : "subtle"}
      {...(icon && { icon })}
      {...(shortcut && !isDisabled && { "data-shortcut": shortcut })}
      disabledFocusable={isDisabled}
      onClick={() => (to === undefined ? onClick?.() : void navigate(toTarget(to)))}
    >
      {label}
    </Button>
  );
  if (!isDisabled) return button;
  return (
    <Tooltip content={disabledBecause} relationship="description">
      {button}
    </Tooltip>
  );
}
