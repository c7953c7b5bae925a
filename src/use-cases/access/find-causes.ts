import type { Reason } from "../../access/reasons.js";
import { type ActorName, findActorName } from "../../auth/actor-names.js";
import type { ExplainedAccess } from "../../crm/decision/explain.js";
import type { Db } from "../../db/connect.js";
import {
  type AuditCause,
  type CauseSearch,
  findCause,
  findEntries,
  listCauses,
} from "../../observability/audit-cause.js";
import { readCauseScene } from "./cause-scene.js";
import { ACCESS_CAUSES, REASON_CAUSES } from "./reason-causes.js";

/** The change that caused something, and who made it. */
export interface NamedCause extends AuditCause {
  readonly actorName: ActorName;
}

/** The causes of a decision. */
export interface AccessCauses {
  /** The causes by reason; a reason without an entry in the audit trail is left out. */
  readonly byReason: ReadonlyMap<Reason, NamedCause>;
  /** The newest cause of all reasons, or the change that gave access. */
  readonly newest: NamedCause | undefined;
}

/** Reasons about a past state, which later changes cannot have caused. */
const UNTIL_SHOWN: ReadonlySet<Reason> = new Set(["INVITATION_REQUIRED"]);

/**
 * Finds the last change that caused each reason of a decision.
 * @param now - UTC milliseconds
 */
export async function findCauses(
  db: Db,
  tenantId: string,
  { one, decision, origin }: ExplainedAccess,
  now: number,
): Promise<AccessCauses> {
  const scene = await readCauseScene(db, tenantId, one, now);
  const named = actorFinder(db, tenantId);
  const shown = origin.since ?? now;
  const newestOf = async (
    searches: readonly CauseSearch[],
    until: number,
  ): Promise<NamedCause | undefined> => {
    const found = await Promise.all(searches.map((search) => findCause(db, tenantId, search, until)));
    return named(latest(found));
  };
  const byReason = new Map<Reason, NamedCause>();
  for (const reason of decision.reasons) {
    const searches = REASON_CAUSES[reason].flatMap((matter) => matter(scene));
    const cause = await newestOf(searches, UNTIL_SHOWN.has(reason) ? shown : now);
    if (cause !== undefined) byReason.set(reason, cause);
  }
  const says = decision.reasons.some((reason) => reason !== "SYNC_PENDING");
  const newest = says
    ? latest([...byReason.values()])
    : await newestOf(
        ACCESS_CAUSES.flatMap((matter) => matter(scene)),
        decision.reasons.length === 0 ? shown : now,
      );
  if (newest !== undefined && decision.reasons.includes("SYNC_PENDING")) byReason.set("SYNC_PENDING", newest);
  return { byReason, newest };
}

function latest<Cause extends AuditCause>(causes: readonly (Cause | undefined)[]): Cause | undefined {
  return causes
    .flatMap((cause) => cause ?? [])
    .reduce<Cause | undefined>(
      (newest, cause) => (newest === undefined || cause.id > newest.id ? cause : newest),
      undefined,
    );
}

/** The actions that write attributes of a user. */
const WRITES = ["user.created", "user.changed", "user.restored"] as const;

/**
 * Finds the last change of attributes of a user, with a constant number of searches. An attribute that never changed, or
 * not in the newest entries that are searched, is left out.
 * @param names - as the audit trail has them: `emails`, `urn:…:User:department`
 * @param until - UTC milliseconds, included
 */
export async function findAttributeCauses(
  db: Db,
  tenantId: string,
  userId: string,
  names: readonly string[],
  until: number,
): Promise<ReadonlyMap<string, NamedCause>> {
  const found = new Map<string, AuditCause>();
  const search = async (changed?: readonly string[]): Promise<void> => {
    const wanted = { on: { id: userId }, actions: WRITES, ...(changed && { changed }) };
    for (const entry of await listCauses(db, tenantId, wanted, until)) {
      for (const name of Object.keys(entry.changes ?? {})) {
        if (!found.has(name)) found.set(name, entry);
      }
    }
  };
  await search();
  const missing = names.filter((name) => !found.has(name));
  if (missing.length > 0) await search(missing);
  const named = actorFinder(db, tenantId);
  const causes = new Map<string, NamedCause>();
  for (const name of names) {
    const cause = await named(found.get(name));
    if (cause !== undefined) causes.set(name, cause);
  }
  return causes;
}

/** Returns entries of the audit trail by id, with the names of those who made the changes. */
export async function nameEntries(
  db: Db,
  tenantId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, NamedCause>> {
  const named = actorFinder(db, tenantId);
  const causes = new Map<string, NamedCause>();
  for (const [id, entry] of await findEntries(db, tenantId, ids)) {
    const cause = await named(entry);
    if (cause !== undefined) causes.set(id, cause);
  }
  return causes;
}

/** Returns a function that finds an actor's name and looks up each actor once. */
function actorFinder(
  db: Db,
  tenantId: string,
): (cause: AuditCause | undefined) => Promise<NamedCause | undefined> {
  const names = new Map<string, ActorName>();
  return async (cause) => {
    if (cause === undefined) return undefined;
    const { kind, id } = cause.actor;
    const key = `${kind} ${id}`;
    const actorName = names.get(key) ?? (await findActorName(db, tenantId, cause.actor));
    names.set(key, actorName);
    return { ...cause, actorName };
  };
}
