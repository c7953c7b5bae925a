import { useTestApp } from "../../support/app.js";
import {
  BULK_REQUEST,
  BULK_RESPONSE,
  bulk,
  change,
  idOf,
  newGroup,
  newUser,
  results,
  statuses,
} from "../../support/bulk.js";
import { DATABASES } from "../../support/databases.js";
import type { Answer } from "../../support/http.js";
import { CORE_USER, CRM_USER, ENTERPRISE, errorOf, type ScimClient } from "../../support/scim-client.js";

describe.each(DATABASES)("POST /Bulk on %s", (database) => {
  const limits = {
    maxPageSize: 1000,
    defaultPageSize: 100,
    bodyLimit: 100_000,
    bulkMaxOperations: 150,
    countLimit: 0,
    cursorTimeout: 3600,
  };
  const app = useTestApp(database, { limits });
  let scim: ScimClient;

  beforeEach(async () => {
    scim = await app.connect();
  });

  const read = async (result: Answer["body"]): Promise<Answer["body"]> =>
    (await scim.get(new URL(result.location).pathname.replace("/scim/v2", ""))).body;
  const membersOf = async (result: Answer["body"]): Promise<string[]> =>
    ((await read(result)).members ?? []).map(({ value }: Answer["body"]) => value).toSorted();

  describe("as a message", () => {
    it("answers each operation as the single request would be [RFC 7644 §3.7.3]", async () => {
      const [put, patched, gone] = await scim.createUsers("u", 3);
      const group = await scim.createGroup("g");
      const answer = await bulk(scim, [
        newUser("new"),
        { method: "PUT", path: `/Users/${put}`, data: { schemas: [CORE_USER], userName: "put" } },
        change(`/Users/${patched}`, "replace", "title", "Dr"),
        change(`/Groups/${group.id}`, "add", "members", [{ value: put }]),
        { method: "DELETE", path: `/Users/${gone}` },
      ]);
      const base = `${app.url}/scim/v2`;

      expect([answer.status, answer.headers["content-type"]]).toEqual([200, "application/scim+json"]);
      expect(answer.body).toEqual({
        schemas: [BULK_RESPONSE],
        Operations: [
          {
            method: "POST",
            bulkId: "new",
            location: expect.stringContaining(`${base}/Users/`),
            version: 'W/"1"',
            status: "201",
          },
          { method: "PUT", location: `${base}/Users/${put}`, version: 'W/"2"', status: "200" },
          { method: "PATCH", location: `${base}/Users/${patched}`, version: 'W/"2"', status: "200" },
          { method: "PATCH", location: group.meta.location, version: 'W/"2"', status: "200" },
          { method: "DELETE", location: `${base}/Users/${gone}`, status: "204" },
        ],
      });
      expect(await read(answer.body.Operations[0])).toMatchObject({ userName: "new" });
      expect((await scim.get("/Users")).body.totalResults).toBe(3);
      expect((await scim.get(`/Groups/${group.id}`)).body.members).toHaveLength(1);
    });

    it("takes names of members and methods in any case, and paths as meta.location has them", async () => {
      const { id, meta } = await scim.createUser({ userName: "ann" });
      const found = await results(scim, [
        { METHOD: "post", Path: "users/", BulkId: "a", Data: { schemas: [CORE_USER], userName: "a" } },
        { method: "Delete", path: meta.location },
        { method: "DELETE", path: "/scim/v2/Users/bulkId:a" },
        { method: "DELETE", path: `https://elsewhere.example/Users/${id}` },
      ]);

      expect(statuses(found)).toEqual(["201", "204", "204", "400 invalidSyntax"]);
      expect(found.map(({ method }) => method)).toEqual(["POST", "DELETE", "DELETE", "DELETE"]);
      expect((await scim.get("/Users")).body.totalResults).toBe(0);
    });

    it("takes the operations of a PATCH bare, as the RFC's example has them [RFC 7644 §3.7.3]", async () => {
      const { id, meta } = await scim.createUser({ userName: "ann", nickName: "a" });
      const data = [
        { op: "remove", path: "nickName" },
        { op: "add", path: "userName", value: "Dave" },
      ];

      expect(
        statuses(
          await results(scim, [{ method: "PATCH", path: `/Users/${id}`, version: meta.version, data }]),
        ),
      ).toEqual(["200"]);
      expect((await scim.get(`/Users/${id}`)).body).not.toHaveProperty("nickName");
    });

    it.each([
      ["no object", []],
      ["no Operations", { schemas: [BULK_REQUEST] }],
      ["an empty list [RFC 7643 §2.5]", { Operations: [] }],
      ["an object for the list", { Operations: { 0: newUser("a") } }],
      ["Operations twice", { Operations: [newUser("a")], operations: [newUser("b")] }],
    ])("refuses a body with %s, and does nothing", async (_what, body) => {
      expect(errorOf(await scim.post("/Bulk", body))).toBe("400 invalidSyntax");
      expect((await scim.get("/Users")).body.totalResults).toBe(0);
    });

    it.each([1.5, "one", true, {}, []])("refuses failOnErrors %j", async (failOnErrors) => {
      expect(errorOf(await bulk(scim, [newUser("a")], { failOnErrors }))).toBe("400 invalidValue");
      expect((await scim.get("/Users")).body.totalResults).toBe(0);
    });

    it("refuses more operations or bytes than it announces, and names the limit [RFC 7644 §3.7.4]", async () => {
      const { bulk: announced } = (await scim.get("/ServiceProviderConfig")).body;
      const many = await bulk(
        scim,
        Array.from({ length: 151 }, (_, index) => newUser(`u${index}`)),
      );
      const large = await bulk(scim, [newUser("large", { title: "x".repeat(100_000) })]);

      expect(announced).toEqual({ supported: true, maxOperations: 150, maxPayloadSize: 100_000 });
      expect([errorOf(many), errorOf(large)]).toEqual(["413", "413"]);
      expect(many.body.detail).toMatch(/151 operations.*maxOperations \(150\)/);
      expect(large.body.detail).toMatch(/of 100\d+ bytes.*100000 bytes \(maxPayloadSize\)/);
      expect((await scim.get("/Users")).body.totalResults).toBe(0);
    });

    it("needs the scope to write, and sees only the connection's tenant", async () => {
      const other = await app.connect();
      const { id } = await other.createUser({ userName: "ann" });
      const reader = await app.withToken(scim, { scopes: ["scim.read"] });

      expect(errorOf(await bulk(reader, [newUser("a")]))).toBe("403");
      expect(statuses(await results(scim, [{ method: "DELETE", path: `/Users/${id}` }]))).toEqual(["404"]);
      expect((await other.get(`/Users/${id}`)).status).toBe(200);
    });

    it("sees what the connection sees", async () => {
      const own = await app.secondConnection(scim, { visibility: "own" });
      const { id } = await scim.createUser({ userName: "ann" });
      const found = await results(own, [
        { method: "DELETE", path: `/Users/${id}` },
        newUser("mine", { externalId: "x" }),
        newUser("ann"),
      ]);

      expect(statuses(found)).toEqual(["404", "201", "409 uniqueness"]);
      expect((await read(found[1])).externalId).toBeUndefined();
    });
  });

  describe("with operations that fail", () => {
    it("goes on, and gives the error of each [RFC 7644 §3.7]", async () => {
      const { id, userName } = await scim.createUser({ userName: "ann" });
      const unknown = "00000000-0000-7000-8000-000000000000";
      const found = await results(scim, [
        newUser("taken", { userName }),
        newUser("b"),
        { method: "DELETE", path: `/Users/${unknown}` },
        change(`/Users/${id}`, "add", "noSuch", 1),
        newGroup("g"),
      ]);

      expect(statuses(found)).toEqual(["409 uniqueness", "201", "404", "400 invalidPath", "201"]);
      expect(found[0]).toEqual({
        method: "POST",
        bulkId: "taken",
        status: "409",
        response: {
          schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"],
          scimType: "uniqueness",
          status: "409",
          detail: expect.stringContaining("ann"),
        },
      });
      expect(found[2].location).toBe(`${app.url}/scim/v2/Users/${unknown}`);
      expect((await scim.get("/Users")).body.totalResults).toBe(2);
    });

    it.each([
      ["null", null],
      ["a text", "POST"],
      ["a list", []],
      ["nothing in it", {}],
      ["no method", { path: "/Users", bulkId: "a", data: { userName: "a" } }],
      ["GET", { method: "GET", path: "/Users" }],
      ["a method that is no text", { method: 7, path: "/Users" }],
      ["no path", { method: "POST", bulkId: "a", data: { userName: "a" } }],
      ["a path that is no text", { method: "POST", path: ["/Users"], bulkId: "a", data: { userName: "a" } }],
      ["an unknown endpoint", { method: "POST", path: "/Devices", bulkId: "a", data: { userName: "a" } }],
      ["/Me", { method: "PATCH", path: "/Me", data: [] }],
      ["POST to a resource", { method: "POST", path: "/Users/x", bulkId: "a", data: { userName: "a" } }],
      ["PUT to an endpoint", { method: "PUT", path: "/Users", data: { userName: "a" } }],
      ["DELETE of everything", { method: "DELETE", path: "/Users/" }],
      ["a path that is no URL", { method: "DELETE", path: "/Users/%zz" }],
      ["a path with NUL", { method: "DELETE", path: "/Users/%00" }],
      ["POST without bulkId", { method: "POST", path: "/Users", data: { userName: "a" } }],
      ["an empty bulkId", { method: "POST", path: "/Users", bulkId: "", data: { userName: "a" } }],
      ["a bulkId that is no text", { method: "POST", path: "/Users", bulkId: 1, data: { userName: "a" } }],
      ["no data", { method: "POST", path: "/Users", bulkId: "a" }],
      ["data that is no object", { method: "POST", path: "/Users", bulkId: "a", data: "{}" }],
      ["a list for POST", { method: "POST", path: "/Users", bulkId: "a", data: [{ userName: "a" }] }],
      ["a version that is no text", { method: "DELETE", path: "/Users/x", version: 1 }],
      ["a name twice", { method: "POST", Method: "POST", path: "/Users", bulkId: "a", data: {} }],
    ])("fails one with %s alone", async (_what, operation) => {
      expect(statuses(await results(scim, [operation, newUser("after")]))).toEqual([
        "400 invalidSyntax",
        "201",
      ]);
      expect((await scim.get("/Users")).body.totalResults).toBe(1);
    });

    it("stops at the number of errors that the client accepts [RFC 7644 §3.7]", async () => {
      const operations = [newUser("a"), newUser("A"), newUser("b"), null, newUser("c"), newUser("d")];

      expect(statuses(await results(scim, operations, { failOnErrors: 2 }))).toEqual([
        "201",
        "409 uniqueness",
        "201",
        "400 invalidSyntax",
      ]);
      expect((await scim.get("/Users")).body.totalResults).toBe(2);
      expect(statuses(await results(scim, [newUser("e"), null, newUser("f")], { failOnErrors: 2 }))).toEqual([
        "201",
        "400 invalidSyntax",
        "201",
      ]);
    });

    it("stops beyond one transaction too", async () => {
      const operations = Array.from({ length: 150 }, (_, index) =>
        index % 40 === 39 ? null : newUser(`u${index}`),
      );

      expect(await results(scim, operations, { failOnErrors: 3 })).toHaveLength(120);
      expect((await scim.get("/Users")).body.totalResults).toBe(117);
    });

    it("leaves nothing of one that fails, counters included", async () => {
      const { id } = await scim.createUser({ userName: "ann" });
      const group = await scim.createGroup("g", [id]);
      const found = await results(scim, [
        change(`/Groups/${group.id}`, "remove", "members"),
        {
          method: "PATCH",
          path: `/Groups/${group.id}`,
          data: [
            { op: "add", path: "members", value: [{ value: id }] },
            { op: "remove", path: "displayName" },
          ],
        },
        newUser("dir-1", { [CRM_USER]: { directoryObjectId: "one" } }),
        newUser("dir-2", { [CRM_USER]: { directoryObjectId: "one" } }),
      ]);

      expect(statuses(found)).toEqual(["200", expect.stringMatching(/^400/), "201", "409 uniqueness"]);
      expect((await scim.get(`/Groups/${group.id}`)).body.members).toEqual([]);
      expect((await scim.get("/Users?count=0")).body.totalResults).toBe(2);
    });
  });

  describe("with versions", () => {
    it("compares version with the stored one [RFC 7644 §3.7]", async () => {
      const { id } = await scim.createUser({ userName: "ann" });
      const group = await scim.createGroup("g");
      const put = { schemas: [CORE_USER], userName: "ann", title: "Dr" };
      const found = await results(scim, [
        { ...change(`/Users/${id}`, "replace", "title", "x"), version: 'W/"2"' },
        { ...change(`/Users/${id}`, "replace", "title", "x"), version: 'W/"1"' },
        { method: "PUT", path: `/Users/${id}`, version: 'W/"1"', data: put },
        { method: "PUT", path: `/Users/${id}`, version: 'W/"2"', data: put },
        { method: "DELETE", path: `/Users/${id}`, version: 'W/"1"' },
        { method: "DELETE", path: `/Groups/${group.id}`, version: group.meta.version },
      ]);

      expect(statuses(found)).toEqual(["412", "200", "412", "200", "412", "204"]);
      expect(found.map(({ version }) => version)).toEqual([
        undefined,
        'W/"2"',
        undefined,
        'W/"3"',
        undefined,
        undefined,
      ]);
    });

    it("takes If-Match of the bulk request for none of its operations", async () => {
      const { id } = await scim.createUser({ userName: "ann" });
      const body = {
        schemas: [BULK_REQUEST],
        Operations: [change(`/Users/${id}`, "add", "title", "x")],
      };

      expect(statuses((await scim.post("/Bulk", body, { "If-Match": 'W/"9"' })).body.Operations)).toEqual([
        "200",
      ]);
    });
  });

  describe("with references", () => {
    it("resolves all of an operation's references, whatever begins alike [RFC 7644 §3.7.2]", async () => {
      const found = await results(scim, [
        newUser("1"),
        newUser("10"),
        newUser("100"),
        newGroup("g", ["bulkId:1", "bulkId:10", "bulkId:100"]),
      ]);

      expect(await membersOf(found[3])).toEqual(found.slice(0, 3).map(idOf).toSorted());
    });

    it("resolves references forward, in extensions, in $ref, in PATCH and in paths", async () => {
      const found = await results(scim, [
        newGroup("g", ["bulkId:boss"]),
        newUser("ann", { [ENTERPRISE]: { manager: { $ref: "../Users/bulkId:boss" } } }),
        change("/Groups/bulkId:g", "add", "members", [{ value: "bulkId:ann" }, { value: "bulkId:bob" }]),
        change("/Groups/bulkId:g", "remove", 'members[value eq "bulkId:boss"]'),
        newUser("boss"),
        change("/Users/bulkId:boss", "add", `${ENTERPRISE}:manager`, { value: "bulkId:ann" }),
        newUser("bob", { [ENTERPRISE]: { manager: "bulkId:boss" } }),
        { method: "PUT", path: "/Users/bulkId:bob", data: { schemas: [CORE_USER], userName: "bobby" } },
      ]);
      const [, ann, , , boss, , bob] = found;

      expect(statuses(found)).toEqual(["201", "201", "200", "200", "201", "200", "201", "200"]);
      expect(await membersOf(found[0])).toEqual([ann, bob].map(idOf).toSorted());
      expect((await read(ann))[ENTERPRISE].manager.value).toBe(idOf(boss));
      expect((await read(boss))[ENTERPRISE].manager.value).toBe(idOf(ann));
      expect(await read(bob)).toMatchObject({ id: idOf(found[7]), userName: "bobby" });
    });

    it("resolves circles, each resource created once [RFC 7644 §3.7.1]", async () => {
      const found = await results(scim, [
        newGroup("a", ["bulkId:b", "bulkId:a"]),
        newGroup("b", ["bulkId:c"]),
        newGroup("c", ["bulkId:a", "bulkId:u"]),
        newUser("u", { [ENTERPRISE]: { manager: { value: "bulkId:v" } } }),
        newUser("v", { [ENTERPRISE]: { manager: { value: "bulkId:u" } } }),
      ]);
      const [a, b, c, u, v] = found.map(idOf);
      const { members } = await read(found[2]);

      expect(statuses(found)).toEqual(["201", "201", "201", "201", "201"]);
      expect([await membersOf(found[0]), await membersOf(found[1])]).toEqual([
        [a, b].toSorted((x, y) => String(x).localeCompare(String(y))),
        [c],
      ]);
      expect(members).toEqual(
        [
          { value: a, type: "Group", display: "a", $ref: found[0].location },
          { value: u, type: "User", display: "u", $ref: found[3].location },
        ].toSorted((x, y) => String(x.value).localeCompare(String(y.value))),
      );
      expect((await read(found[3]))[ENTERPRISE].manager.value).toBe(v);
      expect((await read(found[3])).groups).toHaveLength(3);
      expect((await scim.get("/?count=0")).body.totalResults).toBe(5);
    });

    it("resolves circles on a strict connection, which knows no unknown members", async () => {
      const strict = await app.connect({ mode: "strict" });
      const found = await results(strict, [newGroup("a", ["bulkId:b"]), newGroup("b", ["bulkId:a"])]);

      expect(statuses(found)).toEqual(["201", "201"]);
      expect(statuses(await results(strict, [newGroup("c", ["0190-nobody"])]))).toEqual(["400 invalidValue"]);
    });

    it("creates all of a circle or nothing", async () => {
      await scim.createGroup("b");
      const found = await results(scim, [
        newGroup("a", ["bulkId:b"]),
        newGroup("b", ["bulkId:a"]),
        newGroup("lone"),
        newGroup("on", ["bulkId:a"]),
      ]);

      expect(statuses(found)).toEqual(["409", "409 uniqueness", "201", "409"]);
      expect(found[0].response.detail).toContain("'b'");
      expect(found[3].response.detail).toContain("'a'");
      expect((await scim.get("/Groups")).body.totalResults).toBe(2);
    });

    it("fails what refers to an operation that failed, and what refers to that [RFC 7644 §3.7.1]", async () => {
      const { id } = await scim.createGroup("old");
      const found = await results(scim, [
        newUser("bad", { userName: "" }),
        newGroup("g", ["bulkId:bad"]),
        change(`/Groups/${id}`, "add", "members", [{ value: "bulkId:g" }]),
        { method: "DELETE", path: "/Users/bulkId:bad" },
        { method: "POST", path: "/Users", bulkId: "empty" },
        newGroup("h", ["bulkId:empty"]),
        change(`/Groups/${id}`, "replace", "displayName", "new"),
      ]);

      expect(statuses(found)).toEqual([
        "400 invalidValue",
        "409",
        "409",
        "409",
        "400 invalidSyntax",
        "409",
        "200",
      ]);
      expect(found.slice(1, 4).map(({ response }) => response.detail)).toEqual([
        expect.stringContaining("'bad'"),
        expect.stringContaining("'g'"),
        expect.stringContaining("'bad'"),
      ]);
      expect((await scim.get(`/Groups/${id}`)).body.members).toEqual([]);
    });

    it("fails what refers to nothing", async () => {
      const { id } = await scim.createUser({ userName: "ann" });
      const found = await results(scim, [
        newGroup("g", ["bulkId:nobody"]),
        newUser("u", { [ENTERPRISE]: { manager: { value: "bulkId:nobody" } } }),
        { method: "DELETE", path: "/Users/bulkId:nobody" },
        // Only what a POST creates has a bulkId that stands for it.
        { ...change(`/Users/${id}`, "add", "title", "x"), bulkId: "put" },
        newGroup("h", ["bulkId:put"]),
      ]);

      expect(statuses(found)).toEqual(["409", "409", "409", "200", "409"]);
      expect(found.map(({ bulkId }) => bulkId)).toEqual(["g", "u", undefined, "put", "h"]);
    });

    it("keeps a person's text that only looks like a reference", async () => {
      const texts = { displayName: "bulkId:", nickName: "bulkId:nobody", title: "bulkId:u1 x" };
      const found = await results(scim, [newUser("u1", texts), newUser("u", texts)]);

      expect(statuses(found)).toEqual(["201", "201"]);
      expect(await read(found[1])).toMatchObject(texts);
    });

    it("refuses operations that share a bulkId, since nobody can tell which is meant", async () => {
      const found = await results(scim, [
        newUser("same", { userName: "one" }),
        newUser("same", { userName: "two" }),
        newGroup("g", ["bulkId:same"]),
        newUser("other"),
      ]);

      expect(statuses(found)).toEqual(["400 invalidValue", "400 invalidValue", "409", "201"]);
    });

    it.each(["__proto__", "constructor", "a/b c", "ä%", '"', "x".repeat(500)])(
      "takes the bulkId %j for what it is",
      async (bulkId) => {
        const found = await results(scim, [
          newGroup("g", [`bulkId:${bulkId}`]),
          { ...newUser("u"), bulkId },
          { method: "DELETE", path: `/Users/${encodeURIComponent(`bulkId:${bulkId}`)}` },
        ]);

        expect([statuses(found), found[1].bulkId]).toEqual([["201", "201", "204"], bulkId]);
      },
    );

    it("keeps the order on one resource, and what makes room for a name before what takes it", async () => {
      const { id } = await scim.createUser({ userName: "ann" });
      const group = await scim.createGroup("g");
      const found = await results(scim, [
        change(`/Groups/${group.id}`, "add", "members", [{ value: "bulkId:ann" }]),
        change(`/Groups/${group.id}`, "remove", "members"),
        { method: "DELETE", path: `/Users/${id}` },
        newUser("ann"),
        change(`/Users/bulkId:ann`, "replace", "title", "one"),
        change(`/Users/bulkId:ann`, "replace", "title", "two"),
      ]);

      expect(statuses(found)).toEqual(["200", "200", "204", "201", "200", "200"]);
      expect((await scim.get(`/Groups/${group.id}`)).body.members).toEqual([]);
      expect((await read(found[3])).title).toBe("two");
    });
  });
});
