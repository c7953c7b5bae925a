import { Badge } from "@fluentui/react-components";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { api, body } from "../../api/client";
import { ActButton } from "../../components/act-button";
import { CommandBar } from "../../components/command-bar";
import { DataTable } from "../../components/data-table";
import { EmptyState } from "../../components/empty-state";
import styles from "../../components/lines.module.css";
import { PersonLink } from "../../components/person-link";
import { useList } from "../../components/use-list";
import { UserPicker } from "../../components/user-picker";
import { ImportOwners } from "./import-owners";
import type { InstanceProps } from "./instance-api";

/** The programs that use an instance. */
export function ApplicationUsersTab({ instance: { name } }: InstanceProps): ReactNode {
  const list = useList(["instances", name, "applications"], (query) =>
    body(
      api.GET("/admin/v1/instances/{instance}/application-users", {
        params: { path: { instance: name }, query },
      }),
    ),
  );
  return (
    <>
      <CommandBar
        commands={[
          {
            label: "Add an application user",
            to: `/instances/${encodeURIComponent(name)}/application-users/new`,
            isPrimary: true,
          },
        ]}
      />
      <DataTable
        {...list}
        label="Application users"
        rowId={({ id }) => id}
        empty={
          <EmptyState title="No application user yet">
            Application users are unlimited, need no license, and should have a security role of their own.
          </EmptyState>
        }
        columns={[
          {
            id: "name",
            header: "Application user",
            cell: ({ userId, userName }) => <PersonLink id={userId} userName={userName} />,
          },
          {
            id: "enabled",
            header: "Status",
            cell: ({ enabled }) => (
              <Badge appearance="tint" color={enabled ? "success" : "informative"}>
                {enabled ? "Active" : "Deactivated"}
              </Badge>
            ),
          },
          { id: "roles", header: "Security roles", cell: ({ roles }) => roles.join(", ") || "None" },
          { id: "problems", header: "To do", cell: ({ problems }) => problems.join(" ") || "–" },
        ]}
      />
    </>
  );
}

/** The placeholders that an import has made for unknown owners. */
export function StubsTab({ instance }: InstanceProps): ReactNode {
  const { name } = instance;
  const list = useList(["instances", name, "stubs"], (query) =>
    body(api.GET("/admin/v1/instances/{instance}/stubs", { params: { path: { instance: name }, query } })),
  );
  return (
    <>
      <div className={styles.actions}>
        <ImportOwners instance={instance} />
      </div>
      <DataTable
        {...list}
        label="Stub users"
        rowId={({ id }) => id}
        empty={
          <EmptyState title="No stub user">
            An import makes one for each unknown owner of rows. It cannot sign in, be enabled or synchronized.
          </EmptyState>
        }
        columns={[
          { id: "name", header: "Stub user", cell: (stub) => stub.name },
          { id: "rows", header: "Owner of rows", align: "end", cell: ({ rows }) => rows },
          { id: "actions", header: "Actions", cell: ({ id }) => <ReassignStub instance={name} id={id} /> },
        ]}
      />
    </>
  );
}

function ReassignStub({ instance, id }: { readonly instance: string; readonly id: string }): ReactNode {
  const [to, setTo] = useState("");
  const client = useQueryClient();
  const reassign = async (): Promise<void> => {
    await api.POST("/admin/v1/instances/{instance}/stubs/{recordId}/reassign", {
      params: { path: { instance, recordId: id } },
      body: { to },
    });
    await client.invalidateQueries({ queryKey: ["instances"] });
  };
  return (
    <ActButton label="Reassign" action="manageInstances" isSmall isReady={to !== ""} onConfirm={reassign}>
      <UserPicker label="Its rows go to" onPick={(user) => setTo(user.id)} />
    </ActButton>
  );
}
