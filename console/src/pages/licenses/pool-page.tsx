import { Badge, Field, Select, Spinner } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api, body } from "../../api/client";
import { asProblem } from "../../api/problem";
import { useUrlState } from "../../app/url-state";
import { AppLink } from "../../components/app-link";
import { DataTable } from "../../components/data-table";
import { EmptyState } from "../../components/empty-state";
import styles from "../../components/lines.module.css";
import { Moment } from "../../components/moment";
import { Page } from "../../components/page";
import { PersonLink } from "../../components/person-link";
import { ProblemBar } from "../../components/problem-bar";
import { SeatBar } from "../../components/seat-bar";
import { Tabs, usePathPart } from "../../components/tabs";
import { useList } from "../../components/use-list";
import { LedgerTab } from "./ledger-tab";
import { type Sku, useSku } from "./license-api";
import { PoolActions } from "./pool-actions";
import { SeatsChart } from "./seats-chart";

const CRUMBS = [{ label: "Licenses", to: "/licenses" }];

/** The pool of one product: seats, who waits, ledger, reductions, what it opens. */
export function PoolPage(): ReactNode {
  const name = usePathPart("sku");
  const { data: sku, error, refetch } = useSku(name);
  if (sku === undefined) {
    return (
      <Page title="License" crumbs={CRUMBS}>
        {error === null ? (
          <Spinner label="Loading the license" />
        ) : (
          <ProblemBar problem={asProblem(error)} onRetry={() => void refetch()} />
        )}
      </Page>
    );
  }
  return (
    <Page title={sku.displayName} lead={`Part number ${sku.partNumber}`} crumbs={CRUMBS}>
      <SeatBar purchased={sku.purchased} assigned={sku.assigned} held={sku.held} />
      <PoolActions sku={sku} />
      <SeatsChart sku={sku} />
      <Tabs
        base={`/licenses/${encodeURIComponent(name)}`}
        tabs={[
          { id: "seats", label: "Seats", content: <SeatsTab sku={sku} /> },
          { id: "waiting", label: "Waiting", content: <SeatsTab sku={sku} isWaiting /> },
          { id: "ledger", label: "Ledger", content: <LedgerTab sku={sku} /> },
          { id: "reductions", label: "Reductions", content: <ReductionsTab sku={sku} /> },
          { id: "opens", label: "Opens", content: <OpensTab sku={sku} /> },
        ]}
      />
    </Page>
  );
}

type Status = "active" | "held" | "error" | "released";
const STATUS: Readonly<Record<Status, string>> = {
  active: "Assigned",
  held: "Held for an invitation",
  error: "Waits for a seat",
  released: "Released",
};
const COLORS = { active: "success", held: "informative", error: "warning", released: "subtle" } as const;

interface SeatsTabProps {
  readonly sku: Sku;
  readonly isWaiting?: boolean;
}

function SeatsTab({ sku, isWaiting = false }: SeatsTabProps): ReactNode {
  const [{ status: chosen }, change] = useUrlState();
  const known = Object.keys(STATUS).find((one): one is Status => one === chosen);
  const status = isWaiting ? "error" : known;
  const list = useList(["licenses", sku.id, "seats", status], (page) =>
    body(
      api.GET("/admin/v1/licenses/{sku}/seats", {
        params: { path: { sku: sku.id }, query: { ...page, ...(status !== undefined && { status }) } },
      }),
    ),
  );
  return (
    <>
      {!isWaiting && (
        <div className={styles.filters}>
          <Field label="Status">
            <Select
              value={known ?? ""}
              onChange={(_event, { value }) => change({ status: value, cursor: undefined })}
            >
              <option value="">All</option>
              {Object.entries(STATUS).map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
          </Field>
        </div>
      )}
      <DataTable
        {...list}
        label={isWaiting ? "People who wait for a seat" : "Seats"}
        exported={{ path: `/licenses/${sku.id}/seats`, query: { status } }}
        rowId={({ id }) => id}
        empty={
          <EmptyState title={isWaiting ? "Nobody waits for a seat" : "No seats match"}>
            {isWaiting
              ? "Whoever asks for this license gets a seat at once."
              : "Assign the license to people."}
          </EmptyState>
        }
        columns={[
          { id: "person", header: "Person", cell: (seat) => <PersonLink {...seat} tab="licenses" /> },
          { id: "userName", header: "User name", cell: ({ userName }) => userName ?? "–" },
          {
            id: "status",
            header: "Status",
            cell: (seat) => (
              <Badge appearance="tint" color={COLORS[seat.status]}>
                {STATUS[seat.status]}
              </Badge>
            ),
          },
          { id: "since", header: "Since", cell: ({ since }) => <Moment at={since} /> },
          { id: "sources", header: "Asked for by", cell: ({ sources }) => sources.join(", ") || "–" },
        ]}
      />
    </>
  );
}

const STATES = {
  requested: "Asked for",
  scheduled: "Carried out, not in force yet",
  applied: "In force",
  failed: "Failed",
  withdrawn: "Taken back",
} as const;

function ReductionsTab({ sku }: { readonly sku: Sku }): ReactNode {
  const { data, error } = useQuery({
    queryKey: ["licenses", sku.id, "reductions"],
    queryFn: () =>
      body(api.GET("/admin/v1/licenses/{sku}/reductions", { params: { path: { sku: sku.id } } })),
  });
  return (
    <DataTable
      label="Reductions"
      rows={data?.value}
      problem={error === null ? undefined : asProblem(error)}
      rowId={({ id }) => id}
      empty={<EmptyState title="No reduction was asked for" />}
      columns={[
        { id: "asked", header: "Asked for", cell: ({ requestedAt }) => <Moment at={requestedAt} /> },
        { id: "target", header: "Seats from then on", align: "end", cell: ({ target }) => target },
        { id: "state", header: "State", cell: ({ state }) => STATES[state] },
        {
          id: "effective",
          header: "In force on",
          cell: ({ effectiveAt }) => (effectiveAt === undefined ? "–" : <Moment at={effectiveAt} isExact />),
        },
      ]}
    />
  );
}

function OpensTab({ sku: { instances = [] } }: { readonly sku: Sku }): ReactNode {
  const { data } = useQuery({
    queryKey: ["instances", "list"],
    queryFn: () => body(api.GET("/admin/v1/instances")),
  });
  const opened = data?.value.filter(({ id }) => instances.length === 0 || instances.includes(id));
  return (
    <DataTable
      label="Instances that the license opens"
      rows={opened}
      rowId={({ id }) => id}
      empty={<EmptyState title="It opens no instance" />}
      columns={[
        {
          id: "name",
          header: "Instance",
          cell: ({ name, displayName }) => (
            <AppLink to={`/instances/${name}/overview`}>{displayName}</AppLink>
          ),
        },
        { id: "type", header: "Type", cell: ({ type }) => type },
      ]}
    />
  );
}
