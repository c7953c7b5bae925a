import type { ReactNode } from "react";
import { api, body } from "../../api/client";
import { useMay } from "../../app/session";
import { DataTable } from "../../components/data-table";
import { EmptyState } from "../../components/empty-state";
import { Moment } from "../../components/moment";
import { useList } from "../../components/use-list";
import { Changes } from "../audit/changes";
import { RequestLink, wordsOf } from "../audit/trail";
import type { GroupProps } from "./group-api";

/** What was changed of a group, newest first. */
export function GroupHistoryTab({ group }: GroupProps): ReactNode {
  if (!useMay("manageServer")) return <EmptyState title="The audit trail needs global" />;
  return <Entries id={group.id} />;
}

function Entries({ id }: { readonly id: string }): ReactNode {
  const list = useList(["groups", id, "history"], (page) =>
    body(api.GET("/admin/v1/audit", { params: { query: { resourceId: id, ...page } } })),
  );
  return (
    <DataTable
      {...list}
      label="History"
      rowId={(entry) => entry.id}
      empty={<EmptyState title="Nothing was recorded of this group" />}
      columns={[
        { id: "time", header: "Time", cell: ({ time }) => <Moment at={time} isExact /> },
        { id: "action", header: "What", cell: ({ action }) => wordsOf(action) },
        { id: "changes", header: "Changes", width: "40%", cell: (entry) => <Changes entry={entry} /> },
        { id: "actor", header: "By whom", cell: ({ actor, trigger }) => `${actor.kind}, ${trigger}` },
        { id: "request", header: "Request", cell: ({ requestId }) => <RequestLink id={requestId} /> },
      ]}
    />
  );
}
