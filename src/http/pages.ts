import type { Request } from "express";
import { AppError } from "../errors.js";

/** Items of one page, unless the client asks for another number. */
const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1000;

/** An id as the server makes them. */
export const UUID: RegExp = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * How many items a client wants on a page, in its parameter `limit`.
 * @throws AppError `invalidValue`
 */
export function readLimit(req: Request): number {
  const text = req.query["limit"];
  if (text === undefined) return DEFAULT_LIMIT;
  const limit = typeof text === "string" && /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= MAX_LIMIT) return limit;
  throw new AppError("invalidValue", `limit must be one whole number from 1 to ${MAX_LIMIT}.`);
}

/**
 * The id behind which a page begins, in the parameter `cursor`; undefined for the first page.
 * @throws AppError `invalidCursor`
 */
export function readCursor(req: Request): string | undefined {
  const text = req.query["cursor"];
  if (text === undefined) return undefined;
  const id = typeof text === "string" ? Buffer.from(text, "base64url").toString("latin1") : "";
  if (UUID.test(id) && toCursor(id) === text) return id;
  throw new AppError("invalidCursor", "cursor must be the nextCursor of an earlier page, unchanged.");
}

/** What a client sends to get the page behind this id. */
export function toCursor(id: string): string {
  return Buffer.from(id, "latin1").toString("base64url");
}
