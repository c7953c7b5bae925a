import type { ReactNode } from "react";
import { AppLink } from "../../components/app-link";
import { DataTable } from "../../components/data-table";
import { EmptyState } from "../../components/empty-state";
import { useInstances } from "../instances/instance-api";
import type { GroupProps } from "./group-api";

/** The instances that a group guards. */
export function GuardsTab({ uses }: GroupProps): ReactNode {
  return (
    <DataTable
      label="Instances that the group guards"
      rows={uses?.guards}
      rowId={({ id }) => id}
      empty={
        <EmptyState title="It guards no instance" commands={[{ label: "Instances", to: "/instances" }]}>
          The guard of an instance is set on the page of the instance. Only direct members of it may enter.
        </EmptyState>
      }
      columns={[
        {
          id: "name",
          header: "Instance",
          cell: ({ name, displayName }) => <AppLink to={`/instances/${name}/guard`}>{displayName}</AppLink>,
        },
        {
          id: "who",
          header: "Who may enter",
          cell: () => "Direct members with a license and a security role",
        },
      ]}
    />
  );
}

/** The licenses that the members of a group get. */
export function LicensesTab({ uses }: GroupProps): ReactNode {
  return (
    <DataTable
      label="Licenses that the group gives"
      rows={uses?.licenses}
      rowId={({ id }) => id}
      empty={
        <EmptyState title="It gives no license">
          The licenses of a group come from the provider, which names them in the group.
        </EmptyState>
      }
      columns={[
        {
          id: "name",
          header: "License",
          cell: ({ id, displayName }) => <AppLink to={`/licenses/${id}/seats`}>{displayName}</AppLink>,
        },
        { id: "part", header: "Part number", cell: ({ partNumber }) => partNumber },
      ]}
    />
  );
}

/** The teams whose members are those of a group, and the roles that they give. */
export function TeamsTab({ uses }: GroupProps): ReactNode {
  const { data } = useInstances();
  const instanceOf = (id: string) => data?.value.find((one) => one.id === id);
  return (
    <DataTable
      label="Teams of the group"
      rows={uses?.teams}
      rowId={({ id }) => id}
      empty={
        <EmptyState title="No team has its members" commands={[{ label: "Instances", to: "/instances" }]}>
          A team of a group is added on the page of an instance. It gives the members security roles.
        </EmptyState>
      }
      columns={[
        { id: "name", header: "Team", cell: ({ name }) => name },
        {
          id: "instance",
          header: "Instance",
          cell: ({ instanceId }) => (
            <AppLink to={`/instances/${instanceOf(instanceId)?.name ?? instanceId}/teams`}>
              {instanceOf(instanceId)?.displayName ?? "…"}
            </AppLink>
          ),
        },
        { id: "roles", header: "Security roles", cell: ({ roles }) => roles.join(", ") || "None" },
      ]}
    />
  );
}
