import { isDeepStrictEqual } from "node:util";
import type { Trx } from "../../db/connect.js";
import { DAY } from "../../db/duration.js";
import { AppError } from "../../errors.js";
import { expireHoldsOf, resumeSeats, suspendSeats } from "../../licensing/due.js";
import { DIRECT_SOURCES, type GrantSource } from "../../licensing/grants.js";
import type { SeatWork } from "../../licensing/seat-work.js";
import { giveSeats, takeBackSeats, type WhenEmpty } from "../../licensing/seats.js";
import { skuIdsByName, unknownSku } from "../../licensing/skus.js";
import { addWish, dropAllWishes, dropWish, findOwnLicenses } from "../../licensing/wishes.js";
import { crmOfUser } from "../../schema/crm-extension.js";
import { fold } from "../../schema/fold.js";
import type { Resource } from "../../schema/model.js";
import { quote } from "../../schema/quote.js";
import { findTenantSettings } from "../../tenants/settings.js";
import { withForeignEntitlements } from "../attributes/foreign-rights.js";
import {
  entitlementElements,
  LICENSE_WAYS,
  type LicenseWay,
  licenseNames,
  type Names,
} from "../attributes/license-names.js";
import type { Context } from "../context.js";
import type { PendingUserChange, UserDeletion } from "../pending-change.js";
import { withSeatsOf } from "./seat-representation.js";

/** One attribute in which a representation names licenses, before and after a change. */
interface Way {
  readonly source: LicenseWay;
  readonly before: Names;
  readonly after: Names;
  /** The licenses that the request names and its client has not assigned yet. */
  readonly fresh: Names;
}

/**
 * Applies the licenses in a user's representation, in the transaction of the change: seats are assigned and released,
 * and the representation shows the result. A client's assignment is its own, whoever else assigned the license, and a
 * client removes only its own. Costs nothing without licenses.
 * R039, R046, R060
 * @returns the user to store
 * @throws AppError `conflict` LICENSE_POOL_EXHAUSTED, `invalidValue` UNKNOWN_SKU
 */
export async function applyUserLicenses({
  trx,
  ctx,
  gate,
  id: userId,
  current,
  next,
  wishes,
}: PendingUserChange): Promise<Resource> {
  const ways: Way[] = [];
  for (const source of LICENSE_WAYS) {
    const [before, after, named] = [current, next, wishes].map((user) => licenseNames(user, source));
    const fresh = await freshWishes(trx, ctx, userId, source, named ?? []);
    ways.push({ source, before: before ?? [], after: after ?? [], fresh });
  }
  const flip = activityChange(current, next);
  const isIdle = ways.every(({ before, after }) => before.length + after.length === 0);
  if (isIdle || (flip === undefined && isSame(ways, next, current))) return next;
  if (ways.some(({ after }) => after.length > 0)) refuseForApplication(next);
  const work = gate.open();
  const known = await skuIdsByName(work.trx, work.origin.tenantId);
  for (const way of ways) await takeBackMissing(work, ctx, userId, way, known);
  const change: Change = { next, isNew: current === undefined };
  for (const way of ways) await giveNew(work, ctx, userId, way, known, change);
  if (flip === "deactivated") await deactivate(work, ctx, userId);
  if (flip === "activated") await resumeSeats(work, userId);
  gate.markWritten(userId);
  const shown = await withForeignEntitlements(work.trx, ctx, userId, next, current);
  return withSeatsOf(work, ctx.viewer, userId, shown);
}

/** Application users need no license. R135 */
export function refuseForApplication(user: Resource): void {
  if (!crmOfUser(user).isApplication) return;
  throw new AppError(
    "NO_LICENSE_FOR_APPLICATION_USER",
    "an application user needs no license and gets none: leave licenses out",
  );
}

/** Returns whether an element names the same license; server-written parts may be missing. */
function isSame(ways: readonly Way[], next: Resource, current: Resource | undefined): boolean {
  return (
    ways.every(({ before, after, fresh }) => fresh.length === 0 && isDeepStrictEqual(before, after)) &&
    isDeepStrictEqual(crmOfUser(next).licenses, crmOfUser(current).licenses)
  );
}

/** Returns the licenses in a request that its client has not requested yet. */
async function freshWishes(
  trx: Trx,
  ctx: Context,
  userId: string,
  way: LicenseWay,
  named: Names,
): Promise<Names> {
  if (named.length === 0) return named;
  const own = await findOwnLicenses(trx, ctx.viewer.tenantId, userId, sourceOf(ctx, way));
  return named.filter((names) => names.length > 0 && !names.some((name) => own.has(name)));
}

function activityChange(
  current: Resource | undefined,
  next: Resource,
): "activated" | "deactivated" | undefined {
  const [was, is] = [current?.["active"] !== false, next["active"] !== false];
  if (current === undefined || was === is) return undefined;
  return is ? "activated" : "deactivated";
}

