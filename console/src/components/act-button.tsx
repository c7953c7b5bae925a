import { Button, Tooltip } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useRefusal } from "../app/session";
import { ConfirmDialog } from "./confirm-dialog";

interface ActButtonProps {
  /** The label of the button, and the title of the dialog. */
  readonly label: string;
  /** The action of the role matrix that it needs. */
  readonly action: string;
  /** Why it cannot be done, besides the permission. */
  readonly disabledBecause?: string | undefined;
  /** The label of the button that does it; that of the button if omitted. */
  readonly verb?: string;
  readonly typed?: string;
  readonly isPrimary?: boolean;
  /** Whether it is one of several in a row of a list. */
  readonly isSmall?: boolean;
  /** False while something has to be chosen first. */
  readonly isReady?: boolean;
  readonly onConfirm: () => Promise<unknown>;
  /** What follows, and what has to be chosen. */
  readonly children?: ReactNode;
}

/** A button that asks in a dialog before it changes something; disabled, with why, for who may not. */
export function ActButton(props: ActButtonProps): ReactNode {
  const {
    label,
    action,
    verb = label,
    isPrimary = false,
    isSmall = false,
    disabledBecause,
    ...dialog
  } = props;
  const refusal = useRefusal(action) ?? disabledBecause;
  const looks = {
    appearance: isPrimary ? "primary" : isSmall ? "subtle" : "secondary",
    size: isSmall ? "small" : "medium",
  } as const;
  if (refusal !== undefined) {
    return (
      <Tooltip content={refusal} relationship="description">
        <Button {...looks} disabledFocusable>
          {label}
        </Button>
      </Tooltip>
    );
  }
  return (
    <ConfirmDialog trigger={<Button {...looks}>{label}</Button>} title={label} action={verb} {...dialog} />
  );
}
