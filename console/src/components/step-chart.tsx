import type { ReactNode } from "react";
import styles from "./step-chart.module.css";

/** A moment from which values hold, in milliseconds. */
export interface StepPoint {
  readonly at: number;
  /** The height of the filled area. */
  readonly area: number;
  /** The height of the line above it. */
  readonly line: number;
}

interface StepChartProps {
  readonly label: string;
  readonly points: readonly StepPoint[];
  readonly areaLabel: string;
  readonly lineLabel: string;
}

const [WIDTH, HEIGHT] = [800, 160];
const DAY = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });
const TIME = new Intl.DateTimeFormat(undefined, { dateStyle: "short", timeStyle: "short" });

/** Values over time as steps; the same numbers stand in a table below, for who cannot see the picture. */
export function StepChart({ label, points, areaLabel, lineLabel }: StepChartProps): ReactNode {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return null;
  const top = Math.max(1, ...points.map(({ area, line }) => Math.max(area, line)));
  const span = Math.max(1, last.at - first.at);
  const x = (at: number): number => ((at - first.at) / span) * WIDTH;
  const y = (value: number): number => HEIGHT - (value / top) * (HEIGHT - 8);
  const path = (valueOf: (point: StepPoint) => number): string =>
    points
      .map(
        (point, index) =>
          `${index === 0 ? "M" : "H"}${x(point.at)}${index === 0 ? `,` : " V"}${y(valueOf(point))}`,
      )
      .join(" ");
  const area = `${path((point) => point.area)} V${HEIGHT} H0 Z`;
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>
        <strong>{label}</strong>
        <span className={styles.areaKey}>{areaLabel}</span>
        <span className={styles.lineKey}>{lineLabel}</span>
      </figcaption>
      <svg className={styles.chart} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden>
        <path className={styles.area} d={area} />
        <path className={styles.line} d={path((point) => point.line)} />
      </svg>
      <div className={styles.axis}>
        <span>{DAY.format(first.at)}</span>
        <span>{DAY.format(last.at)}</span>
      </div>
      <details>
        <summary>As a table</summary>
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">Time</th>
                <th scope="col">{areaLabel}</th>
                <th scope="col">{lineLabel}</th>
              </tr>
            </thead>
            <tbody>
              {points.toReversed().map(({ at, area: value, line }, index) => (
                <tr key={index}>
                  <td>{TIME.format(at)}</td>
                  <td>{value}</td>
                  <td>{line}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}
