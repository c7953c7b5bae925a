import { check } from "../check.js";
import { type Trial, uniqueName } from "../trial.js";
import type { Answer, Json } from "../wire.js";

/** Users that one filter finds, as the beginning of a query. */
async function people(t: Trial, count: number): Promise<{ ids: string[]; query: string }> {
  const prefix = uniqueName("cursor");
  const ids: string[] = [];
  while (ids.length < count) ids.push((await t.user({ userName: `${prefix}-${ids.length}` })).id);
  return { ids, query: `/Users?filter=${encodeURIComponent(`userName sw "${prefix}-"`)}` };
}

const idsOf = (body: Json): string[] => (body?.Resources ?? []).map(({ id }: Json) => id);

/** What tells one request from another in a text. */
const REQUEST_ID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** A cursor with one character changed. */
function forge(cursor: string): string {
  const middle = Math.floor(cursor.length / 2);
  return `${cursor.slice(0, middle)}${cursor[middle] === "A" ? "B" : "A"}${cursor.slice(middle + 1)}`;
}

/** RFC 9865: paging by cursor. */
export const cursorChecks = [
  check(
    "RFC9865-2-a RFC9865-2-d",
    "begins with an empty cursor, and gives one of plain characters",
    async (t) => {
      const { query } = await people(t, 3);
      for (const cursor of ["&cursor", "&cursor="]) {
        const { status, body } = await t.get(`${query}${cursor}&count=2`);
        t.equal([status, idsOf(body).length], [200, 2], `status and number for ${cursor}`);
        t.expect(/^[A-Za-z0-9._~-]+$/.test(body.nextCursor), "nextCursor is to be of unreserved characters");
        t.equal(body.previousCursor, undefined, "previousCursor");
      }
    },
    ["cursor"],
  ),
  check(
    "RFC9865-2-b",
    "gives the total only for count 0 or less",
    async (t) => {
      const { query } = await people(t, 2);
      for (const count of [0, -1]) {
        const { status, body } = await t.get(`${query}&cursor&count=${count}`);
        t.equal(
          [status, idsOf(body), body?.nextCursor],
          [200, [], undefined],
          `status, Resources, nextCursor for ${count}`,
        );
        t.equal(body.totalResults ?? 2, 2, "totalResults");
      }
    },
    ["cursor"],
  ),
  check(
    "RFC9865-2-c",
    "gives each resource once, and a cursor on all pages but the last",
    async (t) => {
      const { ids, query } = await people(t, 5);
      const seen: string[] = [];
      const cursors: unknown[] = [];
      for (let cursor: unknown = ""; typeof cursor === "string" && cursors.length < 9; ) {
        const { status, body } = await t.get(`${query}&cursor=${cursor}&count=2`);
        t.equal(status, 200, "the status of a page");
        t.expect(idsOf(body).length <= 2, "a page is to hold two at the most");
        seen.push(...idsOf(body));
        cursor = body?.nextCursor;
        cursors.push(cursor);
      }
      t.same(seen, ids, "what the pages hold");
      t.equal(cursors.at(-1), undefined, "the cursor of the last page");
    },
    ["cursor"],
  ),
  check(
    "RFC9865-2-c",
    "misses nothing that stays while others come and go",
    async (t) => {
      const { ids, query } = await people(t, 6);
      const first = await t.get(`${query}&cursor&count=2`);
      const [gone = "", ...more] = idsOf(first.body);
      t.equal(more.length, 1, "the number besides the first");
      await t.delete(`/Users/${gone}`);
      const seen = idsOf(first.body);
      for (let cursor = first.body?.nextCursor; typeof cursor === "string" && seen.length < 20; ) {
        const { body } = await t.get(`${query}&cursor=${cursor}&count=2`);
        seen.push(...idsOf(body));
        cursor = body?.nextCursor;
      }
      t.equal(
        ids.filter((id) => !seen.includes(id)),
        [],
        "what was missed",
      );
    },
    ["cursor"],
  ),
  check(
    "RFC9865-2-e",
    "tells an accurate total or none",
    async (t) => {
      const { query } = await people(t, 3);
      t.equal((await t.get(`${query}&cursor&count=2`)).body?.totalResults ?? 3, 3, "totalResults");
    },
    ["cursor"],
  ),
  check(
    "RFC9865-2.1-a RFC9865-5-b",
    "refuses a cursor that is none",
    async (t) => {
      const { query } = await people(t, 3);
      t.refused(await t.get(`${query}&cursor=forged&count=2`), 400, "invalidCursor");
      const { nextCursor } = (await t.get(`${query}&cursor&count=2`)).body ?? {};
      t.refused(await t.get(`${query}&cursor=${forge(String(nextCursor))}&count=2`), 400, "invalidCursor");
    },
    ["cursor"],
  ),
  check(
    "RFC9865-2.1-a",
    "refuses a count other than that of the first page",
    async (t) => {
      const { query } = await people(t, 3);
      const { nextCursor } = (await t.get(`${query}&cursor&count=2`)).body ?? {};
      const answer = await t.get(`${query}&cursor=${nextCursor}&count=1`);
      t.refused(answer, 400);
      t.expect(
        ["invalidCount", "invalidCursor"].includes(answer.body?.scimType),
        "scimType is to be invalidCount",
      );
    },
    ["cursor"],
  ),
  check(
    "RFC9865-2.1-b",
    "refuses a cursor with another query",
    async (t) => {
      const { query } = await people(t, 3);
      const other = await people(t, 3);
      const { nextCursor } = (await t.get(`${query}&cursor&count=2`)).body ?? {};
      t.refused(await t.get(`${other.query}&cursor=${nextCursor}&count=2`), 400, "invalidCursor");
    },
    ["cursor"],
  ),
  check(
    "RFC9865-2.2-a",
    "sorts pages by cursor",
    async (t) => {
      const { ids, query } = await people(t, 4);
      const sorted = `${query}&sortBy=userName&sortOrder=descending&count=2`;
      const first = await t.get(`${sorted}&cursor`);
      const second = await t.get(`${sorted}&cursor=${first.body?.nextCursor}`);
      t.equal([...idsOf(first.body), ...idsOf(second.body)], ids.toReversed(), "the order of two pages");
    },
    ["cursor", "sort"],
  ),
  check(
    "RFC9865-2.3-a",
    "need not be asked for cursors where it has nothing else",
    async (t) => {
      if (t.discovery.config.pagination?.index !== false) return t.open("the server has pages by index, too");
      const { query } = await people(t, 3);
      t.expect("nextCursor" in ((await t.get(`${query}&count=2`)).body ?? {}), "nextCursor is to be there");
    },
    ["cursor"],
  ),
  check(
    "RFC9865-2.4-a",
    "pages by index unless asked for a cursor",
    async (t) => {
      const { cursor, index, defaultPaginationMethod } = t.discovery.config.pagination;
      if (!(cursor && index)) return t.open("the server has one method");
      const { query } = await people(t, 3);
      const { body } = await t.get(`${query}&count=2`);
      const isCursor = defaultPaginationMethod === "cursor";
      t.equal("nextCursor" in (body ?? {}), isCursor, "whether there is a nextCursor");
      t.equal([idsOf(body).length, body.totalResults ?? 3], [2, 3], "number and totalResults");
    },
    ["cursor"],
  ),
  check(
    "RFC9865-3-a",
    "takes a cursor in a search by POST",
    async (t) => {
      const { ids, query } = await people(t, 3);
      const filter = decodeURIComponent(query.split("filter=")[1] ?? "");
      const first = await t.search("/Users", { filter, cursor: "", count: 2 });
      const second = await t.search("/Users", { filter, cursor: first.body?.nextCursor, count: 2 });
      t.same([...idsOf(first.body), ...idsOf(second.body)], ids, "what two pages hold");
      t.equal(second.body.nextCursor, undefined, "the last nextCursor");
    },
    ["cursor"],
  ),
  check("RFC9865-4-a", "tells in ServiceProviderConfig how it pages", async (t) => {
    const { pagination } = await t.read("/ServiceProviderConfig");
    const { cursor, index } = pagination ?? {};
    t.equal([typeof cursor, typeof index], ["boolean", "boolean"], "the types of cursor and index");
  }),
  check(
    "RFC9865-5-a RFC9865-5-c",
    "opens nothing to who holds the cursor of somebody else",
    async (t) => {
      const other = await t.target.fresh?.({ mode: t.mode });
      if (other === undefined || typeof other === "string")
        return t.skip("the judge cannot make a second tenant");
      const { query } = await people(t, 3);
      const { nextCursor } = (await t.get(`${query}&cursor&count=2`)).body ?? {};
      const stolen = await t.send("GET", `${query}&cursor=${nextCursor}&count=2`, undefined, {}, other);
      const none = await t.send("GET", `${query}&cursor=${forge(nextCursor)}&count=2`, undefined, {}, other);
      const textOf = ({ body }: Answer): string => String(body?.detail).replaceAll(REQUEST_ID, "");
      t.equal(
        [stolen.status, textOf(stolen)],
        [none.status, textOf(none)],
        "the answer, beside that to a forged cursor",
      );
      t.equal(idsOf(stolen.body), [], "what the other tenant sees");
    },
    ["cursor"],
  ),
];
