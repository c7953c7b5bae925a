import type { SqlFragment } from "../db/condition.js";
import type { Db } from "../db/connect.js";
import { firstIdAt } from "../db/new-id.js";
import { candidateIdsSql, placeholders, queryRows } from "../db/query.js";
import type { Actor, Changes, Trigger } from "./audit.js";
import type { AuditAction } from "./audit-actions.js";
import { CONTINUATION } from "./audit-parts.js";

/** An entry that may be the cause of something. */
export interface AuditCause {
  readonly id: string;
  /** UTC milliseconds. */
  readonly at: number;
  readonly action: string;
  readonly resourceType: string;
  readonly resourceId: string;
  readonly actor: Actor;
  readonly trigger: Trigger;
  readonly requestId: string | undefined;
  readonly facts: Readonly<Record<string, unknown>>;
  /** Undefined when there are none, or when they were erased. */
  readonly changes: Changes | undefined;
}

/** Kinds of resources that rarely change, whose entries are found without an id. */
export type SeldomChanged = "SecurityRole" | "Sku" | "Team";

/** The entries that may be the cause. */
export interface CauseSearch {
  /** The id of the changed resource, or its kind. */
  readonly on: { readonly id: string } | { readonly kind: SeldomChanged };
  readonly actions: readonly AuditAction[];
  /** Names of attributes, or the ends of names, one of which changed; any when undefined. */
  readonly changed?: readonly string[];
  /** Ids one of which was added or removed, if the ids are not erased; any when undefined. */
  readonly mentions?: readonly string[];
  /** Returns whether an entry that meets the other conditions is the cause. */
  readonly fits?: (entry: AuditCause) => boolean;
}

interface CauseRow {
  readonly id: string;
  readonly at: number;
  readonly action: string;
  readonly resource_type: string;
  readonly resource_id: string;
  readonly actor_kind: string;
  readonly actor_id: string;
  readonly trigger_kind: string;
  readonly request_id: string | null;
  readonly facts: string | null;
  readonly personal: string | null;
}

/**
 * The most entries of one resource that are searched, newest first: a provider may have changed a group a million
 * times.
 */
const MAX_SEARCHED = 500;

/** The most entries that continue one of these and are searched, newest first; they have two million ids. */
const MAX_SEARCHED_PARTS = 2000;

const PARTS_AT_ONCE = 50;

/** The most of these entries that are read. */
const MAX_READ = 100;

const COLUMNS = `id, at, action, resource_type, resource_id, actor_kind, actor_id, trigger_kind, request_id, facts,
  personal`;

// Written as in the index's condition; otherwise SQLite does not use the index.
const SELDOM = "resource_type in ('SecurityRole', 'Sku', 'Team')";

/**
 * Returns the newest entry that a search finds; undefined when there is none among those searched.
 * @param until - UTC milliseconds, included
 */
export async function findCause(
  db: Db,
  tenantId: string,
  search: CauseSearch,
  until: number,
): Promise<AuditCause | undefined> {
  const entries = await listCauses(db, tenantId, search, until);
  return entries.find((entry) => search.fits?.(entry) ?? true);
}

/**
 * Returns the entries that a search finds, newest first, whether or not they fit. If an id is mentioned by an entry that
 * continues another one, the result is the other one with those ids.
 */
export async function listCauses(
  db: Db,
  tenantId: string,
  search: CauseSearch,
  until: number,
): Promise<AuditCause[]> {
  const { sql, bindings } = causeStatement(tenantId, search, until);
  const found = (await queryRows<CauseRow>(db, sql, bindings)).map(toCause);
  if (search.mentions === undefined) return found;
  const continued = await listContinued(db, tenantId, search, search.mentions, until);
  return [...found, ...continued].toSorted((one, other) => (one.id < other.id ? 1 : -1));
}

/** Returns the entries that are continued by one that mentions an id, with the changes of the latter. */
async function listContinued(
  db: Db,
  tenantId: string,
  search: CauseSearch,
  mentions: readonly string[],
  until: number,
): Promise<AuditCause[]> {
  const texts = mentions.map((id) => JSON.stringify(id));
  const naming: AuditCause[] = [];
  for await (const row of readParts(db, tenantId, search, until)) {
    // Erased ids may have been any.
    const isNaming = row.personal === null || texts.some((text) => row.personal?.includes(text) === true);
    if (isNaming) naming.push(toCause(row));
    if (naming.length === MAX_READ) break;
  }
  const firsts = await findEntries(db, tenantId, [...new Set(naming.map(firstIdOf))]);
  return naming.flatMap((part) => {
    const first = firsts.get(firstIdOf(part));
    const isSought = search.actions.some((action) => action === first?.action);
    return first !== undefined && isSought ? [{ ...first, changes: part.changes }] : [];
  });
}

