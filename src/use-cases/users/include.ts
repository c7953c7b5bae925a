import { type Instance, listInstances } from "../../access/instances.js";
import { accessAt, findCurrentAccess, type PastAccess } from "../../crm/history/access-rows.js";
import { countGroupsOf } from "../../directory/groups/member-counts.js";
import { findAdministratorRoles } from "../../directory/users/administrators.js";
import { findSources, type UserSource } from "../../directory/users/sources.js";
import type { ServerContext } from "../../effects/context.js";
import { findLicenses, type License } from "../../licensing/license-view.js";
import { listConnections } from "../../tenants/connections.js";

/** What a list of users can show besides their attributes. */
export const INCLUDES = ["licenses", "access", "administratorRoles", "groupsCount", "source"] as const;

/** One of them. */
export type Include = (typeof INCLUDES)[number];

/** The access of a user to an instance, as it was last decided. */
export interface IncludedAccess extends Pick<PastAccess, "features" | "mode" | "reasons"> {
  readonly instance: Pick<Instance, "id" | "name">;
}

/** What is known of a user besides the attributes; a part is undefined if it was not asked for. */
export interface Included {
  readonly licenses?: readonly License[] | undefined;
  readonly access?: readonly IncludedAccess[] | undefined;
  readonly administratorRoles?: readonly string[] | undefined;
  /** The groups of which the user is a direct member. */
  readonly groupsCount?: number | undefined;
  /** `connection`: the name, undefined if it no longer exists. */
  readonly source?: { readonly connection: string | undefined; readonly isProvided: boolean } | undefined;
}

type ReadContext = Pick<ServerContext, "db" | "viewer" | "now">;

/** Reads what is asked for of a page of users, with a constant number of statements. */
export async function includeOf(
  ctx: ReadContext,
  userIds: readonly string[],
  wanted: ReadonlySet<Include>,
): Promise<(userId: string) => Included> {
  const { db, viewer } = ctx;
  const { tenantId } = viewer;
  if (userIds.length === 0) return () => ({});
  const read = async <T>(part: Include, find: () => Promise<(userId: string) => T>) =>
    wanted.has(part) ? find() : () => undefined;
  const licensesOf = await read("licenses", async () => {
    const found = await findLicenses(db.read, tenantId, userIds, ctx.now());
    return (id) => found.get(id) ?? [];
  });
  const accessOf = await read("access", () => accessOfUsers(ctx, userIds));
  const rolesOf = await read("administratorRoles", async () => {
    const found = await findAdministratorRoles(db.read, tenantId, userIds);
    return (id) => [...(found.get(id) ?? [])].sort();
  });
  const groupsOf = await read("groupsCount", () => countGroupsOf(db.read, tenantId, userIds));
  const sourceOf = await read("source", () => sourcesOf(ctx, userIds));
  return (id) => ({
    licenses: licensesOf(id),
    access: accessOf(id),
    administratorRoles: rolesOf(id),
    groupsCount: groupsOf(id),
    source: sourceOf(id),
  });
}

async function accessOfUsers(
  { db, viewer, now }: ReadContext,
  userIds: readonly string[],
): Promise<(userId: string) => IncludedAccess[]> {
  const instances = await listInstances(db.read, viewer.tenantId);
  if (instances.length === 0) return () => [];
  const ids = instances.map(({ id }) => id);
  const time = now();
  const stored = await findCurrentAccess(db.read, viewer.tenantId, userIds, ids);
  const states = stored.map((one) => accessAt(one, time));
  return (userId) =>
    instances.flatMap(({ id, name }) => {
      const state = states.find((one) => one.userId === userId && one.instanceId === id);
      if (state === undefined) return [];
      const { features, mode, reasons } = state;
      return [{ instance: { id, name }, features, mode, reasons }];
    });
}

async function sourcesOf(
  { db, viewer }: ReadContext,
  userIds: readonly string[],
): Promise<(userId: string) => Included["source"]> {
  const names = new Map((await listConnections(db.read, viewer.tenantId)).map(({ id, name }) => [id, name]));
  const sourceOf: (userId: string) => UserSource | undefined = await findSources(
    db.read,
    viewer.tenantId,
    userIds,
  );
  return (userId) => {
    const { connectionId, isProvided = false } = sourceOf(userId) ?? {};
    return { connection: connectionId === undefined ? undefined : names.get(connectionId), isProvided };
  };
}
