import { type SeatWork } from "../../licensing/seat-work.js";

/** The way to seats within a transaction: most changes never ask for it. */
export interface SeatGate {
  /** Begins to move seats; the same work for the whole transaction. */
  open(): SeatWork;
  /** Says that the representation of a user is written with its licenses and invitation as they are now, or is gone. */
  markWritten(userId: string): void;
}
