import { randomBytes } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Access, Discovery, Mode, Target } from "./target.js";
import { GROUP, PATCH_OP, SEARCH_REQUEST, USER } from "./urns.js";
import type { Finding } from "./verdict.js";
import { type Answer, describe, type Json, send } from "./wire.js";

/** Leaves a check with what it has found. */
export class Verdict extends Error {
  readonly finding: Finding;

  constructor(finding: Finding) {
    super(finding.kind);
    this.finding = finding;
  }
}

type Headers = Readonly<Record<string, string>>;

/** One operation of a PATCH. */
export interface Operation {
  readonly op: string;
  readonly path?: string;
  readonly value?: unknown;
}

/** Tells the names of one run from those of another, should a server keep what an earlier one has left. */
const RUN = randomBytes(4).toString("hex");

let names = 0;

/** A name that nothing on the server has. */
export function uniqueName(prefix = "conf"): string {
  names += 1;
  return `${prefix}-${RUN}-${names}`;
}

/** What a check works with: a client of its own, resources of its own, and the ways to end with a finding. */
export class Trial {
  readonly mode: Mode;
  readonly target: Target;
  readonly discovery: Discovery;
  private readonly created: { readonly access: Access; readonly path: string }[] = [];
  private last: Answer | undefined;

  constructor(target: Target, discovery: Discovery) {
    this.mode = target.mode;
    this.target = target;
    this.discovery = discovery;
  }

  /** Sends a request to a path below the SCIM root; a header of "" is left out. */
  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Headers = {},
    access: Access = this.target,
  ): Promise<Answer> {
    const usual = {
      Authorization: `Bearer ${access.token}`,
      Accept: "application/scim+json",
      ...(body !== undefined && { "Content-Type": "application/scim+json" }),
    };
    const answer = await send({
      method,
      url: `${access.baseUrl}${path}`,
      headers: Object.fromEntries(
        Object.entries({ ...usual, ...headers }).filter(([, value]) => value !== ""),
      ),
      body: body === undefined || typeof body === "string" ? body : JSON.stringify(body),
    });
    this.last = answer;
    const { id } = answer.body ?? {};
    if (method === "POST" && answer.status === 201 && typeof id === "string") {
      this.created.push({ access, path: `${path.replace(/\?.*/, "")}/${encodeURIComponent(id)}` });
    }
    return answer;
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
    return this.send("PATCH", path, { schemas: [PATCH_OP], Operations: operations }, headers);
  }

  delete(path: string, headers?: Headers): Promise<Answer> {
    return this.send("DELETE", path, undefined, headers);
  }

  search(path: string, query: object): Promise<Answer> {
    return this.post(`${path}/.search`, { schemas: [SEARCH_REQUEST], ...query });
  }

  /** A query by filter; the answer is whatever the server gives. */
  filter(path: string, filter: string, more = ""): Promise<Answer> {
    return this.get(`${path}?filter=${encodeURIComponent(filter)}${more}`);
  }

  /** The ids of what a filter finds, which must be a list. */
  async find(path: string, filter: string): Promise<string[]> {
    const answer = await this.filter(path, filter);
    this.expect(answer.status === 200, `the filter ${filter} is to be answered 200`);
    return (answer.body.Resources ?? []).map(({ id }: Json) => id);
  }

  /** The body of a user whose name nobody has. */
  newUser(attributes: object = {}): Json {
    return { schemas: [USER], userName: `${uniqueName("user")}@example.com`, ...attributes };
  }

  /** Creates a user and gives what came back; the check ends here if it cannot be created. */
  async user(attributes: object = {}): Promise<Json> {
    return this.createdBy(await this.post("/Users", this.newUser(attributes)));
  }

  /** Creates so many users. */
  async users(count: number, attributes: object = {}): Promise<Json[]> {
    const users: Json[] = [];
    while (users.length < count) users.push(await this.user(attributes));
    return users;
  }

  /** Creates a group of members, by id, and gives what came back. */
  async group(memberIds: readonly string[] = [], attributes: object = {}): Promise<Json> {
    const members = memberIds.map((value) => ({ value }));
    const group = { schemas: [GROUP], displayName: uniqueName("group"), members, ...attributes };
    return this.createdBy(await this.post("/Groups", group));
  }

  /** What a GET by path gives, which must succeed. */
  async read(path: string): Promise<Json> {
    const answer = await this.get(path);
    this.expect(answer.status === 200 && answer.body !== undefined, `GET ${path} is to be answered 200`);
    return answer.body;
  }

  /** Does a PATCH that must succeed, and reads the resource again. */
  async patched(path: string, operations: readonly Operation[]): Promise<Json> {
    const answer = await this.patch(path, operations);
    this.expect([200, 204].includes(answer.status), "the PATCH is to succeed");
    return this.read(path);
  }

  /** Ends the check unless a condition holds; the message says what is to be. */
  expect(condition: boolean, message: string): void {
    if (!condition) throw new Verdict({ kind: "unmet", message: this.withLast(message) });
  }

  /** Ends the check unless two values are equal. */
  equal(actual: unknown, expected: unknown, what: string): void {
    const difference = `${what} is to be ${JSON.stringify(expected)}, not ${JSON.stringify(actual)}`;
    this.expect(isDeepStrictEqual(actual, expected), difference);
  }

  /** Ends the check unless two lists hold the same, in whatever order. */
  same(actual: readonly string[] | undefined, expected: readonly string[], what: string): void {
    const sorted = (list: readonly string[] | undefined): string[] => [...(list ?? [])].sort();
    this.equal(sorted(actual), sorted(expected), what);
  }

  /** Ends the check unless an answer is a refusal with this status, and this scimType where one is given. */
  refused(answer: Answer, status: number, scimType?: string): void {
    this.expect(answer.status === status, `it is to be refused with ${status}`);
    if (scimType !== undefined) this.equal(answer.body?.scimType, scimType, "scimType");
  }

  /** Ends the check: the server departs from the RFC as this client is known to need. */
  deviates(client: string, message: string): never {
    throw new Verdict({ kind: "deviates", client, message: this.withLast(message) });
  }

  /** Ends the check: the RFC leaves open what the server does. */
  open(message: string): never {
    throw new Verdict({ kind: "open", message });
  }

  /** Ends the check: it cannot be judged here. */
  skip(message: string): never {
    throw new Verdict({ kind: "skipped", message });
  }

  /** A message with the last request and what came. */
  withLast(message: string): string {
    return this.last === undefined ? message : `${message}; ${describe(this.last)}`;
  }

  /** Has a resource deleted behind the check that another way than POST to its endpoint has created. */
  adopt(location: unknown): void {
    const path = /\/[A-Z]\w+\/[^/]+$/.exec(String(location))?.[0];
    if (path !== undefined) this.created.push({ access: this.target, path });
  }

  /** Deletes what the check has created, latest first; a server that cannot is judged elsewhere. */
  async cleanUp(): Promise<void> {
    for (const { access, path } of this.created.toReversed()) {
      await this.send("DELETE", path, undefined, {}, access).catch(() => undefined);
    }
  }

  private createdBy(answer: Answer): Json {
    this.expect(answer.status === 201 && typeof answer.body?.id === "string", "a resource is to be created");
    return answer.body;
  }
}
