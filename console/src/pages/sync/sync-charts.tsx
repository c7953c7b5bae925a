import type { ReactNode } from "react";
import { Chart } from "../../components/chart";
import styles from "../../components/lines.module.css";
import { TimeRangeField, useTimeRange } from "../../components/time-range";
import { useSeries } from "../../components/use-series";

/** How long a change may take to reach an instance, in minutes. */
const OBJECTIVE = 5;

/** The maximum number of instances in one chart. */
const MAX_LINES = 8;

interface SyncChartsProps {
  /** The name of the only instance; without, all. */
  readonly instance?: string;
}

/** How far the instances were behind the directory, and how many records waited. */
export function SyncCharts({ instance }: SyncChartsProps): ReactNode {
  const query = { from: useTimeRange(), ...(instance !== undefined && { instance }) };
  const lag = useSeries({ metric: "syncLag", ...query }).data;
  const waiting = useSeries({ metric: "syncWaiting", ...query }).data;
  if (lag === undefined || waiting === undefined) return null;
  const lines = lag.slice(0, MAX_LINES).map(({ subject, points }) => ({
    name: subject?.name ?? "",
    points: points.map(({ t, value }) => ({ t, value: value / 60 })),
    shape: "line" as const,
  }));
  const totalOf = (name: string) => {
    const sums = new Map<string, number>();
    for (const one of waiting.filter((series) => series.name === name))
      for (const { t, value } of one.points) sums.set(t, (sums.get(t) ?? 0) + value);
    return [...sums].sort(([a], [b]) => a.localeCompare(b)).map(([t, value]) => ({ t, value }));
  };
  return (
    <div className={styles.stack}>
      <div className={styles.filters}>
        <TimeRangeField />
      </div>
      <div className={styles.sideBySide}>
        <Chart
          title="Minutes behind"
          width={560}
          series={lines}
          limit={{ name: "Objective: 5 minutes", value: OBJECTIVE }}
        />
        <Chart
          title="Records that wait"
          width={560}
          series={[
            { name: "Waiting", points: totalOf("waiting") },
            { name: "Parked", points: totalOf("parked"), shape: "line" },
          ]}
        />
      </div>
    </div>
  );
}
