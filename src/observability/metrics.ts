import { AggregatorRegistry, Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** A completed request, with labels of few values each. */
export interface RequestMeasurement {
  readonly method: string;
  /** The pattern of the route, never the path itself: `/scim/v2/Users/:id`. */
  readonly route: string;
  /** `2xx` … `5xx`, or `aborted` when the client disconnected. */
  readonly status: string;
  readonly seconds: number;
}

/** The value of a gauge, or of one of its series. */
export interface Reading {
  /** Name of the gauge. */
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly value: number;
}

/** Gauges that are read together for each exposition. */
export interface GaugeSet {
  readonly gauges: readonly {
    readonly name: string;
    readonly help: string;
    readonly labels?: readonly string[];
  }[];
  /** Returns all current series, with few values of each label. */
  read(): Promise<readonly Reading[]>;
}

/** The metrics of a process. */
export interface Metrics {
  observeRequest(request: RequestMeasurement): void;
  /** Counts entries of the provisioning log that could not be written. */
  countDroppedLogEntries(count: number): void;
  /** Adds gauges that are read for every exposition, and left out of one for which they could not be read. */
  addGauges(set: GaugeSet): void;
  /** Returns all metrics in Prometheus' text format. */
  exposition(): Promise<string>;
  /** The media type of the exposition. */
  readonly contentType: string;
}

/** Upper bounds in seconds: a read by id takes about a millisecond, a page of a thousand some hundred. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * Creates the metrics of a process in a registry of their own, including those of Node (CPU, memory, event loop).
 * @param ofAllWorkers - for one of several workers: returns what all of them have counted, this one included
 */
export function createMetrics(ofAllWorkers?: () => Promise<string>): Metrics {
  const registry = new Registry();
  // What is read from the database is the same in every worker, and must not be added up.
  const shared = new Registry();
  if (ofAllWorkers !== undefined) shareWithWorkers(registry);
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: "usher_http_request_duration_seconds",
    help: "Time from the arrival of a request to the end of its response.",
    labelNames: ["method", "route", "status"] as const,
    buckets: BUCKETS,
    registers: [registry],
  });
  const dropped = new Counter({
    name: "usher_provisioning_log_dropped_total",
    help: "Entries of the provisioning log that could not be written.",
    registers: [registry],
  });
  const readers: (() => Promise<void>)[] = [];
  return {
    observeRequest: ({ seconds, ...labels }) => requests.observe(labels, seconds),
    countDroppedLogEntries: (count) => dropped.inc(count),
    addGauges: (set) => void readers.push(gaugeReader(shared, set)),
    exposition: async () => {
      for (const read of readers) await read();
      return (await (ofAllWorkers?.() ?? registry.metrics())) + (await shared.metrics());
    },
    contentType: registry.contentType,
  };
}

/**
 * For the process that started workers: returns what collects the metrics of all of them.
 * @throws Error when a worker does not answer within five seconds
 */
export function collectFromWorkers(): () => Promise<string> {
  const registry = new AggregatorRegistry();
  return () => registry.clusterMetrics();
}

/** Answers the process that started this worker whenever it collects the metrics of all. */
function shareWithWorkers(registry: Registry): void {
  AggregatorRegistry.setRegistries(registry);
  // Its constructor begins to listen.
  void new AggregatorRegistry();
}

function gaugeReader(registry: Registry, set: GaugeSet): () => Promise<void> {
  const byName = new Map(
    set.gauges.map(({ name, help, labels = [] }) => [
      name,
      new Gauge({ name, help, labelNames: labels, registers: [registry] }),
    ]),
  );
  return async () => {
    // An old value would look like a current one.
    const readings = await set.read().catch(() => []);
    for (const gauge of byName.values()) gauge.reset();
    for (const { name, labels = {}, value } of readings) byName.get(name)?.set(labels, value);
  };
}
