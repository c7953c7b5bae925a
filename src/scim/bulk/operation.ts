import { AppError } from "../../errors.js";
import { isJsonObject } from "../../schema/coerce-value.js";
import { quote } from "../../schema/filter/quote.js";
import { memberOf } from "../member-of.js";

const METHODS = ["POST", "PUT", "PATCH", "DELETE"] as const;

/** A method that an operation of a bulk request may have. */
export type BulkMethod = (typeof METHODS)[number];

/** What one operation asks for. RFC 7644 §3.7. */
export interface OperationRequest {
  readonly method: BulkMethod;
  readonly type: "User" | "Group";
  /** The id in the path, which may be `bulkId:…`; empty for POST. */
  readonly target: string;
  /** What `If-Match` would be. */
  readonly version: string | undefined;
  /** An object, or nothing for DELETE. */
  readonly data: Record<string, unknown> | undefined;
}

/** One operation of a bulk request. */
export interface BulkOperation {
  /** As it is told back: in upper case, or the client's text where that is no method. */
  readonly method: string | undefined;
  readonly bulkId: string | undefined;
  /** What it asks for, or why it cannot be done. */
  readonly request: OperationRequest | AppError;
}

/**
 * The beginnings that a path may have in front of `/Users`: none by the RFC, and what stands in `meta.location`.
 * @param baseUrl - `https://usher.example/scim/v2`, which is also reached without the version
 */
export function pathPrefixes(baseUrl: string): string[] {
  return [baseUrl, baseUrl.replace(/\/v2$/, "")].flatMap((url) => [url, new URL(url).pathname]);
}

/** Reads one operation; what is wrong with it is in the result, since the others go on. RFC 7644 §3.7. */
export function readOperation(raw: unknown, prefixes: readonly string[]): BulkOperation {
  const method = textOf(raw, "method");
  const shown = {
    method: METHODS.find((known) => known === method?.toUpperCase()) ?? method,
    bulkId: textOf(raw, "bulkid"),
  };
  try {
    return { ...shown, request: readRequest(raw, prefixes) };
  } catch (error) {
    if (error instanceof AppError) return { ...shown, request: error };
    throw error;
  }
}

/** A member that is told back even if the operation cannot be read. */
function textOf(raw: unknown, name: string): string | undefined {
  if (!isJsonObject(raw)) return undefined;
  const value = Object.entries(raw).find(([key]) => key.toLowerCase() === name)?.[1];
  return typeof value === "string" ? value : undefined;
}

function readRequest(raw: unknown, prefixes: readonly string[]): OperationRequest {
  if (!isJsonObject(raw)) throw wrong("An operation must be a JSON object.");
  const method = readMethod(memberOf(raw, "method"));
  checkBulkId(method, memberOf(raw, "bulkid"));
  const { type, target } = readPath(method, memberOf(raw, "path"), prefixes);
  return {
    method,
    type,
    target,
    version: readVersion(memberOf(raw, "version")),
    data: method === "DELETE" ? undefined : readData(method, memberOf(raw, "data")),
  };
}

function wrong(message: string): AppError {
  return new AppError("invalidSyntax", message);
}

function readMethod(value: unknown): BulkMethod {
  // Deviation: RFC 9110 §9.1 compares methods with case; scripts send "post".
  const method = METHODS.find((known) => typeof value === "string" && known === value.toUpperCase());
  if (method !== undefined) return method;
  const found = typeof value === "string" ? quote(value) : "none";
  throw wrong(`An operation needs 'method' to be POST, PUT, PATCH or DELETE, not ${found}.`);
}

function checkBulkId(method: BulkMethod, value: unknown): void {
  if (value === undefined || value === null) {
    if (method === "POST") throw wrong("A POST operation needs a 'bulkId'.");
    return;
  }
  if (typeof value !== "string" || value === "") throw wrong("'bulkId' must be a text that is not empty.");
}

function readPath(
  method: BulkMethod,
  value: unknown,
  prefixes: readonly string[],
): Pick<OperationRequest, "type" | "target"> {
  if (typeof value !== "string") throw wrong("An operation needs a 'path', such as '/Users'.");
  const prefix = prefixes.find((candidate) => value.startsWith(`${candidate}/`)) ?? "";
  // Whoever joins a base URL that ends in a slash with a path means one slash.
  const relative = (value.slice(prefix.length).split("?", 1)[0] ?? "").replaceAll(/\/{2,}/g, "/");
  const [, endpoint, segment] = /^\/?(Users|Groups)(?:\/([^/]+))?\/?$/i.exec(relative) ?? [];
  if (endpoint === undefined) {
    throw wrong(`The path ${quote(value)} leads to no resource: send '/Users/{id}' or '/Groups/{id}'.`);
  }
  const type = endpoint.toLowerCase() === "users" ? "User" : "Group";
  if ((method === "POST") !== (segment === undefined)) {
    const wanted = method === "POST" ? `'/${type}s'` : `'/${type}s/{id}'`;
    throw wrong(`The path of a ${method} operation must be like ${wanted}, not ${quote(value)}.`);
  }
  return { type, target: decode(segment ?? "") };
}

function decode(segment: string): string {
  try {
    const id = decodeURIComponent(segment);
    // PostgreSQL cannot hold U+0000, and no id has one.
    if (!id.includes("\0")) return id;
  } catch {
    // Told below.
  }
  throw wrong(`The id ${quote(segment)} in the path is not a part of a URL.`);
}

function readVersion(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return value;
  throw wrong("'version' must be a text, as in 'meta.version'.");
}

function readData(method: BulkMethod, value: unknown): Record<string, unknown> {
  // The example of RFC 7644 §3.7.3 gives the operations of a PATCH without the object around them.
  if (method === "PATCH" && Array.isArray(value)) {
    return { schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], Operations: value };
  }
  if (isJsonObject(value)) return value;
  throw wrong(`A ${method} operation needs 'data', a JSON object.`);
}
