import { Dialog, DialogTrigger, Field, Input } from "@fluentui/react-components";
import { type ReactElement, type ReactNode, useState } from "react";
import { ActionSurface } from "./action-dialog";

interface QuestionProps {
  readonly title: string;
  /** What follows from it. */
  readonly children?: ReactNode;
  /** What the person has to type, for what cannot be undone. */
  readonly typed?: string;
  /** The label of the button that does it: "Delete". */
  readonly action: string;
  /** False while something has to be chosen first. */
  readonly isReady?: boolean;
  /** Does it; the dialog closes when it has succeeded, and shows the problem when it has not. */
  readonly onConfirm: () => Promise<unknown>;
}

interface ConfirmDialogProps extends QuestionProps {
  /** The button that opens it, which gets the focus back. */
  readonly trigger: ReactElement;
}

/** Asks before something is taken away. It never opens above a modal drawer. */
export function ConfirmDialog({ trigger, onConfirm, ...question }: ConfirmDialogProps): ReactNode {
  const [isOpen, setIsOpen] = useState(false);
  const confirm = async (): Promise<void> => {
    await onConfirm();
    setIsOpen(false);
  };
  return (
    <Dialog open={isOpen} onOpenChange={(_event, { open }) => setIsOpen(open)} modalType="alert">
      <DialogTrigger disableButtonEnhancement>{trigger}</DialogTrigger>
      <Question onConfirm={confirm} {...question} />
    </Dialog>
  );
}

/** Lives as long as the dialog is open, so that what was typed is not there the next time. */
function Question({ title, children, typed, action, isReady = true, onConfirm }: QuestionProps): ReactNode {
  const [text, setText] = useState("");
  const confirm = async (): Promise<void> => void (await onConfirm());
  return (
    <ActionSurface
      title={title}
      action={action}
      isReady={isReady && (typed === undefined || text === typed)}
      onAction={confirm}
    >
      {children}
      {typed !== undefined && (
        <Field label={`Type "${typed}" to go on`}>
          <Input value={text} autoComplete="off" onChange={(_event, { value }) => setText(value)} />
        </Field>
      )}
    </ActionSurface>
  );
}
