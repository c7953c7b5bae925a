import type { AdminAction } from "../../access/administrator-roles.js";
import { modeOfLabel } from "../../crm/access-mode-codes.js";
import type { SyncDeps } from "../../crm/sync/sync-deps.js";
import type { JobParams } from "../../directory/jobs/stored-jobs.js";
import type { Context } from "../../effects/context.js";
import type { Precondition } from "../../effects/precondition.js";
import { updateGroup } from "../groups/update-group.js";
import { importUser } from "../imports/import-user.js";
import { inviteUser } from "../invitations/invite-user.js";
import { changeLicenses } from "../licenses/change-licenses.js";
import { changeAccessMode } from "../records/change-access-mode.js";
import { syncPerson } from "../records/synchronize.js";
import { moveUser } from "../roles/move-user.js";
import { changeUserRoles } from "../roles/user-roles.js";
import { deleteUser } from "../users/delete-user.js";
import { readUserMerge } from "../users/read-merge.js";
import { restoreUser } from "../users/restore-user.js";
import { updateUser } from "../users/update-user.js";

/** What a job does with one user. */
export interface KindOfJob {
  /** The action of administrators that permits it. */
  readonly action: AdminAction;
  readonly needs: readonly (keyof JobParams)[];
  run(ctx: Context, userId: string, params: JobParams, sync: SyncDeps): Promise<unknown>;
}

const ANY: Precondition = { ifMatch: undefined, ifNoneMatch: undefined };

async function setActive(ctx: Context, userId: string, active: boolean): Promise<unknown> {
  return updateUser(ctx, userId, ANY, await readUserMerge(ctx, { active }));
}

async function changeGroup(
  ctx: Context,
  userId: string,
  group: string,
  kind: "add" | "remove",
): Promise<unknown> {
  const member = kind === "add" ? { kind, members: [{ value: userId }] } : { kind, ids: [userId] };
  return updateGroup(ctx, group, ANY, { apply: (current) => current, members: [member] }, undefined);
}

/** Every kind of job for selected users, which does one thing with each of its users; each has an audit entry of its own. */
export const JOB_KINDS = {
  assignLicenses: {
    action: "assignLicenses",
    needs: ["sku"],
    run: (ctx, userId, { sku = "" }) => changeLicenses(ctx, userId, { add: [sku], remove: [] }),
  },
  removeLicenses: {
    action: "assignLicenses",
    needs: ["sku"],
    run: (ctx, userId, { sku = "" }) => changeLicenses(ctx, userId, { add: [], remove: [sku] }),
  },
  block: { action: "manageUsers", needs: [], run: (ctx, userId) => setActive(ctx, userId, false) },
  unblock: { action: "manageUsers", needs: [], run: (ctx, userId) => setActive(ctx, userId, true) },
  delete: { action: "manageUsers", needs: [], run: (ctx, userId) => deleteUser(ctx, userId, ANY) },
  restore: { action: "manageUsers", needs: [], run: (ctx, userId) => restoreUser(ctx, userId) },
  addToGroup: {
    action: "manageUsers",
    needs: ["group"],
    run: (ctx, userId, { group = "" }) => changeGroup(ctx, userId, group, "add"),
  },
  removeFromGroup: {
    action: "manageUsers",
    needs: ["group"],
    run: (ctx, userId, { group = "" }) => changeGroup(ctx, userId, group, "remove"),
  },
  addRoles: {
    action: "manageInstances",
    needs: ["instance", "roles"],
    run: (ctx, userId, { instance = "", roles = [] }) =>
      changeUserRoles(ctx, instance, [userId], { add: roles, remove: [] }),
  },
  removeRoles: {
    action: "manageInstances",
    needs: ["instance", "roles"],
    run: (ctx, userId, { instance = "", roles = [] }) =>
      changeUserRoles(ctx, instance, [userId], { add: [], remove: roles }),
  },
  moveUnit: {
    action: "manageInstances",
    needs: ["instance", "businessUnit"],
    run: (ctx, userId, { instance = "", businessUnit = "" }) => moveUser(ctx, instance, userId, businessUnit),
  },
  setMode: {
    action: "manageInstances",
    needs: ["instance", "mode"],
    run: (ctx, userId, { instance = "", mode = "" }) =>
      changeAccessMode(ctx, userId, instance, modeOfLabel(mode) ?? "readWrite"),
  },
  invite: {
    action: "manageUsers",
    needs: [],
    run: (ctx, userId, { sku }) => inviteUser(ctx, userId, { sku, sendMail: undefined }),
  },
  sync: {
    action: "manageInstances",
    needs: [],
    run: (ctx, userId, { instance }, sync) => syncPerson(ctx, sync, userId, instance),
  },
} as const satisfies Readonly<Record<string, KindOfJob>>;

/** The kinds of jobs that an administrator starts otherwise than for selected users. */
const OTHER_KINDS = {
  importUsers: {
    action: "manageUsers",
    needs: ["import"],
    run: (ctx, userId, { import: id = "" }) => importUser(ctx, userId, id),
  },
} as const satisfies Readonly<Record<string, KindOfJob>>;

/** A kind of job for selected users. */
export type JobKind = keyof typeof JOB_KINDS;

const KINDS: ReadonlyMap<string, KindOfJob> = new Map(Object.entries({ ...JOB_KINDS, ...OTHER_KINDS }));

/** The names of all kinds. */
export const KIND_NAMES: readonly string[] = [...KINDS.keys()];

/** Returns what a kind of job does. */
export function kindOf(kind: string): KindOfJob {
  const found = KINDS.get(kind);
  if (found === undefined) throw new Error(`there are no jobs of the kind ${kind}`);
  return found;
}
