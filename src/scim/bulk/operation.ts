import { AppError } from "../../errors.js";
import { isJsonObject } from "../../schema/coerce-value.js";
import { quote } from "../../schema/quote.js";
import { memberOf } from "../member-of.js";

const METHODS = ["POST", "PUT", "PATCH", "DELETE"] as const;

/** A method of an operation in a bulk request. */
export type BulkMethod = (typeof METHODS)[number];

/** The request that an operation makes. RFC 7644 §3.7. */
export interface OperationRequest {
  readonly method: BulkMethod;
  readonly type: "User" | "Group";
  /** The id in the path, which may be `bulkId:…`; empty for POST. */
  readonly target: string;
  /** The value that `If-Match` would have. */
  readonly version: string | undefined;
  /** An object, or nothing for DELETE. */
  readonly data: Record<string, unknown> | undefined;
}

/** An operation of a bulk request. */
export interface BulkOperation {
  /** As shown in the result: in upper case, or the client's text if it is not a method. */
  readonly method: string | undefined;
  readonly bulkId: string | undefined;
  /** The request, or the error that prevents it. */
  readonly request: OperationRequest | AppError;
}

/**
 * Returns what a path may have in front of `/Users`: nothing according to the RFC, or what precedes it in
 * `meta.location`.
 * @param baseUrl - `https://usher.example/scim/v2`, which is also served without the version
 */
export function pathPrefixes(baseUrl: string): string[] {
  return [baseUrl, baseUrl.replace(/\/v2$/, "")].flatMap((url) => [url, new URL(url).pathname]);
}

/** Reads one operation. Its errors become part of the result, since the other operations continue. RFC 7644 §3.7. */
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

/** Returns a member that the result shows even if the operation cannot be read. */
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
  // Deviation: RFC 9110 §9.1 makes methods case-sensitive; scripts send "post".
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
  if (typeof value !== "string" || value === "") throw wrong("'bulkId' must be a string that is not empty.");
}

function readPath(
  method: BulkMethod,
  value: unknown,
  prefixes: readonly string[],
): Pick<OperationRequest, "type" | "target"> {
  if (typeof value !== "string") throw wrong("An operation needs a 'path', such as '/Users'.");
  const prefix = prefixes.find((candidate) => value.startsWith(`${candidate}/`)) ?? "";
  // A double slash comes from joining a base URL that ends in a slash with a path.
  const relative = (value.slice(prefix.length).split("?", 1)[0] ?? "").replaceAll(/\/{2,}/g, "/");
  const [, endpoint, segment] = /^\/?(Users|Groups)(?:\/([^/]+))?\/?$/i.exec(relative) ?? [];
  if (endpoint === undefined) {
    throw wrong(`The path ${quote(value)} names no resource: send '/Users/{id}' or '/Groups/{id}'.`);
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
    // PostgreSQL cannot store U+0000, and no id contains it.
    if (!id.includes("\0")) return id;
  } catch {
    // Refused below.
  }
  throw wrong(`The id ${quote(segment)} in the path is not a part of a URL.`);
}

function readVersion(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return value;
  throw wrong("'version' must be a string, as in 'meta.version'.");
}

function readData(method: BulkMethod, value: unknown): Record<string, unknown> {
  // An example of RFC 7644 §3.7.3 sends the operations of a PATCH without the object around them.
  if (method === "PATCH" && Array.isArray(value)) {
    return { schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], Operations: value };
  }
  if (isJsonObject(value)) return value;
  throw wrong(`A ${method} operation needs 'data', a JSON object.`);
}
