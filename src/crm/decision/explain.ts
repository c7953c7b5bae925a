import type { AccessMode } from "../../access/access-facts.js";
import { listBusinessUnits } from "../../access/business-units.js";
import { circumstancesOf, isUnlicensedMode } from "../../access/circumstances.js";
import type { AccessDecision } from "../../access/decide.js";
import { type NextStepDetail, nextStep } from "../../access/next-step.js";
import { REASONS, type Reason } from "../../access/reasons.js";
import { findUserUnits, listInstanceRoots } from "../../access/user-units.js";
import type { Db } from "../../db/connect.js";
import { DAY } from "../../db/duration.js";
import { findGroupNames } from "../../directory/groups/group-names.js";
import { findDeletedGroups } from "../../directory/resources/tombstones.js";
import type { Invitation } from "../../licensing/invitation.js";
import { findInvitations } from "../../licensing/invitations.js";
import { findLostSkus } from "../../licensing/ledger.js";
import { findLicenses, type License } from "../../licensing/license-view.js";
import { availableOf } from "../../licensing/pool.js";
import { listSkus, type Sku } from "../../licensing/skus.js";
import { findTenantSettings } from "../../tenants/settings.js";
import { findPendingTasks, type PendingTask } from "../pending/pending-tasks.js";
import { decisionOf } from "./decisions.js";
import { type UserInInstance } from "./load-facts.js";

/** A reason with its next step. */
export interface ExplainedReason {
  readonly code: Reason;
  readonly effect: (typeof REASONS)[Reason];
  readonly nextStep: string;
}

/** The user's license among those that open the instance, or the one to assign. */
export interface ExplainedLicense {
  readonly partNumber: string;
  /** Undefined if the user does not have the license. */
  readonly status: License["status"] | undefined;
  readonly since: number | undefined;
  readonly seatsAvailable: number;
  /** The group that gives it, if nothing else gives it. */
  readonly groupId: string | undefined;
}

/** When the reasons came about, and why. */
export interface ReasonsOrigin {
  /** UTC milliseconds; undefined if time alone caused them, or if that was not requested. */
  readonly since: number | undefined;
  /** The cause of the task: `user.changed`, `members`, `forced`, … */
  readonly cause: string | undefined;
}

/** The decision about a user in an instance, with everything an administrator needs to understand it. */
export interface ExplainedAccess {
  readonly one: UserInInstance;
  readonly decision: AccessDecision;
  /** The mode in which the user uses the instance now. */
  readonly mode: AccessMode;
  readonly reasons: readonly ExplainedReason[];
  readonly license: ExplainedLicense | undefined;
  readonly invitation: Invitation | undefined;
  /** The path of the business unit. */
  readonly businessUnit: string | undefined;
  readonly guardGroup: { readonly id: string; readonly name: string | undefined } | undefined;
  readonly pending: PendingTask | undefined;
  readonly origin: ReasonsOrigin;
}

/** The data that the explanations of a page of users share. */
interface Background {
  readonly groupNames: ReadonlyMap<string, string>;
  readonly skus: readonly Sku[];
  readonly licenses: ReadonlyMap<string, readonly License[]>;
  /** The ids of SKUs that users had and lost, latest first. */
  readonly lost: ReadonlyMap<string, readonly string[]>;
  readonly invitations: ReadonlyMap<string, readonly Invitation[]>;
  unitOf(one: UserInInstance): string | undefined;
  readonly pendingOf: (userId: string, instanceId: string) => PendingTask | undefined;
  /** How long deleted users can be restored, in milliseconds. */
  readonly restorable: number;
}

/**
 * Explains the decisions about users in instances, for any number of users in a constant number of statements.
 * @param now - UTC milliseconds
 * @see docs/access.md
 */
export async function explainAccess(
  db: Db,
  tenantId: string,
  people: readonly UserInInstance[],
  now: number,
): Promise<readonly ExplainedAccess[]> {
  if (people.length === 0) return [];
  const background = await readBackground(db, tenantId, people, now);
  return people.map((one) => explain(one, background, now));
}

async function readBackground(
  db: Db,
  tenantId: string,
  people: readonly UserInInstance[],
  now: number,
): Promise<Background> {
  const userIds = [...new Set(people.map(({ userId }) => userId))];
  const guards = people.flatMap(({ instance }) => instance.guardGroupId ?? []);
  const licenses = await findLicenses(db, tenantId, userIds, now);
  const givers = [...licenses.values()].flat().flatMap(({ groupId }) => groupId ?? []);
  const groupNames = new Map(await findGroupNames(db, tenantId, [...guards, ...givers]));
  const gone = guards.filter((id) => !groupNames.has(id));
  const deleted = await findDeletedGroups(db, tenantId, [...new Set(gone)]);
  const skus = await listSkus(db, tenantId, now);
  const unlicensed = userIds.filter((id) => !licenses.has(id));
  const lost = await findLostSkus(db, tenantId, unlicensed);
  const invitations = await findInvitations(db, tenantId, userIds, now);
  const roots = new Map((await listInstanceRoots(db, tenantId)).map((root) => [root.id, root]));
  const unitIdOf = await findUserUnits(db, tenantId, userIds);
  const units = new Map((await listBusinessUnits(db, tenantId)).map(({ id, path }) => [id, path]));
  const pendingOf = await findPendingTasks(db, tenantId, userIds);
  const settings = await findTenantSettings(db, tenantId);
  const unitOf = ({ userId, instance }: UserInInstance): string | undefined => {
    const root = roots.get(instance.id);
    return root && units.get(unitIdOf(userId, root));
  };
  const restorable = settings["deletedUsers.days"] * DAY;
  for (const [id, { name }] of deleted) groupNames.set(id, name);
  return { groupNames, skus, licenses, lost, invitations, unitOf, pendingOf, restorable };
}

