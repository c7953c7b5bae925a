import type { ReactNode } from "react";
import { api, body } from "../../api/client";
import { DataTable } from "../../components/data-table";
import { EmptyState } from "../../components/empty-state";
import { Moment } from "../../components/moment";
import { PersonLink } from "../../components/person-link";
import { useList } from "../../components/use-list";
import type { Sku } from "./license-api";

/** What happened, by the name of the movement. */
const WORDS: Readonly<Record<string, string>> = {
  assigned: "Assigned",
  released: "Released",
  held: "Held for an invitation",
  holdReleased: "No longer held",
  holdExpired: "The invitation has ended",
  converted: "Assigned from the held seat",
  waiting: "Waits: no seat was left",
  served: "Waited and got a seat",
  suspended: "Suspended",
  purchased: "Purchased",
  reductionRequested: "Reduction asked for",
  reductionScheduled: "Reduction carried out",
  reductionWithdrawn: "Reduction taken back",
  reductionApplied: "Reduction in force",
  reductionFailed: "Reduction failed",
};

/** Every movement of the seats of a product, newest first. */
export function LedgerTab({ sku }: { readonly sku: Sku }): ReactNode {
  const list = useList(["licenses", sku.id, "ledger"], (page) =>
    body(api.GET("/admin/v1/licenses/{sku}/ledger", { params: { path: { sku: sku.id }, query: page } })),
  );
  return (
    <DataTable
      {...list}
      label="Ledger"
      exported={{ path: `/licenses/${sku.id}/ledger` }}
      rowId={({ id }) => id}
      empty={<EmptyState title="Nothing has happened to its seats yet" />}
      columns={[
        { id: "at", header: "Time", cell: ({ at }) => <Moment at={at} isExact /> },
        {
          id: "movement",
          header: "What happened",
          cell: ({ movement, seats }) =>
            `${WORDS[movement] ?? movement}${seats === undefined ? "" : `: ${seats} seats`}`,
        },
        { id: "person", header: "Person", cell: ({ userId, ...one }) => <PersonLink {...one} id={userId} /> },
        { id: "cause", header: "By which source", cell: ({ cause }) => cause },
        { id: "actor", header: "By whom", cell: ({ actor }) => actor.kind ?? "–" },
        {
          id: "amount",
          header: "Seats in use",
          align: "end",
          cell: ({ amount }) => (amount > 0 ? `+${amount}` : amount === 0 ? "±0" : String(amount)),
        },
      ]}
    />
  );
}
