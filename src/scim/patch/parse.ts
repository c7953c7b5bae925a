import { AppError } from "../../errors.js";
import type { Behavior } from "../../schema/behavior.js";
import { isJsonObject } from "../../schema/coerce-value.js";
import type { ResourceSchema } from "../../schema/model.js";
import { quote } from "../../schema/quote.js";
import { memberOf } from "../member-of.js";
import { openMessage } from "../message.js";
import { normalizeOperation, type RawOperation } from "./normalize.js";
import type { PatchOp, PatchOperation } from "./operation.js";

export type { PatchOperation } from "./operation.js";

/** The most operations of one request; each attribute of an object counts as one. */
const MAX_OPERATIONS = 10_000;

const OPS: ReadonlyMap<string, PatchOp> = new Map([
  ["add", "add"],
  ["remove", "remove"],
  ["replace", "replace"],
]);

/** The body of a PATCH request in the form in which it is applied. */
interface PatchRequest {
  /** In order, with one target each; their values are as the client sent them. */
  readonly operations: readonly PatchOperation[];
  /** Unknown attribute names, which are dropped. */
  readonly ignored: readonly string[];
}

/**
 * Parses the body of a PATCH request, and checks everything that does not depend on the resource.
 * @throws AppError `invalidSyntax`, `invalidPath`, `invalidFilter`, `invalidValue`, `mutability`, `noTarget` as in
 * RFC 7644 Table 9; `payloadTooLarge` for more than 10,000 operations
 * @see RFC 7644 §3.5.2
 */
export function parsePatch(schema: ResourceSchema, body: unknown, behavior: Behavior): PatchRequest {
  const message = openMessage(body, { name: "PatchOp", title: "PATCH request" }, behavior);
  const raw = readOperations(message("operations"), behavior);
  checkCount(raw.length);
  const ignored = new Set<string>();
  const operations: PatchOperation[] = [];
  // Without a path, each name of the object counts, even an unknown one: it must be looked up.
  let names = 0;
  for (const [index, one] of raw.entries()) {
    const operation = readOperation(one, index);
    const { path, value } = operation;
    names += path === undefined && isJsonObject(value) ? Object.keys(value).length : 1;
    checkCount(names);
    operations.push(...normalizeOperation(schema, operation, behavior, ignored));
    checkCount(operations.length);
  }
  return { operations, ignored: [...ignored] };
}

function readOperations(operations: unknown, behavior: Behavior): readonly unknown[] {
  if (!Array.isArray(operations)) {
    throw new AppError("invalidSyntax", "'Operations' of a PATCH request must be an array.");
  }
  // Deviation: RFC 7644 §3.5.2 requires one or more; the Entra ID validator sends none.
  if (operations.length === 0 && !behavior.allowEmptyOperations) {
    throw new AppError(
      "invalidSyntax",
      "'Operations' of a PATCH request must contain at least one operation.",
    );
  }
  return operations;
}

function checkCount(operations: number): void {
  if (operations <= MAX_OPERATIONS) return;
  throw new AppError(
    "payloadTooLarge",
    `A PATCH request may have ${MAX_OPERATIONS} operations, attributes of an object counted one by one: split it.`,
  );
}

function readOperation(raw: unknown, index: number): RawOperation {
  if (!isJsonObject(raw)) {
    throw new AppError("invalidSyntax", `Operation ${index + 1} must be a JSON object.`);
  }
  const op = readOp(memberOf(raw, "op"), index);
  const path = readPath(memberOf(raw, "path"), index);
  return { op, path, value: memberOf(raw, "value") };
}

function readOp(op: unknown, index: number): PatchOp {
  // Deviation: RFC 7644 §3.5.2 writes op in lower case; Entra ID sends "Add".
  const known = typeof op === "string" ? OPS.get(op.toLowerCase()) : undefined;
  if (known !== undefined) return known;
  const found = typeof op === "string" ? quote(op) : "none";
  throw new AppError(
    "invalidSyntax",
    `Operation ${index + 1} needs 'op' to be 'add', 'remove' or 'replace', not ${found}.`,
  );
}

function readPath(path: unknown, index: number): string | undefined {
  if (path === undefined || path === null) return undefined;
  if (typeof path === "string") return path.trim() === "" ? undefined : path;
  throw new AppError("invalidPath", `The path of operation ${index + 1} must be a string.`);
}
