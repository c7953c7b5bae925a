import http from "node:http";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import type { Answer } from "../../support/http.js";
import { CORE_GROUP, errorOf, type ScimClient } from "../../support/scim-client.js";

type Json = Answer["body"];

/** Members of the large group; more than one page of them is read from the database. */
const SIZE = 5000;
/** How many of them are users; the others do not resolve. */
const KNOWN = 30;

describe.each(DATABASES)("a group of 5,000 members on %s", (database) => {
  const app = useTestApp(database);
  let scim: ScimClient;
  let users: string[];
  let ids: string[];
  let large: Json;
  let small: Json;

  beforeAll(async () => {
    scim = await app.connect();
    users = await scim.createUsers("user", KNOWN);
    small = await scim.createGroup("a small one", users.slice(0, 2));
    const unknown = Array.from({ length: SIZE - KNOWN - 1 }, (_, index) => `unknown-${index}`);
    ids = [...users, small.id, ...unknown];
    large = await scim.createGroup("b large one", ids);
    await scim.createGroup("c empty one");
  });

  const valuesOf = (group: Json): Set<string> => new Set(group.members.map(({ value }: Json) => value));

  it("is created, read, listed and searched complete, as valid JSON", async () => {
    const filter = `id eq "${large.id}"`;
    const [listed] = await scim.find("/Groups", filter);
    const read = await scim.get(`/Groups/${large.id}`);

    expect(read.headers).toMatchObject({ etag: 'W/"1"', "content-type": "application/scim+json" });
    for (const group of [large, read.body, listed, (await scim.search("", { filter })).body.Resources[0]]) {
      expect(group.members).toHaveLength(SIZE);
      expect(valuesOf(group)).toEqual(new Set(ids));
      expect({ ...group, members: [] }).toEqual({ ...read.body, members: [] });
    }
  });

  it("shows type, display and $ref of the members that resolve [RFC 7643 §4.2]", async () => {
    const { members } = (await scim.get(`/Groups/${large.id}`)).body;
    const byValue = new Map<string, Json>(members.map((member: Json) => [member.value, member]));

    for (const [index, value] of users.entries()) {
      const $ref = `${app.url}/scim/v2/Users/${value}`;
      expect(byValue.get(value)).toEqual({ value, type: "User", display: `user${index}`, $ref });
    }
    const $ref = `${app.url}/scim/v2/Groups/${small.id}`;
    expect(byValue.get(small.id)).toEqual({ value: small.id, type: "Group", display: "a small one", $ref });
    expect(byValue.get("unknown-7")).toEqual({ value: "unknown-7" });
  });

  it("stands in a list between small and empty groups", async () => {
    const { body } = await scim.get("/Groups?sortBy=displayName");

    expect(body).toMatchObject({ totalResults: 3, itemsPerPage: 3 });
    expect(body.Resources.map(({ members }: Json) => members?.length)).toEqual([2, SIZE, undefined]);
    expect(body.Resources.map(({ displayName }: Json) => displayName[0])).toEqual(["a", "b", "c"]);
  });

  it.each([
    ["attributes=members.value", ["value"]],
    ["attributes=members.display,members.value", ["display", "value"]],
    ["excludedAttributes=members.$ref,meta", ["display", "type", "value"]],
    ["attributes=members", ["$ref", "display", "type", "value"]],
  ])("shows with %s of each member %j [RFC 7644 §3.9]", async (query, names) => {
    const { body } = await scim.get(`/Groups/${large.id}?${query}`);
    const member = body.members.find(({ value }: Json) => value === users[0]);

    expect(body.members).toHaveLength(SIZE);
    expect(Object.keys(member).toSorted()).toEqual(names);
    expect(body).toMatchObject({ id: large.id, schemas: [CORE_GROUP] });
    expect("meta" in body).toBe(false);
  });

  it("shows of each member the sub-attribute that is named, though some have none", async () => {
    const { body } = await scim.get(`/Groups/${large.id}?attributes=members.type`);
    const types = body.members.map(({ type }: Json) => type);

    expect(types.filter((type: unknown) => type === "User")).toHaveLength(KNOWN);
    expect(types.filter((type: unknown) => type === "Group")).toHaveLength(1);
  });

  it("is quick and small without its members", async () => {
    const answer = await scim.get(`/Groups/${large.id}?excludedAttributes=members`);

    expect(answer.body).not.toHaveProperty("members");
    expect(answer.text.length).toBeLessThan(1000);
  });

  it("answers HEAD and 304 without a body, and leaves the connection usable", async () => {
    const head = await scim.send("HEAD", `/Groups/${large.id}`);
    const same = await scim.get(`/Groups/${large.id}`, { "If-None-Match": 'W/"1"' });
    const list = await scim.send("HEAD", "/Groups");

    expect([head.status, head.text, head.headers["etag"]]).toEqual([200, "", 'W/"1"']);
    expect([same.status, same.text]).toEqual([304, ""]);
    expect([list.status, list.text]).toEqual([200, ""]);
    expect((await scim.get(`/Groups/${small.id}`)).status).toBe(200);
  });

  it("lets clients go away in the middle, and holds nothing for them", async () => {
    const headers = { Authorization: `Bearer ${scim.token}` };
    const leave = () =>
      new Promise<void>((resolve) => {
        const request = http.get(`${app.url}/scim/v2/Groups/${large.id}`, { headers }, (response) => {
          response.once("data", () => resolve(void response.destroy()));
        });
        request.on("error", () => resolve());
      });
    await Promise.all(Array.from({ length: 20 }, leave));

    expect((await scim.get(`/Groups/${large.id}`)).body.members).toHaveLength(SIZE);
    expect(app.log.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  });

  it("is found by any of its members, and not by another", async () => {
    const found = async (value: string) =>
      (await scim.find("/Groups", `members.value eq "${value}"`)).map(({ id }: Json) => id);

    expect(await found("unknown-4000")).toEqual([large.id]);
    expect(await found("unknown-9999")).toEqual([]);
  });

  it("is changed by one member, by many, and by all", async () => {
    const { id } = await scim.createGroup("changing", ids);
    const path = `/Groups/${id}`;
    const change = async (op: string, where: string, value?: unknown) => {
      const answer = await scim.patch(path, [{ op, path: where, value }]);
      const { length } = (await scim.get(path)).body.members;
      return answer.status === 200 ? `answered ${answer.body.members.length}` : `${answer.status} ${length}`;
    };
    const many = ids.slice(0, 3000).map((value) => ({ value }));

    expect(await change("add", "members", [{ value: "another" }])).toBe(`204 ${SIZE + 1}`);
    expect(await change("remove", 'members[value eq "another"]')).toBe(`204 ${SIZE}`);
    expect(await change("remove", "members", many)).toBe(`204 ${SIZE - 3000}`);
    expect(await change("add", "members", many)).toBe(`204 ${SIZE}`);
    expect(await change("replace", "members", many)).toBe("204 3000");
    expect(await change("replace", "members", many.slice(0, 1001))).toBe("204 1001");
    expect(await change("remove", `members[value eq "${ids[0]}"]`)).toBe("answered 1000");
    expect(await change("remove", "members")).toBe("answered 0");
    expect((await scim.get(path)).headers["etag"]).toBe('W/"9"');
  });

  it("goes at once", async () => {
    const { id } = await scim.createGroup("going", ids);
    const begin = performance.now();

    expect((await scim.delete(`/Groups/${id}`)).status).toBe(204);
    expect(performance.now() - begin).toBeLessThan(1000);
    expect(errorOf(await scim.get(`/Groups/${id}`))).toBe("404");
  });
});
