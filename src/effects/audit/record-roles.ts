import type { HeldRole } from "../../access/roles-of.js";
import { enqueueSync } from "../../crm/sync/tasks.js";
import type { Trx } from "../../db/connect.js";
import { recordAudit } from "../../observability/audit.js";
import { originOf, type ServerContext } from "../context.js";
import type { Warning } from "../warnings.js";

/** The warning for a user who loses the last role: it ends access, but does not disable the user. R076, R094 */
export const LAST_ROLE_REMOVED: Warning = "LAST_ROLE_REMOVED_NOT_A_WAY_TO_DISABLE";

/** The change of a user's roles. */
export interface RoleChange {
  /** The instances in which the user had roles and has none now. */
  readonly emptied: readonly string[];
  /** `Name@instance`. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

function namesOf(roles: readonly HeldRole[]): Map<string, string> {
  return new Map(roles.map(({ rootId, name, instance }) => [rootId, `${name}@${instance}`]));
}

/** Compares a user's roles before and after; copies of one role in different business units count as the same. */
function compareRoles(before: readonly HeldRole[], after: readonly HeldRole[]): RoleChange {
  const [old, now] = [namesOf(before), namesOf(after)];
  const left = new Set(after.map(({ instance }) => instance));
  return {
    added: [...now].filter(([id]) => !old.has(id)).map(([, name]) => name),
    removed: [...old].filter(([id]) => !now.has(id)).map(([, name]) => name),
    emptied: [...new Set(before.map(({ instance }) => instance))].filter((instance) => !left.has(instance)),
  };
}

/**
 * Writes the audit entry of a change of a user's roles, with its warning; none if nothing changed.
 * @returns what changed
 */
export async function recordRoleChange(
  trx: Trx,
  ctx: ServerContext,
  userId: string,
  before: readonly HeldRole[],
  after: readonly HeldRole[],
  more: Readonly<Record<string, unknown>> = {},
): Promise<RoleChange> {
  const change = compareRoles(before, after);
  const { added, removed, emptied } = change;
  if (added.length + removed.length > 0 || Object.keys(more).length > 0) {
    const { tenantId } = ctx.viewer;
    await enqueueSync(trx, { tenantId, userIds: [userId], cause: "roles", reach: "existing" }, ctx.now());
    await recordAudit(trx, originOf(ctx), ctx.now(), {
      action: "user.rolesChanged",
      resourceType: "User",
      resourceId: userId,
      facts: {
        ...more,
        added,
        removed,
        ...(emptied.length > 0 && { warnings: [LAST_ROLE_REMOVED], withoutRole: emptied }),
      },
    });
  }
  return change;
}
