import { Badge, Checkbox, MessageBar, MessageBarBody } from "@fluentui/react-components";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { api, body } from "../../api/client";
import { asProblem } from "../../api/problem";
import type { components } from "../../api/schema";
import { useNotices } from "../../app/notices";
import { useMay, useSession } from "../../app/session";
import { useUrlState } from "../../app/url-state";
import { ActionDialog } from "../../components/action-dialog";
import { AppLink } from "../../components/app-link";
import { type Column, DataTable } from "../../components/data-table";
import { EmptyState } from "../../components/empty-state";
import { Impact } from "../../components/impact";
import { Page } from "../../components/page";
import { useCursor } from "../../components/use-cursor";
import styles from "./users.module.css";

type Administrator = components["schemas"]["Administrator"];
type Role = Administrator["roles"][number];

const ROLES: readonly (readonly [role: Role, label: string])[] = [
  ["global", "Global"],
  ["billing", "Billing"],
  ["password", "Password"],
  ["service", "Service"],
  ["userManagement", "User management"],
];

/** Who holds which of the five administrator roles. */
export function AdministratorsPage(): ReactNode {
  const [{ cursor }] = useUrlState();
  const query = cursor === undefined ? {} : { cursor };
  const { data, error, refetch } = useQuery({
    queryKey: ["users", "administrators", query],
    queryFn: () => body(api.GET("/admin/v1/administrators", { params: { query } })),
  });
  const cursors = useCursor(cursor, data?.nextCursor);
  const rows = data?.value;
  const globals = (rows ?? []).filter(({ active, roles }) => active && roles.includes("global"));
  const isWhole = cursor === undefined && rows !== undefined && data?.nextCursor === undefined;
  const lastGlobal = isWhole && globals.length === 1 ? globals[0]?.id : undefined;
  return (
    <Page
      title="Administrators"
      lead="Administrator roles permit things in Usher. To give somebody the first one, open the user."
      commands={[{ label: "Refresh", onClick: () => void refetch(), shortcut: "r" }]}
    >
      {isWhole && globals.length === 1 && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            Only one active person is global administrator. Assign the role to a second one, as a substitute.
          </MessageBarBody>
        </MessageBar>
      )}
      <DataTable
        label="Administrators"
        columns={columnsOf(lastGlobal)}
        rows={rows}
        rowId={({ id }) => id}
        problem={error === null ? undefined : asProblem(error)}
        onRetry={() => void refetch()}
        paging={cursors}
        empty={<EmptyState title="No administrators">Only tokens administer this tenant.</EmptyState>}
      />
    </Page>
  );
}

/** The columns: the person, and a box for each role. @param lastGlobal - the id of the only global administrator */
function columnsOf(lastGlobal: string | undefined): readonly Column<Administrator>[] {
  return [
    { id: "displayName", header: "Display name", cell: (one) => <NameCell administrator={one} /> },
    { id: "userName", header: "Username", cell: ({ userName }) => userName },
    ...ROLES.map(([role, label]) => ({
      id: role,
      header: label,
      cell: (one: Administrator) => (
        <RoleBox
          administrator={one}
          role={role}
          label={label}
          isLastGlobal={role === "global" && one.id === lastGlobal}
        />
      ),
    })),
  ];
}

function NameCell({
  administrator: { id, displayName, active },
}: {
  readonly administrator: Administrator;
}): ReactNode {
  return (
    <span className={styles.name}>
      <AppLink to={`/users/${id}/account`}>{displayName}</AppLink>
      {!active && (
        <Badge appearance="tint" color="danger">
          Sign-in blocked
        </Badge>
      )}
    </span>
  );
}

interface RoleBoxProps {
  readonly administrator: Administrator;
  readonly role: Role;
  readonly label: string;
  readonly isLastGlobal: boolean;
}

function RoleBox({ administrator, role, label, isLastGlobal }: RoleBoxProps): ReactNode {
  const { id, displayName, roles } = administrator;
  const { user } = useSession();
  const may = useMay("grantAdministratorRoles");
  const { done } = useNotices();
  const queries = useQueryClient();
  const [isAsked, setIsAsked] = useState(false);
  const has = roles.includes(role);
  const next = has ? roles.filter((one) => one !== role) : [...roles, role];
  const put = (query: object) =>
    api.PUT("/admin/v1/users/{id}/administrator-roles", {
      params: { path: { id }, query },
      body: { roles: next },
    });
  const set = async (): Promise<void> => {
    await put({});
    await queries.invalidateQueries({ queryKey: ["users", "administrators"] });
    setIsAsked(false);
    done(`${displayName} ${has ? "no longer holds" : "holds"} the role ${label}.`);
  };
  // The server refuses both; the box says so beforehand.
  const isKept = has && role === "global" && (isLastGlobal || user.id === id);
  return (
    <>
      <Checkbox
        aria-label={`${label}: ${displayName}`}
        checked={has}
        disabled={!may || isKept}
        title={
          isKept ? "The last global administrator, and one's own role global, cannot be taken away." : ""
        }
        onChange={() => setIsAsked(true)}
      />
      {isAsked && (
        <ActionDialog
          title={`${has ? "Take the role" : "Give the role"} ${label}: ${displayName}`}
          action={has ? "Take it" : "Give it"}
          isReady
          onAction={set}
          onClose={() => setIsAsked(false)}
        >
          <Impact id={["administrator", id, next]} preview={(query) => body(put(query))} />
        </ActionDialog>
      )}
    </>
  );
}
