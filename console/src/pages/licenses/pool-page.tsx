import { Spinner } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense } from "react";
import { api, body } from "../../api/client";
import { asProblem } from "../../api/problem";
import { AppLink } from "../../components/app-link";
import { DataTable } from "../../components/data-table";
import { EmptyState } from "../../components/empty-state";
import styles from "../../components/lines.module.css";
import { Moment } from "../../components/moment";
import { Page } from "../../components/page";
import { ProblemBar } from "../../components/problem-bar";
import { SeatBar } from "../../components/seat-bar";
import { Tabs, usePathPart } from "../../components/tabs";
import { PURPOSES, useInstances } from "../instances/instance-api";
import { ChangeOpens } from "./edit-sku";
import { LedgerTab } from "./ledger-tab";
import { type Sku, useSku } from "./license-api";
import { PoolActions } from "./pool-actions";
import { SeatsTab, WaitingTab } from "./seats-tab";

const SeatsChart = lazy(() =>
  import("./seats-chart").then(({ SeatsChart: component }) => ({ default: component })),
);
const CRUMBS = [{ label: "Licenses", to: "/licenses" }];

/** The pool of one product: seats, who waits, ledger, reductions, what it opens. */
export function PoolPage(): ReactNode {
  const name = usePathPart("sku");
  const { data: sku, error, refetch } = useSku(name);
  const { data: report } = useQuery({
    queryKey: ["licenses", "report"],
    queryFn: () => body(api.GET("/admin/v1/reports/licenses")),
  });
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
  const waiting = report?.waiting.find(({ skuId }) => skuId === sku.id)?.users ?? 0;
  return (
    <Page title={sku.displayName} lead={`Part number ${sku.partNumber}`} crumbs={CRUMBS}>
      <div className={styles.stack}>
        <SeatBar purchased={sku.purchased} assigned={sku.assigned} held={sku.held} />
        <PoolActions sku={sku} />
      </div>
      <Suspense fallback={<Spinner size="tiny" label="Seats over time" />}>
        <SeatsChart sku={sku} />
      </Suspense>
      <Tabs
        base={`/licenses/${encodeURIComponent(name)}`}
        tabs={[
          { id: "seats", label: "Seats", content: <SeatsTab sku={sku} /> },
          {
            id: "waiting",
            label: waiting === 0 ? "Waiting" : `Waiting (${waiting})`,
            content: <WaitingTab sku={sku} waiting={waiting} />,
          },
          { id: "ledger", label: "Ledger", content: <LedgerTab sku={sku} /> },
          { id: "reductions", label: "Reductions", content: <ReductionsTab sku={sku} /> },
          { id: "opens", label: "Opens", content: <OpensTab sku={sku} /> },
        ]}
      />
    </Page>
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

function OpensTab({ sku }: { readonly sku: Sku }): ReactNode {
  const { instances = [] } = sku;
  const { data } = useInstances();
  const opened = data?.value.filter(({ id }) => instances.length === 0 || instances.includes(id));
  return (
    <>
      <div className={styles.actions}>
        <ChangeOpens sku={sku} />
      </div>
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
          { id: "type", header: "Purpose", cell: ({ type }) => PURPOSES[type] },
        ]}
      />
    </>
  );
}
