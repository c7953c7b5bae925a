import type { AccessMode } from "../../access/access-facts.js";
import type { Features } from "../../access/decide.js";
import type { Reason } from "../../access/reasons.js";

/** What happens to a person's access to an instance. */
export type AccessTurn = "loses" | "gains" | "changes";

/** What happens to a person's record in an instance. */
export type RecordTurn = "created" | "enabled" | "disabled" | "changed";

/** What a person may do in an instance on one side of a difference. */
export interface AccessSide {
  readonly features: Features;
  readonly mode: AccessMode;
  readonly reasons: readonly Reason[];
}

/** A person whose access to an instance differs between two states. */
export interface PersonDifference {
  readonly userId: string;
  readonly userName: string | undefined;
  readonly displayName: string | undefined;
  readonly instanceId: string;
  readonly instance: string;
  readonly turn: AccessTurn;
  readonly before: AccessSide;
  readonly after: AccessSide;
  /** Names of security roles that come and go. */
  readonly rolesAdded: readonly string[];
  readonly rolesRemoved: readonly string[];
  readonly record: RecordTurn | undefined;
  /** The id of the audit entry of the change, for what has happened. */
  readonly causeEntry: string | undefined;
}

/** The number of people by what happens to their access to an instance. */
export interface InstanceDifference {
  readonly id: string;
  readonly name: string;
  /** The people who have access before and after. */
  readonly before: number;
  readonly after: number;
  readonly loses: number;
  readonly gains: number;
  readonly changes: number;
  /** The people by each reason that begins or ends for them. */
  readonly reasonsAdded: Readonly<Partial<Record<Reason, number>>>;
  readonly reasonsRemoved: Readonly<Partial<Record<Reason, number>>>;
}

/** What happens to the seats of a SKU. */
export interface SeatDifference {
  readonly skuId: string;
  readonly partNumber: string;
  /** Free seats before and after. */
  readonly availableBefore: number;
  readonly availableAfter: number;
  /** The people who get a seat, lose one, get one after waiting for it, and begin to wait for one. */
  readonly assigned: number;
  readonly released: number;
  readonly served: number;
  readonly waiting: number;
}

/** The people who get and lose a security role of an instance. */
export interface RoleDifference {
  readonly instance: string;
  readonly role: string;
  readonly added: number;
  readonly removed: number;
}

/** The difference between two states of access: before and after a change, or at two instants. */
export interface AccessDifference {
  readonly loses: number;
  readonly gains: number;
  readonly changes: number;
  readonly instances: readonly InstanceDifference[];
  readonly seats: readonly SeatDifference[];
  readonly roles: readonly RoleDifference[];
  readonly records: Readonly<Record<RecordTurn, number>>;
  /** The mails that go out, by kind. */
  readonly mails: Readonly<Record<string, number>>;
  /** One page of the people, by id; those who lose access come first. */
  readonly people: readonly PersonDifference[];
  /** Where the next page begins; undefined on the last one. */
  readonly next: string | undefined;
}
