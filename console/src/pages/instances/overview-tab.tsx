import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api, body } from "../../api/client";
import { REASON_NAMES } from "../../components/access-words";
import { DataTable } from "../../components/data-table";
import { EmptyState } from "../../components/empty-state";
import { Facts } from "../../components/facts";
import type { InstanceProps } from "./instance-api";

/** The figures of an instance: who can enter, and why the others cannot. */
export function OverviewTab({ instance }: InstanceProps): ReactNode {
  const { data: access } = useQuery({
    queryKey: ["instances", "access"],
    queryFn: () => body(api.GET("/admin/v1/reports/access")),
  });
  const { data: users } = useQuery({
    queryKey: ["instances", "users"],
    queryFn: () => body(api.GET("/admin/v1/reports/instance-users")),
  });
  const counts = access?.value.find((one) => one.instance.id === instance.id);
  const records = users?.value.find((one) => one.instance.id === instance.id);
  return (
    <>
      <Facts
        facts={[
          ["Can enter", counts?.can ?? "…"],
          ["Wait for a seat or a record", counts?.waiting ?? "…"],
          ["Cannot enter", counts?.cannot ?? "…"],
          ["Records", records?.users.all ?? "…"],
          ["Enabled", records?.users.enabled ?? "…"],
          ["Without a security role", records?.users.withoutRole ?? "…"],
          ["Administrative", records?.users.administrative ?? "…"],
          [
            "Non-interactive",
            records === undefined ? "…" : `${records.users.nonInteractive} of ${records.nonInteractiveLimit}`,
          ],
        ]}
      />
      <DataTable
        label="Why people cannot enter"
        rows={counts?.byReason}
        rowId={({ code }) => code}
        empty={<EmptyState title="Nobody is kept out" />}
        columns={[
          { id: "reason", header: "Reason", cell: ({ code }) => REASON_NAMES[code] },
          { id: "users", header: "People", align: "end", cell: (row) => row.users },
        ]}
      />
    </>
  );
}
