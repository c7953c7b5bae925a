import type { Context } from "../../effects/context.js";

/** Something that an administrator should look at. */
export interface Finding {
  /** In capitals: `SINGLE_GLOBAL_ADMIN`. */
  readonly code: string;
  readonly severity: "info" | "warning" | "error";
  /** What is found. */
  readonly detail: string;
  /** What to do about it. */
  readonly nextStep: string;
  /** Since when it is so, in UTC milliseconds; undefined where nobody knows. */
  readonly since?: number | undefined;
  /** What it is about: ids, counts, names of SKUs and instances. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** What checks read by. */
export type HealthContext = Pick<Context, "db" | "viewer" | "now">;

/** Looks for findings of one kind in a tenant; never more than `MAX_FINDINGS`, and no row for each person. */
export type HealthCheck = (ctx: HealthContext) => Promise<readonly Finding[]>;

/** Findings of one kind that the report shows. */
export const MAX_FINDINGS = 100;

/** `1 person` or `3 people`. */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
