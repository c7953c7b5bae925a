import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import type { Answer } from "../../support/http.js";
import { CORE_USER, errorOf, LIST_RESPONSE, type ScimClient } from "../../support/scim-client.js";

describe.each(DATABASES)("POST /.search on %s", (database) => {
  const app = useTestApp(database);
  let scim: ScimClient;
  let ann: string;
  let team: string;

  beforeAll(async () => {
    scim = await app.connect();
    ann = (await scim.createUser({ userName: "ann", displayName: "Alpha", title: "Dr" })).id;
    await scim.createUser({ userName: "bob", displayName: "Beta" });
    team = (await scim.createGroup("Alpha", [ann])).id;
    await scim.createGroup("Gamma");
  });

  const namesIn = ({ body }: Answer): string[] =>
    (body.Resources ?? []).map((found: Answer["body"]) => found.userName ?? found.displayName).toSorted();

  it.each([
    ["/Users", 'displayName eq "alpha"'],
    ["/Users", "title pr"],
    ["/Groups", 'members.value eq "ANN"'],
  ])("answers on %s as GET does with the filter %s [RFC 7644 §3.4.3]", async (path, template) => {
    const filter = template.replace("ANN", ann);
    const posted = await scim.search(path, { filter });

    expect(posted.status).toBe(200);
    expect(posted.body).toEqual((await scim.get(`${path}?filter=${encodeURIComponent(filter)}`)).body);
    expect(posted.body.totalResults).toBe(1);
  });

  it("takes names of attributes as a list, sorting and paging [RFC 7644 §3.4.3]", async () => {
    const answer = await scim.search("/Users", {
      attributes: ["userName", "displayName"],
      sortBy: "userName",
      sortOrder: "descending",
      startIndex: 1,
      count: 1,
    });

    expect(answer.body).toEqual({
      schemas: [LIST_RESPONSE],
      totalResults: 2,
      startIndex: 1,
      itemsPerPage: 1,
      Resources: [{ schemas: [CORE_USER], id: expect.any(String), userName: "bob", displayName: "Beta" }],
    });
    const without = await scim.search("/Users", { excludedAttributes: ["meta", "displayName"], count: 1 });
    expect(Object.keys(without.body.Resources[0])).not.toEqual(expect.arrayContaining(["displayName"]));
  });

  it.each([
    [{ count: 0 }, 0],
    [{ count: -1 }, 0],
    [{ startIndex: 0 }, 2],
    [{ startIndex: 3 }, 0],
  ])("answers %j with %i users and the true total [RFC 7644 §3.4.2.4]", async (query, items) => {
    const { body } = await scim.search("/Users", query);

    expect([body.totalResults, body.itemsPerPage, (body.Resources ?? []).length]).toEqual([2, items, items]);
  });

  it("covers all resource types on the root [RFC 7644 §3.4.2.1]", async () => {
    const all = await scim.search("", {});
    const some = await scim.search("", { filter: 'displayName eq "alpha"' });

    expect(namesIn(all)).toEqual(["Alpha", "Gamma", "ann", "bob"]);
    expect(all.body).toMatchObject({ totalResults: 4, itemsPerPage: 4, startIndex: 1 });
    expect(namesIn(some)).toEqual(["Alpha", "ann"]);
    expect(some.body.Resources.map(({ meta }: Answer["body"]) => meta.resourceType).toSorted()).toEqual([
      "Group",
      "User",
    ]);
  });

  it("takes an attribute that a type lacks as unassigned there [RFC 7644 §3.4.2.1]", async () => {
    expect(namesIn(await scim.search("", { filter: "userName pr" }))).toEqual(["ann", "bob"]);
    expect(namesIn(await scim.search("", { filter: "not (userName pr)" }))).toEqual(["Alpha", "Gamma"]);
    expect(namesIn(await scim.search("", { filter: `members eq "${ann}" or title pr` }))).toEqual([
      "Alpha",
      "ann",
    ]);
    expect(namesIn(await scim.search("", { filter: 'meta.resourceType eq "Group"' }))).toEqual([
      "Alpha",
      "Gamma",
    ]);
    expect(namesIn(await scim.search("", { filter: "noSuch pr" }))).toEqual([]);
  });

  it("pages over all types without gap or repetition", async () => {
    const pages = await Promise.all(
      [1, 2, 3, 4, 5].map((startIndex) => scim.search("", { startIndex, count: 1, sortBy: "displayName" })),
    );
    const found = pages.flatMap(({ body }) => body.Resources ?? []);

    expect(found.map(({ displayName }) => displayName)).toEqual(["Alpha", "Alpha", "Beta", "Gamma"]);
    expect(new Set(found.map(({ id }) => id)).size).toBe(4);
    expect(pages.map(({ body }) => body.totalResults)).toEqual([4, 4, 4, 4, 4]);
  });

  it("shows members of groups, unless told otherwise", async () => {
    const filter = `id eq "${team}"`;
    const whole = await scim.search("", { filter });
    const without = await scim.search("", { filter, excludedAttributes: ["members"] });

    expect(whole.body.Resources[0].members).toEqual([
      expect.objectContaining({ value: ann, display: "Alpha" }),
    ]);
    expect(without.body.Resources[0]).not.toHaveProperty("members");
  });

  it.each(["", "/Users", "/Groups"])(
    "refuses a body on %s/.search that is no SearchRequest",
    async (path) => {
      expect(errorOf(await scim.post(`${path}/.search`, []))).toBe("400 invalidSyntax");
      const strict = await app.secondConnection(scim, { mode: "strict" });
      expect(errorOf(await strict.post(`${path}/.search`, undefined))).toBe("400 invalidSyntax");
      // SCIM-SDK sends no body where it has no parameters.
      expect((await scim.post(`${path}/.search`, undefined)).body).toEqual(
        (await scim.search(path, {})).body,
      );
      expect(errorOf(await scim.search(path, { filter: "id eq" }))).toBe("400 invalidFilter");
      expect(errorOf(await scim.search(path, { filter: 7 }))).toBe("400 invalidFilter");
      expect(errorOf(await scim.search(path, { count: "many" }))).toBe("400 invalidValue");
    },
  );

  it("needs POST", async () => {
    for (const path of ["/.search", "/Users/.search", "/Groups/.search"]) {
      const answer = await scim.get(path);
      expect(errorOf(answer)).toBe("405");
      expect(answer.headers["allow"]).toContain("POST");
    }
  });

  it("lets a token that may only read search, but not write", async () => {
    const reader = await app.withToken(scim, { scopes: ["scim.read"] });

    expect((await reader.search("", {})).status).toBe(200);
    expect(errorOf(await reader.post("/Users", { schemas: [CORE_USER], userName: "x" }))).toBe("403");
  });
});

