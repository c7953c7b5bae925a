import { Badge, Spinner } from "@fluentui/react-components";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { api, body } from "../../api/client";
import { asProblem } from "../../api/problem";
import { ActButton } from "../../components/act-button";
import { AppLink } from "../../components/app-link";
import { DataTable } from "../../components/data-table";
import { EmptyState } from "../../components/empty-state";
import { Facts } from "../../components/facts";
import { Impact, type PreviewQuery } from "../../components/impact";
import styles from "../../components/lines.module.css";
import { Page } from "../../components/page";
import { PersonLink } from "../../components/person-link";
import { ProblemBar } from "../../components/problem-bar";
import { usePathPart } from "../../components/tabs";
import { useList } from "../../components/use-list";
import { UserPicker } from "../../components/user-picker";
import { crmOf } from "./group-api";

const CRUMBS = [{ label: "Groups", to: "/groups" }];

/** One group: its members, and what follows from being one. */
export function GroupPage(): ReactNode {
  const id = usePathPart("id");
  const {
    data: group,
    error,
    refetch,
  } = useQuery({
    queryKey: ["groups", "one", id],
    queryFn: () => body(api.GET("/admin/v1/groups/{id}", { params: { path: { id } } })),
  });
  const list = useList(["groups", id, "members"], (query) =>
    body(api.GET("/admin/v1/groups/{id}/members", { params: { path: { id }, query } })),
  );
  if (group === undefined) {
    return (
      <Page title="Group" crumbs={CRUMBS}>
        {error === null ? (
          <Spinner label="Loading the group" />
        ) : (
          <ProblemBar problem={asProblem(error)} onRetry={() => void refetch()} />
        )}
      </Page>
    );
  }
  const { guards, licenses, roles } = crmOf(group);
  return (
    <Page title={group.displayName} windowTitle="Group" crumbs={CRUMBS}>
      <Facts
        facts={[
          ["Members", group.memberCount],
          ["Guards", guards || "No instance"],
          ["Gives the licenses", licenses || "None"],
          ["Gives the security roles", roles || "None"],
        ]}
      />
      {guards !== "" && (
        <p className={styles.quiet}>
          Direct members may enter {guards}. People in groups that are members here may not.
        </p>
      )}
      <div className={styles.actions}>
        <AddMember groupId={id} />
      </div>
      <DataTable
        {...list}
        exported={{ path: `/groups/${id}/members` }}
        label="Members"
        rowId={(member) => member.id}
        empty={<EmptyState title="No members yet">Add people, or let your provider send them.</EmptyState>}
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
            id: "actions",
            header: "Actions",
            cell: (member) => <RemoveMember groupId={id} memberId={member.id} />,
          },
        ]}
      />
    </Page>
  );
}

interface MemberProps {
  readonly groupId: string;
}

function useMoves(id: string) {
  const client = useQueryClient();
  const path = { id };
  return {
    preview: (moves: { add?: string[]; remove?: string[] }) => (query: PreviewQuery) =>
      body(api.POST("/admin/v1/groups/{id}/members", { params: { path, query }, body: moves })),
    move: async (moves: { add?: string[]; remove?: string[] }): Promise<void> => {
      await api.POST("/admin/v1/groups/{id}/members", { params: { path }, body: moves });
      await client.invalidateQueries({ queryKey: ["groups"] });
    },
  };
}

function AddMember({ groupId }: MemberProps): ReactNode {
  const [user, setUser] = useState("");
  const { preview, move } = useMoves(groupId);
  const moves = { add: [user] };
  return (
    <ActButton label="Add a member" action="manageUsers" verb="Add" isPrimary onConfirm={() => move(moves)}>
      <div className={styles.stack}>
        <UserPicker label="Person" onPick={({ id }) => setUser(id)} />
        {user !== "" && <Impact id={["member", groupId, "add", user]} preview={preview(moves)} />}
      </div>
    </ActButton>
  );
}

function RemoveMember({ groupId, memberId }: MemberProps & { readonly memberId: string }): ReactNode {
  const { preview, move } = useMoves(groupId);
  const moves = { remove: [memberId] };
  return (
    <ActButton label="Remove" action="manageUsers" onConfirm={() => move(moves)}>
      <Impact id={["member", groupId, "remove", memberId]} preview={preview(moves)} />
    </ActButton>
  );
}
