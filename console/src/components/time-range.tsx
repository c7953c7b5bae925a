import { Field, Select } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useUrlState } from "../app/url-state";

const RANGES = { "24h": "Last 24 hours", "7d": "Last 7 days", "30d": "Last 30 days" } as const;

/** The time that charts show, as the address has it. */
export type TimeRange = keyof typeof RANGES;

/** Returns the time that the charts of the page show. */
export function useTimeRange(): TimeRange {
  const [{ range }] = useUrlState();
  return range === "7d" || range === "30d" ? range : "24h";
}

/** Lets people choose the time that the charts of the page show. */
export function TimeRangeField(): ReactNode {
  const [, change] = useUrlState();
  return (
    <Field label="Time">
      <Select value={useTimeRange()} onChange={(_event, { value }) => change({ range: value })}>
        {Object.entries(RANGES).map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Select>
    </Field>
  );
}
