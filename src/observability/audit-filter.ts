import { MOMENT_FORM, parseMoment } from "../db/moment.js";
import { AppError } from "../errors.js";
import type { AuditFilter } from "./audit-search.js";

/** The parts of a filter by their names, with what each is. */
export const AUDIT_FILTERS: Readonly<Record<keyof AuditFilter, string>> = {
  since: `Changed not earlier, ${MOMENT_FORM}.`,
  until: `Changed before, ${MOMENT_FORM}.`,
  actor: "Id of the connection, token, account or part of the server that changed it.",
  action: "What was done, as docs/events.md names it: user.changed.",
  resourceId: "Id of what was changed.",
  trigger: "By which door it came: scim, admin, console, cli, public, expiry, sync or import.",
  requestId: "Id of the request.",
};

/**
 * Reads a filter of the audit trail out of texts by their names.
 * @param now - UTC milliseconds, from which durations count back
 * @throws AppError `invalidValue` that names what is wrong
 */
export function readAuditFilter(texts: Readonly<Record<string, string>>, now: number): AuditFilter {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, readPart(name, text, now)]));
}

function readPart(name: string, text: string, now: number): string | number {
  if (!Object.hasOwn(AUDIT_FILTERS, name)) {
    const names = Object.keys(AUDIT_FILTERS).join(", ");
    throw new AppError("invalidValue", `'${name.slice(0, 60)}' is not known here; there are ${names}.`);
  }
  const isTime = name === "since" || name === "until";
  // PostgreSQL cannot compare with U+0000, and nothing holds it.
  const value = text.includes("\0") ? undefined : isTime ? parseMoment(text, now) : text;
  if (value !== undefined) return value;
  throw new AppError("invalidValue", `'${name}' must be ${isTime ? MOMENT_FORM : "a text"}.`);
}
