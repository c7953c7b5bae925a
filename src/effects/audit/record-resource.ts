import type { Trx } from "../../db/connect.js";
import { type MembersChanged, NOBODY } from "../../directory/groups/members-changed.js";
import { type Changes, type IdChange, recordAudit } from "../../observability/audit.js";
import type { AuditAction } from "../../observability/audit-actions.js";
import { continueAudit, idsOfPart, partsOf } from "../../observability/audit-parts.js";
import { attributeChanges } from "../../schema/attribute-changes.js";
import { secretNames } from "../../schema/mask-secrets.js";
import type { Resource } from "../../schema/model.js";
import { type Context, originOf } from "../context.js";

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
  /** Removed members beyond the first `IDS_PER_ENTRY`, which `members` lists. */
  readonly furtherRemoved?: FurtherIds;
  /** The groups that a deleted resource was in. */
  readonly groupsLeft?: readonly string[];
  readonly facts?: Facts;
}

/** Ids that are read while they are recorded. */
export interface FurtherIds {
  readonly count: number;
  /** Each has up to `IDS_PER_ENTRY` ids, and all but the last have as many. */
  readonly pages: AsyncIterable<readonly string[]>;
}

type Facts = Readonly<Record<string, unknown>>;

/** The ids of a change by name. */
type IdLists = Readonly<Record<"members" | "groups", IdChange>>;

/** Returns the ids that a part of a change lists, by name; empty when there are none. */
function listed(lists: IdLists, part: number): Changes {
  return Object.fromEntries(
    Object.entries(lists)
      .map(([name, ids]) => [name, idsOfPart(ids, part)] as const)
      .filter(([, { added, removed }]) => added.length + removed.length > 0),
  );
}

/** Returns the changes of the entries that continue the first one. */
async function* furtherParts(
  lists: IdLists,
  parts: number,
  pages: AsyncIterable<readonly string[]> | undefined,
): AsyncGenerator<Changes> {
  for (let part = 2; part <= parts; part++) yield listed(lists, part);
  if (pages === undefined) return;
  for await (const removed of pages) yield { members: { added: [], removed } };
}

function factsOf(change: ResourceChange, secrets: readonly string[], parts: number): Facts | undefined {
  const { passwordChanged = false, members: { added, removed } = NOBODY, groupsLeft = [] } = change;
  const removedCount = removed.length + (change.furtherRemoved?.count ?? 0);
  const changedSecrets = passwordChanged ? [...secrets, "password"] : secrets;
  const facts: Facts = {
    ...(added.length > 0 && { membersAdded: added.length }),
    ...(removedCount > 0 && { membersRemoved: removedCount }),
    ...(groupsLeft.length > 0 && { groupsLeft: groupsLeft.length }),
    ...(parts > 1 && { parts }),
    ...(changedSecrets.length > 0 && { changedSecrets }),
    ...change.facts,
  };
  return Object.keys(facts).length === 0 ? undefined : facts;
}

/**
 * Writes the audit entry of a change of a user or group, in the transaction of the change, and entries that continue it
 * when there are too many ids for one. R145
 * @param at - UTC milliseconds
 * @returns the id of the first entry
 */
export async function recordChange(
  trx: Trx,
  ctx: Context,
  at: number,
  change: ResourceChange,
): Promise<string> {
  const { action, type, id: resourceId, before, after, furtherRemoved } = change;
  const { members: { added, removed } = NOBODY, groupsLeft = [] } = change;
  const { values, secrets } = attributeChanges(before, after, secretNames(ctx.viewer.schemas));
  const lists: IdLists = {
    members: { added: added.map(({ member_id }) => member_id), removed },
    groups: { added: [], removed: groupsLeft },
  };
  const listedParts = Math.max(partsOf(added.length + removed.length), partsOf(groupsLeft.length));
  const parts = listedParts + (furtherRemoved === undefined ? 0 : partsOf(furtherRemoved.count));
  const facts = factsOf(change, secrets, parts);
  const resource = { resourceType: type, resourceId };
  const changes = { ...values, ...listed(lists, 1) };
  const id = await recordAudit(trx, originOf(ctx), at, {
    action,
    ...resource,
    changes,
    ...(facts && { facts }),
  });
  if (parts > 1) {
    const further = furtherParts(lists, listedParts, furtherRemoved?.pages);
    await continueAudit(trx, originOf(ctx), at, { id, ...resource }, further);
  }
  return id;
}
