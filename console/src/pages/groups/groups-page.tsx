import { Field, Input } from "@fluentui/react-components";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { api, body } from "../../api/client";
import type { components } from "../../api/schema";
import { useUrlState } from "../../app/url-state";
import { ActButton } from "../../components/act-button";
import { AppLink } from "../../components/app-link";
import { DataTable } from "../../components/data-table";
import { EmptyState } from "../../components/empty-state";
import styles from "../../components/lines.module.css";
import { Page } from "../../components/page";
import { SearchField } from "../../components/search-field";
import { useList } from "../../components/use-list";
import { crmOf } from "./group-api";

type Group = components["schemas"]["Group"];

/** The groups: how many members each has, and what it does in the CRM. */
export function GroupsPage(): ReactNode {
  const [{ q }] = useUrlState();
  const filter = q === undefined ? {} : { q };
  const list = useList<Group>(["groups", "list", filter], (page) =>
    body(api.GET("/admin/v1/groups", { params: { query: { ...filter, ...page } } })),
  );
  return (
    <Page
      title="Groups"
      lead="A group can guard an instance, give licenses to its members, or be a team with security roles."
    >
      <div className={styles.actions}>
        <AddGroup />
      </div>
      <div className={styles.filters}>
        <SearchField />
      </div>
      <DataTable
        {...list}
        label="Groups"
        rowId={({ id }) => id}
        empty={
          q === undefined ? (
            <EmptyState title="No group yet">Groups come from your provider, or add one by hand.</EmptyState>
          ) : (
            <EmptyState title="No groups match">Clear the search to see all.</EmptyState>
          )
        }
        columns={[
          {
            id: "name",
            header: "Group",
            cell: ({ id, displayName }) => <AppLink to={`/groups/${id}/members`}>{displayName}</AppLink>,
          },
          { id: "members", header: "Members", align: "end", cell: ({ memberCount }) => memberCount },
          { id: "guards", header: "Guards", cell: (group) => crmOf(group).guards || "–" },
          { id: "licenses", header: "Licenses", cell: (group) => crmOf(group).licenses || "–" },
          { id: "roles", header: "Security roles", cell: (group) => crmOf(group).roles || "–" },
        ]}
      />
    </Page>
  );
}

function AddGroup(): ReactNode {
  const [displayName, setDisplayName] = useState("");
  const client = useQueryClient();
  const add = async (): Promise<void> => {
    await api.POST("/admin/v1/groups", { body: { displayName } });
    await client.invalidateQueries({ queryKey: ["groups"] });
  };
  return (
    <ActButton
      label="Add a group"
      action="manageUsers"
      verb="Add"
      isPrimary
      isReady={displayName.trim() !== ""}
      onConfirm={add}
    >
      <Field label="Name" required>
        <Input value={displayName} onChange={(_event, { value }) => setDisplayName(value)} />
      </Field>
    </ActButton>
  );
}
