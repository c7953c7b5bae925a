import { AppError } from "../../errors.js";
import type { Caller } from "../context.js";

/**
 * Requires that the person in front of a browser has given the password within the last minutes, so that nobody does
 * what cannot be undone at a computer that somebody left.
 * @param deed - what needs it, as in "to erase values"
 * @throws AppError `PASSWORD_CONFIRMATION_REQUIRED`
 */
export function requireConfirmed({ mustConfirm = false }: Pick<Caller, "mustConfirm">, deed: string): void {
  if (!mustConfirm) return;
  throw new AppError(
    "PASSWORD_CONFIRMATION_REQUIRED",
    `repeat your password ${deed}: send it to POST /console/session/confirm, and the request again`,
  );
}
