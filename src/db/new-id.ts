import { v7 as uuidv7 } from "uuid";

/** A permanent id for a resource that is about to be created: never given twice, and never holding "bulkId". RFC 7643 §3.1. */
export function newId(): string {
  return uuidv7();
}

/** An id as the server makes them. */
export const UUID: RegExp = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Ids of one process for the same millisecond keep their order by it. */
let sequence = 0;

/**
 * An id for a row of a log: rows in the order of their ids are in the order of their times. RFC 9562 §5.7.
 * @param time - UTC milliseconds
 */
export function newIdAt(time: number): string {
  sequence = (sequence + 1) % 2 ** 31;
  return uuidv7({ msecs: time, seq: sequence });
}

/** The least id that `newIdAt` gives for this time or a later one; UTC milliseconds. */
export function firstIdAt(time: number): string {
  const hex = Math.max(0, Math.floor(time)).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-`;
}
