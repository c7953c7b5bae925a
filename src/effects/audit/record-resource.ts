import type { Trx } from "../../db/connect.js";
import { type MembersChanged, NOBODY } from "../../directory/groups/members-changed.js";
import { type Changes, recordAudit } from "../../observability/audit.js";
import type { AuditAction } from "../../observability/audit-actions.js";
import { attributeChanges } from "../../schema/attribute-changes.js";
import { secretNames } from "../../schema/mask-secrets.js";
import type { Resource } from "../../schema/model.js";
import { type Context, originOf } from "../context.js";

/** Ids of members that one entry lists at the most; beyond them there is their number alone. */
export const MAX_LISTED_IDS = 1000;

/** A change of a user or group, as the audit trail is to know it. */
export interface ResourceChange {
  readonly action: AuditAction;
  readonly type: "User" | "Group";
  readonly id: string;
  /** With externalId and without password and members; empty when it was created. */
  readonly before: Resource;
  /** The same; empty when it was deleted. */
  readonly after: Resource;
  /** Whether a password came, changed or went. */
  readonly passwordChanged?: boolean;
  /** Members that came and went. */
  readonly members?: MembersChanged;
  /** Groups that a deleted resource was in. */
  readonly groupsLeft?: readonly string[];
  readonly facts?: Facts;
}

type Facts = Readonly<Record<string, unknown>>;

/** Ids that came and went, as one change; nothing where there are none, or too many. */
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
 * Writes the audit entry of a change of a user or group, in the same transaction. R145
 * @param at - UTC milliseconds
 */
export async function recordChange(
  trx: Trx,
  ctx: Context,
  at: number,
  change: ResourceChange,
): Promise<void> {
  const { action, type, id, before, after, members: { added, removed } = NOBODY, groupsLeft = [] } = change;
  const { values, secrets } = attributeChanges(before, after, secretNames(ctx.viewer.schemas));
  const addedIds = added.map(({ member_id }) => member_id);
  const facts = factsOf(change, secrets);
  await recordAudit(trx, originOf(ctx), at, {
    action,
    resourceType: type,
    resourceId: id,
    changes: { ...values, ...listed("members", addedIds, removed), ...listed("groups", [], groupsLeft) },
    ...(facts && { facts }),
  });
}
