import type { Request } from "express";
import { readCursorText, readLimitText } from "../admin/pages.js";
import { AppError } from "../errors.js";

/**
 * Returns the number of items that a client wants on a page, from the parameter `limit`.
 * @throws AppError `invalidValue`
 */
export function readLimit(req: Request): number {
  return readLimitText(once(req, "limit"));
}

/**
 * Returns the id after which a page begins, from the parameter `cursor`; undefined for the first page.
 * @throws AppError `invalidCursor`
 */
export function readCursor(req: Request): string | undefined {
  return readCursorText(once(req, "cursor"));
}

function once(req: Request, name: "limit" | "cursor"): string | undefined {
  const value = req.query[name];
  if (value === undefined || typeof value === "string") return value;
  throw new AppError(name === "limit" ? "invalidValue" : "invalidCursor", `${name} may be given only once.`);
}
