import { v7 as uuidv7 } from "uuid";

/** Returns a permanent id for a new resource: unique, and never containing "bulkId". RFC 7643 §3.1. */
export function newId(): string {
  return uuidv7();
}

/** The form of the server's ids. */
export const UUID: RegExp = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Keeps the order of ids that one process creates in the same millisecond. */
let sequence = 0;

/**
 * Returns an id for a row of a log: ids sort in the order of their times. RFC 9562 §5.7.
 * @param time - UTC milliseconds
 */
export function newIdAt(time: number): string {
  sequence = (sequence + 1) % 2 ** 31;
  return uuidv7({ msecs: time, seq: sequence });
}

/** Returns the lowest id that `newIdAt` creates for this time or a later one; UTC milliseconds. */
export function firstIdAt(time: number): string {
  const hex = Math.max(0, Math.floor(time)).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-`;
}

/** Returns the time in an id that `newIdAt` created, in UTC milliseconds. */
export function timeOfId(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}
