import { mark, userBody, userId } from "./names.js";

/** A request, and text that its answer must hold. */
export interface GrowthRequest {
  readonly method: "GET" | "POST" | "PATCH";
  readonly path: string;
  readonly body?: object;
  readonly expects: string;
}

/** What requests must know of the server that they go to. */
interface Asked {
  readonly size: number;
  readonly half: string;
  readonly lastPage: string;
}

/** A kind of request. */
export interface Kind {
  readonly name: string;
  readonly title: string;
  /** How many times as long it may take among the most people as among the fewest; undefined where nothing is aimed at. */
  readonly aim: number | undefined;
  /** The request of a round. */
  request(asked: Asked, round: number): GrowthRequest;
}

/** What hardly may grow, and the first pages of searches. */
const FLAT = 1.3;
const SEARCH = 3;

const PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/** The number of somebody, another one in each round, of a part of the people. */
function numberOf({ size }: Asked, round: number): number {
  return 1 + ((round * 7_919) % size);
}

function someone(asked: Asked, round: number): string {
  return mark("u", numberOf(asked, round));
}

function patch(path: string, op: string, on: string, value: unknown, expects: string): GrowthRequest {
  return {
    method: "PATCH",
    path,
    body: { schemas: [PATCH], Operations: [{ op, path: on, value }] },
    expects,
  };
}

/** A search whose filter is made of the mark of somebody. */
function search(
  name: string,
  title: string,
  aim: number | undefined,
  filterOf: (found: string) => string,
  rest = "",
): Kind {
  return {
    name,
    title,
    aim,
    request: (asked, round) => ({
      method: "GET",
      path: `/scim/v2/Users?filter=${encodeURIComponent(filterOf(someone(asked, round)))}${rest}`,
      expects: '"userName"',
    }),
  };
}

function list(name: string, title: string, aim: number | undefined, queryOf: (asked: Asked) => string): Kind {
  return {
    name,
    title,
    aim,
    request: (asked) => ({
      method: "GET",
      path: `/scim/v2/Users?count=100&${queryOf(asked)}`,
      expects: '"userName"',
    }),
  };
}

/** All kinds of requests that are measured. */
export const KINDS: readonly Kind[] = [
  {
    name: "get",
    title: "GET by id",
    aim: FLAT,
    request: (asked, round) => {
      const id = userId(numberOf(asked, round));
      return { method: "GET", path: `/scim/v2/Users/${id}`, expects: id };
    },
  },
  search("eq-userName", "eq userName", FLAT, (name) => `userName eq "${name}@bench.example"`),
  search("eq-externalId", "eq externalId", FLAT, (name) => `externalId eq "ext-${name}"`),
  search("eq-email", "eq emails.value", FLAT, (name) => `emails.value eq "${name}@home.example"`),
  search("eq-familyName", "eq name.familyName", FLAT, (name) => `name.familyName eq "Müller-${name}"`),
  search(
    "eq-employeeNumber",
    "eq employeeNumber",
    FLAT,
    (name) => `${ENTERPRISE}:employeeNumber eq "e-${name}"`,
  ),
  search(
    "eq-title",
    "eq title, all hit, count=10",
    undefined,
    () => 'title eq "Regional Sales Manager"',
    "&count=10",
  ),
  search("sw-one", "sw userName, one hit", SEARCH, (name) => `userName sw "${name}@"`),
  search("sw-all", "sw userName, all hit, count=10", SEARCH, () => 'userName sw "u"', "&count=10"),
  search("co-one", "co userName, one hit", SEARCH, (name) => `userName co "${name.slice(1)}@b"`),
  search("co-all", "co userName, all hit, count=10", SEARCH, () => 'userName co "bench"', "&count=10"),
  search("pr", "title pr, count=10", SEARCH, () => "title pr", "&count=10"),
  list("first-page", "first page of 100", undefined, () => "startIndex=1"),
  list("last-page", "last page of 100", undefined, ({ size }) => `startIndex=${size - 99}`),
  list("cursor-page", "cursor page of 100 at the end", FLAT, ({ lastPage }) => `cursor=${lastPage}`),
  list("sorted", "sorted by name.familyName, first 100", undefined, () => "sortBy=name.familyName"),
  list(
    "sorted-last",
    "sorted by name.familyName, last 100",
    undefined,
    ({ size }) => `sortBy=name.familyName&startIndex=${size - 99}`,
  ),
  {
    name: "patch",
    title: "PATCH displayName",
    aim: FLAT,
    request: (asked, round) => {
      const value = `Renamed ${mark("x", round)}`;
      return patch(
        `/scim/v2/Users/${userId(numberOf(asked, round))}`,
        "replace",
        "displayName",
        value,
        value,
      );
    },
  },
  {
    name: "member",
    title: "+1 member of a group of half",
    aim: FLAT,
    request: ({ half, size }, round) =>
      patch(`/scim/v2/Groups/${half}`, "add", "members", [{ value: userId(size - round) }], ""),
  },
  {
    name: "group",
    title: "GET a group without members",
    aim: FLAT,
    request: ({ half }) => ({
      method: "GET",
      path: `/scim/v2/Groups/${half}?excludedAttributes=members`,
      expects: half,
    }),
  },
  {
    name: "create",
    title: "POST a user",
    aim: undefined,
    request: (_, round) => ({
      method: "POST",
      path: "/scim/v2/Users",
      body: userBody(mark("n", round)),
      expects: mark("n", round),
    }),
  },
  {
    name: "decision",
    title: "access decision",
    aim: FLAT,
    request: (asked, round) => ({
      method: "POST",
      path: "/access/v1/evaluation",
      body: {
        subject: { type: "user", id: userId(numberOf(asked, round)) },
        action: { name: "signIn" },
        resource: { type: "instance", id: "main" },
      },
      expects: '"decision":true',
    }),
  },
];
