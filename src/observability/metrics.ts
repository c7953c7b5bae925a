import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";

/** One answered request, in labels of few values each. */
export interface RequestMeasurement {
  readonly method: string;
  /** The pattern of the route, never the path itself: `/scim/v2/Users/:id`. */
  readonly route: string;
  /** `2xx` … `5xx`, or `aborted` when the client went away. */
  readonly status: string;
  readonly seconds: number;
}

/** The metrics of a process. */
export interface Metrics {
  observeRequest(request: RequestMeasurement): void;
  /** Counts entries of the provisioning log that could not be written. */
  countDroppedLogEntries(count: number): void;
  /** All metrics in Prometheus' text format. */
  exposition(): Promise<string>;
  /** Media type of the exposition. */
  readonly contentType: string;
}

/** Upper bounds in seconds: a read by id takes about a millisecond, a page of a thousand some hundred. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** The metrics of a process in a registry of their own, with those of Node (CPU, memory, event loop) beside ours. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: "usher_http_request_duration_seconds",
    help: "Time from the arrival of a request to the end of its answer.",
    labelNames: ["method", "route", "status"] as const,
    buckets: BUCKETS,
    registers: [registry],
  });
  const dropped = new Counter({
    name: "usher_provisioning_log_dropped_total",
    help: "Entries of the provisioning log that could not be written.",
    registers: [registry],
  });
  return {
    observeRequest: ({ seconds, ...labels }) => requests.observe(labels, seconds),
    countDroppedLogEntries: (count) => dropped.inc(count),
    exposition: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
