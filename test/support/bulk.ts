import type { Answer } from "./http.js";
import { CORE_GROUP, CORE_USER, type ScimClient } from "./scim-client.js";

export const BULK_REQUEST = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";
export const BULK_RESPONSE = "urn:ietf:params:scim:api:messages:2.0:BulkResponse";

/** Sends operations as one bulk request. RFC 7644 §3.7. */
export function bulk(scim: ScimClient, operations: readonly unknown[], more: object = {}): Promise<Answer> {
  return scim.post("/Bulk", { schemas: [BULK_REQUEST], Operations: operations, ...more });
}

/** Sends operations that must be answered as a whole, and gives their results. */
export async function results(
  scim: ScimClient,
  operations: readonly unknown[],
  more: object = {},
): Promise<Answer["body"][]> {
  const answer = await bulk(scim, operations, more);
  if (answer.status !== 200) throw new Error(`the request was answered ${answer.status}: ${answer.text}`);
  return answer.body.Operations;
}

/** An operation that creates a resource. */
interface Creation {
  readonly method: "POST";
  readonly path: string;
  readonly bulkId: string;
  readonly data: object;
}

/** An operation that creates a user called after its bulkId. */
export function newUser(bulkId: string, more: object = {}): Creation {
  return {
    method: "POST",
    path: "/Users",
    bulkId,
    data: { schemas: [CORE_USER], userName: bulkId, ...more },
  };
}

/** An operation that creates a group called after its bulkId; members by id or `bulkId:…`. */
export function newGroup(bulkId: string, members: readonly string[] = []): Creation {
  const data = {
    schemas: [CORE_GROUP],
    displayName: bulkId,
    members: members.map((value) => ({ value })),
  };
  return { method: "POST", path: "/Groups", bulkId, data };
}

/** An operation with a PATCH of one step. */
export function change(path: string, op: string, attribute: string, value?: unknown): object {
  const step = { op, path: attribute, ...(value !== undefined && { value }) };
  const data = { schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], Operations: [step] };
  return { method: "PATCH", path, data };
}

/** Results in short: status, and what RFC 7644 Table 9 calls it. */
export function statuses(found: readonly Answer["body"][]): string[] {
  return found.map(({ status, response }) => [status, response?.scimType].filter(Boolean).join(" "));
}

/** The id that the location of a result ends with. */
export function idOf(result: Answer["body"]): string {
  return String(result?.location).split("/").at(-1) ?? "";
}
