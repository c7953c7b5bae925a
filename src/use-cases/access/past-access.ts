import { getInstance, type Instance, listInstances } from "../../access/instances.js";
import { findRoleNames } from "../../access/security-roles.js";
import { accessAt, type PastAccess } from "../../crm/history/access-rows.js";
import {
  beginningOfHistory,
  findAccessAt,
  type HistoryPage,
  listAccessAt,
  listStatesOf,
  type PastPeople,
} from "../../crm/history/past-access.js";
import { DAY } from "../../db/duration.js";
import { UUID } from "../../db/new-id.js";
import { findKnownUsers, type KnownUser } from "../../directory/users/stored-users.js";
import type { ServerContext } from "../../effects/context.js";
import { formerUserId } from "../../effects/users/resolve-user.js";
import { AppError } from "../../errors.js";
import { findTenantSettings } from "../../tenants/settings.js";
import { notFound } from "../users/update-user.js";
import { type NamedCause, nameEntries } from "./find-causes.js";

/** What questions about the past need: the database, the tenant and the time. */
export type HistoryContext = Pick<ServerContext, "db" | "viewer" | "now">;

/** A state of a person's access to an instance, with names. */
export interface NamedPastAccess {
  readonly userId: string;
  /** Undefined once the user is deleted for good. */
  readonly user: KnownUser | undefined;
  readonly instance: Instance;
  /** Undefined if nothing is remembered. */
  readonly past: PastAccess | undefined;
  /** The names of security roles by id. */
  readonly roleNames: ReadonlyMap<string, string>;
  readonly causedBy: NamedCause | undefined;
}

/** The answer about a person at a moment. */
export interface AccessAtMoment {
  readonly access: readonly NamedPastAccess[];
  /** Since when the history is complete, in UTC milliseconds: what lies before may be unknown. */
  readonly beginning: number;
}

/** Checks that a moment is not in the future. @throws AppError `invalidValue` */
export function requirePast({ now }: Pick<HistoryContext, "now">, name: string, at: number): void {
  if (at <= now()) return;
  throw new AppError("invalidValue", `'${name}' must not be in the future: the history has what was`);
}

/** Returns since when a tenant's history is complete: since it began, or as long as it is kept. */
export async function completeSince({ db, viewer, now }: HistoryContext): Promise<number> {
  const { "access.historyDays": days } = await findTenantSettings(db.read, viewer.tenantId);
  const beginning = await beginningOfHistory(db.read, viewer.tenantId);
  return days === 0 ? beginning : Math.max(beginning, now() - days * DAY);
}

async function chooseInstances(
  { db, viewer }: HistoryContext,
  instance: string | undefined,
): Promise<readonly Instance[]> {
  if (instance === undefined) return listInstances(db.read, viewer.tenantId);
  return [await getInstance(db.read, viewer.tenantId, instance)];
}

/** Finds the id of a user, also of one who is deleted for good and must be named by id. */
async function everUserId({ db, viewer }: HistoryContext, name: string): Promise<string | undefined> {
  const known = await formerUserId(db.read, viewer.tenantId, name);
  return known ?? (UUID.test(name) ? name : undefined);
}

/**
 * Returns the access that a person had to all instances or one at a moment.
 * @param name - the id of the user, or the userName of one who still exists or can be restored
 * @param at - UTC milliseconds
 * @throws AppError `notFound` for somebody who is not known and of whom nothing is remembered
 */
export async function accessOfUserAt(
  ctx: HistoryContext,
  name: string,
  at: number,
  instance?: string,
): Promise<AccessAtMoment> {
  requirePast(ctx, "at", at);
  const { db, viewer } = ctx;
  const { tenantId } = viewer;
  const instances = await chooseInstances(ctx, instance);
  const userId = await everUserId(ctx, name);
  if (userId === undefined) throw notFound("User", name);
  const keys = instances.map(({ id: instanceId }) => ({ instanceId, userId }));
  const found = await findAccessAt(db.read, tenantId, keys, at);
  const known = await nameStates(ctx, instances, found);
  if (known.length === 0) await requireKnown(ctx, userId, name, instances);
  const [user] = known.length > 0 ? [known[0]?.user] : await findKnownUsers(db.read, tenantId, [userId]);
  const access = instances.map(
    (one): NamedPastAccess =>
      known.find((state) => state.instance === one) ?? {
        userId,
        user,
        instance: one,
        past: undefined,
        roleNames: new Map(),
        causedBy: undefined,
      },
  );
  return { access, beginning: await completeSince(ctx) };
}