/** Reads the entries that continue those of a search, newest first, a few at a time because they are large. */
async function* readParts(
  db: Db,
  tenantId: string,
  search: CauseSearch,
  until: number,
): AsyncGenerator<CauseRow> {
  let before = firstIdAt(until + 1);
  for (let read = 0; read < MAX_SEARCHED_PARTS; read += PARTS_AT_ONCE) {
    const { sql, bindings } = partsStatement(tenantId, search, until, before);
    const rows = await queryRows<CauseRow>(db, sql, bindings);
    yield* rows;
    if (rows.length < PARTS_AT_ONCE) return;
    before = rows.at(-1)?.id ?? before;
  }
}

function firstIdOf({ facts }: AuditCause): string {
  return String(facts["entry"]);
}

/** Returns entries by their ids; unknown ids are left out. One statement. */
export async function findEntries(
  db: Db,
  tenantId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, AuditCause>> {
  if (ids.length === 0) return new Map();
  const rows = await queryRows<CauseRow>(
    db,
    `select ${COLUMNS} from audit_entries where audit_entries.tenant_id = ? and audit_entries.id ${candidateIdsSql(db, "e")}`,
    [tenantId, JSON.stringify([...new Set(ids)].map((id) => ({ id })))],
  );
  return new Map(rows.map((row) => [row.id, toCause(row)]));
}

/** Returns the condition on the resource of a search and on ids; an index finds what meets it. */
function placeSql(tenantId: string, on: CauseSearch["on"], before: string): SqlFragment {
  const [place, value] =
    "id" in on ? ["resource_id = ?", on.id] : [`${SELDOM} and resource_type = ?`, on.kind];
  return {
    sql: `tenant_id = ? and ${place} and id < ?`,
    bindings: [tenantId, value, before],
  };
}

/** Returns the statement for the newest entries of a search, before its conditions on changes. */
function newestSql(
  columns: string,
  tenantId: string,
  { on, actions }: CauseSearch,
  until: number,
): SqlFragment {
  const place = placeSql(tenantId, on, firstIdAt(until + 1));
  return {
    sql: `select ${columns} from audit_entries
      where ${place.sql} and action in (${placeholders(actions.length)})
      order by id desc limit ${MAX_SEARCHED}`,
    bindings: [...place.bindings, ...actions],
  };
}

/** Returns the statement that searches entries: by an index, and only the newest. */
export function causeStatement(tenantId: string, search: CauseSearch, until: number): SqlFragment {
  const newest = newestSql("*", tenantId, search, until);
  const conditions = [listsAnySql("changed", search.changed), mentionsAnySql(search.mentions)];
  const given = conditions.flatMap((one) => one ?? []);
  const where = given.map((one) => one.sql).join(" and ");
  return {
    sql: `select ${COLUMNS} from (${newest.sql}) newest ${where === "" ? "" : `where ${where}`}
      order by id desc limit ${MAX_READ}`,
    bindings: [...newest.bindings, ...given.flatMap((one) => one.bindings)],
  };
}

/**
 * Returns the statement that lists a few of the entries which continue those of a search, by an index.
 * @param before - the id after which they begin
 */
export function partsStatement(
  tenantId: string,
  search: CauseSearch,
  until: number,
  before: string,
): SqlFragment {
  const place = placeSql(tenantId, search.on, before);
  const newest = newestSql("id", tenantId, search, until);
  return {
    sql: `select ${COLUMNS} from audit_entries
      where ${place.sql} and action = '${CONTINUATION}' and id > (select min(id) from (${newest.sql}) newest)
      order by id desc limit ${PARTS_AT_ONCE}`,
    bindings: [...place.bindings, ...newest.bindings],
  };
}

/** The condition that a column lists one of the names; a name may be the end of one. */
function listsAnySql(column: string, ends: readonly string[] | undefined): SqlFragment | undefined {
  if (ends === undefined) return undefined;
  return {
    sql: `(${ends.map(() => `${column} like ?`).join(" or ")})`,
    bindings: ends.map((end) => `%${end}"%`),
  };
}

/** Erased ids may have been any; so may ids that earlier versions did not list, which the fact `note` says. */
function mentionsAnySql(ids: readonly string[] | undefined): SqlFragment | undefined {
  if (ids === undefined) return undefined;
  const { sql, bindings } = listsAnySql("personal", ids) ?? { sql: "", bindings: [] };
  return {
    sql: `((values_hash is not null and personal is null) or facts like '%"note"%' or ${sql})`,
    bindings,
  };
}

function toCause(row: CauseRow): AuditCause {
  return {
    id: row.id,
    at: row.at,
    action: row.action,
    resourceType: row.resource_type,
    resourceId: row.resource_id,
    actor: { kind: row.actor_kind as Actor["kind"], id: row.actor_id },
    trigger: row.trigger_kind as Trigger,
    requestId: row.request_id ?? undefined,
    facts: row.facts === null ? {} : (JSON.parse(row.facts) as Readonly<Record<string, unknown>>),
    changes: row.personal === null ? undefined : (JSON.parse(row.personal) as Changes),
  };
}
