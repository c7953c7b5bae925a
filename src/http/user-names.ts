import type { AdminCall, AdminContext, AdminRoute } from "../admin/route.js";
import { userIdsOf } from "../provisioning/resolve-user.js";

/** The parts of a call in which users are named. */
type Named = Pick<AdminCall, "params" | "query" | "body">;

/**
 * A call in which users are named by their ids, wherever the route has them: what names nobody stays as it is. One
 * statement, and none where ids were sent.
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

/** The texts of members, single ones and those of lists. */
function namesIn(object: unknown, members: readonly string[]): string[] {
  if (!isObject(object)) return [];
  return members.flatMap((member) => object[member]).filter((name) => typeof name === "string");
}

/** An object with some of its members changed, where it has them. */
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
