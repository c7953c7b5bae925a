import type { components } from "../../api/schema";
import { numberText } from "../../app/numbers";

/** A request of a provider, as the log has it. */
export type LogEntry = components["schemas"]["ProvisioningLogEntry"];

const VERBS: Readonly<Record<string, string>> = {
  create: "Create",
  read: "Read",
  replace: "Replace",
  patch: "Change",
  delete: "Delete",
  search: "Search",
  bulk: "Bulk request",
  discovery: "Read what the server offers",
  other: "Another request",
};

/** Puts what was asked for into words: "Change a user: title, phoneNumbers". */
export function operationText({
  operation,
  resourceType,
  changed = [],
  requests,
  path,
  resourceId,
}: LogEntry): string {
  const verb = VERBS[operation] ?? operation;
  const what = resourceType === undefined ? "" : ` ${nounOf(resourceType, operation, resourceId)}`;
  const set = changed.length === 0 ? "" : `: ${changed.join(", ")}`;
  const times = requests > 1 ? ` (${numberText(requests)} times)` : "";
  return path === undefined ? `${verb}${what}${set}${times}` : `${verb}${what}, ${path}`;
}

function nounOf(resourceType: string, operation: string, id: string | undefined): string {
  const noun = resourceType.toLowerCase();
  if (operation === "search") return `${noun}s`;
  return id === undefined ? `${noun}s` : `a ${noun}`;
}

/** Puts a status into words: "409 uniqueness". */
export function statusText(status: number, code: string | undefined): string {
  return code === undefined ? `${status} OK` : `${status} ${code}`;
}

const MEANINGS: Readonly<Record<string, string>> = {
  unauthorized:
    "The request had no token, or one that is unknown, revoked or has ended. Check that the token was pasted whole, without a space or a line end, or create another one.",
  forbidden: "The token does not permit this: it lacks a scope.",
  uniqueness:
    "A value that must be unique is taken by another user or group. The provider usually finds it then, and matches it.",
  notFound: "What the provider asked for does not exist here. Providers often ask before they create it.",
  invalidValue: "A value is missing, has the wrong type or is too long. Correct the mapping in the provider.",
  invalidFilter: "The provider sent a filter that cannot be read.",
  invalidPath: "The provider named an attribute that no schema has. Correct the mapping in the provider.",
  tooManyRequests: "The connection has used up its rate. The provider repeats the request by itself.",
  conflict: "The request contradicts what is stored, for example when no seat is left.",
  aborted: "The provider closed the connection before the answer was complete.",
  internal: "The server failed. Its own log has the reason under the request id.",
  unavailable: "The database could not be reached. The provider repeats the request by itself.",
};

/** Says what a result means, and what to do. */
export function meaningOf({ status, code, ignored = [] }: LogEntry): string {
  if (code !== undefined) return MEANINGS[code] ?? "The request was refused.";
  if (ignored.length > 0) {
    return `It succeeded. ${ignored.join(", ")} was sent and is in no schema, so it was left out.`;
  }
  return status === 404 ? (MEANINGS["notFound"] ?? "") : "It succeeded.";
}
