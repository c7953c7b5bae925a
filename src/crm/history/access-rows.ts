import { decodeFacts, encodeFacts, RULES_VERSION } from "../../access/facts-code.js";
import type { Reason } from "../../access/reasons.js";
import type { Db, Trx } from "../../db/connect.js";
import { sqlDialects } from "../../db/dialect.js";
import { candidateIdsSql, dialectOf, queryRows } from "../../db/query.js";
import { type AccessState, stateOfFacts } from "../decision/access-state.js";

/** A person in an instance. */
export interface AccessKey {
  readonly userId: string;
  readonly instanceId: string;
}

/** A state of access with the time in which it lasted. Times are UTC milliseconds. */
export interface PastAccess extends AccessKey, AccessState {
  readonly from: number;
  /** Undefined while it lasts. */
  readonly until: number | undefined;
  /** When the directory decided it: gained access takes effect later, with synchronization. */
  readonly decidedAt: number;
  /** When time alone changes it, and the facts from then on. */
  readonly due: { readonly at: number; readonly facts: string } | undefined;
  /** The id of the audit entry of the change that caused it; undefined if time or synchronization did. */
  readonly causeEntry: string | undefined;
  /** True if it was rebuilt from the audit trail. */
  readonly isRebuilt: boolean;
}

/** A row of the table. */
export interface AccessRow {
  readonly instance_id: string;
  readonly user_id: string;
  readonly from_at: number;
  readonly until_at: number | null;
  readonly decided_at: number;
  readonly features: AccessState["features"];
  readonly reasons: string;
  readonly access_mode: AccessState["mode"];
  readonly facts: string;
  readonly roles: string;
  readonly due_at: number | null;
  readonly due_facts: string | null;
  readonly cause_entry: string | null;
  readonly rebuilt: number;
}

/** The columns of a row `h`. */
export const COLUMNS = `h.instance_id, h.user_id, h.from_at, h.until_at, h.decided_at, h.features, h.reasons, h.access_mode,
  h.facts, h.roles, h.due_at, h.due_facts, h.cause_entry, h.rebuilt`;

/** Returns a row as the state that it stores. */
export function toPastAccess(row: AccessRow): PastAccess {
  return {
    userId: row.user_id,
    instanceId: row.instance_id,
    features: row.features,
    mode: row.access_mode,
    reasons: splitWords(row.reasons) as Reason[],
    roles: splitWords(row.roles),
    facts: decodeFacts(row.facts),
    from: row.from_at,
    until: row.until_at ?? undefined,
    decidedAt: row.decided_at,
    due: row.due_at === null || row.due_facts === null ? undefined : { at: row.due_at, facts: row.due_facts },
    causeEntry: row.cause_entry ?? undefined,
    isRebuilt: row.rebuilt === 1,
  };
}

function splitWords(text: string): string[] {
  return text === "" ? [] : text.split(" ");
}

/** Returns the state that a stored one has become at an instant, if time alone changed it. */
export function accessAt(past: PastAccess, at: number): PastAccess {
  const { due } = past;
  if (due === undefined || due.at > at) return past;
  const state = stateOfFacts(decodeFacts(due.facts), past.roles);
  return { ...past, ...state, from: due.at, decidedAt: due.at, due: undefined, causeEntry: undefined };
}

/** Returns a statement that selects the state that lasts, of a person in an instance. @param alias - of the table */
export function currentStateSql(alias: string, tenantId: string, instanceId: string, userId: string): string {
  return `select 1 from access_history ${alias} where ${alias}.tenant_id = ${tenantId}
    and ${alias}.instance_id = ${instanceId} and ${alias}.user_id = ${userId} and ${alias}.until_at is null`;
}

