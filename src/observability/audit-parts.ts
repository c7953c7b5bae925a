import type { SqlFragment } from "../db/condition.js";
import type { Trx } from "../db/connect.js";
import { firstIdAt, timeOfId } from "../db/new-id.js";
import { type Changes, type IdChange, type Origin, recordAudit } from "./audit.js";
import type { AuditAction } from "./audit-actions.js";

/** The most ids of one attribute that an entry lists; further ids follow in entries that continue it. */
export const IDS_PER_ENTRY = 1000;

/** The action of an entry that continues another one. */
export const CONTINUATION: AuditAction = "audit.continued";

/** The entry that is continued. */
interface FirstEntry {
  readonly id: string;
  readonly resourceType: string;
  readonly resourceId: string;
}

/** Returns the number of entries that a list of ids takes; 1 for an empty one. */
export function partsOf(count: number): number {
  return Math.max(1, Math.ceil(count / IDS_PER_ENTRY));
}

/** Returns the ids that one part of a change lists: the added ones first, then the removed ones. */
export function idsOfPart({ added, removed }: IdChange, part: number): IdChange {
  const [begin, end] = [(part - 1) * IDS_PER_ENTRY, part * IDS_PER_ENTRY];
  const inRemoved = (position: number): number => Math.max(0, position - added.length);
  return { added: added.slice(begin, end), removed: removed.slice(inRemoved(begin), inRemoved(end)) };
}

/**
 * Writes the entries that continue an entry, one for each element, in the transaction of the change. They have the time
 * of the first entry, so that their ids follow its id.
 * @param at - UTC milliseconds, as of the first entry
 */
export async function continueAudit(
  trx: Trx,
  origin: Origin,
  at: number,
  { id, resourceType, resourceId }: FirstEntry,
  parts: AsyncIterable<Changes>,
): Promise<void> {
  let part = 1;
  for await (const changes of parts) {
    part += 1;
    const facts = { entry: id, part };
    await recordAudit(trx, origin, at, { action: CONTINUATION, resourceType, resourceId, changes, facts });
  }
}

/**
 * Returns the condition on an entry and the entries that continue it, which the primary key finds.
 * @param id - a UUID
 */
export function entryWithPartsSql(id: string): SqlFragment {
  return {
    sql: `id >= ? and id < ? and (id = ? or (action = '${CONTINUATION}' and facts like ?))`,
    bindings: [id, firstIdAt(timeOfId(id) + 1), id, `%"entry":"${id}"%`],
  };
}
