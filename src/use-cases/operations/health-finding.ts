import type { Context } from "../../effects/context.js";
import type { FindingCode } from "./finding-codes.js";

/** A finding that an administrator should check. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: "info" | "warning" | "error";
  /** What was found. */
  readonly detail: string;
  /** What to do about it. */
  readonly nextStep: string;
  /** When it began, in UTC milliseconds; undefined if unknown. */
  readonly since?: number | undefined;
  /** Ids, counts, names of SKUs and instances. */
  readonly facts?: Readonly<Record<string, string | number>>;
}

/** The context of a check. */
export type HealthContext = Pick<Context, "db" | "viewer" | "now">;

/** Finds problems of one kind in a tenant: at most `MAX_FINDINGS`, never one per person. */
export type HealthCheck = (ctx: HealthContext) => Promise<readonly Finding[]>;

/** The maximum number of findings of one kind. */
export const MAX_FINDINGS = 100;

/** `1 person` or `3 people`. */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