/** Returns the states that last, of people in all instances or one. One statement. */
export async function findCurrentAccess(
  db: Db,
  tenantId: string,
  userIds: readonly string[],
  instanceIds: readonly string[],
): Promise<readonly PastAccess[]> {
  const rows = await queryRows<AccessRow>(
    db,
    `select ${COLUMNS} from access_history h where h.tenant_id = ? and h.until_at is null
       and h.instance_id in (${instanceIds.map(() => "?").join(", ")})
       and h.user_id ${candidateIdsSql(db, "e")}`,
    [tenantId, ...instanceIds, JSON.stringify(userIds.map((id) => ({ id })))],
  );
  return rows.map(toPastAccess);
}

/** A state to store, and the one that it replaces. */
export interface AccessEntry extends AccessKey {
  readonly state: AccessState;
  readonly from: number;
  /** Undefined for a state that lasts. */
  readonly until?: number | undefined;
  readonly decidedAt: number;
  readonly due: PastAccess["due"];
  readonly causeEntry: string | undefined;
  /** The connection whose change ended the access; undefined for all other changes. */
  readonly endedBy: string | undefined;
  readonly isRebuilt?: boolean;
  /** True if nothing follows the state before: the person is none of the instance's people any more. */
  readonly isForgotten?: boolean;
  /** The stored state that it replaces. */
  readonly before: PastAccess | undefined;
}

/** The number of rows per statement. */
const BATCH = 500;

/**
 * Stores states of access and ends those they replace.
 * @returns the keys of people whose state another transaction has replaced meanwhile; their state is not stored
 */
export async function storeAccess(
  trx: Trx,
  tenantId: string,
  entries: readonly AccessEntry[],
): Promise<readonly AccessKey[]> {
  const lost: AccessKey[] = [];
  for (let i = 0; i < entries.length; i += BATCH) {
    lost.push(...(await storeSome(trx, tenantId, entries.slice(i, i + BATCH))));
  }
  return lost;
}

/** Stores states that have ended. */
export async function storeEnded(trx: Trx, tenantId: string, entries: readonly AccessEntry[]): Promise<void> {
  for (let i = 0; i < entries.length; i += BATCH) {
    await insertRows(trx, tenantId, entries.slice(i, i + BATCH));
  }
}

async function storeSome(
  trx: Trx,
  tenantId: string,
  entries: readonly AccessEntry[],
): Promise<readonly AccessKey[]> {
  const known = entries.filter(({ before }) => before !== undefined);
  const ended = known.length === 0 ? [] : await endRows(trx, tenantId, known);
  const keyOf = ({ userId, instanceId }: AccessKey): string => `${instanceId} ${userId}`;
  const free = new Set(ended.map(keyOf));
  const ours = entries.filter((entry) => entry.before === undefined || free.has(keyOf(entry)));
  const forgotten = ours.filter(({ isForgotten }) => isForgotten === true);
  const lasting = ours.filter((entry) => !forgotten.includes(entry));
  const stored = new Set([...forgotten, ...(await insertRows(trx, tenantId, lasting))].map(keyOf));
  return entries.filter((entry) => !stored.has(keyOf(entry)));
}

/** Ends the states that are replaced; one that began at the same moment never lasted and is deleted. */
async function endRows(trx: Trx, tenantId: string, entries: readonly AccessEntry[]): Promise<AccessKey[]> {
  const ended: AccessKey[] = [];
  for (const from of new Set(entries.map((entry) => entry.from))) {
    const ending = entries.filter((entry) => entry.from === from);
    const brief = ending.filter(({ before }) => before?.from === from);
    const lasting = ending.filter(({ before }) => before?.from !== from);
    ended.push(...(await changeRows(trx, "delete from access_history", [], tenantId, brief)));
    const update = "update access_history set until_at = ?";
    ended.push(...(await changeRows(trx, update, [from], tenantId, lasting)));
  }
  return ended;
}

