import type { Trx } from "../../db/connect.js";
import { type MembersChanged, NOBODY } from "../../directory/groups/members-changed.js";
import { type Changes, recordAudit } from "../../observability/audit.js";
import type { AuditAction } from "../../observability/audit-actions.js";
import { attributeChanges } from "../../schema/attribute-changes.js";
import { secretNames } from "../../schema/mask-secrets.js";
import type { Resource } from "../../schema/model.js";
import { type Context, originOf } from "../context.js";

/** The maximum number of member ids in an entry; beyond it only their number is recorded. */
export const MAX_LISTED_IDS = 1000;

/** The change of a user or group to record. */
export interface ResourceChange {
  readonly action: AuditAction;
  readonly type: "User" | "Group";
  readonly id: string;
  /** The resource before, with externalId and without password and members; empty if it was created. */
  readonly before: Resource;
  /** The resource after; empty if it was deleted. */
  readonly after: Resource;
  /** Whether the password was set, changed or removed. */
  readonly passwordChanged?: boolean;
  /** The added and removed members. */
  readonly members?: MembersChanged;
  /** The groups that a deleted resource was in. */
  readonly groupsLeft?: readonly string[];
  readonly facts?: Facts;
}

type Facts = Readonly<Record<string, unknown>>;

/** Returns added and removed ids as one change; empty if there are none or too many. */
function listed(name: string, added: readonly string[], removed: readonly string[]): Changes {
  const total = added.length + removed.length;
  return total === 0 || total > MAX_LISTED_IDS ? {} : { [name]: { added, removed } };
}

function factsOf(change: ResourceChange, secrets: readonly string[]): Facts | undefined {
  const { passwordChanged = false, members: { added, removed } = NOBODY, groupsLeft = [] } = change;
  const changedSecrets = passwordChanged ? [...secrets, "password"] : secrets;
  const facts: Facts = {
    ...(added.length > 0 && { membersAdded: added.length }),
    ...(removed.length > 0 && { membersRemoved: removed.length }),
    ...(groupsLeft.length > 0 && { groupsLeft: groupsLeft.length }),
    ...(Math.max(added.length + removed.length, groupsLeft.length) > MAX_LISTED_IDS && {
      note: `more than ${MAX_LISTED_IDS} ids are not listed`,
    }),
    ...(changedSecrets.length > 0 && { changedSecrets }),
    ...change.facts,
  };
  return Object.keys(facts).length === 0 ? undefined : facts;
}

/**
 * Writes the audit entry of a change of a user or group, in the transaction of the change. R145
 * @param at - UTC milliseconds
 * @returns the id of the entry
 */
export async function recordChange(
  trx: Trx,
  ctx: Context,
  at: number,
  change: ResourceChange,
): Promise<string> {
  const { action, type, id, before, after, members: { added, removed } = NOBODY, groupsLeft = [] } = change;
  const { values, secrets } = attributeChanges(before, after, secretNames(ctx.viewer.schemas));
  const addedIds = added.map(({ member_id }) => member_id);
  const facts = factsOf(change, secrets);
  return recordAudit(trx, originOf(ctx), at, {
    action,
    resourceType: type,
    resourceId: id,
    changes: { ...values, ...listed("members", addedIds, removed), ...listed("groups", [], groupsLeft) },
    ...(facts && { facts }),
  });
}
