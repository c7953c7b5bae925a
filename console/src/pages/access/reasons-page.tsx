import { Spinner } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api, body } from "../../api/client";
import { asProblem } from "../../api/problem";
import type { components } from "../../api/schema";
import { numberText } from "../../app/numbers";
import { REASON_NAMES } from "../../components/access-words";
import { AppLink } from "../../components/app-link";
import { type Column, DataTable } from "../../components/data-table";
import { EmptyState } from "../../components/empty-state";
import { Page } from "../../components/page";
import { ProblemBar } from "../../components/problem-bar";
import styles from "./reasons-page.module.css";

type Counts = components["schemas"]["AccessCounts"];
type ReasonCount = Counts["byReason"][number];

/** People kept out, by reason: how many in each instance, with the way to the list of them. */
export function ReasonsPage(): ReactNode {
  const { data, error, refetch } = useQuery({
    queryKey: ["reports", "access"],
    queryFn: async () => (await body(api.GET("/admin/v1/reports/access", {}))).value,
  });
  return (
    <Page
      title="People kept out"
      lead="Who cannot sign in, by reason. A person with several reasons counts for each of them."
      crumbs={[{ label: "Why can't she sign in?", to: "/access" }]}
    >
      {error !== null && <ProblemBar problem={asProblem(error)} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Spinner label="Counting" />}
      {data?.length === 0 && <EmptyState title="There is no instance yet" />}
      {data?.map((counts) => (
        <InstanceReasons key={counts.instance.id} counts={counts} />
      ))}
    </Page>
  );
}

/** @param place - the name of the instance, as it stands in an address */
function columnsOf(place: string): readonly Column<ReasonCount>[] {
  return [
    {
      id: "reason",
      header: "Reason",
      cell: ({ code }) => (
        <AppLink to={`/users?instance=${place}&reason=${code}`}>{REASON_NAMES[code]}</AppLink>
      ),
    },
    { id: "code", header: "Code", cell: ({ code }) => <code>{code}</code> },
    { id: "people", header: "People", align: "end", cell: ({ users }) => numberText(users) },
  ];
}

function InstanceReasons({ counts }: { readonly counts: Counts }): ReactNode {
  const { instance, can, waiting, cannot, byReason } = counts;
  const place = encodeURIComponent(instance.name);
  return (
    <section className={styles.instance}>
      <h2 className={styles.title}>{instance.name}</h2>
      <p className={styles.counts}>
        <AppLink to={`/users?instance=${place}&access=can`}>{numberText(can)} can sign in</AppLink>
        {" · "}
        <AppLink to={`/users?instance=${place}&access=waiting`}>{numberText(waiting)} wait</AppLink>
        {" · "}
        <AppLink to={`/users?instance=${place}&access=cannot`}>{numberText(cannot)} cannot</AppLink>
      </p>
      <DataTable
        label={`Reasons in ${instance.name}`}
        rows={byReason}
        rowId={({ code }) => code}
        columns={columnsOf(place)}
        empty={<p>Nobody is kept out.</p>}
      />
    </section>
  );
}
