import { Field, Input } from "@fluentui/react-components";
import { type ReactNode, useState } from "react";
import { send } from "../../api/client";
import { ActionDialog } from "../../components/action-dialog";

interface ConfirmPasswordDialogProps {
  /** Receives whether the password was right; false if the person gave up. */
  readonly onClose: (isConfirmed: boolean) => void;
}

/** Asks for the password before a dangerous change is made. */
export function ConfirmPasswordDialog({ onClose }: ConfirmPasswordDialogProps): ReactNode {
  const [password, setPassword] = useState("");
  const confirm = async (): Promise<void> => {
    await send("POST", "/console/session/confirm", { password });
    onClose(true);
  };
  return (
    <ActionDialog
      title="Enter your password again"
      action="Go on"
      isReady={password !== ""}
      onAction={confirm}
      onClose={() => onClose(false)}
    >
      <p>This change is dangerous, so make sure that it is you. You are not asked again for ten minutes.</p>
      <Field label="Password" required>
        <Input
          type="password"
          value={password}
          autoComplete="current-password"
          autoFocus
          onChange={(_event, { value }) => setPassword(value)}
        />
      </Field>
    </ActionDialog>
  );
}