/** Returns the source of a request; all administrators are one source. */
function sourceOf(ctx: Context, source: LicenseWay): GrantSource {
  if (ctx.trigger !== "scim") return { source: "admin", sourceId: "" };
  return { source, sourceId: ctx.viewer.connectionId };
}

/** The representation with the licenses, and whether it is new. */
interface Change {
  readonly next: Resource;
  readonly isNew: boolean;
}

type Known = ReadonlyMap<string, string>;

/** Resolves names to ids of SKUs, and returns unknown names. */
function resolve(names: Names, known: Known): { skuIds: Set<string>; unknown: string[] } {
  const skuIds = new Set<string>();
  const unknown: string[] = [];
  for (const element of names) {
    const ids = new Set(element.flatMap((name) => known.get(name) ?? []));
    if (ids.size > 1) {
      throw new AppError(
        "invalidValue",
        `licenses: ${element.map(quote).join(" and ")} are different SKUs: send one of them`,
      );
    }
    const [id] = ids;
    if (id !== undefined) skuIds.add(id);
    else unknown.push(...element.slice(-1));
  }
  return { skuIds, unknown };
}

async function takeBackMissing(
  work: SeatWork,
  ctx: Context,
  userId: string,
  way: Way,
  known: Known,
): Promise<void> {
  const [before, after] = [resolve(way.before, known), resolve(way.after, known)];
  const source = sourceOf(ctx, way.source);
  const isAdmin = source.source === "admin";
  for (const skuId of before.skuIds) {
    if (after.skuIds.has(skuId)) continue;
    // An administrator removes all direct assignments; those of groups only the groups can remove.
    const sources = isAdmin ? DIRECT_SOURCES : [source.source];
    const filter = { userIds: [userId], skuId, sources, ...(!isAdmin && { sourceId: source.sourceId }) };
    await takeBackSeats(work, filter, source.source);
  }
  for (const name of before.unknown) {
    if (!after.unknown.includes(name)) await dropWish(work, { holderId: userId, name, source });
  }
}

async function giveNew(
  work: SeatWork,
  ctx: Context,
  userId: string,
  way: Way,
  known: Known,
  { next, isNew }: Change,
): Promise<void> {
  const [before, after] = [resolve(way.before, known), resolve(way.after, known)];
  const fresh = resolve(way.fresh, known);
  const source = sourceOf(ctx, way.source);
  for (const name of after.unknown) {
    if (before.unknown.includes(name) && !fresh.unknown.includes(name)) continue;
    if (!mayWait(ctx, way.source, known)) throw unknownSku(asWritten(next, name), "/Licenses");
    await addWish(work, { holderType: "User", holderId: userId, name, source });
  }
  for (const skuId of after.skuIds) {
    if (before.skuIds.has(skuId) && !fresh.skuIds.has(skuId)) continue;
    await expireHoldsOf(work, skuId);
    await giveSeats(work, skuId, [userId], source, whenEmpty(ctx, isNew));
  }
}

/** Returns a name as the client wrote it; names are compared without case. */
function asWritten(user: Resource, name: string): string {
  const written = [
    ...crmOfUser(user).licenses.flatMap(({ skuPartNumber, skuId }) => [skuPartNumber, skuId]),
    ...entitlementElements(user).map(({ value }) => value),
  ];
  const found = written.find((text) => typeof text === "string" && fold(text.trim()) === name);
  return typeof found === "string" ? found : name;
}

/**
 * Returns what happens without a free seat: a provider's POST still creates the user, because it would take 409 for
 * "exists".
 */
function whenEmpty(ctx: Context, isNew: boolean): WhenEmpty {
  return ctx.trigger === "scim" && (isNew || ctx.options.softLicenseErrors) ? "wait" : "refuse";
}

/** Returns whether an unknown name is stored as a request: always in `entitlements`, which may mean anything. */
function mayWait(ctx: Context, source: LicenseWay, known: Known): boolean {
  if (ctx.trigger !== "scim") return false;
  if (!ctx.options.keepUnknownRights) return false;
  // Without a catalog, every name is stored as a request.
  return source === "entitlements" || ctx.options.softLicenseErrors || known.size === 0;
}

async function deactivate(work: SeatWork, ctx: Context, userId: string): Promise<void> {
  const policy = ctx.options.releaseSeatOnDeactivation
    ? "immediately"
    : (await findTenantSettings(work.trx, work.origin.tenantId))["licenses.releaseOnDeactivate"];
  if (policy === "never") return;
  const days = policy === "immediately" ? 0 : Number(policy.slice("days:".length));
  await suspendSeats(work, userId, work.now + days * DAY);
}

/** Releases all seats of a deleted user, including held ones, and deletes its requests. R102 */
export async function endLicensesOfUser({ gate, id: userId, has }: UserDeletion): Promise<void> {
  if (!has.licenses) return;
  const work = gate.open();
  gate.markWritten(userId);
  await takeBackSeats(work, { userIds: [userId] }, "deletion");
  await dropAllWishes(work, userId);
}
