import { v7 as uuid } from "uuid";
import { mark } from "../names.js";
import { type BenchRequest, spread } from "../scenarios/scenario.js";

/** What is measured, in the order of a round: what is created in a round joins the group, and is deleted in it. */
export const OPERATIONS = ["create", "get", "eq", "page", "patch", "member", "delete"] as const;

/** One of the measured operations. */
export type OperationName = (typeof OPERATIONS)[number];

/** Users on a page. */
const PAGE = 100;

/** A user of a peer. */
export interface Person {
  readonly id: string;
  /** The text by which its values differ from those of others. */
  readonly mark: string;
}

/** What one peer holds. */
export interface Directory {
  /** Those who stay. */
  readonly people: Person[];
  /** Those of the current round; the first `joined` are in the group. */
  readonly added: Person[];
  joined: number;
  /** Marks given to users so far. */
  named: number;
  /** Values given so far. */
  changes: number;
  /** The id of the group with all people. */
  group: string;
  /** Visits all people, none twice in a row. */
  next(): Person;
}

/** A directory to be filled with so many people. */
export function emptyDirectory(size: number): Directory {
  const number = spread(size);
  const people: Person[] = [];
  const next = (): Person => {
    const person = people[number() - 1];
    if (person === undefined) throw new Error("the directory is not filled");
    return person;
  };
  return { people, added: [], joined: 0, named: 0, changes: 0, group: "", next };
}

/** An operation: its requests, and what it leaves behind. */
export interface Operation {
  readonly title: string;
  /** Whether it changes rows. */
  readonly write: boolean;
  /** For a change whose new row depends on the old one. */
  readonly readsFirst?: boolean;
  /** The next request; undefined when there is nothing left to work on. */
  next(directory: Directory): BenchRequest | undefined;
  /** Whether an answer is right; a fast wrong answer is none. */
  isRight(request: BenchRequest, answer: string): boolean;
  /** Keeps what the answer says. */
  answered?(directory: Directory, request: BenchRequest, body: string): void;
}

const PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
const CORE_USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE_USER = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

function patchBody(op: string, path: string, value: unknown): string {
  return JSON.stringify({ schemas: [PATCH], Operations: [{ op, path, value }] });
}

/** A user with a name, one e-mail, an external id and the enterprise extension. */
function userBody(name: string): string {
  return JSON.stringify({
    schemas: [CORE_USER, ENTERPRISE_USER],
    userName: `${name}@bench.example`,
    externalId: `ext-${name}`,
    name: { formatted: `Zoë Müller ${name}`, familyName: `Müller-${name}`, givenName: "Zoë" },
    displayName: `Zoë Müller ${name}`,
    active: true,
    emails: [{ value: `${name}@bench.example`, type: "work", primary: true }],
    [ENTERPRISE_USER]: { employeeNumber: `e-${name}`, department: "Tour Operations" },
  });
}

/** The request that creates the group. */
export function groupRequest(): BenchRequest {
  const body = { schemas: ["urn:ietf:params:scim:schemas:core:2.0:Group"], displayName: "Everybody" };
  return { method: "POST", path: "/Groups", body: JSON.stringify(body), values: [] };
}

/** The request that adds some people to the group. */
export function joinRequest(group: string, people: readonly Person[]): BenchRequest {
  const body = patchBody(
    "add",
    "members",
    people.map(({ id }) => ({ value: id })),
  );
  const [{ id } = { id: "" }] = people;
  return { method: "PATCH", path: `/Groups/${group}`, body, values: [group, id] };
}

/** The id of the resource in an answer; the one that the request proposed where the server takes that. */
export function idIn(body: string, { values }: BenchRequest): string {
  return /"id": ?"([^"]+)"/.exec(body)?.[1] ?? values[1] ?? "";
}

/** All measured operations. */
export const operations: Readonly<Record<OperationName, Operation>> = {
  create: {
    title: "create",
    write: true,
    next: (directory) => {
      const name = mark("u", ++directory.named);
      return { method: "POST", path: "/Users", body: userBody(name), values: [name, uuid()] };
    },
    isRight: ({ values }, answer) => answer.includes(`"${values[0]}@bench.example"`),
    answered: ({ added }, request, body) =>
      void added.push({ mark: request.values[0] ?? "", id: idIn(body, request) }),
  },
  get: {
    title: "GET by id",
    write: false,
    next: (directory) => {
      const { id } = directory.next();
      return { method: "GET", path: `/Users/${id}`, values: [id] };
    },
    isRight: ({ values }, answer) => answer.includes(`"${values[0]}"`),
  },
  eq: {
    title: "eq userName",
    write: false,
    next: (directory) => {
      const { mark: name } = directory.next();
      const filter = encodeURIComponent(`userName eq "${name}@bench.example"`);
      return { method: "GET", path: `/Users?filter=${filter}`, values: [name] };
    },
    isRight: ({ values }, answer) => answer.includes(`"${values[0]}@bench.example"`),
  },
  page: {
    title: `page of ${PAGE}`,
    write: false,
    next: () => ({ method: "GET", path: `/Users?startIndex=1&count=${PAGE}`, values: ["-"] }),
    isRight: (_, answer) => answer.split('"userName"').length === 1 + PAGE,
  },
  patch: {
    title: "PATCH",
    write: true,
    readsFirst: true,
    next: (directory) => {
      const { id, mark: name } = directory.next();
      const value = mark("x", ++directory.changes);
      const body = patchBody("replace", "displayName", `Renamed ${value}`);
      return { method: "PATCH", path: `/Users/${id}`, body, values: [id, name, value] };
    },
    isRight: ({ values }, answer) => answer === "" || answer.includes(`"Renamed ${values[2]}"`),
  },
  member: {
    title: "+1 member",
    write: true,
    next: (directory) => {
      const person = directory.added[directory.joined];
      if (person === undefined) return undefined;
      directory.joined += 1;
      return joinRequest(directory.group, [person]);
    },
    isRight: () => true,
  },
  delete: {
    title: "DELETE",
    write: true,
    next: (directory) => {
      const person = directory.added.shift();
      if (person === undefined) return undefined;
      directory.joined = Math.max(0, directory.joined - 1);
      return { method: "DELETE", path: `/Users/${person.id}`, values: [person.id] };
    },
    isRight: () => true,
  },
};
