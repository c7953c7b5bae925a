import type { Trx } from "../db/connect.js";
import type { MembersChanged } from "../directory/groups/members-changed.js";
import type { Resource } from "../schema/model.js";
import type { Context } from "./context.js";
import type { SeatGate } from "./seats/seat-gate.js";
import type { UserState } from "./tombstones/user-state.js";

/** A change of a user or group that is being made; every effect is called with it. */
export interface PendingChange {
  readonly trx: Trx;
  readonly ctx: Context;
  readonly gate: SeatGate;
  readonly id: string;
  /** The stored resource; undefined if it is created. */
  readonly current: Resource | undefined;
  /** The resource to store, with the results of earlier effects. */
  readonly next: Resource;
}

/** A change of a user. */
export interface PendingUserChange extends PendingChange {
  /** The licenses and roles in the request, from `namedRights`. */
  readonly wishes?: Resource;
  /** Whether the request names the business unit, even the current one. */
  readonly namesUnit?: boolean;
}

/** A stored change of a user. */
export interface StoredUserChange extends PendingChange {
  /** The time of the change, in UTC milliseconds. */
  readonly at: number;
  /** Whether the user may have had a record, or been about to get one; true if undefined. */
  readonly mayHaveRecord?: boolean | undefined;
  /** Ids of the instances in which a new application user gets its record; all there are when undefined. */
  readonly instances?: readonly string[] | undefined;
}

/** A stored change of a group, with the added and removed members. */
export interface StoredGroupChange extends PendingChange {
  readonly moved: MembersChanged;
}

/** The deletion of a user or group. */
export interface Deletion extends Omit<PendingChange, "next"> {
  /** The stored resource. */
  readonly current: Resource;
  /** The time of the change, in UTC milliseconds. */
  readonly at: number;
}

/** The deletion of a user, with its state besides the representation. */
export interface UserDeletion extends Deletion {
  readonly has: UserState;
}

/** The ways in which a user or group changes without being deleted. */
type ChangeKind = "create" | "update" | "restore";

/** An effect, and the kinds of changes that have it. */
export interface Effect<Change, Result> {
  readonly on: readonly ChangeKind[];
  readonly effect: (change: Change) => Promise<Result>;
}

/**
 * Applies effects in order, each to the result of the previous one.
 * @returns the resource to store
 */
export async function applyEffects<Change extends PendingChange>(
  effects: readonly Effect<Change, Resource>[],
  kind: ChangeKind,
  change: Change,
): Promise<Resource> {
  let { next } = change;
  for (const { on, effect } of effects) {
    if (on.includes(kind)) next = await effect({ ...change, next });
  }
  return next;
}

/** Runs the effects of a change that is stored, in order. */
export async function runEffects<Change extends PendingChange>(
  effects: readonly Effect<Change, void>[],
  kind: ChangeKind,
  change: Change,
): Promise<void> {
  for (const { on, effect } of effects) if (on.includes(kind)) await effect(change);
}
