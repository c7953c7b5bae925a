import { Badge, Button, Tab, TabList } from "@fluentui/react-components";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api, body, changed } from "../../api/client";
import { asProblem } from "../../api/problem";
import type { components, operations } from "../../api/schema";
import { useNotices } from "../../app/notices";
import { useMay } from "../../app/session";
import { useUrlState } from "../../app/url-state";
import { AppLink } from "../../components/app-link";
import { type Column, DataTable } from "../../components/data-table";
import { EmptyState } from "../../components/empty-state";
import { Moment } from "../../components/moment";
import { Page } from "../../components/page";
import { useCursor } from "../../components/use-cursor";
import styles from "./users.module.css";

type Invitation = components["schemas"]["Invitation"];
type Query = NonNullable<operations["listInvitations"]["parameters"]["query"]>;

const STATUSES = ["Invited", "Near Expired", "Expired", "Accepted", "Rejected", "Revoked"] as const;

const COLORS: Readonly<Record<string, "brand" | "warning" | "success" | "danger" | "informative">> = {
  Invited: "brand",
  "Near Expired": "warning",
  Accepted: "success",
  Rejected: "danger",
};

/** Invitations by their state, newest first. */
export function InvitationsPage(): ReactNode {
  const [{ status = "", cursor }, change] = useUrlState();
  const query = { ...(status !== "" && { status }), ...(cursor !== undefined && { cursor }) } as Query;
  const { data, error, refetch } = useQuery({
    queryKey: ["invitations", query],
    queryFn: () => body(api.GET("/admin/v1/invitations", { params: { query } })),
  });
  const cursors = useCursor(cursor, data?.nextCursor);
  return (
    <Page
      title="Invitations"
      lead="An invitation holds a seat until it is accepted, revoked or ends."
      commands={[{ label: "Refresh", onClick: () => void refetch(), shortcut: "r" }]}
    >
      <TabList
        selectedValue={status}
        onTabSelect={(_event, { value }) => change({ status: String(value), cursor: undefined })}
      >
        <Tab value="">All</Tab>
        {STATUSES.map((one) => (
          <Tab key={one} value={one}>
            {one}
          </Tab>
        ))}
      </TabList>
      <DataTable
        label="Invitations"
        columns={COLUMNS}
        rows={data?.value}
        rowId={({ id }) => id}
        problem={error === null ? undefined : asProblem(error)}
        onRetry={() => void refetch()}
        paging={cursors}
        empty={
          <EmptyState
            title={status === "" ? "No invitations yet" : "No invitations match"}
            commands={[{ label: "Go to users", to: "/users" }]}
          >
            Select users in the list of users to invite them.
          </EmptyState>
        }
      />
    </Page>
  );
}

const COLUMNS: readonly Column<Invitation>[] = [
  {
    id: "display",
    header: "Person",
    cell: ({ userId, display }) => <AppLink to={`/users/${userId}/account`}>{display ?? userId}</AppLink>,
  },
  {
    id: "status",
    header: "State",
    cell: ({ status }) => (
      <Badge appearance="tint" color={COLORS[status] ?? "informative"}>
        {status}
      </Badge>
    ),
  },
  { id: "issuedAt", header: "Sent", cell: ({ issuedAt }) => <Moment at={issuedAt} /> },
  { id: "expiresAt", header: "Ends", cell: ({ expiresAt }) => <Moment at={expiresAt} /> },
  { id: "act", header: "Actions", align: "end", cell: (invitation) => <Buttons invitation={invitation} /> },
];

function Buttons({ invitation }: { readonly invitation: Invitation }): ReactNode {
  const { id, status, display = "" } = invitation;
  const may = useMay("manageUsers");
  const { done, failed } = useNotices();
  const queries = useQueryClient();
  const params = { params: { path: { id } } };
  const settled = (text: string) => ({
    onSuccess: () => {
      done(text);
      void queries.invalidateQueries({ queryKey: ["invitations"] });
    },
    onError: failed,
  });
  const resend = useMutation({
    mutationFn: () =>
      changed(api.POST("/admin/v1/invitations/{id}/resend", { ...params, body: {} as never })),
    ...settled("The invitation was sent again, with a new link."),
  });
  const revoke = useMutation({
    mutationFn: () => changed(api.POST("/admin/v1/invitations/{id}/revoke", params)),
    ...settled("The invitation was revoked, and its seat is free."),
  });
  if (status !== "Invited" && status !== "Near Expired") return null;
  return (
    <span className={styles.buttons}>
      <Button
        size="small"
        disabled={!may}
        aria-label={`Send again: ${display}`}
        onClick={() => resend.mutate()}
      >
        Send again
      </Button>
      <Button size="small" disabled={!may} aria-label={`Revoke: ${display}`} onClick={() => revoke.mutate()}>
        Revoke
      </Button>
    </span>
  );
}
