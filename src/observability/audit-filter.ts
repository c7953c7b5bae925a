import { MOMENT_FORM, parseMoment } from "../db/moment.js";
import { UUID } from "../db/new-id.js";
import { AppError } from "../errors.js";
import type { AuditFilter } from "./audit-search.js";

/** The parts of a filter by name, with their descriptions. */
export const AUDIT_FILTERS: Readonly<Record<keyof AuditFilter, string>> = {
  since: `Changed at this time or later, ${MOMENT_FORM}.`,
  until: `Changed before this time, ${MOMENT_FORM}.`,
  actor: "Id of the connection, token, account or part of the server that made the change.",
  action: "Action as in docs/events.md: user.changed.",
  resourceId: "Id of the changed resource.",
  trigger: "Where the change came from: scim, admin, console, cli, public, expiry, sync or import.",
  requestId: "Id of the request.",
  entry: "Id of an entry: this entry, and those that continue it when a change has more than 1,000 ids.",
};

/**
 * Parses a filter of the audit trail from texts by name.
 * @param now - UTC milliseconds, from which durations count back
 * @throws AppError `invalidValue` that names the wrong part
 */
export function readAuditFilter(texts: Readonly<Record<string, string>>, now: number): AuditFilter {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, readPart(name, text, now)]));
}

function readPart(name: string, text: string, now: number): string | number {
  if (!Object.hasOwn(AUDIT_FILTERS, name)) {
    const names = Object.keys(AUDIT_FILTERS).join(", ");
    throw new AppError("invalidValue", `'${name.slice(0, 60)}' is unknown here: use ${names}.`);
  }
  const [form, value] = read(name, text, now);
  if (value !== undefined) return value;
  throw new AppError("invalidValue", `'${name}' must be ${form}.`);
}

/** Returns the form of a part, and its value; undefined when the text does not have this form. */
function read(name: string, text: string, now: number): [form: string, string | number | undefined] {
  // PostgreSQL cannot compare with U+0000, and no value contains it.
  const isStorable = !text.includes("\0");
  if (name === "since" || name === "until")
    return [MOMENT_FORM, isStorable ? parseMoment(text, now) : undefined];
  if (name === "entry") return ["the id of an entry", UUID.test(text) ? text : undefined];
  return ["a text", isStorable ? text : undefined];
}
