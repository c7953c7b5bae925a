import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { CORE_USER, errorOf, type ScimClient } from "../../support/scim-client.js";

const HOUR = 3_600_000;

/** A page as far as these tests look at it. */
interface Page {
  readonly ids: string[];
  readonly nextCursor: string | undefined;
  readonly body: Record<string, unknown>;
}

describe.each(DATABASES)("lists by cursor on %s [RFC 9865]", (database) => {
  let clock = Date.now();
  const app = useTestApp(database, { now: () => clock });
  let scim: ScimClient;

  const page = async (query: string, cursor = "", path = "/Users"): Promise<Page> => {
    const { status, body, text } = await scim.get(`${path}?${query}&cursor=${cursor}`);
    if (status !== 200) throw new Error(text);
    const ids = (body.Resources ?? []).map(({ id }: { id: string }) => id);
    return { ids, nextCursor: body.nextCursor, body };
  };
  const walk = async (
    query: string,
    path = "/Users",
    between = async (): Promise<void> => undefined,
  ): Promise<string[]> => {
    const seen: string[] = [];
    let cursor: string | undefined = "";
    while (cursor !== undefined) {
      const found: Page = await page(query, cursor, path);
      seen.push(...found.ids);
      cursor = found.nextCursor;
      if (cursor !== undefined) await between();
    }
    return seen;
  };
  const users = async (
    count: number,
    values = (i: number): object => ({ displayName: `d${i % 3}` }),
  ): Promise<string[]> => {
    const ids: string[] = [];
    for (let i = 0; i < count; i++) ids.push((await scim.createUser({ userName: `u${i}`, ...values(i) })).id);
    return ids;
  };

  beforeEach(async () => {
    scim = await app.connect();
  });

  it("give each page but the last a cursor of unreserved characters, and no totals", async () => {
    const ids = await users(5);

    const first = await page("count=2");

    expect(first.ids).toEqual(ids.slice(0, 2));
    expect(first.body).toMatchObject({ itemsPerPage: 2 });
    expect(first.body).not.toHaveProperty("totalResults");
    expect(first.body).not.toHaveProperty("startIndex");
    expect(first.nextCursor).toMatch(/^[A-Za-z0-9._~-]+$/);
    expect(await walk("count=2")).toEqual(ids);
    expect((await page("count=5")).nextCursor).toBeUndefined();
  });

  it.each([
    ["displayName", ""],
    ["displayName", "&sortOrder=descending"],
    ["title", ""],
    ["title", "&sortOrder=descending"],
    ["active", ""],
    ["meta.created", "&sortOrder=descending"],
    ["emails.value", ""],
    ["externalId", "&sortOrder=descending"],
    ["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", ""],
  ])("follow the order of sortBy=%s%s, missing values and equal ones included", async (sortBy, order) => {
    await users(9, (i) => ({
      ...(i % 2 === 0 && { displayName: `d${i % 3}`, title: `t${9 - i}`, externalId: `e${i % 4}` }),
      ...(i % 3 === 0 && { active: i % 2 === 0, emails: [{ value: `m${i % 2}@x` }] }),
      ...(i % 4 === 0 && {
        [`urn:ietf:params:scim:schemas:extension:enterprise:2.0:User`]: { department: `D${i}` },
      }),
    }));
    const query = `sortBy=${sortBy}${order}`;
    const whole = (await scim.get(`/Users?${query}`)).body.Resources.map(({ id }: { id: string }) => id);

    expect(await walk(`${query}&count=2`)).toEqual(whole);
    expect(await walk(`${query}&count=1&filter=userName+pr`)).toEqual(whole);
  });

  it("never miss a user that is there throughout, nor show one twice, whatever comes and goes meanwhile", async () => {
    const ids = await users(40);
    const doomed = ids.filter((_, i) => i % 3 === 0);
    let made = 0;

    for (const query of [
      "count=3",
      "count=3&sortBy=displayName",
      "count=3&sortBy=userName&sortOrder=descending",
    ]) {
      const seen = await walk(query, "/Users", async () => {
        await scim.createUser({ userName: `new${made++}`, displayName: "d1" });
        const gone = doomed.pop();
        if (gone !== undefined) await scim.delete(`/Users/${gone}`);
      });

      expect(new Set(seen).size).toBe(seen.length);
      const left = ids.filter((_, i) => i % 3 !== 0);
      expect(left.filter((id) => !seen.includes(id))).toEqual([]);
    }
  });

  it("go over groups, and over all types from the root", async () => {
    const people = await users(3);
    const groups: string[] = [];
    for (const name of ["a", "b", "c"]) groups.push((await scim.createGroup(name, people)).id);

    expect(await walk("count=2", "/Groups")).toEqual(groups);
    const seen: string[] = [];
    let cursor: string | undefined = "";
    while (cursor !== undefined) {
      const { body } = await scim.search("", { count: 2, cursor, sortBy: "displayName" });
      seen.push(...body.Resources.map(({ id }: { id: string }) => id));
      cursor = body.nextCursor;
    }
    expect(seen.toSorted()).toEqual([...people, ...groups].toSorted());
  });

  it("answer count=0 with the total alone", async () => {
    await users(2);

    expect((await page("count=0")).body).toMatchObject({ totalResults: 2, itemsPerPage: 0 });
    expect((await page("count=-3")).body).toMatchObject({ totalResults: 2, itemsPerPage: 0 });
  });

  it("refuse a cursor with another query, another client's, a damaged one, all in the same words", async () => {
    await users(3);
    const { nextCursor = "" } = await page("count=1&sortBy=userName");
    const other = await app.secondConnection(scim);
    const stranger = await app.connect();
    const damaged = `${nextCursor.startsWith("A") ? "B" : "A"}${nextCursor.slice(1)}`;
    const answers = [
      await scim.get(`/Users?count=1&sortBy=title&cursor=${nextCursor}`),
      await scim.get(`/Users?count=1&sortBy=userName&filter=title+pr&cursor=${nextCursor}`),
      await scim.get(`/Groups?count=1&sortBy=userName&cursor=${nextCursor}`),
      await other.get(`/Users?count=1&sortBy=userName&cursor=${nextCursor}`),
      await stranger.get(`/Users?count=1&sortBy=userName&cursor=${nextCursor}`),
      await scim.get(`/Users?count=1&sortBy=userName&cursor=${damaged}`),
      await scim.get(`/Users?count=1&sortBy=userName&cursor=x`),
    ];

    expect(answers.map(errorOf)).toEqual(answers.map(() => "400 invalidCursor"));
    expect(new Set(answers.map(({ body }) => body.detail.replace(/ \(request .*\)$/, ""))).size).toBe(1);
    // Names of people must not be read out of a cursor.
    expect(Buffer.from(nextCursor, "base64url").toString("latin1")).not.toContain("u0");
  });

  it("refuse a count that is too large or changes, and a cursor that is too old", async () => {
    await users(3);
    const { nextCursor } = await page("count=1");

    expect(errorOf(await scim.get("/Users?cursor=&count=1001"))).toBe("400 invalidCount");
    expect(errorOf(await scim.get(`/Users?cursor=${nextCursor}&count=2`))).toBe("400 invalidCount");
    expect((await page("", nextCursor)).ids).toHaveLength(1);
    clock += HOUR;
    expect(errorOf(await scim.get(`/Users?cursor=${nextCursor}&count=1`))).toBe("400 expiredCursor");
  });

  it("leave paging by index the default, and are announced", async () => {
    await users(1);

    expect((await scim.get("/Users")).body).toMatchObject({ totalResults: 1, startIndex: 1 });
    expect((await scim.get("/ServiceProviderConfig")).body.pagination).toEqual({
      cursor: true,
      index: true,
      defaultPaginationMethod: "index",
      defaultPageSize: 100,
      maxPageSize: 1000,
      cursorTimeout: 3600,
    });
    expect((await scim.post("/Users", { schemas: [CORE_USER], userName: "later" })).status).toBe(201);
  });
});
