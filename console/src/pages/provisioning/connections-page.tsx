import { Badge } from "@fluentui/react-components";
import { PlugConnectedRegular } from "@fluentui/react-icons";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { asProblem } from "../../api/problem";
import { useLive } from "../../app/live";
import { numberText } from "../../app/numbers";
import { AppLink, toTarget } from "../../components/app-link";
import { type Column, DataTable } from "../../components/data-table";
import { EmptyState } from "../../components/empty-state";
import { Moment } from "../../components/moment";
import { Page } from "../../components/page";
import { Sparkline } from "../../components/sparkline";
import { type HourlyRequests, useHourlyRequests } from "../../components/use-series";
import { type Activity, type Connection, useActivity, useConnections } from "./connections";

/** A connection with what it did. */
interface Row extends Connection {
  readonly activity: Activity | undefined;
  readonly hours: HourlyRequests | undefined;
}

/** How many days before a token ends it is marked. */
const SOON = 30;

/** The provisioning clients: which provider each seems to be, and whether it speaks. */
export function ConnectionsPage(): ReactNode {
  const { data, error, refetch } = useConnections();
  const activity = useActivity();
  const hours = useHourlyRequests();
  const queries = useQueryClient();
  const navigate = useNavigate();
  useLive(["provisioning", "connections"], () => {
    void queries.invalidateQueries({ queryKey: ["connections"] });
    void queries.invalidateQueries({ queryKey: ["overview"] });
  });
  const rows = data?.value.map(
    (one): Row => ({ ...one, activity: activity.data?.get(one.name), hours: hours.get(one.name) }),
  );
  return (
    <Page
      title="Connections"
      lead="Each connection is one identity provider, with its own tokens, that sends users and groups."
      commands={[
        {
          label: "Connect a provider",
          icon: <PlugConnectedRegular />,
          to: "/provisioning/connect",
          isPrimary: true,
          shortcut: "n",
        },
        { label: "Provisioning log", to: "/provisioning/log" },
        { label: "Refresh", onClick: () => void refetch(), shortcut: "r" },
      ]}
    >
      <DataTable
        label="Connections"
        columns={COLUMNS}
        rows={rows}
        rowId={({ id }) => id}
        problem={error === null ? undefined : asProblem(error)}
        onRetry={() => void refetch()}
        onOpen={({ name }) =>
          void navigate(toTarget(`/provisioning/connections/${encodeURIComponent(name)}`))
        }
        empty={
          <EmptyState
            icon={<PlugConnectedRegular />}
            title="No provider is connected"
            commands={[{ label: "Connect a provider", to: "/provisioning/connect", isPrimary: true }]}
          >
            Connect Microsoft Entra ID, Okta or another identity provider, and your people come by themselves.
          </EmptyState>
        }
      />
    </Page>
  );
}

const COLUMNS: readonly Column<Row>[] = [
  {
    id: "name",
    header: "Name",
    cell: ({ name }) => (
      <AppLink to={`/provisioning/connections/${encodeURIComponent(name)}`}>{name}</AppLink>
    ),
  },
  {
    id: "client",
    header: "Provider",
    cell: ({ activity, client }) => seemsToBe(activity) ?? client ?? "not known yet",
  },
  { id: "state", header: "State", width: "10rem", cell: (row) => <State {...row} /> },
  {
    id: "last",
    header: "Last request",
    width: "11rem",
    cell: ({ activity }) =>
      activity?.lastRequestAt === undefined ? "never" : <Moment at={activity.lastRequestAt} />,
  },
  {
    id: "requests",
    header: "Requests in 24 h",
    width: "9rem",
    align: "end",
    cell: ({ activity }) => numberText(activity?.requests24h ?? 0),
  },
  {
    id: "hours",
    header: "By the hour",
    width: "9rem",
    cell: ({ hours }) => <Sparkline requests={hours} />,
  },
  {
    id: "errors",
    header: "Errors in 24 h",
    width: "8rem",
    align: "end",
    cell: ({ name, activity }) => {
      const errors = activity?.errors24h ?? 0;
      if (errors === 0) return "0";
      const query = `connection=${encodeURIComponent(name)}&status=400-599&since=24h`;
      return <AppLink to={`/provisioning/log?${query}`}>{numberText(errors)}</AppLink>;
    },
  },
  {
    id: "token",
    header: "Token ends",
    width: "10rem",
    cell: ({ activity }) => <TokenEnd at={activity?.tokenExpiresAt} />,
  },
];

function seemsToBe(activity: Activity | undefined): string | undefined {
  if (activity === undefined || activity.confidence === 0) return undefined;
  return `${activity.client} (${Math.round(activity.confidence * 100)} %)`;
}

function State({ activity }: Row): ReactNode {
  const requests = activity?.requests24h ?? 0;
  const errors = activity?.errors24h ?? 0;
  if (activity?.lastRequestAt === undefined)
    return (
      <Badge appearance="tint" color="informative">
        Never spoke
      </Badge>
    );
  if (errors > 0 && errors * 10 >= requests)
    return (
      <Badge appearance="tint" color="danger">
        Errors
      </Badge>
    );
  if (requests === 0)
    return (
      <Badge appearance="tint" color="warning">
        Silent for a day
      </Badge>
    );
  return (
    <Badge appearance="tint" color="success">
      Active
    </Badge>
  );
}

function TokenEnd({ at }: { readonly at: string | undefined }): ReactNode {
  if (at === undefined) return "never";
  const days = daysUntil(at);
  if (days > SOON) return <Moment at={at} />;
  return (
    <Badge appearance="tint" color={days > 7 ? "warning" : "danger"}>
      <Moment at={at} />
    </Badge>
  );
}

function daysUntil(at: string): number {
  return (Date.parse(at) - Date.now()) / 86_400_000;
}
