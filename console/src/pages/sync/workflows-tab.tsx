import { Badge } from "@fluentui/react-components";
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api, body } from "../../api/client";
import type { components } from "../../api/schema";
import { ActButton } from "../../components/act-button";
import { DataTable } from "../../components/data-table";
import { EmptyState } from "../../components/empty-state";
import styles from "../../components/lines.module.css";
import { Moment } from "../../components/moment";
import { PersonLink } from "../../components/person-link";
import { useList } from "../../components/use-list";

type Workflow = components["schemas"]["Workflow"];

const STATES: Readonly<Record<Workflow["state"], string>> = {
  created: "1 of 6: account",
  licensed: "2 of 6: license",
  synced: "3 of 6: record",
  modeSet: "4 of 6: mode set",
  licenseRemoved: "5 of 6: license removed",
  confirmed: "6 of 6: confirmed",
  failed: "Failed",
  canceled: "Canceled",
};

/** The workflows that make people administrative or non-interactive users. */
export function WorkflowsTab(): ReactNode {
  const list = useList(["sync", "workflows"], (query) =>
    body(api.GET("/admin/v1/workflows", { params: { query } })),
  );
  return (
    <DataTable
      {...list}
      label="Workflows"
      rowId={({ id }) => id}
      empty={
        <EmptyState title="No workflow yet">
          One starts when you make somebody an administrative or non-interactive user, on the person's page.
        </EmptyState>
      }
      columns={[
        {
          id: "person",
          header: "Person",
          cell: ({ userId, ...one }) => <PersonLink {...one} id={userId} tab="crm" />,
        },
        {
          id: "kind",
          header: "Becomes",
          cell: ({ kind }) => (kind === "administrative" ? "Administrative" : "Non-interactive"),
        },
        { id: "instance", header: "Instance", cell: ({ instance }) => instance ?? "–" },
        { id: "state", header: "State", cell: ({ state }) => <StateBadge state={state} /> },
        { id: "problem", header: "Why it waits", cell: ({ problem }) => problem ?? "–" },
        { id: "changed", header: "Changed", cell: ({ changedAt }) => <Moment at={changedAt} /> },
        { id: "actions", header: "Actions", cell: (workflow) => <WorkflowActions {...workflow} /> },
      ]}
    />
  );
}

function StateBadge({ state }: Pick<Workflow, "state">): ReactNode {
  const color = state === "failed" ? "danger" : state === "confirmed" ? "success" : "informative";
  return (
    <Badge appearance="tint" color={color}>
      {STATES[state]}
    </Badge>
  );
}

function WorkflowActions({ id, state }: Workflow): ReactNode {
  const client = useQueryClient();
  const params = { path: { id } };
  const changed = () => client.invalidateQueries({ queryKey: ["sync", "workflows"] });
  if (state === "confirmed") return "–";
  return (
    <div className={styles.actions}>
      <ActButton
        label="Resume"
        action="manageInstances"
        onConfirm={() => api.POST("/admin/v1/workflows/{id}/resume", { params }).then(changed)}
      >
        It goes on where it has stopped.
      </ActButton>
      {state !== "canceled" && (
        <ActButton
          label="Stop"
          action="manageInstances"
          onConfirm={() => api.POST("/admin/v1/workflows/{id}/cancel", { params }).then(changed)}
        >
          The steps that were made stay.
        </ActButton>
      )}
    </div>
  );
}