async function changeRows(
  trx: Trx,
  change: string,
  bindings: readonly number[],
  tenantId: string,
  entries: readonly AccessEntry[],
): Promise<AccessKey[]> {
  if (entries.length === 0) return [];
  const replaced = entries.map(({ userId, instanceId, before }) => ({
    userId,
    instanceId,
    was: before?.from,
  }));
  const rows = await queryRows<AccessRow>(
    trx,
    `${change} where tenant_id = ? and until_at is null and (instance_id, user_id, from_at) in (
       select e.value ->> 'instanceId', e.value ->> 'userId', cast(e.value ->> 'was' as bigint)
       from ${sqlDialects[dialectOf(trx)].jsonParameterElements("e")})
     returning instance_id, user_id`,
    [...bindings, tenantId, JSON.stringify(replaced)],
  );
  return rows.map((row) => ({ instanceId: row.instance_id, userId: row.user_id }));
}

const INSERTED = [
  ["instance_id", "instanceId"],
  ["user_id", "userId"],
  ["from_at", "from", "bigint"],
  ["until_at", "until", "bigint"],
  ["decided_at", "decidedAt", "bigint"],
  ["features", "features"],
  ["reasons", "reasons"],
  ["access_mode", "mode"],
  ["facts", "facts"],
  ["rules", "rules", "integer"],
  ["roles", "roles"],
  ["due_at", "dueAt", "bigint"],
  ["due_facts", "dueFacts"],
  ["cause_entry", "causeEntry"],
  ["ended_by", "endedBy"],
  ["rebuilt", "rebuilt", "integer"],
] as const;

async function insertRows(trx: Trx, tenantId: string, entries: readonly AccessEntry[]): Promise<AccessKey[]> {
  if (entries.length === 0) return [];
  const values = INSERTED.map(([, key, type]) =>
    type === undefined ? `e.value ->> '${key}'` : `cast(e.value ->> '${key}' as ${type})`,
  );
  const rows = await queryRows<AccessRow>(
    trx,
    `insert into access_history (tenant_id, ${INSERTED.map(([name]) => name).join(", ")})
     select cast(? as text), ${values.join(", ")}
     from ${sqlDialects[dialectOf(trx)].jsonParameterElements("e")} where true
     on conflict do nothing returning instance_id, user_id`,
    [tenantId, JSON.stringify(entries.map(toValues))],
  );
  return rows.map((row) => ({ instanceId: row.instance_id, userId: row.user_id }));
}

function toValues({ state, due, ...entry }: AccessEntry): Record<string, unknown> {
  const { before: _, isForgotten: __, isRebuilt = false, ...rest } = entry;
  return {
    ...rest,
    until: entry.until ?? null,
    features: state.features,
    reasons: state.reasons.join(" "),
    mode: state.mode,
    facts: encodeFacts(state.facts),
    rules: RULES_VERSION,
    roles: state.roles.join(" "),
    dueAt: due?.at ?? null,
    dueFacts: due?.facts ?? null,
    causeEntry: entry.causeEntry ?? null,
    endedBy: entry.endedBy ?? null,
    rebuilt: isRebuilt ? 1 : 0,
  };
}

/**
 * Counts the people whose access changes of a connection have ended since a moment, and who have none now. By instance.
 */
export async function countEnded(
  db: Db,
  tenantId: string,
  connectionId: string,
  since: number,
): Promise<ReadonlyMap<string, number>> {
  const rows = await queryRows<{ instance_id: string; people: number }>(
    db,
    `select instance_id, cast(count(*) as integer) as people from access_history
     where tenant_id = ? and ended_by = ? and from_at > ? and until_at is null and features = 'none'
     group by instance_id`,
    [tenantId, connectionId, since],
  );
  return new Map(rows.map(({ instance_id: id, people }) => [id, people]));
}

/** Counts the people who have access to an instance now. */
export async function countEntering(db: Db, tenantId: string, instanceId: string): Promise<number> {
  const [row] = await queryRows<{ people: number }>(
    db,
    `select cast(count(*) as integer) as people from access_history
     where tenant_id = ? and instance_id = ? and until_at is null and features <> 'none'`,
    [tenantId, instanceId],
  );
  return row?.people ?? 0;
}
