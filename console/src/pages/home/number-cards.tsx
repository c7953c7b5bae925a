import type { ReactNode } from "react";
import { numberText } from "../../app/numbers";
import { AppLink } from "../../components/app-link";
import { Card } from "../../components/card";
import styles from "./home.module.css";
import type { Overview } from "./home-page";

/** A number with its name, and the list that is behind it. */
type Row = readonly [label: string, value: string | number, to?: string];

function Facts({ rows }: { readonly rows: readonly Row[] }): ReactNode {
  return (
    <dl className={styles.facts}>
      {rows.map(([label, value, to]) => (
        <FactRow key={label} row={[label, value, to ?? ""]} />
      ))}
    </dl>
  );
}

function FactRow({ row: [label, value, to = ""] }: { readonly row: Row }): ReactNode {
  return (
    <>
      <dt>{to === "" ? label : <AppLink to={to}>{label}</AppLink>}</dt>
      <dd>{typeof value === "number" ? numberText(value) : value}</dd>
    </>
  );
}

/** How many people there are. */
export function UsersCard({ users }: { readonly users: Overview["users"] }): ReactNode {
  return (
    <Card title="Users" to="/users">
      <Facts
        rows={[
          ["Active", users.active, "/users?view=active"],
          ["Sign-in blocked", users.blocked, "/users?view=blocked"],
          ["Created within 7 days", users.created7d],
          ["Deleted, can be restored", users.deleted, "/users/deleted"],
        ]}
      />
    </Card>
  );
}

/** How far the instances are behind. */
export function SynchronizationCard({ sync }: { readonly sync: Overview["sync"] }): ReactNode {
  return (
    <Card title="Synchronization" to="/sync">
      <Facts
        rows={[
          ["Behind by", sync.lagSeconds < 1 ? "nothing" : `${Math.round(sync.lagSeconds)} s`],
          ["Waiting", sync.waiting, "/sync?state=waiting"],
          ["Parked after failures", sync.parked, "/sync?state=parked"],
        ]}
      />
    </Card>
  );
}

type InvitationsCardProps = Pick<Overview, "invitations" | "mails">;

/** What waits for people outside. */
export function InvitationsCard({ invitations, mails }: InvitationsCardProps): ReactNode {
  return (
    <Card title="Invitations and mail" to="/users/invitations">
      <Facts
        rows={[
          ["Open invitations", invitations.open, "/users/invitations"],
          ["End within 3 days", invitations.expiring3d],
          ["Mails that wait", mails.waiting],
          ["Mails given up", mails.givenUp, "/settings/mail"],
        ]}
      />
    </Card>
  );
}
