import type { Db } from "../db/connect.js";
import { firstIdAt } from "../db/new-id.js";
import { queryRows } from "../db/query.js";
import { type StepValue, stepSql, type TimeSteps } from "../db/time-steps.js";

/** What requests can be counted by: their outcome, their operation, or their error. */
export type TrafficKind = "requests" | "operations" | "errors";

/** A number of requests of a connection in a step. */
export interface TrafficCount extends StepValue {
  readonly connectionId: string;
  /** The outcome (`succeeded`, `refused`, `limited`, `failed`), the operation, or the code of the error. */
  readonly name: string;
}

const NAMES: Readonly<Record<TrafficKind, string>> = {
  requests: `case when status = 429 then 'limited' when status >= 500 then 'failed'
    when status >= 400 then 'refused' else 'succeeded' end`,
  operations: "operation",
  errors: "coalesce(code, scim_type, cast(status as text))",
};

/** Requests of a tenant, or of one of its connections. */
export interface TrafficFilter {
  readonly connectionId?: string | undefined;
}

/** Counts requests by step and connection. One statement. */
export function countTrafficSteps(
  db: Db,
  tenantId: string,
  steps: TimeSteps,
  { kind, connectionId }: TrafficFilter & { readonly kind: TrafficKind },
): Promise<TrafficCount[]> {
  const { sql, bindings } = within(tenantId, steps, connectionId);
  return queryRows(
    db,
    `select connection_id as "connectionId", ${stepSql("at")} as step, ${NAMES[kind]} as name,
       cast(sum(requests) as bigint) as value
     from provisioning_log where ${sql} ${kind === "errors" ? "and status >= 400" : ""}
     group by 1, 2, 3 order by 1, 3, 2`,
    [steps.from, steps.step, ...bindings],
  );
}

/** The upper ends of the classes of durations, in milliseconds: each is a quarter longer than the one before. */
const CLASSES = Array.from({ length: 48 }, (_, index) => Math.round(1.25 ** index * 10) / 10);

const CLASS_SQL = `case ${CLASSES.map((end, index) => `when duration <= ${end} then ${index}`).join(" ")}
  else ${CLASSES.length - 1} end`;

/** How long answers took in a step: a value within which a share of them was sent. */
export interface Latency extends StepValue {
  readonly name: "p50" | "p95";
}

const SHARES = [
  { name: "p50", share: 0.5 },
  { name: "p95", share: 0.95 },
] as const;

/**
 * Returns the milliseconds within which a half and 95 % of the answers were sent, by step; a quarter too high at most.
 * Counted reads count with their mean. One statement.
 */
export async function readLatencySteps(
  db: Db,
  tenantId: string,
  steps: TimeSteps,
  { connectionId }: TrafficFilter,
): Promise<Latency[]> {
  const { sql, bindings } = within(tenantId, steps, connectionId);
  const rows = await queryRows<{ step: number; class: number; requests: number }>(
    db,
    `select ${stepSql("at")} as step, ${CLASS_SQL} as class, cast(sum(requests) as bigint) as requests
     from provisioning_log where ${sql} group by 1, 2 order by 1, 2`,
    [steps.from, steps.step, ...bindings],
  );
  const known = [...new Set(rows.map(({ step }) => step))];
  return SHARES.flatMap(({ name, share }) =>
    known.map((step) => {
      const own = rows.filter((row) => row.step === step);
      let left = own.reduce((sum, { requests }) => sum + requests, 0) * share;
      const reached = own.find(({ requests }) => (left -= requests) <= 0);
      return { name, step, value: CLASSES[reached?.class ?? CLASSES.length - 1] ?? 0 };
    }),
  );
}

/** Selects by the id, which is indexed and begins with the time at which the answer was sent. */
function within(
  tenantId: string,
  { from, to }: TimeSteps,
  connectionId: string | undefined,
): { readonly sql: string; readonly bindings: string[] } {
  return {
    sql: `tenant_id = ? and id >= ? and id < ? ${connectionId === undefined ? "" : "and connection_id = ?"}`,
    bindings: [
      tenantId,
      firstIdAt(from),
      firstIdAt(to),
      ...(connectionId === undefined ? [] : [connectionId]),
    ],
  };
}
