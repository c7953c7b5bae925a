import type { Context, ServerContext } from "../../effects/context.js";

/** The context of a change: of a request, or of a job. */
export type ChangeContext = ServerContext &
  Partial<Pick<Context, "request" | "reportAlarm" | "seal" | "baseUrl">> & {
    /** True for a change that takes long: on SQLite others share no transaction with it. */
    readonly isLong?: boolean;
  };

/** Returns the id of the connection that makes a change; undefined for all others. */
export function connectionOf({ trigger, actor }: ChangeContext): string | undefined {
  return trigger === "scim" && actor.kind === "connection" ? actor.id : undefined;
}
