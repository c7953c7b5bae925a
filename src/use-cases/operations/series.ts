import { getInstance, listInstances } from "../../access/instances.js";
import { readSampleSteps, type SyncMetric } from "../../crm/sync/samples.js";
import { DAY, HOUR, MINUTE, parseDuration } from "../../db/duration.js";
import { MOMENT_FORM, parseMoment } from "../../db/moment.js";
import { countSteps, type StepValue, type TimeSteps } from "../../db/time-steps.js";
import { countUsers } from "../../directory/users/user-counts.js";
import { AppError } from "../../errors.js";
import { readSeatSteps } from "../../licensing/seat-series.js";
import { getSku, listSkus } from "../../licensing/skus.js";
import { countActionSteps } from "../../observability/audit-series.js";
import {
  countTrafficSteps,
  readLatencySteps,
  type TrafficCount,
  type TrafficKind,
} from "../../provisioning-log/traffic-series.js";
import { getConnection, listConnections } from "../../tenants/connections.js";
import type { HealthContext } from "./health-finding.js";

/** What can be shown over time. */
export const METRICS = [
  "seats",
  "requests",
  "operations",
  "errors",
  "latency",
  "users",
  "syncLag",
  "syncWaiting",
] as const;

/** One of these metrics. */
export type Metric = (typeof METRICS)[number];

/** What somebody wants to see; times as people write them. */
export interface SeriesQuery {
  readonly metric?: Metric | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly step?: string | undefined;
  /** Id or part number. */
  readonly sku?: string | undefined;
  /** Id or name. */
  readonly instance?: string | undefined;
  /** Its name. */
  readonly connection?: string | undefined;
}

/** Something that was measured over time. */
export interface Series {
  /** The SKU, instance or connection that it is about; undefined if it is about the tenant, or all of them. */
  readonly subject: Subject | undefined;
  /** What was measured: `assigned`, `p95`. */
  readonly name: string;
  /** In the order of time; steps in which nothing was measured are left out. `t` is the start of the step. */
  readonly points: readonly { readonly t: number; readonly value: number }[];
}

interface Subject {
  readonly id: string;
  readonly name: string;
}

function toSubject({ id, name }: Subject): Subject {
  return { id, name };
}

/** The metrics of which nothing means none. */
const COUNTS: ReadonlySet<Metric> = new Set(["requests", "operations", "errors"]);

/** Adds the steps that have no value, with 0. */
function withZeros(steps: TimeSteps, series: Series): Series {
  const known = new Map(series.points.map(({ t, value }) => [t, value]));
  const points = Array.from({ length: countSteps(steps) }, (_, index) => {
    const t = steps.from + index * steps.step;
    return { t, value: known.get(t) ?? 0 };
  });
  return { ...series, points };
}

/** A value, with the series that it belongs to. */
interface Measured extends StepValue {
  readonly id?: string | undefined;
  readonly name: string;
}

/** The lengths of steps that are chosen by default: the first with which there are few points. */
const STEPS = [1, 5, 15].map((minutes) => minutes * MINUTE).concat([1, 6, 24, 168].map((h) => h * HOUR));

/** The number of points that the default step stays below, and that no step may exceed. */
const FEW_POINTS = 100;

/** The maximum number of points of a series. */
export const MAX_POINTS = 500;

/** The maximum number of SKUs, instances or connections in an answer. */
export const MAX_SUBJECTS = 50;

/** The number of errors that are told apart; there are the most of them. */
const TOP_ERRORS = 10;

/**
 * Reads something over time. At most six statements, and at most `MAX_POINTS` points in a series.
 * @throws AppError `invalidValue`, or `notFound` for an unknown SKU, instance or connection
 */
export async function readSeries(
  ctx: HealthContext,
  query: SeriesQuery,
): Promise<TimeSteps & { readonly series: readonly Series[] }> {
  const { metric } = query;
  if (metric === undefined)
    throw new AppError("invalidValue", `'metric' is missing: use one of ${METRICS.join(", ")}.`);
  const steps = readSteps(query, ctx.now());
  const { subjects, values } = await READERS[metric](ctx, steps, query);
  const series = toSeries(steps, subjects, values);
  return { ...steps, series: COUNTS.has(metric) ? series.map((one) => withZeros(steps, one)) : series };
}

/** What a reader found: the subjects that are shown, in order, and the values. */
interface Found {
  readonly subjects: readonly Subject[];
  readonly values: readonly Measured[];
}

type Reader = (ctx: HealthContext, steps: TimeSteps, query: SeriesQuery) => Promise<Found>;

const READERS: Readonly<Record<Metric, Reader>> = {
  seats: readSeats,
  requests: readTraffic("requests"),
  operations: readTraffic("operations"),
  errors: readTraffic("errors"),
  latency: readLatency,
  users: readUsers,
  syncLag: readSync("syncLag"),
  syncWaiting: readSync("syncWaiting"),
};

async function readSeats({ db, viewer, now }: HealthContext, steps: TimeSteps, query: SeriesQuery) {
  const { read } = db;
  const skus =
    query.sku === undefined
      ? await listSkus(read, viewer.tenantId, now(), { limit: MAX_SUBJECTS })
      : [await getSku(read, viewer.tenantId, query.sku, now())];
  const values = await readSeatSteps(read, viewer.tenantId, steps, skus);
  return {
    subjects: skus.map(({ id, partNumber }) => ({ id, name: partNumber })),
    values: values.map(({ skuId, ...rest }) => ({ ...rest, id: skuId })),
  };
}

