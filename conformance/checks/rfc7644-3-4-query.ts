import { check } from "../check.js";
import { type Trial, uniqueName } from "../trial.js";
import { ENTERPRISE, LIST_RESPONSE, USER } from "../urns.js";
import type { Json } from "../wire.js";

/** Creates users whose names begin alike, and gives a filter that finds them. */
async function alike(t: Trial, count: number): Promise<{ ids: string[]; filter: string }> {
  const prefix = uniqueName("alike");
  const ids: string[] = [];
  while (ids.length < count) ids.push((await t.user({ userName: `${prefix}-${ids.length}` })).id);
  return { ids, filter: `userName sw "${prefix}-"` };
}

function idsOf(body: Json): string[] {
  return (body?.Resources ?? []).map(({ id }: Json) => id);
}

/** RFC 7644 §3.4.2, §3.4.2.1: lists. */
export const listChecks = [
  check("RFC7644-3.4.2-a", "ignores query parameters it does not know", async (t) => {
    const { id } = await t.user();
    t.equal((await t.get(`/Users/${id}?aadOptscim062020&unknown=1`)).status, 200, "the status");
    t.equal((await t.filter("/Users", `id eq "${id}"`, "&unknown=1")).body?.totalResults, 1, "totalResults");
  }),
  check("RFC7644-3.4.2-b RFC7644-3.4.2-c RFC7644-3.4.2-d", "answers with a ListResponse", async (t) => {
    const { ids, filter } = await alike(t, 2);
    const { status, body } = await t.filter("/Users", filter);
    t.equal(
      [status, body?.schemas, body?.totalResults],
      [200, [LIST_RESPONSE], 2],
      "status, schemas, totalResults",
    );
    t.same(idsOf(body), ids, "Resources");
  }),
  check("RFC7644-3.4.2-e", "tells which part of a list it gives", async (t) => {
    const { filter } = await alike(t, 3);
    const { body } = await t.filter("/Users", filter, "&startIndex=2&count=1");
    t.equal(
      [body?.startIndex, body?.itemsPerPage, body?.totalResults],
      [2, 1, 3],
      "startIndex, itemsPerPage, totalResults",
    );
    const beyond = await t.filter("/Users", filter, "&startIndex=9&count=1");
    t.equal(
      [beyond.status, idsOf(beyond.body), beyond.body?.totalResults],
      [200, [], 3],
      "a page behind the last",
    );
  }),
  check("RFC7644-3.4.2-f", "answers no match with 200 and nothing", async (t) => {
    const { status, body } = await t.filter("/Users", `userName eq "${uniqueName()}"`);
    t.equal([status, body?.totalResults, idsOf(body)], [200, 0, []], "status, totalResults, Resources");
  }),
  check("RFC7644-3.4.2.1-a", "queries all types at its root", async (t) => {
    const user = await t.user();
    const group = await t.group();
    const found = await t.find("/", `id eq "${user.id}" or id eq "${group.id}"`);
    t.same(found, [user.id, group.id], "what the root finds");
  }),
  check("RFC7644-3.4.2.1-b", "gives all at its root, or says that it is too much", async (t) => {
    const answer = await t.get("/");
    if (answer.status === 400) return t.equal(answer.body?.scimType, "tooMany", "scimType");
    t.equal([answer.status, answer.body?.schemas], [200, [LIST_RESPONSE]], "status and schemas");
  }),
  check("RFC7644-3.4.2.1-c", "takes an attribute of one type for no value in another", async (t) => {
    const user = await t.user();
    const group = await t.group([], { displayName: user.userName });
    const either = `userName eq "${user.userName}" or displayName eq "${user.userName}"`;
    t.same(await t.find("/", either), [user.id, group.id], "what the root finds");
    t.equal(await t.find("/", `userName eq "${user.userName}"`), [user.id], "what userName finds");
  }),
  check("RFC7644-3.4.3-a RFC7644-3.4.3-b", "answers a search by POST as by GET", async (t) => {
    const { ids, filter } = await alike(t, 2);
    const answer = await t.search("/Users", { filter, attributes: ["userName"], startIndex: 1, count: 10 });
    t.equal([answer.status, answer.body?.schemas], [200, [LIST_RESPONSE]], "status and schemas");
    t.same(idsOf(answer.body), ids, "Resources");
    const got = await t.filter("/Users", filter, "&attributes=userName&startIndex=1&count=10");
    t.equal(answer.body, got.body, "what POST gives, beside GET");
  }),
  check("RFC7644-3.4.3-a", "searches all types at its root", async (t) => {
    const user = await t.user();
    const group = await t.group();
    const { status, body } = await t.search("", { filter: `id eq "${user.id}" or id eq "${group.id}"` });
    t.equal(status, 200, "the status");
    t.same(idsOf(body), [user.id, group.id], "Resources");
  }),
];

