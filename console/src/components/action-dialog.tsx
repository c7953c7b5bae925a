import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
  Spinner,
} from "@fluentui/react-components";
import { type ReactNode, useState } from "react";
import { type ApiProblem, asProblem } from "../api/problem";
import { ProblemBar } from "./problem-bar";

interface ActionSurfaceProps {
  readonly title: string;
  readonly children: ReactNode;
  /** The label of the button that does it: "Save". */
  readonly action: string;
  /** False while something has to be chosen first. */
  readonly isReady: boolean;
  /** Does it, and closes the dialog; a problem is shown in the dialog, which stays. */
  readonly onAction: () => Promise<void>;
}

interface ActionDialogProps extends ActionSurfaceProps {
  readonly onClose: () => void;
}

/** A dialog that is open, for something that takes a choice or a look before it is done. */
export function ActionDialog({ onClose, ...surface }: ActionDialogProps): ReactNode {
  return (
    <Dialog open onOpenChange={(_event, { open }) => open || onClose()}>
      <ActionSurface {...surface} />
    </Dialog>
  );
}

/** What a dialog for an action shows: what it is about, Cancel, and the button that does it. */
export function ActionSurface({ title, children, action, isReady, onAction }: ActionSurfaceProps): ReactNode {
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const run = async (): Promise<void> => {
    setIsBusy(true);
    setProblem(undefined);
    try {
      await onAction();
    } catch (error) {
      setProblem(asProblem(error));
      setIsBusy(false);
    }
  };
  return (
    <DialogSurface>
      <DialogBody>
        <DialogTitle>{title}</DialogTitle>
        <DialogContent>
          {children}
          {problem !== undefined && <ProblemBar problem={problem} />}
        </DialogContent>
        <DialogActions>
          <DialogTrigger disableButtonEnhancement>
            <Button>Cancel</Button>
          </DialogTrigger>
          <Button
            appearance="primary"
            disabled={isBusy || !isReady}
            icon={isBusy ? <Spinner size="tiny" /> : null}
            onClick={() => void run()}
          >
            {action}
          </Button>
        </DialogActions>
      </DialogBody>
    </DialogSurface>
  );
}