async function requireKnown(
  { db, viewer: { tenantId } }: HistoryContext,
  userId: string,
  name: string,
  instances: readonly Instance[],
): Promise<void> {
  const [user] = await findKnownUsers(db.read, tenantId, [userId]);
  if (user !== undefined) return;
  const ids = instances.map(({ id }) => id);
  const [state] = await listStatesOf(db.read, tenantId, userId, ids, { before: undefined, limit: 1 });
  if (state === undefined) throw notFound("User", name);
}

/** Adds the names of users, roles and causes to states, with a constant number of statements besides those of actors. */
async function nameStates(
  { db, viewer: { tenantId }, now }: HistoryContext,
  instances: readonly Instance[],
  states: readonly PastAccess[],
): Promise<readonly NamedPastAccess[]> {
  const today = now();
  const ids = [...new Set(states.map(({ userId }) => userId))];
  const users = new Map((await findKnownUsers(db.read, tenantId, ids)).map((user) => [user.id, user]));
  const roleIds = states.flatMap(({ roles }) => roles);
  const roleNames = await findRoleNames(db.read, tenantId, roleIds);
  const entryIds = states.flatMap(({ causeEntry }) => causeEntry ?? []);
  const causes = await nameEntries(db.read, tenantId, entryIds);
  return states.flatMap((past) => {
    const instance = instances.find(({ id }) => id === past.instanceId);
    if (instance === undefined) return [];
    const { userId, causeEntry } = past;
    const causedBy = causeEntry === undefined ? undefined : causes.get(causeEntry);
    return [
      { userId, user: users.get(userId), instance, past: endedByTime(past, today), roleNames, causedBy },
    ];
  });
}

/** Lists a page of everybody who had a state in an instance at a moment, by id of the user. */
export async function accessInInstanceAt(
  ctx: HistoryContext,
  instance: string,
  people: PastPeople,
): Promise<readonly NamedPastAccess[]> {
  requirePast(ctx, "at", people.at);
  const { db, viewer } = ctx;
  const found = await getInstance(db.read, viewer.tenantId, instance);
  const states = await listAccessAt(db.read, viewer.tenantId, found.id, people);
  return nameStates(ctx, [found], states);
}

/** A page of a person's history. */
export interface HistoryOfUser {
  /** Newest first; what time alone changed is a state of its own, from the moment at which it was due. */
  readonly states: readonly NamedPastAccess[];
  /** Where the next page begins; undefined on the last one. */
  readonly next: HistoryPage["before"];
}

/**
 * Lists a page of the states that a person had.
 * @throws AppError `notFound`
 */
export async function historyOfUser(
  ctx: HistoryContext,
  name: string,
  instance: string | undefined,
  { before, limit }: HistoryPage,
): Promise<HistoryOfUser> {
  const { db, viewer } = ctx;
  const instances = await chooseInstances(ctx, instance);
  const userId = await everUserId(ctx, name);
  if (userId === undefined) throw notFound("User", name);
  const ids = instances.map(({ id }) => id);
  const found = await listStatesOf(db.read, viewer.tenantId, userId, ids, { before, limit: limit + 1 });
  if (found.length === 0 && before === undefined) await requireKnown(ctx, userId, name, instances);
  const stored = found.slice(0, limit);
  const now = ctx.now();
  const states = await nameStates(
    ctx,
    instances,
    stored.flatMap((state) => splitByTime(state, now)),
  );
  return { states, next: found.length > limit ? stored.at(-1) : undefined };
}

/** Splits a state at the moment at which time changed it. */
function splitByTime(state: PastAccess, now: number): readonly PastAccess[] {
  const first = endedByTime(state, now);
  return first === state || state.due === undefined ? [state] : [accessAt(state, state.due.at), first];
}

/** Returns a state with the moment at which time ended it, if time did. */
function endedByTime(state: PastAccess, now: number): PastAccess {
  const { due, until } = state;
  if (due === undefined || due.at > now || (until !== undefined && until <= due.at)) return state;
  return { ...state, until: due.at, due: undefined };
}
