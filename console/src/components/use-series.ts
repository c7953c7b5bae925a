import { useQuery } from "@tanstack/react-query";
import { api, body } from "../api/client";
import type { operations } from "../api/schema";
import type { ChartPoint } from "./chart";

/** What is asked for of `GET /admin/v1/reports/series`. */
type SeriesQuery = NonNullable<operations["getSeries"]["parameters"]["query"]>;

/** How often a chart looks again, in milliseconds. */
const INTERVAL = 60_000;

/** Reads what was measured over time, and again every minute. */
export function useSeries(query: SeriesQuery) {
  return useQuery({
    queryKey: ["series", query],
    queryFn: () => body(api.GET("/admin/v1/reports/series", { params: { query } })),
    select: ({ series }) => series,
    refetchInterval: INTERVAL,
    placeholderData: (before) => before,
  });
}

/** The requests of one connection, hour by hour. */
export interface HourlyRequests {
  readonly all: readonly ChartPoint[];
  /** Those that were not answered with success. */
  readonly failed: readonly ChartPoint[];
}

/** Reads the requests of all connections within a day, by the name of the connection. */
export function useHourlyRequests() {
  const { data } = useSeries({ metric: "requests", from: "24h", step: "1h" });
  const byName = new Map<string, HourlyRequests>();
  for (const { subject, name, points } of data ?? []) {
    const known = byName.get(subject?.name ?? "") ?? { all: [], failed: [] };
    byName.set(subject?.name ?? "", {
      all: sum(known.all, points),
      failed: name === "succeeded" ? known.failed : sum(known.failed, points),
    });
  }
  return byName;
}

function sum(some: readonly ChartPoint[], more: readonly ChartPoint[]): readonly ChartPoint[] {
  if (some.length === 0) return more;
  return some.map(({ t, value }, index) => ({ t, value: value + (more[index]?.value ?? 0) }));
}
