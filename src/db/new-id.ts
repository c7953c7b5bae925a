import { v7 as uuidv7 } from "uuid";

/** A permanent id for a resource that is about to be created: never given twice, and never holding "bulkId". RFC 7643 §3.1. */
export function newId(): string {
  return uuidv7();
}

/** An id as the server makes them. */
export const UUID: RegExp = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