function readTraffic(kind: TrafficKind): Reader {
  return async ({ db, viewer }, steps, { connection }) => {
    const { read } = db;
    const connections =
      connection === undefined
        ? (await listConnections(read, viewer.tenantId)).slice(0, MAX_SUBJECTS)
        : [await getConnection(read, viewer.tenantId, connection)];
    const connectionId = connection === undefined ? undefined : connections[0]?.id;
    const counts = await countTrafficSteps(read, viewer.tenantId, steps, { kind, connectionId });
    const values = counts.map(({ connectionId: id, ...rest }) => ({ ...rest, id }));
    return {
      subjects: connections.map(toSubject),
      values: kind === "errors" ? mostFrequent(values) : values,
    };
  };
}

function mostFrequent(values: readonly (Omit<TrafficCount, "connectionId"> & { id: string })[]): Measured[] {
  const totals = new Map<string, number>();
  for (const { name, value } of values) totals.set(name, (totals.get(name) ?? 0) + value);
  const top = [...totals].sort(([, a], [, b]) => b - a).slice(0, TOP_ERRORS);
  return top.flatMap(([name]) => values.filter((one) => one.name === name));
}

async function readLatency({ db, viewer }: HealthContext, steps: TimeSteps, { connection }: SeriesQuery) {
  const { read } = db;
  if (connection === undefined)
    return { subjects: [], values: await readLatencySteps(read, viewer.tenantId, steps, {}) };
  const only = await getConnection(read, viewer.tenantId, connection);
  const values = await readLatencySteps(read, viewer.tenantId, steps, { connectionId: only.id });
  return { subjects: [toSubject(only)], values: values.map((value) => ({ ...value, id: only.id })) };
}

/** The actions after which there is one user more or less. */
const USERS_BY_ACTION = { "user.created": 1, "user.restored": 1, "user.deleted": -1 } as const;

const ACTIONS = ["user.created", "user.restored", "user.deleted"] as const;

async function readUsers({ db, viewer, now }: HealthContext, steps: TimeSteps): Promise<Found> {
  const { tenantId } = viewer;
  const counts = await countActionSteps(db.read, tenantId, steps, ACTIONS);
  const { active, blocked } = await countUsers(db.read, tenantId, { deleted: now(), created: now() });
  const times = Array.from({ length: countSteps(steps) }, (_, step) => step);
  const later = (after: number): number =>
    counts.reduce((sum, { action, step, value }) => {
      const one = ACTIONS.find((known) => known === action);
      return step <= after || one === undefined ? sum : sum + value * USERS_BY_ACTION[one];
    }, 0);
  const people = times.map((step) => ({ name: "users", step, value: active + blocked - later(step) }));
  const events = ACTIONS.flatMap((action) =>
    times.map((step) => ({
      name: action.slice("user.".length),
      step,
      value: counts.find((one) => one.action === action && one.step === step)?.value ?? 0,
    })),
  );
  return { subjects: [], values: [...people, ...events] };
}

function readSync(metric: SyncMetric): Reader {
  return async ({ db, viewer }, steps, { instance }) => {
    const { read } = db;
    const instances =
      instance === undefined
        ? (await listInstances(read, viewer.tenantId)).slice(0, MAX_SUBJECTS)
        : [await getInstance(read, viewer.tenantId, instance)];
    const instanceId = instance === undefined ? undefined : instances[0]?.id;
    const values = await readSampleSteps(read, viewer.tenantId, steps, { metric, instanceId });
    return {
      subjects: instances.map(({ id, displayName }) => ({ id, name: displayName })),
      values: values.map(({ instanceId: id, ...rest }) => ({ ...rest, id })),
    };
  };
}

/** Puts values into series; those of a subject that is not shown are left out. */
function toSeries(
  { from, to, step }: TimeSteps,
  subjects: readonly Subject[],
  values: readonly Measured[],
): Series[] {
  const order = new Map(subjects.map(({ id }, index) => [id, index]));
  const series = new Map<
    string,
    { subject: Subject | undefined; name: string; points: { t: number; value: number }[] }
  >();
  const rankOf = (id: string | undefined): number => (id === undefined ? 0 : (order.get(id) ?? -1));
  for (const { id, name, step: index, value } of [...values].sort((a, b) => rankOf(a.id) - rankOf(b.id))) {
    const rank = rankOf(id);
    if (rank < 0) continue;
    const key = `${rank} ${name}`;
    const subject = id === undefined ? undefined : subjects[rank];
    const one = series.get(key) ?? { subject, name, points: [] };
    series.set(key, one);
    // What began before the first step and ended in it counts there.
    const t = from + Math.max(0, index) * step;
    if (t < to) one.points.push({ t, value });
  }
  return [...series.values()];
}

/** Reads the time and the length of its steps. They begin at whole multiples of their length. */
function readSteps(query: SeriesQuery, now: number): TimeSteps {
  const to = Math.min(readMoment("to", query.to, now) ?? now, now);
  const begin = readMoment("from", query.from, now) ?? to - DAY;
  if (begin >= to || begin < 0)
    throw new AppError("invalidValue", "'from' must be before 'to', and before now.");
  const wish = readStep(query.step) ?? STEPS.find((one) => to - begin <= one * FEW_POINTS) ?? 30 * DAY;
  // One step more than fits, because the first one begins earlier.
  const step = wish * Math.ceil((to - begin) / wish / (MAX_POINTS - 1));
  return { from: Math.floor(begin / step) * step, to, step };
}

function readMoment(name: "from" | "to", text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined;
  const moment = parseMoment(text, now);
  if (moment !== undefined) return moment;
  throw new AppError("invalidValue", `'${name}' must be ${MOMENT_FORM}.`);
}

function readStep(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const step = parseDuration(text);
  if (step !== undefined) return Math.max(step, MINUTE);
  throw new AppError("invalidValue", "'step' must be a duration like 5m, 1h or 1d.");
}
