import { Avatar, Badge } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { titleOf } from "../../api/problem-titles";
import { AppLink } from "../../components/app-link";
import type { Column } from "../../components/data-table";
import { Moment } from "../../components/moment";
import type { ListedUser } from "./user-query";
import styles from "./users.module.css";

type Included = NonNullable<ListedUser["included"]>;

/** Returns the name of a user as lists show it. */
export function nameOf({ displayName, userName }: ListedUser): string {
  return displayName ?? userName ?? "";
}

function NameCell({ user }: { readonly user: ListedUser }): ReactNode {
  const name = nameOf(user);
  return (
    <span className={styles.name}>
      <Avatar name={name} size={24} color="colorful" aria-hidden />
      <AppLink to={`/users/${user.id}/account`}>{name}</AppLink>
      {user.active === false && (
        <Badge appearance="tint" color="danger">
          Sign-in blocked
        </Badge>
      )}
    </span>
  );
}

interface CellProps {
  readonly included: Included | undefined;
}

function LicensesCell({ included }: CellProps): ReactNode {
  const { licenses = [] } = included ?? {};
  if (licenses.length === 0) return <span className={styles.quiet}>Unlicensed</span>;
  return (
    <span className={styles.badges}>
      {licenses.map(({ skuId, skuPartNumber, display, status }) => (
        <Badge key={skuId} appearance="tint" color={status === "error" ? "danger" : "informative"}>
          {display ?? skuPartNumber}
          {status === "error" && ": waiting"}
          {status === "held" && ": held"}
        </Badge>
      ))}
    </span>
  );
}

/** The words of what an instance opens to somebody who can enter it. */
const FEATURES = {
  full: "Can sign in",
  readOnly: "Can read",
  settingsOnly: "Settings only",
  apiOnly: "API only",
} as const;

const PASSING = new Set(["SYNC_PENDING", "INVITATION_PENDING"]);

function AccessCell({ included }: CellProps): ReactNode {
  const { access = [] } = included ?? {};
  if (access.length === 0) return <span className={styles.quiet}>No access</span>;
  return (
    <span className={styles.badges}>
      {access.map(({ instance, features, reasons }) => {
        const [first = ""] = reasons;
        const isOut = features === "none";
        const color = !isOut ? "success" : PASSING.has(first) ? "warning" : "danger";
        return (
          <Badge key={instance.id} appearance="tint" color={color}>
            {access.length > 1 && `${instance.name}: `}
            {isOut ? titleOf(first) : FEATURES[features]}
          </Badge>
        );
      })}
    </span>
  );
}

function modesOf({ access = [] }: Pick<Included, "access">): string {
  return [...new Set(access.map(({ mode }) => mode))].join(", ");
}

function sourceOf({ source }: Pick<Included, "source">): string {
  if (source === undefined) return "";
  return source.provided ? (source.connection ?? "A provider") : "By hand";
}

/** The columns of the list of users; the first one is always shown. */
export const USER_COLUMNS: readonly Column<ListedUser>[] = [
  {
    id: "displayName",
    header: "Display name",
    isSortable: true,
    cell: (user) => <NameCell user={user} />,
  },
  { id: "userName", header: "Username", isSortable: true, cell: ({ userName }) => userName },
  { id: "title", header: "Title", isSortable: true, cell: ({ title }) => title },
  {
    id: "licenses",
    header: "Licenses",
    cell: ({ included }) => <LicensesCell included={included} />,
  },
  { id: "access", header: "Access", cell: ({ included }) => <AccessCell included={included} /> },
  { id: "mode", header: "Access mode", cell: ({ included }) => modesOf(included ?? {}) },
  {
    id: "roles",
    header: "Administrator roles",
    cell: ({ included }) => (included?.administratorRoles ?? []).join(", "),
  },
  { id: "source", header: "Source", cell: ({ included }) => sourceOf(included ?? {}) },
  {
    id: "meta.lastModified",
    header: "Changed",
    isSortable: true,
    cell: ({ meta }) => (meta.lastModified === undefined ? "" : <Moment at={meta.lastModified} />),
  },
];
