import { AppError } from "../errors.js";
import type { Behavior } from "../schema/behavior.js";
import { isJsonObject } from "../schema/coerce-value.js";
import { listSchemaUrns } from "../schema/schema-urns.js";
import { memberOf } from "./member-of.js";

/** The beginning of the URN of every message. RFC 7644 §3.1. */
const MESSAGES = "urn:ietf:params:scim:api:messages:2.0";

/** A kind of body that is not a resource: the end of its URN, and its name in errors. */
export interface MessageKind {
  readonly name: "PatchOp" | "BulkRequest" | "SearchRequest";
  readonly title: string;
}

/** Returns a member of a message by its lower-case name, however the client spells it. RFC 7643 §2.1. */
export type Message = (name: string) => unknown;

/**
 * Opens a body that is a message. Member names are read in any case, and the connection's options decide how strictly
 * `schemas` is checked.
 * @throws AppError `invalidSyntax` when it is not an object, when `schemas` is not a list of strings or lacks the URN
 * (unless `allowMissingSchemas`), and, on reading, for a member that is given more than once
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
  // Deviation: the RFC requires it; scripts and small clients omit it, or send the URN of a draft.
  if (!allowMissingSchemas) requireUrn(Array.isArray(schemas) ? urns : [], `${MESSAGES}:${name}`, title);
  return message;
}

function requireUrn(urns: readonly string[], urn: string, title: string): void {
  if (urns.some((one) => one.toLowerCase() === urn.toLowerCase())) return;
  throw new AppError("invalidSyntax", `'schemas' of a ${title} must contain '${urn}'.`);
}
