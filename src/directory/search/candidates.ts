import type { Db } from "../../db/connect.js";
import { LIMIT } from "../../db/dialect.js";
import { dialectOf, queryRows } from "../../db/query.js";
import { resolveAttributePath } from "../../schema/attribute-path.js";
import type { Filter } from "../../schema/filter/ast.js";
import { toLiteral } from "../../schema/filter/literal.js";
import type { ResourceSchema } from "../../schema/model.js";
import { valueHolder } from "./filter-subjects.js";

/** The keys of the attributes whose texts are in the index, as the migration that creates it lists them. */
const INDEXED: readonly string[] = [
  "username",
  "displayname",
  "nickname",
  "name.formatted",
  "name.familyname",
  "name.givenname",
  "name.middlename",
  "urn:ietf:params:scim:schemas:extension:enterprise:2.0:user:employeenumber",
  "emails.value",
];

/** The most users that are worth a look each; where there are more, a page soon has enough without the index. */
const MAX_CANDIDATES = 1000;

/** The most texts that are looked up; fewer give more candidates. */
const MAX_PARTS = 5;

/** The most pieces of these texts that are looked up; they rule out nearly everything. */
const MAX_TRIGRAMS = 30;

/**
 * Finds the users that alone can match a filter by the index of trigrams: the pieces of three characters of their
 * names, email addresses and employee number. The filter decides about them.
 * @returns ids; undefined if the filter asks for no part of at least three characters of such a text, if the database
 * has no such index, and if there are more than 1,000
 */
export async function findCandidates(
  db: Db,
  tenantId: string,
  schema: ResourceSchema,
  filter: Filter,
): Promise<readonly string[] | undefined> {
  const parts = [...partsOf(filter, schema)].filter(isIndexable).slice(0, MAX_PARTS);
  if (parts.length === 0) return undefined;
  const isSqlite = dialectOf(db) === "sqlite";
  const found = isSqlite
    ? await findOnSqlite(db, tenantId, parts)
    : await findOnPostgres(db, tenantId, parts);
  return found === undefined || found.length > MAX_CANDIDATES
    ? undefined
    : [...new Set(found.map(({ id }) => id))];
}

/** Returns texts that each match has as parts of its indexed texts. */
function partsOf(filter: Filter, schema: ResourceSchema): Set<string> {
  if (filter.kind === "and") return new Set(filter.filters.flatMap((one) => [...partsOf(one, schema)]));
  if (filter.kind === "or") {
    const [first = new Set<string>(), ...others] = filter.filters.map((one) => partsOf(one, schema));
    return new Set([...first].filter((part) => others.every((other) => other.has(part))));
  }
  if (filter.kind !== "compare" || (filter.op !== "co" && filter.op !== "ew")) return new Set();
  const resolved = resolveAttributePath(schema, filter.path);
  const leaf = resolved && valueHolder(resolved.attribute, resolved.subAttribute).leaf;
  if (leaf === undefined || !INDEXED.includes(leaf.key) || typeof filter.value !== "string") return new Set();
  return new Set([String(toLiteral(leaf, filter.op, filter.value))]);
}

/** PostgreSQL indexes letters and digits alone, and emails as JSON, which writes some characters in another way. */
function isIndexable(part: string): boolean {
  return /[\p{L}\p{N}]{3}/u.test(part) && !/["\\\p{Cc}]/u.test(part);
}

/** Besides users that the index knows, those whose texts wait for it: each of them may match. */
async function findOnSqlite(db: Db, tenantId: string, parts: readonly string[]): Promise<{ id: string }[]> {
  const pieces = new Set(parts.flatMap(trigramsOf));
  // Each is a string of FTS5's query language, in which only a quote has a meaning.
  const match = [...pieces].slice(0, MAX_TRIGRAMS).map((piece) => `"${piece.replaceAll('"', '""')}"`);
  return queryRows<{ id: string }>(
    db,
    `select n.user_id as id from user_trigrams cross join user_numbers n
     where user_trigrams match ? and n.number = user_trigrams.rowid and n.tenant_id = ?
       and user_trigrams.rowid >= (select range << 32 from user_ranges where tenant_id = ?)
       and user_trigrams.rowid < (select (range + 1) << 32 from user_ranges where tenant_id = ?)
     union all select user_id from unindexed_users where tenant_id = ? and texts is not null
     ${LIMIT}`,
    [match.join(" AND "), tenantId, tenantId, tenantId, tenantId, MAX_CANDIDATES + 1],
  );
}

function trigramsOf(part: string): string[] {
  const characters = Array.from(part);
  return characters.slice(2).map((_, index) => characters.slice(index, index + 3).join(""));
}

/** Reads nothing where there is no index, which takes an extension. */
async function findOnPostgres(
  db: Db,
  tenantId: string,
  parts: readonly string[],
): Promise<{ id: string }[] | undefined> {
  const likes = parts.map((part) => `%${part.replaceAll(/[\\%_]/g, "\\$&")}%`);
  const rows = await queryRows<{ there: boolean; id: string | null }>(
    db,
    `select index.there, found.id from (select to_regclass('users_trigrams') is not null as there) index
     left join lateral (
       select users.id from users
       where index.there and users.tenant_id = ?${` and ${TEXTS} like ?`.repeat(likes.length)} ${LIMIT}
     ) found on true`,
    [tenantId, ...likes, MAX_CANDIDATES + 1],
  );
  if (rows[0]?.there !== true) return undefined;
  return rows.flatMap(({ id }) => (id === null ? [] : [{ id }]));
}

/** The expression of the index, to the letter. */
const TEXTS = `(${INDEXED.map((key) => `coalesce(users.search ->> '${key.replace(/^emails\..*/, "emails")}', '')`).join(" || chr(10) || ")})`;
