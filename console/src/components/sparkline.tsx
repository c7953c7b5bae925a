import type { ReactNode } from "react";
import styles from "./sparkline.module.css";
import type { HourlyRequests } from "./use-series";

const SIZE = { width: 96, height: 24 };

/** Draws the requests of a day as bars, one for each hour, with those that failed in another color. */
export function Sparkline({ requests }: { readonly requests: HourlyRequests | undefined }): ReactNode {
  const { all = [], failed = [] } = requests ?? {};
  if (all.length === 0) return null;
  const top = Math.max(1, ...all.map(({ value }) => value));
  const step = SIZE.width / all.length;
  const bar = (value: number): number => (value === 0 ? 0 : Math.max(1, (value / top) * SIZE.height));
  return (
    <svg
      className={styles.sparkline}
      viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
      role="img"
      aria-label={`Requests by the hour, up to ${top}`}
    >
      {all.map(({ t, value }, index) => (
        <g key={t}>
          <rect x={index * step} width={step - 1} y={SIZE.height - bar(value)} height={bar(value)} />
          <rect
            data-failed
            x={index * step}
            width={step - 1}
            y={SIZE.height - bar(failed[index]?.value ?? 0)}
            height={bar(failed[index]?.value ?? 0)}
          />
        </g>
      ))}
    </svg>
  );
}
