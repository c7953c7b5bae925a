import { type SeatWork } from "../../licensing/seat-work.js";

/** Gives a transaction access to seats; most changes never use it. */
export interface SeatGate {
  /** Starts to move seats; returns the same work for the whole transaction. */
  open(): SeatWork;
  /** Marks a user as written with its current licenses and invitation, or as deleted. */
  markWritten(userId: string): void;
}
