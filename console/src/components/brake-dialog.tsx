import type { ReactNode } from "react";
import type { ApiProblem } from "../api/problem";
import { ActionDialog } from "./action-dialog";
import { Difference } from "./difference";

/** A change that the brake has stopped, and that waits for an answer. */
export interface StoppedChange {
  readonly problem: ApiProblem;
  /** Gets the query with which the change is sent again; undefined if it is not. */
  readonly answer: (query: { readonly confirm: string } | undefined) => void;
}

interface BrakeDialogProps extends StoppedChange {
  readonly onClose: () => void;
}

/** Shows whom a change would shut out that the brake has stopped, and asks whether it is meant. */
export function BrakeDialog({ problem, answer, onClose }: BrakeDialogProps): ReactNode {
  const { difference, confirm } = problem.problem ?? {};
  const end = (query: { readonly confirm: string } | undefined): void => {
    onClose();
    answer(query);
    setTimeout(focusDialogBelow);
  };
  return (
    <ActionDialog
      title="This would shut out many people"
      action="Change it anyway"
      isReady={confirm !== undefined}
      onAction={() => {
        end(confirm === undefined ? undefined : { confirm });
        return Promise.resolve();
      }}
      onClose={() => end(undefined)}
    >
      <p>Nothing was changed yet. Look at who it is: a wrong group or scope is the usual reason.</p>
      {difference !== undefined && <Difference difference={difference} />}
    </ActionDialog>
  );
}

/** A dialog below is hidden from who listens until the focus is in it again. */
function focusDialogBelow(): void {
  document.querySelector<HTMLElement>(".fui-DialogSurface button:not([disabled])")?.focus();
}
