import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
  Field,
  Input,
  Spinner,
} from "@fluentui/react-components";
import { type ReactElement, type ReactNode, useState } from "react";
import { type ApiProblem, asProblem } from "../api/problem";
import { ProblemBar } from "./problem-bar";

interface ConfirmDialogProps {
  /** The button that opens it, which gets the focus back. */
  readonly trigger: ReactElement;
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

/** Asks before something is taken away. It never opens above a modal drawer. */
export function ConfirmDialog({
  trigger,
  title,
  children,
  typed,
  action,
  isReady = true,
  onConfirm,
}: ConfirmDialogProps): ReactNode {
  const [isOpen, setIsOpen] = useState(false);
  const [text, setText] = useState("");
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const change = (open: boolean): void => {
    setIsOpen(open);
    setText("");
    setProblem(undefined);
  };
  const confirm = (): void => {
    setIsBusy(true);
    onConfirm()
      .then(
        () => change(false),
        (error: unknown) => setProblem(asProblem(error)),
      )
      .finally(() => setIsBusy(false));
  };
  return (
    <Dialog open={isOpen} onOpenChange={(_event, { open }) => change(open)} modalType="alert">
      <DialogTrigger disableButtonEnhancement>{trigger}</DialogTrigger>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>
            {children}
            {typed !== undefined && (
              <Field label={`Type "${typed}" to go on`}>
                <Input value={text} autoComplete="off" onChange={(_event, { value }) => setText(value)} />
              </Field>
            )}
            {problem !== undefined && <ProblemBar problem={problem} />}
          </DialogContent>
          <DialogActions>
            <DialogTrigger disableButtonEnhancement>
              <Button>Cancel</Button>
            </DialogTrigger>
            <Button
              appearance="primary"
              disabled={isBusy || !isReady || (typed !== undefined && text !== typed)}
              icon={isBusy ? <Spinner size="tiny" /> : null}
              onClick={confirm}
            >
              {action}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
