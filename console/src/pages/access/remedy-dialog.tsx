import { type ReactNode, useState } from "react";
import { send } from "../../api/client";
import { previewOperations } from "../../api/preview-operations";
import { FEATURE_WORDS, REASON_NAMES } from "../../components/access-words";
import { ActionDialog } from "../../components/action-dialog";
import type { AccessDifference } from "../../components/difference";
import { Impact } from "../../components/impact";
import { UserPicker } from "../../components/user-picker";
import { remedyForm } from "./remedy-words";
import { type Access, isRefusing, type Remedy } from "./words";

interface RemedyDialogProps {
  readonly title: string;
  readonly access: Access;
  readonly remedies: readonly Remedy[];
  readonly onClose: () => void;
  /** Called when all requests were made. */
  readonly onDone: () => void;
}

type Body = Readonly<Record<string, unknown>>;

/** Shows what requests would do to the access of a user, and makes them one after the other. */
export function RemedyDialog({ title, access, remedies, onClose, onDone }: RemedyDialogProps): ReactNode {
  const [chosen, setChosen] = useState<Body>();
  const [asked] = remedies.filter((remedy) => remedyForm(remedy) === "user");
  const operations = remedies.map(({ method, path, body: fixed }) => ({
    method,
    path,
    ...((fixed ?? chosen) !== undefined && { body: { ...fixed, ...chosen } }),
  }));
  const isReady = asked === undefined || chosen !== undefined;
  const run = async (): Promise<void> => {
    for (const { method, path, body: content } of operations) {
      await send(method, `/admin/v1${path}`, content);
    }
    onDone();
  };
  return (
    <ActionDialog title={title} action={title} isReady={isReady} onAction={run} onClose={onClose}>
      {asked !== undefined && (
        <UserPicker
          label={asked.asks[0] === "from" ? "Whose license" : "Who gets them"}
          onPick={({ id }) => setChosen({ [asked.asks[0] ?? "from"]: id })}
        />
      )}
      {isReady && (
        <Impact id={operations} preview={previewOperations(operations)}>
          {(difference) => <Outcome access={access} difference={difference} />}
        </Impact>
      )}
    </ActionDialog>
  );
}

interface OutcomeProps {
  readonly access: Access;
  readonly difference: AccessDifference;
}

/** What the user could do then. */
function Outcome({ access, difference }: OutcomeProps): ReactNode {
  const { userName, instance, reasons } = access;
  const after = difference.value.find(
    (one) => one.id === access.userId && one.instance.id === instance.id,
  )?.after;
  if (after !== undefined && after.features !== "none") {
    return (
      <p>
        Then {userName} can use {instance.displayName}: {FEATURE_WORDS[after.features]}.
      </p>
    );
  }
  const left = (after?.reasons ?? reasons.map(({ code }) => code)).filter((code) =>
    isRefusing({ effect: reasons.find((reason) => reason.code === code)?.effect ?? "refuses" }),
  );
  return (
    <p>
      Then {userName} still cannot sign in to {instance.displayName}
      {left.length > 0 && `: ${left.map((code) => REASON_NAMES[code]).join(", ")}`}.
    </p>
  );
}
