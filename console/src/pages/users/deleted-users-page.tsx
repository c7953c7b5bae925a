import { Button } from "@fluentui/react-components";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api, body, changed } from "../../api/client";
import { asProblem } from "../../api/problem";
import type { components } from "../../api/schema";
import { useNotices } from "../../app/notices";
import { useMay } from "../../app/session";
import { useUrlState } from "../../app/url-state";
import { type Column, DataTable } from "../../components/data-table";
import { EmptyState } from "../../components/empty-state";
import { Moment } from "../../components/moment";
import { Page } from "../../components/page";
import { useCursor } from "../../components/use-cursor";

type DeletedUser = components["schemas"]["DeletedUser"];

const COLUMNS: readonly Column<DeletedUser>[] = [
  { id: "displayName", header: "Display name", cell: (user) => user.displayName },
  { id: "userName", header: "Username", cell: (user) => user.userName },
  { id: "deletedAt", header: "Deleted", cell: (user) => <Moment at={user.deletedAt} /> },
  { id: "until", header: "Forgotten", cell: (user) => <Moment at={user.restorableUntil} /> },
  { id: "restore", header: "Actions", align: "end", cell: (user) => <RestoreButton user={user} /> },
];

/** Users who can be restored, the latest deletion first. */
export function DeletedUsersPage(): ReactNode {
  const [{ cursor }] = useUrlState();
  const query = cursor === undefined ? {} : { cursor };
  const { data, error, refetch } = useQuery({
    queryKey: ["users", "deleted", query],
    queryFn: () => body(api.GET("/admin/v1/deleted-users", { params: { query } })),
  });
  const cursors = useCursor(cursor, data?.nextCursor);
  return (
    <Page
      title="Deleted users"
      lead="A user comes back with the same roles, teams and password, but without licenses and groups."
      commands={[{ label: "Refresh", onClick: () => void refetch(), shortcut: "r" }]}
    >
      <DataTable
        label="Deleted users"
        columns={COLUMNS}
        rows={data?.value}
        rowId={({ id }) => id}
        problem={error === null ? undefined : asProblem(error)}
        onRetry={() => void refetch()}
        paging={cursors}
        empty={
          <EmptyState title="No deleted users">
            Users who were deleted lately can be restored here.
          </EmptyState>
        }
      />
    </Page>
  );
}

function RestoreButton({ user }: { readonly user: DeletedUser }): ReactNode {
  const { done, failed } = useNotices();
  const queries = useQueryClient();
  const may = useMay("manageUsers");
  const restore = useMutation({
    mutationFn: () =>
      changed(api.POST("/admin/v1/deleted-users/{id}/restore", { params: { path: { id: user.id } } })),
    onSuccess: ({ notRestored }) => {
      const missing =
        notRestored.length === 0 ? "" : ` Not restored: ${notRestored.map(({ name }) => name).join(", ")}.`;
      done(`The user was restored.${missing}`);
      void queries.invalidateQueries({ queryKey: ["users"] });
    },
    onError: failed,
  });
  return (
    <Button
      size="small"
      disabled={!may || restore.isPending}
      aria-label={`Restore ${user.displayName}`}
      onClick={() => restore.mutate()}
    >
      Restore
    </Button>
  );
}
