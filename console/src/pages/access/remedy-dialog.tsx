import { Spinner } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { api, body, send } from "../../api/client";
import { asProblem } from "../../api/problem";
import { ActionDialog } from "../../components/action-dialog";
import { ProblemBar } from "../../components/problem-bar";
import { UserPicker } from "../../components/user-picker";
import { remedyForm } from "./remedy-words";
import { type Access, FEATURE_WORDS, isRefusing, REASON_NAMES, type Remedy } from "./words";

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
      {isReady && <Foreseen access={access} operations={operations} />}
    </ActionDialog>
  );
}

interface ForeseenProps {
  readonly access: Access;
  readonly operations: readonly {
    readonly method: Remedy["method"];
    readonly path: string;
    readonly body?: Body;
  }[];
}

/** What requests would do, as the server says. */
function Foreseen({ access, operations }: ForeseenProps): ReactNode {
  const { data, error, isPending } = useQuery({
    queryKey: ["preview", operations],
    queryFn: () => body(api.POST("/admin/v1/previews", { body: { operations: [...operations] } })),
    gcTime: 0,
    staleTime: 0,
    retry: false,
  });
  if (error !== null) return <ProblemBar problem={asProblem(error)} />;
  if (isPending) return <Spinner size="tiny" label="Looking what would happen" />;
  const mine = data.value.find(
    ({ id, instance }) => id === access.userId && instance.id === access.instance.id,
  );
  const left = (mine?.after.reasons ?? access.reasons.map(({ code }) => code)).filter((code) =>
    isRefusing({ effect: access.reasons.find((reason) => reason.code === code)?.effect ?? "refuses" }),
  );
  const others = data.loses + data.gains - (mine?.change === "gains" || mine?.change === "loses" ? 1 : 0);
  return (
    <ul>
      {mine !== undefined && mine.after.features !== "none" ? (
        <li>
          Then {access.userName} can use {access.instance.displayName}: {FEATURE_WORDS[mine.after.features]}.
        </li>
      ) : (
        <li>
          Then {access.userName} still cannot sign in to {access.instance.displayName}
          {left.length > 0 && `: ${left.map((code) => REASON_NAMES[code]).join(", ")}`}.
        </li>
      )}
      {data.seats.map(({ skuId, partNumber, availableBefore, availableAfter }) => (
        <li key={skuId}>
          {partNumber}: {availableBefore} seats available before, {availableAfter} after.
        </li>
      ))}
      {others > 0 && (
        <li>
          {data.loses} lose access, {data.gains} get it.
        </li>
      )}
      {Object.entries(data.mails).map(([kind, count]) => (
        <li key={kind}>
          {count} {count === 1 ? "mail goes" : "mails go"} out ({kind}).
        </li>
      ))}
    </ul>
  );
}
