import { Button } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { api, body } from "../../api/client";
import type { components } from "../../api/schema";
import { useUrlState } from "../../app/url-state";
import { AppLink } from "../../components/app-link";
import { DataTable } from "../../components/data-table";
import { EmptyState } from "../../components/empty-state";
import styles from "../../components/lines.module.css";
import { Moment } from "../../components/moment";
import { PersonLink } from "../../components/person-link";
import { saveFile } from "../../components/save-file";
import { useList } from "../../components/use-list";
import { AuditFilters, chosenFilters } from "./audit-filters";
import { Changes } from "./changes";

type Entry = components["schemas"]["AuditEntry"];

/** The entries of the trail, newest first, with filters. */
export function Trail(): ReactNode {
  const [state] = useUrlState();
  const filters = chosenFilters(state);
  const list = useList<Entry>(["audit", filters], (page) =>
    body(api.GET("/admin/v1/audit", { params: { query: { ...filters, ...page } } })),
  );
  return (
    <>
      <AuditFilters />
      <div className={styles.actions}>
        <Button disabled={list.rows === undefined} onClick={() => download(list.rows ?? [])}>
          Export this page
        </Button>
      </div>
      <DataTable
        {...list}
        label="Audit trail"
        exported={{ path: "/audit", query: filters }}
        rowId={({ id }) => id}
        empty={<EmptyState title="No changes match">Clear a filter to see more.</EmptyState>}
        columns={[
          { id: "action", header: "What", cell: ({ action }) => wordsOf(action) },
          { id: "about", header: "About", cell: (entry) => <About {...entry} /> },
          { id: "changes", header: "Changes", width: "34%", cell: (entry) => <Changes entry={entry} /> },
          { id: "actor", header: "By whom", cell: ({ actor, trigger }) => `${actor.kind}, ${trigger}` },
          { id: "request", header: "Request", cell: ({ requestId }) => <RequestLink id={requestId} /> },
          { id: "time", header: "Time", cell: ({ time }) => <Moment at={time} isExact /> },
          { id: "sequence", header: "Sequence", align: "end", cell: ({ sequence }) => sequence ?? "–" },
        ]}
      />
    </>
  );
}

/** Puts an action into words: `user.rolesChanged` as "User roles changed". */
export function wordsOf(action: string): string {
  const words = action
    .replace(".", " ")
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase();
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

function About({ resourceType, resourceId, userName, displayName }: Entry): ReactNode {
  // A deleted user has no name in the trail, and no page.
  if (resourceType === "User" && (displayName ?? userName) !== undefined) {
    return <PersonLink id={resourceId} userName={userName} displayName={displayName} tab="history" />;
  }
  return `${resourceType} ${resourceId.slice(0, 8)}`;
}

/** A link to the requests in the log that have an id. */
export function RequestLink({ id }: { readonly id: string | undefined }): ReactNode {
  if (id === undefined) return "–";
  return <AppLink to={`/provisioning/log?requestId=${encodeURIComponent(id)}`}>{id.slice(0, 8)}</AppLink>;
}

/** Saves entries as a file of JSON lines. */
function download(entries: readonly Entry[]): void {
  saveFile(
    "audit.ndjson",
    "application/x-ndjson",
    entries.map((entry) => `${JSON.stringify(entry)}\n`),
  );
}