/** RFC 7644 §3.4.2.4: pages. */
export const pagingChecks = [
  check("RFC7644-3.4.2.4-a", "begins at 1", async (t) => {
    const { filter } = await alike(t, 2);
    for (const more of ["&count=2", "&startIndex=0&count=2", "&startIndex=-5&count=2"]) {
      const { status, body } = await t.filter("/Users", filter, more);
      t.equal(
        [status, idsOf(body).length, body?.startIndex ?? 1],
        [200, 2, 1],
        `status, number, startIndex of ${more}`,
      );
    }
  }),
  check("RFC7644-3.4.2.4-b", "gives the total only for count 0 or less", async (t) => {
    const { filter } = await alike(t, 2);
    for (const count of [0, -1]) {
      const { status, body } = await t.filter("/Users", filter, `&count=${count}`);
      t.equal(
        [status, body?.totalResults, idsOf(body)],
        [200, 2, []],
        `status, totalResults, Resources of count=${count}`,
      );
    }
  }),
  check("RFC7644-3.4.2.4-c", "gives no more than count, and each resource on one page", async (t) => {
    const { ids, filter } = await alike(t, 5);
    const seen: string[] = [];
    for (const startIndex of [1, 3, 5]) {
      const page = idsOf((await t.filter("/Users", filter, `&startIndex=${startIndex}&count=2`)).body);
      t.expect(page.length <= 2, "a page is to hold two at the most");
      seen.push(...page);
    }
    t.same(seen, ids, "what the pages hold");
  }),
];

/** RFC 7644 §3.4.2.5, §3.9: which attributes come back. */
export const projectionChecks = [
  check("RFC7644-3.4.2.5-a RFC7644-3.9-a", "returns what is asked for", async (t) => {
    const { id } = await t.user({
      displayName: "Ann",
      title: "Tester",
      name: { givenName: "Ann", familyName: "Lee" },
    });
    const named = await t.read(`/Users/${id}?attributes=displayName,name.givenName`);
    const { schemas, ...rest } = named;
    t.equal(rest, { id, displayName: "Ann", name: { givenName: "Ann" } }, "what was named, beside schemas");
    t.expect(schemas?.includes(USER) === true, "schemas are to be there");
    const { body } = await t.filter(
      "/Users",
      `id eq "${id}"`,
      "&excludedAttributes=title,name.familyName,meta",
    );
    const [user] = body?.Resources ?? [];
    t.equal(
      [user?.title, user?.meta, user?.name],
      [undefined, undefined, { givenName: "Ann" }],
      "title, meta, name",
    );
    t.equal(
      [user.displayName, typeof user.userName],
      ["Ann", "string"],
      "displayName and the type of userName",
    );
  }),
  check("RFC7644-3.4.2.5-b", "returns what cannot be excluded", async (t) => {
    const { id } = await t.user();
    const user = await t.read(`/Users/${id}?excludedAttributes=id,schemas,title`);
    t.equal(user.id, id, "the id");
  }),
  check(
    "RFC7644-3.4.2.5-c RFC7644-3.10-b",
    "takes names with URN and dots",
    async (t) => {
      const { id } = await t.user({
        schemas: [USER, ENTERPRISE],
        title: "Tester",
        [ENTERPRISE]: { department: "Tests", division: "D" },
      });
      const names = [`${USER}:title`, `${ENTERPRISE}:department`].map(encodeURIComponent);
      const user = await t.read(`/Users/${id}?attributes=${names.join(",")}`);
      t.equal([user.title, user[ENTERPRISE]], ["Tester", { department: "Tests" }], "title and the extension");
      const excluded = await t.read(`/Users/${id}?excludedAttributes=${names[1]}`);
      t.equal(excluded[ENTERPRISE], { division: "D" }, "the extension without its department");
    },
    ["enterprise"],
  ),
  check("RFC7644-3.9-b", "returns what is asked for after POST, PUT and PATCH", async (t) => {
    const body = t.newUser({ displayName: "Ann", title: "Tester" });
    const created = await t.post("/Users?attributes=displayName", body);
    t.equal(
      [created.status, created.body?.displayName, created.body?.title],
      [201, "Ann", undefined],
      "POST: status, displayName, title",
    );
    const path = `/Users/${created.body.id}`;
    const put = await t.put(`${path}?excludedAttributes=title`, body);
    t.equal(
      [put.status, put.body?.displayName, put.body?.title],
      [200, "Ann", undefined],
      "PUT: status, displayName, title",
    );
    const patched = await t.patch(`${path}?attributes=title`, [{ op: "replace", path: "title", value: "T" }]);
    t.equal(
      [patched.status, patched.body?.title, patched.body?.displayName],
      [200, "T", undefined],
      "PATCH: status, title, displayName",
    );
  }),
];
