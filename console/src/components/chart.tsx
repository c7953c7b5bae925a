import { Button } from "@fluentui/react-components";
import { scaleLinear, scaleTime } from "d3-scale";
import { area, curveLinear, curveStepAfter, line } from "d3-shape";
import { type ReactNode, useId, useState } from "react";
import styles from "./chart.module.css";

/** A value at an instant. */
export interface ChartPoint {
  /** ISO time. */
  readonly t: string;
  readonly value: number;
}

/** A row of values with a name; the first ones lie behind. */
export interface ChartSeries {
  readonly name: string;
  readonly points: readonly ChartPoint[];
  /** How it is drawn; an area by default. */
  readonly shape?: "area" | "line";
}

/** A point as it is drawn. */
interface DrawnPoint extends ChartPoint {
  /** Where its area begins; 0 if undefined. */
  readonly base?: number;
}

interface DrawnSeries extends ChartSeries {
  readonly points: readonly DrawnPoint[];
}

interface ChartProps {
  /** What the chart shows: "Seats over time". */
  readonly title: string;
  readonly series: readonly ChartSeries[];
  /** Whether a value stays until the next one, as seats do. */
  readonly isStepped?: boolean;
  /** Whether the values of the series, which have the same times, are drawn on top of each other. */
  readonly isStacked?: boolean;
  /** A value that should not be exceeded. */
  readonly limit?: { readonly name: string; readonly value: number };
  readonly height?: number;
  /** Smaller for a chart that takes a part of the page, so that its texts stay readable. */
  readonly width?: number;
}

const MARGIN = { left: 48, right: 8, top: 8, bottom: 24 };
const TIME = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/** Draws values over time, and shows the same as a table on request. */
export function Chart(props: ChartProps): ReactNode {
  const { title, series } = props;
  const [isTable, setIsTable] = useState(false);
  const isEmpty = series.every(({ points }) => points.length === 0);
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>
        <span className={styles.title}>{title}</span>
        <Legend series={series} />
        <Button size="small" appearance="subtle" aria-pressed={isTable} onClick={() => setIsTable(!isTable)}>
          {isTable ? "Show as a chart" : "Show as a table"}
        </Button>
      </figcaption>
      {isEmpty ? (
        <p>Nothing was measured in this time.</p>
      ) : isTable ? (
        <ChartTable {...props} />
      ) : (
        <Drawing {...props} />
      )}
    </figure>
  );
}

function Legend({ series }: { readonly series: readonly ChartSeries[] }): ReactNode {
  return (
    <span className={styles.legend}>
      {series.map(({ name }, index) => (
        <span key={name}>
          <i data-series={index} aria-hidden /> {name}
        </span>
      ))}
    </span>
  );
}

function Drawing(props: ChartProps): ReactNode {
  const { title, isStepped = false, isStacked = false, limit, height = 220, width = 800 } = props;
  const labelId = useId();
  const series: readonly DrawnSeries[] = isStacked ? stacked(props.series) : props.series;
  const all = series.flatMap(({ points }) => points);
  const times = all.map(({ t }) => Date.parse(t));
  const x = scaleTime([Math.min(...times), Math.max(...times)], [MARGIN.left, width - MARGIN.right]);
  const top = Math.max(1, limit?.value ?? 0, ...all.map(({ value }) => value));
  const y = scaleLinear([0, top], [height - MARGIN.bottom, MARGIN.top]).nice(4);
  const curve = isStepped ? curveStepAfter : curveLinear;
  const atX = ({ t }: ChartPoint): number => x(Date.parse(t));
  const atY = ({ value }: ChartPoint): number => y(value);
  const draw = {
    area: area<DrawnPoint>(atX, ({ base = 0 }) => y(base), atY).curve(curve),
    line: line<DrawnPoint>(atX, atY).curve(curve),
  };
  return (
    <svg className={styles.drawing} viewBox={`0 0 ${width} ${height}`} role="img" aria-labelledby={labelId}>
      <title id={labelId}>{`${title}, ${props.series.map(summary).join("; ")}`}</title>
      {y.ticks(4).map((tick) => (
        <g key={tick} className={styles.grid}>
          <line x1={MARGIN.left} x2={width - MARGIN.right} y1={y(tick)} y2={y(tick)} />
          <text x={MARGIN.left - 8} y={y(tick)} dy="0.32em" textAnchor="end">
            {y.tickFormat(4)(tick)}
          </text>
        </g>
      ))}
      {x.ticks(6).map((tick) => (
        <text key={+tick} className={styles.time} x={x(tick)} y={height - 6} textAnchor="middle">
          {x.tickFormat(6)(tick)}
        </text>
      ))}
      {series.map(({ name, points, shape = "area" }, index) => (
        <g key={name} data-series={index}>
          <path data-shape={shape} d={draw[shape]([...points]) ?? ""} />
          {points.length === 1 && points[0] && <circle cx={atX(points[0])} cy={atY(points[0])} r={3} />}
        </g>
      ))}
      {limit !== undefined && (
        <g className={styles.limit}>
          <line x1={MARGIN.left} x2={width - MARGIN.right} y1={y(limit.value)} y2={y(limit.value)} />
          <text x={width - MARGIN.right} y={y(limit.value) + 14} textAnchor="end">
            {limit.name}
          </text>
        </g>
      )}
    </svg>
  );
}

/** Adds to each value those of the series before, at the same time. */
function stacked(series: readonly ChartSeries[]): readonly DrawnSeries[] {
  const sums = new Map<string, number>();
  return series.map((one) => ({
    ...one,
    points: one.points.map(({ t, value }) => {
      const base = sums.get(t) ?? 0;
      sums.set(t, base + value);
      return { t, value: base + value, base };
    }),
  }));
}

/** The last value of a series, in words. */
function summary({ name, points }: ChartSeries): string {
  const last = points.at(-1);
  return last === undefined ? `${name}: nothing` : `${name}: ${last.value} at the end`;
}

function ChartTable({ title, series }: ChartProps): ReactNode {
  const times = [...new Set(series.flatMap(({ points }) => points.map(({ t }) => t)))].sort();
  const values = series.map(({ points }) => new Map(points.map(({ t, value }) => [t, value])));
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={title}>
        <thead>
          <tr>
            <th scope="col">Time</th>
            {series.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {times.map((time) => (
            <tr key={time}>
              <th scope="row">{TIME.format(new Date(time))}</th>
              {values.map((byTime, index) => (
                <td key={series[index]?.name}>{byTime.get(time) ?? ""}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
