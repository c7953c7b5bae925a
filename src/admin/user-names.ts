import { userIdsOf } from "../effects/users/resolve-user.js";
import type { AdminContext, AdminRoute } from "./route.js";

/** The parts of a call that may name users. */
interface Named {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/**
 * Replaces the names of users in a call with their ids, wherever the route expects users; an unknown name stays as it
 * is. Takes one statement, and none if ids were sent.
 */
export async function withUserIds(
  { db, viewer }: Pick<AdminContext, "db" | "viewer">,
  { path, users = [] }: Pick<AdminRoute, "path" | "users">,
  { params, query, body }: Named,
): Promise<Named> {
  const part = /\/users\/\{(\w+)\}/.exec(path)?.[1];
  const inPath = part === undefined ? [] : [part];
  const names = [...namesIn(params, inPath), ...namesIn(query, users), ...namesIn(body, users)];
  const ids = await userIdsOf(db.read, viewer.tenantId, names);
  if (names.length === 0) return { params, query, body };
  const found = new Map(names.map((name, index) => [name, ids[index] ?? name]));
  const idOf = (name: string): string => found.get(name) ?? name;
  const idsIn = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(idsIn);
    return typeof value === "string" ? idOf(value) : value;
  };
  return {
    params: withMembers(params, inPath, idOf),
    query: withMembers(query, users, idOf),
    body: isObject(body) ? withMembers(body, users, idsIn) : body,
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Returns the strings of members, single ones and those of lists. */
function namesIn(object: unknown, members: readonly string[]): string[] {
  if (!isObject(object)) return [];
  return members.flatMap((member) => object[member]).filter((name) => typeof name === "string");
}

/** Returns an object with some of its members changed, if present. */
function withMembers<V>(
  object: Readonly<Record<string, V>>,
  members: readonly string[],
  change: (value: V) => V,
): Readonly<Record<string, V>> {
  const entries = Object.entries(object);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, members.includes(name) ? change(value) : value]),
  );
}
