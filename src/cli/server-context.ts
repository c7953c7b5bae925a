import type { Database } from "../db/connect.js";
import type { ServerContext } from "../effects/context.js";

/** The actor of every command. */
export const OPERATOR = { actor: { kind: "cli", id: "usher" }, trigger: "cli" } as const;

/** The context of a change that somebody makes at a terminal. */
export function serverContext(db: Database, tenantId: string): ServerContext {
  return {
    db,
    viewer: { tenantId },
    ...OPERATOR,
    requestId: undefined,
    now: () => Date.now(),
  };
}