describe.each(DATABASES)("/Me on %s", (database) => {
  const app = useTestApp(database);

  it("is the user of the token, at the permanent location [RFC 7644 §3.11]", async () => {
    const scim = await app.connect();
    const user = await scim.createUser({ userName: "ann", title: "Dr" });
    const me = await app.withToken(scim, { scopes: ["scim"], userId: user.id });
    const read = await me.get("/Me");
    const patched = await me.patch("/Me", [{ op: "replace", path: "title", value: "Prof" }]);
    const put = await me.put("/Me?attributes=title", { schemas: [CORE_USER], userName: "ann", title: "Sir" });

    expect([read.status, read.headers["location"], read.body]).toEqual([200, user.meta.location, user]);
    expect(patched.body).toMatchObject({ id: user.id, title: "Prof" });
    expect(put.body).toEqual({ schemas: [CORE_USER], id: user.id, title: "Sir" });
    expect((await me.delete("/Me")).status).toBe(204);
    expect(errorOf(await scim.get(`/Users/${user.id}`))).toBe("404");
  });

  it("answers 501 to every method for a token of a provisioning client [RFC 7644 §3.11]", async () => {
    const scim = await app.connect();

    for (const method of ["GET", "PUT", "PATCH", "DELETE"]) {
      const body = method === "PUT" || method === "PATCH" ? {} : undefined;
      expect(errorOf(await scim.send(method, "/Me", body))).toBe("501");
    }
  });
});
