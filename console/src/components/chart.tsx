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

interface ChartProps {
  /** What the chart shows: "Seats over time". */
  readonly title: string;
  readonly series: readonly ChartSeries[];
  /** Whether a value stays until the next one, as seats do. */
  readonly isStepped?: boolean;
  readonly height?: number;
}

const WIDTH = 800;
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

function Drawing({ title, series, isStepped = false, height = 220 }: ChartProps): ReactNode {
  const labelId = useId();
  const all = series.flatMap(({ points }) => points);
  const times = all.map(({ t }) => Date.parse(t));
  const x = scaleTime([Math.min(...times), Math.max(...times)], [MARGIN.left, WIDTH - MARGIN.right]);
  const top = Math.max(1, ...all.map(({ value }) => value));
  const y = scaleLinear([0, top], [height - MARGIN.bottom, MARGIN.top]).nice(4);
  const curve = isStepped ? curveStepAfter : curveLinear;
  const atX = ({ t }: ChartPoint): number => x(Date.parse(t));
  const atY = ({ value }: ChartPoint): number => y(value);
  const draw = {
    area: area<ChartPoint>(atX, y(0), atY).curve(curve),
    line: line<ChartPoint>(atX, atY).curve(curve),
  };
  return (
    <svg className={styles.drawing} viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-labelledby={labelId}>
      <title id={labelId}>{`${title}, ${series.map(summary).join("; ")}`}</title>
      {y.ticks(4).map((tick) => (
        <g key={tick} className={styles.grid}>
          <line x1={MARGIN.left} x2={WIDTH - MARGIN.right} y1={y(tick)} y2={y(tick)} />
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
        <path key={name} data-series={index} data-shape={shape} d={draw[shape]([...points]) ?? ""} />
      ))}
    </svg>
  );
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
