import { Badge } from "@fluentui/react-components";
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api, body } from "../../api/client";
import { ActButton } from "../../components/act-button";
import { DataTable } from "../../components/data-table";
import { EmptyState } from "../../components/empty-state";
import { Moment } from "../../components/moment";
import { useList } from "../../components/use-list";

const STATES = { queued: "Waiting", sent: "Sent", parked: "Given up" } as const;
const COLORS = { queued: "informative", sent: "success", parked: "danger" } as const;
const KINDS = { password: "Temporary password", invitation: "Invitation", hold: "Held changes" } as const;

/** The mails of the last thirty days; what they say is never shown. */
export function MailTab(): ReactNode {
  const client = useQueryClient();
  const list = useList(["mails"], (query) => body(api.GET("/admin/v1/mails", { params: { query } })));
  const retry = async (id: string): Promise<void> => {
    await api.POST("/admin/v1/mails/{id}/retry", { params: { path: { id } } });
    await client.invalidateQueries({ queryKey: ["mails"] });
  };
  return (
    <DataTable
      {...list}
      label="Mails"
      rowId={({ id }) => id}
      empty={
        <EmptyState title="No mail in thirty days">
          Invitations, temporary passwords and reports of held changes are listed here.
        </EmptyState>
      }
      columns={[
        { id: "to", header: "To", cell: ({ to }) => to },
        { id: "kind", header: "Kind", cell: ({ kind }) => KINDS[kind] },
        {
          id: "state",
          header: "State",
          cell: ({ state }) => (
            <Badge appearance="tint" color={COLORS[state]}>
              {STATES[state]}
            </Badge>
          ),
        },
        { id: "created", header: "Written", cell: ({ createdAt }) => <Moment at={createdAt} /> },
        { id: "attempts", header: "Tries", align: "end", cell: ({ attempts }) => attempts },
        { id: "error", header: "What went wrong", cell: ({ error }) => error ?? "–" },
        {
          id: "actions",
          header: "Actions",
          cell: ({ id, state, hasContent }) =>
            state === "parked" ? (
              <ActButton
                label="Send again"
                action="manageServer"
                isSmall
                disabledBecause={hasContent ? undefined : "Its content was erased"}
                onConfirm={() => retry(id)}
              >
                The mail is tried once more.
              </ActButton>
            ) : (
              "–"
            ),
        },
      ]}
    />
  );
}
