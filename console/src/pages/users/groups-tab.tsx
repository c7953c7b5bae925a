import { Badge, Button } from "@fluentui/react-components";
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api, body } from "../../api/client";
import { useMay } from "../../app/session";
import { AppLink } from "../../components/app-link";
import { ConfirmDialog } from "../../components/confirm-dialog";
import { EmptyState } from "../../components/empty-state";
import { Impact } from "../../components/impact";
import { type User, useInstances } from "./user-api";
import type { TabProps } from "./user-page";
import styles from "./user-page.module.css";

type Membership = NonNullable<User["groups"]>[number];

/** The groups of a user, direct and through others, and which instances they guard. */
export function GroupsTab({ user }: TabProps): ReactNode {
  const groups = user.groups ?? [];
  if (groups.length === 0) {
    return (
      <EmptyState title="In no group" commands={[{ label: "Groups", to: "/groups" }]}>
        The user is a member of no security group.
      </EmptyState>
    );
  }
  return (
    <ul className={styles.list}>
      {groups.map((group) => (
        <GroupItem key={`${String(group.value)} ${String(group.type)}`} user={user} group={group} />
      ))}
    </ul>
  );
}

function GroupItem({ user, group }: TabProps & { readonly group: Membership }): ReactNode {
  const mayManage = useMay("manageUsers");
  const queries = useQueryClient();
  const { data: instances = [] } = useInstances();
  const id = String(group.value);
  const name = typeof group.display === "string" ? group.display : id;
  const guarded = instances.filter(({ guardGroupId }) => guardGroupId === id);
  const remove = (query: object) =>
    api.POST("/admin/v1/groups/{id}/members", {
      params: { path: { id }, query },
      body: { remove: [user.id] },
    });
  const leave = async (): Promise<void> => {
    await remove({});
    await queries.invalidateQueries();
  };
  return (
    <li className={styles.item}>
      <span>
        <AppLink to={`/groups/${encodeURIComponent(id)}/members`}>{name}</AppLink>{" "}
        {group.type === "indirect" && <Badge appearance="outline">through another group</Badge>}
        {guarded.length > 0 && (
          <span className={styles.muted}>
            Guards {guarded.map(({ displayName }) => displayName).join(", ")}
          </span>
        )}
      </span>
      {mayManage && group.type !== "indirect" && (
        <ConfirmDialog
          trigger={<Button appearance="subtle">Remove</Button>}
          title={`Take ${user.userName} out of ${name}?`}
          action="Remove"
          onConfirm={leave}
        >
          <Impact id={["leave", id, user.id]} preview={(query) => body(remove(query))} />
        </ConfirmDialog>
      )}
    </li>
  );
}
