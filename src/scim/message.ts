import { AppError } from "../errors.js";
import type { Behavior } from "../schema/behavior.js";
import { isJsonObject } from "../schema/coerce-value.js";
import { listSchemaUrns } from "../schema/schema-urns.js";
import { memberOf } from "./member-of.js";

/** The beginning of the URN of every message. RFC 7644 §3.1. */
const MESSAGES = "urn:ietf:params:scim:api:messages:2.0";

/** A kind of body that is no resource: the end of its URN, and what it is called in errors. */
export interface MessageKind {
  readonly name: "PatchOp" | "BulkRequest" | "SearchRequest";
  readonly title: string;
}

/** Reads a member of a message by its name, in lower case; it may be written in any. RFC 7643 §2.1. */
export type Message = (name: string) => unknown;

/**
 * Opens a body that is a message. Whatever its kind, names of its members are read in any case, and `schemas` as the
 * connection wants it.
 * @throws AppError `invalidSyntax` when it is no object, when `schemas` is no list of texts or does not hold the URN
 * unless `allowMissingSchemas`, and, on reading, for a member that stands there more than once
 * @see RFC 7644 §3.4.3, §3.5.2 and §3.7
 */
export function openMessage(
  body: unknown,
  { name, title }: MessageKind,
  { allowMissingSchemas }: Pick<Behavior, "allowMissingSchemas">,
): Message {
  if (!isJsonObject(body)) {
    throw new AppError("invalidSyntax", `The body of a ${title} must be a JSON object: a ${name}.`);
  }
  const message: Message = (member) => memberOf(body, member);
  const schemas = message("schemas");
  const urns = listSchemaUrns(schemas);
  // Deviation: the RFC demands it; scripts and small clients leave it out, or send the one of a draft.
  if (!allowMissingSchemas) requireUrn(Array.isArray(schemas) ? urns : [], `${MESSAGES}:${name}`, title);
  return message;
}

function requireUrn(urns: readonly string[], urn: string, title: string): void {
  if (urns.some((one) => one.toLowerCase() === urn.toLowerCase())) return;
  throw new AppError("invalidSyntax", `'schemas' of a ${title} must hold '${urn}'.`);
}