function explain(one: UserInInstance, background: Background, now: number): ExplainedAccess {
  const decision = decisionOf(one);
  const { userId, instance } = one;
  const license = licenseOf(one, background);
  const invitation = background.invitations.get(userId)?.[0];
  const pending = background.pendingOf(userId, instance.id);
  const { guardGroupId } = instance;
  const guardGroup =
    guardGroupId === undefined
      ? undefined
      : { id: guardGroupId, name: background.groupNames.get(guardGroupId) };
  const businessUnit = background.unitOf(one);
  const detail: NextStepDetail = {
    groupName: guardGroup?.name,
    instance: instance.name,
    isGuardMissing: instance.guardMissing,
    isUnopened: !instance.isOpened,
    sku: license?.partNumber,
    seatsAvailable: license?.seatsAvailable,
    licensedBy: license?.groupId === undefined ? undefined : background.groupNames.get(license.groupId),
    takesSeat: takesSeat(one.facts),
    businessUnit,
    mode: circumstancesOf(one.facts).mode,
    invitationEndsAt: invitation?.state === "open" ? invitation.expiresAt : undefined,
    heldUntil: one.kept?.row.endsAt,
    restoreUntil: one.user.deletedAt === undefined ? undefined : one.user.deletedAt + background.restorable,
  };
  return {
    one,
    decision,
    mode: circumstancesOf(one.facts).mode,
    reasons: decision.reasons.map((code) => explainReason(code, detail)),
    license,
    invitation,
    businessUnit,
    guardGroup,
    pending,
    origin: originOf(one, decision, pending, invitation, now),
  };
}

/** Returns true if an invitation would take a seat: the user has none and needs one. */
function takesSeat(facts: UserInInstance["facts"]): boolean {
  const { mode, servesInstances } = circumstancesOf(facts);
  return facts.license !== "assigned" && !servesInstances && !isUnlicensedMode(mode);
}

/** Returns a reason with its next step. */
export function explainReason(code: Reason, detail: NextStepDetail): ExplainedReason {
  return { code, effect: REASONS[code], nextStep: nextStep(code, detail) };
}

/** Returns the user's best license, otherwise the one to assign. */
function licenseOf(
  { userId, instance }: UserInInstance,
  { skus, licenses, lost }: Background,
): ExplainedLicense | undefined {
  const opening = skus.filter(({ instances }) => instances.length === 0 || instances.includes(instance.id));
  const order: readonly License["status"][] = ["active", "held", "error", "released"];
  const [held] = (licenses.get(userId) ?? [])
    .filter(({ skuId }) => opening.some(({ id }) => id === skuId))
    .sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status));
  const sku =
    held === undefined
      ? skuToGive(opening, lost.get(userId) ?? [])
      : opening.find(({ id }) => id === held.skuId);
  if (sku === undefined) return undefined;
  return {
    partNumber: sku.partNumber,
    status: held?.status,
    since: held?.since,
    seatsAvailable: availableOf(sku),
    groupId: held?.groupId,
  };
}

/** Returns the SKU that was lost last, if it has free seats; otherwise the one with the most free seats. */
function skuToGive(opening: readonly Sku[], lost: readonly string[]): Sku | undefined {
  const had = lost.flatMap((id) => opening.find((sku) => sku.id === id) ?? []);
  const free = [...had, ...opening.toSorted((a, b) => availableOf(b) - availableOf(a))];
  return free.find((sku) => availableOf(sku) > 0) ?? free[0];
}

/** Returns the origin that the record stores, if its reasons are still the same; otherwise that of the pending task. */
function originOf(
  { record }: UserInInstance,
  { reasons }: AccessDecision,
  pending: PendingTask | undefined,
  invitation: Invitation | undefined,
  now: number,
): ReasonsOrigin {
  if (record?.reasons.join() === reasons.join()) {
    return { since: record.reasonsSince, cause: record.reasonsCause };
  }
  if (pending !== undefined) return { since: pending.askedAt, cause: pending.cause };
  if (reasons.includes("INVITATION_EXPIRED") && invitation !== undefined && invitation.expiresAt <= now) {
    return { since: invitation.expiresAt, cause: "expiry" };
  }
  return { since: undefined, cause: undefined };
}
