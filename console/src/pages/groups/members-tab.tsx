import { Badge } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { api, body } from "../../api/client";
import { useUrlState } from "../../app/url-state";
import { ActButton } from "../../components/act-button";
import { AppLink } from "../../components/app-link";
import { DataTable } from "../../components/data-table";
import { EmptyState } from "../../components/empty-state";
import { Impact } from "../../components/impact";
import styles from "../../components/lines.module.css";
import { PersonLink } from "../../components/person-link";
import { SearchField } from "../../components/search-field";
import { useSelection } from "../../components/selection";
import { useList } from "../../components/use-list";
import { AddMembers } from "./add-members";
import type { GroupProps } from "./group-api";
import { useMoves } from "./use-moves";

/** The direct members of a group, with search; members are added and removed several at once. */
export function MembersTab({ group, uses }: GroupProps): ReactNode {
  const [{ q }] = useUrlState();
  const selection = useSelection(q ?? "");
  const search = q === undefined ? {} : { search: q };
  const list = useList(["groups", group.id, "members", search], (page) =>
    body(
      api.GET("/admin/v1/groups/{id}/members", {
        params: { path: { id: group.id }, query: { ...search, ...page } },
      }),
    ),
  );
  const guarded = uses?.guards.map(({ displayName }) => displayName).join(", ") ?? "";
  return (
    <>
      {guarded !== "" && (
        <p className={styles.quiet}>
          Direct members may enter {guarded}. People in groups that are members here may not.
        </p>
      )}
      <div className={styles.actions}>
        <AddMembers group={group} uses={uses} />
        <RemoveMembers groupId={group.id} ids={[...selection.ids]} onDone={() => selection.select([])} />
      </div>
      <div className={styles.filters}>
        <SearchField label="Search members" />
      </div>
      <DataTable
        {...list}
        label="Members"
        exported={{ path: `/groups/${group.id}/members`, query: search }}
        selection={selection}
        rowId={(member) => member.id}
        rowName={(member) => member.displayName ?? member.id}
        empty={
          q === undefined ? (
            <EmptyState title="No members yet">Add people, or let your provider send them.</EmptyState>
          ) : (
            <EmptyState title="No members match">Clear the search to see all.</EmptyState>
          )
        }
        columns={[
          {
            id: "name",
            header: "Member",
            cell: (member) =>
              member.type === "User" ? (
                <PersonLink id={member.id} displayName={member.displayName ?? undefined} />
              ) : member.type === "Group" ? (
                <AppLink to={`/groups/${member.id}/members`}>{member.displayName ?? member.id}</AppLink>
              ) : (
                member.id
              ),
          },
          {
            id: "type",
            header: "Kind",
            cell: ({ type }) =>
              type === "Group" ? (
                <Badge appearance="tint" color="warning">
                  Nested group
                </Badge>
              ) : type === "User" ? (
                "Direct member"
              ) : (
                "Unknown to the server"
              ),
          },
          {
            id: "licensed",
            header: "License",
            cell: ({ licensed }) => (licensed === undefined ? "–" : licensed ? "Licensed" : "No license"),
          },
        ]}
      />
    </>
  );
}

interface RemoveMembersProps {
  readonly groupId: string;
  readonly ids: readonly string[];
  readonly onDone: () => void;
}

function RemoveMembers({ groupId, ids, onDone }: RemoveMembersProps): ReactNode {
  const { preview, move } = useMoves(groupId);
  const moves = { remove: [...ids] };
  return (
    <ActButton
      label="Remove members"
      action="manageUsers"
      verb="Remove"
      disabledBecause={ids.length === 0 ? "Select members first" : undefined}
      onConfirm={() => move(moves).then(onDone)}
    >
      <div className={styles.stack}>
        <p>
          {ids.length === 1 ? "1 member leaves" : `${ids.length} members leave`} the group. Licenses that were
          assigned directly stay.
        </p>
        <Impact id={["members", groupId, "remove", ...ids]} preview={preview(moves)} />
      </div>
    </ActButton>
  );
}
