import { isDeepStrictEqual } from "node:util";
import { type Answer, isOnTheWire, send, type WireRequest } from "./http.js";

export const CORE_USER = "urn:ietf:params:scim:schemas:core:2.0:User";
export const CORE_GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
export const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
export const CRM_USER = "urn:ietf:params:scim:schemas:extension:crm:2.0:User";
export const CRM_GROUP = "urn:ietf:params:scim:schemas:extension:crm:2.0:Group";
const MESSAGES = "urn:ietf:params:scim:api:messages:2.0";
export const LIST_RESPONSE = `${MESSAGES}:ListResponse`;
const ERROR = `${MESSAGES}:Error`;

type Headers = Readonly<Record<string, string>>;

/** One operation of a PATCH. */
export interface Operation {
  readonly op: string;
  readonly path?: string;
  readonly value?: unknown;
}

/** A client with one token, as an identity provider is one; paths are relative to the SCIM root. */
export class ScimClient {
  readonly url: string;
  readonly token: string;
  readonly tenantId: string;
  readonly connectionId: string;

  constructor(at: { url: string; token: string; tenantId: string; connectionId: string }) {
    this.url = at.url;
    this.token = at.token;
    this.tenantId = at.tenantId;
    this.connectionId = at.connectionId;
  }

  /** Sends a request with the token; headers given here win over the usual ones, and an empty one is left out. */
  async send(method: string, path: string, body?: unknown, headers: Headers = {}): Promise<Answer> {
    const usual = {
      Authorization: `Bearer ${this.token}`,
      Accept: "application/scim+json",
      ...(body !== undefined && { "Content-Type": "application/scim+json" }),
    };
    const sent = Object.entries({ ...usual, ...headers }).filter(([, value]) => value !== "");
    const request: WireRequest = {
      method,
      path: `/scim/v2${path}`,
      headers: Object.fromEntries(sent),
      body: isOnTheWire(body) ? body : JSON.stringify(body),
    };
    return send(this.url, request);
  }

  get(path: string, headers?: Headers): Promise<Answer> {
    return this.send("GET", path, undefined, headers);
  }

  post(path: string, body: unknown, headers?: Headers): Promise<Answer> {
    return this.send("POST", path, body, headers);
  }

  put(path: string, body: unknown, headers?: Headers): Promise<Answer> {
    return this.send("PUT", path, body, headers);
  }

  patch(path: string, operations: readonly Operation[], headers?: Headers): Promise<Answer> {
    return this.send("PATCH", path, { schemas: [`${MESSAGES}:PatchOp`], Operations: operations }, headers);
  }

  delete(path: string, headers?: Headers): Promise<Answer> {
    return this.send("DELETE", path, undefined, headers);
  }

  /** A query by POST. RFC 7644 §3.4.3. */
  search(path: string, query: Readonly<Record<string, unknown>>): Promise<Answer> {
    return this.post(`${path}/.search`, { schemas: [`${MESSAGES}:SearchRequest`], ...query });
  }

  /** The resources that a filter finds on an endpoint. */
  async find(path: string, filter: string): Promise<Answer["body"][]> {
    const answer = await this.get(`${path}?filter=${encodeURIComponent(filter)}`);
    if (answer.status !== 200) throw new Error(`${filter} was answered ${answer.status}: ${answer.text}`);
    return answer.body.Resources ?? [];
  }

  /** Creates a user that must succeed, and gives its representation. */
  async createUser(user: { userName: string; [name: string]: unknown }): Promise<Answer["body"]> {
    return this.create("/Users", { schemas: [CORE_USER], ...user });
  }

  /** Creates a group that must succeed, and gives its representation. */
  async createGroup(displayName: string, memberIds: readonly string[] = []): Promise<Answer["body"]> {
    const members = memberIds.map((value) => ({ value }));
    return this.create("/Groups", { schemas: [CORE_GROUP], displayName, members });
  }

  /** Creates so many users, `{prefix}0`, `{prefix}1`, …, one after the other, and gives their ids in that order. */
  async createUsers(prefix: string, count: number): Promise<string[]> {
    const ids: string[] = [];
    for (let index = 0; index < count; index++) {
      ids.push((await this.createUser({ userName: `${prefix}${index}` })).id);
    }
    return ids;
  }

  /** Creates a resource that must succeed, and gives its representation. */
  async create(path: string, resource: object): Promise<Answer["body"]> {
    const answer = await this.post(path, resource);
    if (answer.status !== 201) throw new Error(`POST ${path} was answered ${answer.status}: ${answer.text}`);
    return answer.body;
  }
}

/**
 * An error in short, `409 uniqueness` or `404`, if it is complete: a SCIM Error body with nothing else in it, under
 * the right media type. Anything else is described, so that a comparison fails with it. RFC 7644 §3.12.
 */
export function errorOf({ status, headers, text, body }: Answer): string {
  const { schemas, status: inBody, detail, scimType, ...rest } = body ?? {};
  const isError =
    status >= 400 &&
    headers["content-type"] === "application/scim+json" &&
    isDeepStrictEqual(schemas, [ERROR]) &&
    inBody === String(status) &&
    typeof detail === "string" &&
    detail.trim() !== "" &&
    Object.keys(rest).length === 0;
  if (!isError) return `no SCIM error: ${status} ${headers["content-type"]} ${text}`;
  return scimType === undefined ? String(status) : `${status} ${scimType}`;
}
