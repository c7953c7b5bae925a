import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api, body } from "../../api/client";
import { asProblem } from "../../api/problem";
import { AppLink } from "../../components/app-link";
import { DataTable } from "../../components/data-table";
import { EmptyState } from "../../components/empty-state";
import { type InstanceProps, useBusinessUnits } from "./instance-api";

/** The teams of an instance, and the roles that they give. */
export function TeamsTab({ instance }: InstanceProps): ReactNode {
  const { data: units } = useBusinessUnits(instance);
  const { data, error } = useQuery({
    queryKey: ["instances", instance.name, "teams"],
    queryFn: () =>
      body(
        api.GET("/admin/v1/instances/{instance}/teams", { params: { path: { instance: instance.name } } }),
      ),
  });
  return (
    <DataTable
      label="Teams"
      rows={data?.value}
      problem={error === null ? undefined : asProblem(error)}
      rowId={({ id }) => id}
      empty={<EmptyState title="No team yet">A team gives its members security roles.</EmptyState>}
      columns={[
        { id: "name", header: "Team", cell: ({ name }) => name },
        {
          id: "kind",
          header: "Members",
          cell: ({ groupId }) =>
            groupId === undefined ? (
              "Added by hand"
            ) : (
              <AppLink to={`/groups/${groupId}/members`}>Those of a group</AppLink>
            ),
        },
        {
          id: "unit",
          header: "Business unit",
          cell: ({ businessUnitId }) => units?.value.find(({ id }) => id === businessUnitId)?.path ?? "…",
        },
        {
          id: "roles",
          header: "Security roles",
          cell: ({ roles }) => roles.map(({ name }) => name).join(", ") || "None",
        },
      ]}
    />
  );
}
