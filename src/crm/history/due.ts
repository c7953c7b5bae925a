import { encodeFacts } from "../../access/facts-code.js";
import type { Db, Trx } from "../../db/connect.js";
import { queryRows } from "../../db/query.js";
import { findInvitations } from "../../licensing/invitations.js";
import type { UserWithFacts } from "../decision/access-state.js";
import { openDecisions } from "../decision/decisions.js";
import type { AccessKey, PastAccess } from "./access-rows.js";

/** Finds the people whose access time alone changes until an instant, in UTC milliseconds. */
export async function findDuePeople(db: Db, tenantId: string, at: number): Promise<readonly AccessKey[]> {
  const rows = await queryRows<{ user_id: string; instance_id: string }>(
    db,
    "select user_id, instance_id from access_history where tenant_id = ? and until_at is null and due_at <= ?",
    [tenantId, at],
  );
  return rows.map((row) => ({ userId: row.user_id, instanceId: row.instance_id }));
}

/** A state of a person in an instance that begins. */
interface Beginning {
  readonly one: UserWithFacts;
}

/** When time alone changes a state, and the facts from then on. */
type Due = NonNullable<PastAccess["due"]>;

/**
 * Finds when time alone ends the new states of people, and the facts from then on: an invitation expires, or a hold
 * ends.
 * @param now - UTC milliseconds
 */
export async function dueOf<B extends Beginning>(
  trx: Trx,
  tenantId: string,
  beginnings: readonly B[],
  now: number,
): Promise<ReadonlyMap<B, Due>> {
  const dues = new Map<B, Due>();
  for (const beginning of beginnings) {
    const { kept } = beginning.one;
    if (kept?.row.endsAt === undefined) continue;
    dues.set(beginning, { at: kept.row.endsAt, facts: encodeFacts(kept.live) });
  }
  const waiting = beginnings.filter(
    ({ one: { facts } }) =>
      facts.kept === undefined && (facts.invitation === "invited" || facts.license === "held"),
  );
  if (waiting.length === 0) return dues;
  const userIds = [...new Set(waiting.map(({ one }) => one.userId))];
  const invitations = await findInvitations(trx, tenantId, userIds, now);
  const ends = new Map<number, B[]>();
  for (const beginning of waiting) {
    const open = (invitations.get(beginning.one.userId) ?? []).filter(({ state }) => state === "open");
    const at = Math.min(...open.map(({ expiresAt }) => expiresAt));
    if (at > now && Number.isFinite(at)) ends.set(at, [...(ends.get(at) ?? []), beginning]);
  }
  for (const [at, ending] of ends) {
    const instances = [...new Set(ending.map(({ one }) => one.instance))];
    const ids = [...new Set(ending.map(({ one }) => one.userId))];
    const later = await (await openDecisions(trx, tenantId, instances, at)).load(ids);
    const codes = new Map(later.map((one) => [`${one.instance.id} ${one.userId}`, encodeFacts(one.facts)]));
    for (const beginning of ending) {
      const facts = codes.get(`${beginning.one.instance.id} ${beginning.one.userId}`);
      if (facts !== undefined) dues.set(beginning, { at, facts });
    }
  }
  return dues;
}
