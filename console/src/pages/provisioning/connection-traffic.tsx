import type { ReactNode } from "react";
import { numberText } from "../../app/numbers";
import { AppLink } from "../../components/app-link";
import { Chart, type ChartSeries } from "../../components/chart";
import styles from "../../components/lines.module.css";
import { TimeRangeField, useTimeRange } from "../../components/time-range";
import { useSeries } from "../../components/use-series";

const OUTCOMES: Readonly<Record<string, string>> = {
  succeeded: "Succeeded",
  refused: "Refused",
  limited: "Too many at once (429)",
  failed: "Failed",
};

/** How many errors are listed. */
const TOP = 5;

type Measured = NonNullable<ReturnType<typeof useSeries>["data"]>;

/** What a connection asked for over time, how long the answers took, and what went wrong most. */
export function ConnectionTraffic({ name }: { readonly name: string }): ReactNode {
  const range = useTimeRange();
  const query = { connection: name, from: range };
  const outcomes = useSeries({ metric: "requests", ...query }).data;
  const operations = useSeries({ metric: "operations", ...query }).data;
  const latency = useSeries({ metric: "latency", ...query }).data;
  const errors = useSeries({ metric: "errors", ...query }).data;
  return (
    <div className={styles.stack}>
      <div className={styles.filters}>
        <TimeRangeField />
      </div>
      {outcomes && <Chart title="Requests by outcome" width={1100} isStacked series={byOutcome(outcomes)} />}
      <div className={styles.sideBySide}>
        {operations && (
          <Chart title="Requests by operation" width={560} isStacked series={named(operations, capital)} />
        )}
        {latency && (
          <Chart
            title="Milliseconds per request"
            width={560}
            series={named(latency, (one) => (one === "p50" ? "Half within" : "95 % within")).map((one) => ({
              ...one,
              shape: "line",
            }))}
          />
        )}
      </div>
      {errors && <TopErrors connection={name} range={range} errors={errors} />}
    </div>
  );
}

function byOutcome(series: Measured): readonly ChartSeries[] {
  return Object.entries(OUTCOMES).flatMap(([outcome, label]) =>
    named(
      series.filter(({ name }) => name === outcome),
      () => label,
    ),
  );
}

function named(series: Measured, nameOf: (name: string) => string): readonly ChartSeries[] {
  return series.map(({ name, points }) => ({ name: nameOf(name), points }));
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

interface TopErrorsProps {
  readonly connection: string;
  readonly range: string;
  readonly errors: Measured;
}

function TopErrors({ connection, range, errors }: TopErrorsProps): ReactNode {
  const counts = errors
    .map(({ name, points }) => ({ name, count: points.reduce((sum, { value }) => sum + value, 0) }))
    .sort((a, b) => b.count - a.count)
    .slice(0, TOP);
  const query = `connection=${encodeURIComponent(connection)}&status=400-599&since=${range}`;
  return (
    <section>
      <h2 className={styles.heading}>Most frequent errors</h2>
      {counts.length === 0 ? (
        <p>Nothing was refused in this time.</p>
      ) : (
        <>
          <dl className={styles.counts}>
            {counts.map(({ name, count }) => (
              <div key={name}>
                <dt className={styles.code}>{name}</dt>
                <dd>{numberText(count)}</dd>
              </div>
            ))}
          </dl>
          <AppLink to={`/provisioning/log?${query}`}>See them in the provisioning log</AppLink>
        </>
      )}
    </section>
  );
}
