import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api, body } from "../../api/client";
import { asProblem } from "../../api/problem";
import { ActButton } from "../../components/act-button";
import { AppLink } from "../../components/app-link";
import { DataTable } from "../../components/data-table";
import { EmptyState } from "../../components/empty-state";
import styles from "../../components/lines.module.css";
import { Moment } from "../../components/moment";

/** Reads a whole list, as the table takes it. */
function useAll<Row>(key: string, read: () => Promise<{ readonly value: readonly Row[] }>) {
  const { data, error, refetch } = useQuery({ queryKey: [key], queryFn: read });
  return {
    rows: data?.value,
    problem: error === null ? undefined : asProblem(error),
    onRetry: () => void refetch(),
  };
}

/** The tokens, OAuth clients and trusted issuers of all connections. */
export function ProgramsTab(): ReactNode {
  return (
    <>
      <h2 className={styles.heading}>Tokens</h2>
      <Tokens />
      <h2 className={styles.heading}>OAuth clients</h2>
      <Clients />
      <h2 className={styles.heading}>Trusted issuers</h2>
      <Issuers />
    </>
  );
}

function ConnectionLink({ name }: { readonly name: string }): ReactNode {
  return (
    <AppLink to={`/provisioning/connections/${encodeURIComponent(name)}?tab=credentials`}>{name}</AppLink>
  );
}

function Tokens(): ReactNode {
  const client = useQueryClient();
  const list = useAll("tokens", () => body(api.GET("/admin/v1/tokens")));
  const end = async (id: string): Promise<void> => {
    await api.DELETE("/admin/v1/tokens/{id}", { params: { path: { id } } });
    await client.invalidateQueries({ queryKey: ["tokens"] });
  };
  return (
    <DataTable
      {...list}
      {...(list.rows && { rows: list.rows.filter(({ revokedAt }) => revokedAt === undefined) })}
      label="Tokens"
      rowId={({ id }) => id}
      empty={<EmptyState title="No token">Connections and programs have none that is valid.</EmptyState>}
      columns={[
        { id: "name", header: "Name", cell: ({ name }) => name },
        {
          id: "connection",
          header: "Connection",
          cell: ({ connection }) => <ConnectionLink name={connection} />,
        },
        { id: "scopes", header: "It may", cell: ({ scopes }) => scopes.join(", ") },
        {
          id: "used",
          header: "Last used",
          cell: ({ lastUsedAt }) => (lastUsedAt === undefined ? "never" : <Moment at={lastUsedAt} />),
        },
        {
          id: "ends",
          header: "Ends",
          cell: ({ expiresAt }) => (expiresAt === undefined ? "never" : <Moment at={expiresAt} />),
        },
        {
          id: "actions",
          header: "Actions",
          cell: ({ id, name }) => (
            <ActButton label="End" action="manageServer" isSmall typed={name} onConfirm={() => end(id)}>
              Whoever uses this token is refused from now on.
            </ActButton>
          ),
        },
      ]}
    />
  );
}

function Clients(): ReactNode {
  const list = useAll("oauth-clients", () => body(api.GET("/admin/v1/oauth-clients")));
  return (
    <DataTable
      {...list}
      label="OAuth clients"
      rowId={({ clientId }) => clientId}
      empty={<EmptyState title="No OAuth client">Programs that use OAuth are listed here.</EmptyState>}
      columns={[
        {
          id: "id",
          header: "Client id",
          cell: ({ clientId }) => <span className={styles.code}>{clientId}</span>,
        },
        {
          id: "connection",
          header: "Connection",
          cell: ({ connection }) => <ConnectionLink name={connection} />,
        },
        { id: "scopes", header: "It may", cell: ({ scopes }) => scopes.join(", ") },
        { id: "secrets", header: "Secrets", align: "end", cell: ({ secrets }) => secrets.length },
        { id: "created", header: "Added", cell: ({ createdAt }) => <Moment at={createdAt} /> },
      ]}
    />
  );
}

function Issuers(): ReactNode {
  const list = useAll("trusted-issuers", () => body(api.GET("/admin/v1/trusted-issuers")));
  return (
    <DataTable
      {...list}
      label="Trusted issuers"
      rowId={({ id }) => id}
      empty={
        <EmptyState title="No issuer is trusted">
          Issuers whose tokens Usher accepts are listed here.
        </EmptyState>
      }
      columns={[
        { id: "issuer", header: "Issuer", cell: ({ issuer }) => issuer },
        { id: "audience", header: "Audience", cell: ({ audience }) => audience },
        { id: "subject", header: "Subject", cell: ({ subject }) => subject ?? "any" },
        {
          id: "connection",
          header: "Connection",
          cell: ({ connection }) => <ConnectionLink name={connection} />,
        },
        { id: "created", header: "Added", cell: ({ createdAt }) => <Moment at={createdAt} /> },
      ]}
    />
  );
}
