import { Select } from "@fluentui/react-components";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api, body } from "../../api/client";
import { asProblem } from "../../api/problem";
import { useUrlState } from "../../app/url-state";
import { Chart, type ChartPoint } from "../../components/chart";
import styles from "../../components/lines.module.css";
import { ProblemBar } from "../../components/problem-bar";
import type { Sku } from "./license-api";

const DAY = 86_400_000;

/** The ranges that the chart offers, in days; undefined for all. */
const RANGES = {
  "30d": { label: "30 days", days: 30 },
  "90d": { label: "90 days", days: 90 },
  "1y": { label: "1 year", days: 365 },
  all: { label: "All", days: undefined },
} as const;
type Range = keyof typeof RANGES;

/** The seats of a product over time: assigned, held and bought. */
export function SeatsChart({ sku }: { readonly sku: Sku }): ReactNode {
  const [{ range: chosen }, change] = useUrlState();
  const range: Range = Object.keys(RANGES).find((one): one is Range => one === chosen) ?? "30d";
  const { data, error, refetch } = useQuery({
    queryKey: ["licenses", sku.id, "series", range],
    queryFn: () =>
      body(
        api.GET("/admin/v1/reports/series", {
          params: { query: { metric: "seats", sku: sku.id, from: startOf(range, sku) } },
        }),
      ),
    placeholderData: keepPreviousData,
  });
  if (error !== null) return <ProblemBar problem={asProblem(error)} onRetry={() => void refetch()} />;
  if (data === undefined) return null;
  const points = (name: string): readonly ChartPoint[] =>
    data.series.find((one) => one.name === name)?.points ?? [];
  return (
    <section className={styles.stack}>
      <label className={styles.line}>
        Show
        <Select size="small" value={range} onChange={(_event, { value }) => change({ range: value })}>
          {Object.entries(RANGES).map(([value, { label }]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      </label>
      <Chart
        title="Seats over time"
        isStepped
        series={[
          { name: "Assigned or held", points: sumOf(points("assigned"), points("held")) },
          { name: "Assigned", points: points("assigned") },
          { name: "Purchased", points: points("purchased"), shape: "line" },
        ]}
      />
    </section>
  );
}

/** Where a range begins: so long ago, but not before the product was there. */
function startOf(range: Range, { createdAt }: Sku): string {
  const { days } = RANGES[range];
  const first = createdAt === undefined ? 0 : Date.parse(createdAt);
  const start = days === undefined ? first : Math.max(first, Date.now() - days * DAY);
  return new Date(Math.min(start, Date.now() - DAY)).toISOString();
}

function sumOf(one: readonly ChartPoint[], other: readonly ChartPoint[]): ChartPoint[] {
  return one.map(({ t, value }, index) => ({ t, value: value + (other[index]?.value ?? 0) }));
}
