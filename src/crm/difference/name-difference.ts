import { findRoleNames } from "../../access/security-roles.js";
import type { Db } from "../../db/connect.js";
import type { NotedSeats } from "../../db/transaction-notes.js";
import { findKnownUsers } from "../../directory/users/stored-users.js";
import { availableOf } from "../../licensing/pool.js";
import { listSkus, type Sku } from "../../licensing/skus.js";
import type { AccessDifference, PersonDifference, SeatDifference } from "./difference.js";
import type { DifferencePage, DifferenceTally, Listed } from "./tally.js";

/** What a change did besides the access of people. */
export interface Consequences {
  readonly skusAfter: readonly Sku[];
  readonly seats: readonly NotedSeats[];
  readonly mails: ReadonlyMap<string, number>;
  /** UTC milliseconds. */
  readonly now: number;
}

/**
 * Returns a difference with the names of its people, roles and SKUs.
 * @param db - shows the state before
 */
export async function toDifference(
  db: Db,
  tenantId: string,
  tally: DifferenceTally,
  page: DifferencePage,
  { skusAfter, seats, mails, now }: Consequences,
): Promise<AccessDifference> {
  const moved = seatDifferences(await listSkus(db, tenantId, now), skusAfter, seats);
  return nameDifference(db, tenantId, tally, page, { seats: moved, mails: Object.fromEntries(mails) });
}

/** Returns a difference whose seats and mails are known, with the names of its people and roles. */
export async function nameDifference(
  db: Db,
  tenantId: string,
  tally: DifferenceTally,
  { limit }: DifferencePage,
  besides: Pick<AccessDifference, "seats" | "mails">,
): Promise<AccessDifference> {
  const shown = tally.listed.slice(0, limit);
  const { roles, instances, records } = tally;
  const roleIds = [
    ...roles.map(({ roleId }) => roleId),
    ...shown.flatMap(({ rolesAdded, rolesRemoved }) => [...rolesAdded, ...rolesRemoved]),
  ];
  const roleNames = await findRoleNames(db, tenantId, roleIds);
  const totalOf = (turn: "loses" | "gains" | "changes"): number =>
    instances.reduce((sum, instance) => sum + instance[turn], 0);
  return {
    loses: totalOf("loses"),
    gains: totalOf("gains"),
    changes: totalOf("changes"),
    instances,
    ...besides,
    roles: roles.map(({ roleId, ...rest }) => ({ ...rest, role: roleNames.get(roleId) ?? roleId })),
    records,
    people: await namePeople(db, tenantId, shown, roleNames),
    next: tally.listed.length > limit ? shown.at(-1)?.key : undefined,
  };
}

async function namePeople(
  db: Db,
  tenantId: string,
  listed: readonly Listed[],
  roleNames: ReadonlyMap<string, string>,
): Promise<readonly PersonDifference[]> {
  if (listed.length === 0) return [];
  const ids = [...new Set(listed.map(({ userId }) => userId))];
  const users = new Map((await findKnownUsers(db, tenantId, ids)).map(({ id, resource }) => [id, resource]));
  const nameOf = (id: string): string => roleNames.get(id) ?? id;
  return listed.map((one) => {
    const { key: _, ...person } = one;
    return {
      ...person,
      userName: textOf(users.get(one.userId)?.["userName"]),
      displayName: textOf(users.get(one.userId)?.["displayName"]),
      rolesAdded: one.rolesAdded.map(nameOf),
      rolesRemoved: one.rolesRemoved.map(nameOf),
    };
  });
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** Returns what happens to the seats of each SKU that is concerned. A seat that comes and goes counts as neither. */
function seatDifferences(
  before: readonly Sku[],
  after: readonly Sku[],
  moved: readonly NotedSeats[],
): readonly SeatDifference[] {
  const was = new Map(before.map((sku) => [sku.id, sku]));
  const is = new Map(after.map((sku) => [sku.id, sku]));
  const skuIds = new Set([
    ...moved.map(({ skuId }) => skuId),
    ...[...is.values()].filter((sku) => freeOf(was.get(sku.id)) !== freeOf(sku)).map(({ id }) => id),
  ]);
  return [...skuIds].flatMap((skuId) => {
    const sku = is.get(skuId) ?? was.get(skuId);
    if (sku === undefined) return [];
    const ofSku = moved.filter((one) => one.skuId === skuId);
    return [
      {
        skuId,
        partNumber: sku.partNumber,
        availableBefore: freeOf(was.get(skuId)),
        availableAfter: freeOf(is.get(skuId)),
        ...peopleOf(ofSku),
      },
    ];
  });
}

function freeOf(sku: Sku | undefined): number {
  return sku === undefined ? 0 : availableOf(sku);
}

const TAKES: ReadonlySet<string> = new Set(["assigned", "held", "converted", "served"]);
const FREES: ReadonlySet<string> = new Set(["released", "suspended", "holdReleased", "holdExpired"]);

/** Follows each person through the movements, of which the last one counts. */
function peopleOf(
  moved: readonly NotedSeats[],
): Pick<SeatDifference, "assigned" | "released" | "served" | "waiting"> {
  const steps = new Map<string, string[]>();
  for (const { movement, userIds } of moved) {
    for (const id of userIds) if (id !== undefined) steps.set(id, [...(steps.get(id) ?? []), movement]);
  }
  const counts = { assigned: 0, released: 0, served: 0, waiting: 0 };
  for (const movements of steps.values()) {
    const outcome = seatOutcome(movements[0] ?? "", movements.at(-1) ?? "");
    if (outcome !== undefined) counts[outcome] += 1;
  }
  return counts;
}

/** Returns what somebody's first and last movement of a seat come to; undefined for nothing. */
export function seatOutcome(
  first: string,
  last: string,
): "assigned" | "released" | "served" | "waiting" | undefined {
  if (last === "waiting") return "waiting";
  if (TAKES.has(last) && !FREES.has(first)) return last === "served" ? "served" : "assigned";
  return FREES.has(last) && !TAKES.has(first) ? "released" : undefined;
}
