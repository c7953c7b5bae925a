import { v7 as uuidv7 } from "uuid";

/** A permanent id for a resource that is about to be created: never given twice, and never holding "bulkId". RFC 7643 §3.1. */
export function newId(): string {
  return uuidv7();
}
