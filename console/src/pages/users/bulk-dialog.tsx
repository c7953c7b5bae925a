import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Select,
  Spinner,
} from "@fluentui/react-components";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useRef, useState } from "react";
import { api, changed } from "../../api/client";
import { type Operation, previewOperations } from "../../api/preview-operations";
import { asProblem } from "../../api/problem";
import type { operations } from "../../api/schema";
import { Impact } from "../../components/impact";
import { ProblemBar } from "../../components/problem-bar";
import { JobProgress } from "../jobs/job-progress";
import { BULK_ACTIONS, type BulkAction, type BulkChange } from "./bulk-actions";
import { useGroups } from "./use-groups";
import { useSkus } from "./user-query";
import styles from "./users.module.css";

type JobBody = operations["startJob"]["requestBody"]["content"]["application/json"];

interface BulkDialogProps {
  readonly action: BulkAction;
  /** What the job is about: ids, or what finds them. */
  readonly users: { readonly userIds: readonly string[] } | { readonly query: Record<string, string> };
  /** How many these are, in words. */
  readonly count: string;
  readonly onClose: () => void;
}

/** Asks for what a change of many users needs, says what follows, starts the job and shows how far it is. */
export function BulkDialog({ action, users, count, onClose }: BulkDialogProps): ReactNode {
  const { label, kind, consequence, needs, operation }: BulkChange = BULK_ACTIONS[action];
  const [choice, setChoice] = useState("");
  const opener = useRef(document.activeElement);
  const queries = useQueryClient();
  const start = useMutation({
    mutationFn: () => {
      const params = needs === undefined ? {} : { [needs]: choice };
      return changed(api.POST("/admin/v1/jobs", { body: { kind, params, ...users } as unknown as JobBody }));
    },
  });
  const close = (): void => {
    onClose();
    void queries.invalidateQueries({ queryKey: ["users"] });
    if (opener.current instanceof HTMLElement) opener.current.focus();
  };
  return (
    <Dialog open onOpenChange={close}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>
            {label}: {count}
          </DialogTitle>
          <DialogContent className={styles.progress}>
            {start.data === undefined ? (
              <>
                <span>{consequence}</span>
                {needs === "sku" && <SkuChoice value={choice} onChange={setChoice} />}
                {needs === "group" && <GroupChoice value={choice} onChange={setChoice} />}
                {operation !== undefined && (needs === undefined || choice !== "") && (
                  <BulkImpact users={users} action={action} operationOf={(id) => operation(id, choice)} />
                )}
                {start.error !== null && <ProblemBar problem={asProblem(start.error)} />}
              </>
            ) : (
              <JobProgress id={start.data.id} />
            )}
          </DialogContent>
          <DialogActions>
            <Button onClick={close}>{start.data === undefined ? "Cancel" : "Close"}</Button>
            {start.data === undefined && (
              <Button
                appearance="primary"
                disabled={start.isPending || (needs !== undefined && choice === "")}
                icon={start.isPending ? <Spinner size="tiny" /> : null}
                onClick={() => start.mutate()}
              >
                {label}
              </Button>
            )}
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

/** The most operations of a preview. */
const PREVIEWED = 100;

interface BulkImpactProps extends Pick<BulkDialogProps, "users" | "action"> {
  readonly operationOf: (id: string) => Operation;
}

/** What the change would do, where the users are few enough to ask. */
function BulkImpact({ users, action, operationOf }: BulkImpactProps): ReactNode {
  if (!("userIds" in users) || users.userIds.length > PREVIEWED) {
    return <p>Who gains and who loses access is shown for up to {PREVIEWED} selected users.</p>;
  }
  const operations = users.userIds.map(operationOf);
  return <Impact id={["bulk", action, operations]} preview={previewOperations(operations)} />;
}

interface ChoiceProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function SkuChoice({ value, onChange }: ChoiceProps): ReactNode {
  const skus = useSkus().data?.value ?? [];
  return (
    <Field label="License" required>
      <Select value={value} onChange={(_event, data) => onChange(data.value)}>
        <option value="">Choose a license</option>
        {skus.map(({ id, displayName, available, purchased }) => (
          <option key={id} value={id}>
            {displayName} ({available} of {purchased} available)
          </option>
        ))}
      </Select>
    </Field>
  );
}

function GroupChoice({ value, onChange }: ChoiceProps): ReactNode {
  const groups = useGroups().data?.value ?? [];
  return (
    <Field label="Group" required>
      <Select value={value} onChange={(_event, data) => onChange(data.value)}>
        <option value="">Choose a group</option>
        {groups.map(({ id, displayName }) => (
          <option key={id} value={id}>
            {displayName}
          </option>
        ))}
      </Select>
    </Field>
  );
}
