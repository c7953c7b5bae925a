import { listInstances } from "../../access/instances.js";
import { findRolesByName } from "../../access/role-search.js";
import { toResource } from "../../directory/resources/resource-row.js";
import { listGroups, listUsers } from "../../directory/search/list-resources.js";
import { readList } from "../../directory/search/read-list.js";
import { filterOfWords, wordsOf } from "../../directory/search/words.js";
import type { Context } from "../../effects/context.js";
import { listSkus } from "../../licensing/skus.js";
import { listLogEntries } from "../../provisioning-log/search.js";
import { fold } from "../../schema/fold.js";
import { listConnections } from "../../tenants/connections.js";
import { describeTenantSettings } from "../../tenants/settings.js";

/** What a search finds, in the order of its answer. */
export const FOUND_TYPES = [
  "user",
  "group",
  "license",
  "instance",
  "securityRole",
  "connection",
  "setting",
  "request",
] as const;

/** One of them. */
export type FoundType = (typeof FOUND_TYPES)[number];

/** Something that a search has found. */
export interface Found {
  readonly type: FoundType;
  /** What names it in paths: the id, of instances, connections and settings the name. */
  readonly id: string;
  readonly name: string;
  /** What tells it from others of its name: the userName, the part number, the instance of a role. */
  readonly detail: string | undefined;
}

type ReadContext = Pick<Context, "db" | "viewer" | "now">;

/** A search of one type. */
type Search = (ctx: ReadContext, text: string, limit: number) => Promise<readonly Omit<Found, "type">[]>;

/**
 * Finds what has every word of a text in its name, at most `limit` of each type. Users and groups are found as by `q` in
 * their lists; a request by its whole id. It takes nine statements at most, whatever there is.
 */
export async function searchTenant(
  ctx: ReadContext,
  text: string,
  types: readonly FoundType[],
  limit: number,
): Promise<readonly Found[]> {
  const found = await Promise.all(
    types.map(async (type) => (await SEARCHES[type](ctx, text, limit)).map((one) => ({ type, ...one }))),
  );
  return found.flat();
}

const SEARCHES: Readonly<Record<FoundType, Search>> = {
  async user({ db, viewer }, text, limit) {
    const { rows } = await readList(
      db,
      viewer,
      [viewer.schemas.User],
      firstOf("User", text, limit),
      (reader, query) => listUsers(reader, viewer, query, false),
    );
    return rows.map((row) => {
      const { userName, displayName } = toResource(row);
      const detail = typeof userName === "string" ? userName : row.id;
      return { id: row.id, name: typeof displayName === "string" ? displayName : detail, detail };
    });
  },
  async group({ db, viewer }, text, limit) {
    const { rows } = await readList(
      db,
      viewer,
      [viewer.schemas.Group],
      firstOf("Group", text, limit),
      (reader, query) => listGroups(reader, viewer, query, 0),
    );
    return rows.map((row) => ({ id: row.id, name: row.display_name, detail: undefined }));
  },
  async license({ db, viewer, now }, text, limit) {
    const skus = await listSkus(db.read, viewer.tenantId, now());
    return skus
      .map(({ id, displayName, partNumber }) => ({ id, name: displayName, detail: partNumber }))
      .filter(hasWords(text))
      .slice(0, limit);
  },
  async instance({ db, viewer }, text, limit) {
    const instances = await listInstances(db.read, viewer.tenantId);
    return instances
      .map(({ name, displayName }) => ({ id: name, name: displayName, detail: name }))
      .filter(hasWords(text))
      .slice(0, limit);
  },
  async securityRole({ db, viewer }, text, limit) {
    const roles = await findRolesByName(db.read, viewer.tenantId, wordsOf(fold(text)), limit);
    return roles.map(({ id, name, instance }) => ({ id, name, detail: instance }));
  },
  async connection({ db, viewer }, text, limit) {
    const connections = await listConnections(db.read, viewer.tenantId);
    return connections
      .map(({ name }) => ({ id: name, name, detail: undefined }))
      .filter(hasWords(text))
      .slice(0, limit);
  },
  async setting(_ctx, text, limit) {
    return describeTenantSettings()
      .map(({ name, meaning }) => ({ id: name, name, detail: meaning }))
      .filter(hasWords(text))
      .slice(0, limit);
  },
  async request({ db, viewer }, text) {
    const [entry] = await listLogEntries(db.read, viewer.tenantId, { requestId: text.trim() }, { limit: 1 });
    return entry === undefined
      ? []
      : [{ id: entry.requestId, name: entry.requestId, detail: entry.operation }];
  },
};

/** Asks for the first users or groups that have the words. */
function firstOf(type: "User" | "Group", text: string, limit: number) {
  const filter = filterOfWords(text, type);
  const order = { sortBy: "displayName", descending: false, offset: 0, cursor: { after: undefined } };
  return { filter, limit, ...order };
}

/** Returns the function that tells whether name or detail of something have every word of a text. */
function hasWords(text: string): (found: Pick<Found, "name" | "detail">) => boolean {
  const words = wordsOf(fold(text));
  return ({ name, detail = "" }) => {
    const whole = fold(`${name} ${detail}`);
    return words.every((word) => whole.includes(word));
  };
}
