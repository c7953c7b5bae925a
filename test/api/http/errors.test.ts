import { gzipSync } from "node:zlib";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { send } from "../../support/http.js";
import { CORE_USER, errorOf, type ScimClient } from "../../support/scim-client.js";

const USER = { schemas: [CORE_USER], userName: "ann" };

describe.each(DATABASES)("a request that cannot be served on %s", (database) => {
  const limits = {
    maxPageSize: 1000,
    defaultPageSize: 100,
    bodyLimit: 20_000,
    bulkMaxOperations: 1000,
    countLimit: 0,
    cursorTimeout: 3600,
  };
  const app = useTestApp(database, { limits });
  let scim: ScimClient;

  beforeEach(async () => {
    scim = await app.connect();
  });

  it.each(["{", "{'a': 1}", '{"userName": "ann",}', "nonsense", "\u0000"])(
    "is answered invalidSyntax when its body is %j, which is no JSON [RFC 7644 §3.12]",
    async (body) => {
      expect(errorOf(await scim.post("/Users", body))).toBe("400 invalidSyntax");
    },
  );

  it("is answered 400 when its body is empty, and changes nothing", async () => {
    const { id } = await scim.createUser({ userName: "ann" });
    const before = (await scim.get(`/Users/${id}`)).text;

    expect(errorOf(await scim.post("/Users", ""))).toBe("400 invalidSyntax");
    expect(errorOf(await scim.put(`/Users/${id}`, ""))).toBe("400 invalidSyntax");
    expect(errorOf(await scim.send("PATCH", `/Users/${id}`, ""))).toBe("400 invalidSyntax");
    expect((await scim.get(`/Users/${id}`)).text).toBe(before);
  });

  it.each(["[]", "null", "7", '"text"', "true", "[{}]"])(
    "is answered invalidSyntax when its body is %s, which is no object",
    async (body) => {
      expect(errorOf(await scim.post("/Users", body))).toBe("400 invalidSyntax");
      expect(errorOf(await scim.post("/Groups", body))).toBe("400 invalidSyntax");
    },
  );

  it("says where JSON is broken without repeating the body", async () => {
    const answer = await scim.post("/Users", '{"password": "top secret", oops}');

    expect(errorOf(answer)).toBe("400 invalidSyntax");
    expect(answer.text + app.log.join("")).not.toContain("top secret");
  });

  it.each(["text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data"])(
    "is answered 415 when its media type is %s",
    async (type) => {
      expect(errorOf(await scim.post("/Users", JSON.stringify(USER), { "Content-Type": type }))).toBe("415");
      expect((await scim.get("/Users")).body.totalResults).toBe(0);
    },
  );

  it.each([
    "application/scim+json; charset=utf-8",
    "Application/SCIM+JSON",
    "application/json;charset=UTF-8",
    "application/json; charset=ISO-8859-1",
    "application/scim+json; charset=klingon",
    "",
  ])("is served when its media type is %j [RFC 7644 §3.8]", async (type) => {
    expect((await scim.post("/Users", USER, { "Content-Type": type })).status).toBe(201);
  });

  it("is answered 415 when its encoding is unknown", async () => {
    expect(errorOf(await scim.post("/Users", USER, { "Content-Encoding": "rot13" }))).toBe("415");
  });

  it("is served when its body is compressed, within the limit of what it unpacks to", async () => {
    const headers = {
      Authorization: `Bearer ${scim.token}`,
      "Content-Type": "application/scim+json",
      "Content-Encoding": "gzip",
    };
    const post = (body: object) =>
      send(app.url, {
        method: "POST",
        path: "/scim/v2/Users",
        headers,
        body: gzipSync(JSON.stringify(body)),
      });

    expect((await post(USER)).status).toBe(201);
    expect(errorOf(await post({ ...USER, title: "x".repeat(30_000) }))).toBe("413");
  });

  it("is answered 413 when it is larger than the limit, which it names [RFC 7644 §3.12]", async () => {
    const answer = await scim.post("/Users", { ...USER, title: "x".repeat(30_000) });

    expect(errorOf(answer)).toBe("413");
    expect(answer.body.detail).toContain("20000");
  });

  it.each(["text/html", "application/xml", "image/*", "application/scim+json;q=0"])(
    "is answered 406 when it accepts only %s",
    async (accept) => {
      expect(errorOf(await scim.get("/Users", { Accept: accept }))).toBe("406");
    },
  );

  it.each([
    ["application/json", "application/json"],
    ["application/scim+json", "application/scim+json"],
    ["*/*", "application/scim+json"],
    ["application/*;q=0.5, text/html", "application/scim+json"],
    ["application/json, application/scim+json", "application/scim+json"],
    ["", "application/scim+json"],
  ])("is answered to Accept %j as %s, errors too [RFC 7644 §3.8]", async (accept, type) => {
    const found = await scim.get("/Users", { Accept: accept });
    const lost = await scim.get("/Users/nobody", { Accept: accept });

    expect([found.status, found.headers["content-type"]]).toEqual([200, type]);
    expect([lost.status, lost.headers["content-type"]]).toEqual([404, type]);
  });

  it.each([
    ["application/json", "application/json"],
    ["Application/JSON; charset=utf-8", "application/json"],
    ["application/scim+json", "application/scim+json"],
    ["text/plain", "application/scim+json"],
  ])(
    "is answered in the type in which it asks, %s, when it has no Accept; strict does not",
    async (type, answered) => {
      const sent = { "Content-Type": type, Accept: "" };
      const strict = await app.connect({ mode: "strict" });
      for (const [client, expected] of [
        [scim, answered],
        [strict, "application/scim+json"],
      ] as const) {
        const answers = [
          await client.post("/Users", { schemas: [CORE_USER], userName: "typed" }, sent),
          await client.post("/Users", { schemas: [CORE_USER], userName: "typed" }, sent),
          await client.post("/Users", "{", sent),
          await client.post("/Bulk", {}, sent),
          await client.send("PATCH", "/Users/nobody", {}, sent),
          await client.get("/Users", sent),
          await client.get("/Users?filter=x", sent),
          await client.get("/ServiceProviderConfig", sent),
        ];
        expect(new Set(answers.map(({ headers }) => headers["content-type"]))).toEqual(new Set([expected]));
      }
      // Ahead of the token nobody knows the mode.
      const refused = await scim.post("/Users", {}, { ...sent, Authorization: "Bearer wrong" });
      const unknown = await scim.send("PUT", "/Users", {}, sent);
      expect([refused.status, refused.headers["content-type"]]).toEqual([401, answered]);
      expect([unknown.status, unknown.headers["content-type"]]).toEqual([405, answered]);
    },
  );

  it.each([
    ["PUT", "/Users", "GET, HEAD, POST"],
    ["PATCH", "/Groups", "GET, HEAD, POST"],
    ["DELETE", "/Users", "GET, HEAD, POST"],
    ["POST", "/Users/some-id", "GET, HEAD, PUT, PATCH, DELETE"],
    ["PROPFIND", "/Users", "GET, HEAD, POST"],
    ["GET", "/Bulk", "POST"],
    ["POST", "/", "GET, HEAD"],
  ])("is answered 405 and %3$s when it is %s %s", async (method, path, allow) => {
    const answer = await scim.send(
      method,
      path,
      ["GET", "DELETE", "PROPFIND"].includes(method) ? undefined : {},
    );

    expect(errorOf(answer)).toBe("405");
    expect(answer.headers["allow"]).toContain(allow);
  });

  it("may ask which methods there are", async () => {
    const answer = await scim.send("OPTIONS", "/Users");

    expect([answer.status, answer.text]).toEqual([204, ""]);
    expect(answer.headers["allow"]).toContain("GET, HEAD, POST");
  });

  it.each(["/Nothing", "/Users/a/b", "/v3/Users", "/Devices", "/.well-known", "/users.json"])(
    "is answered 404 when it goes to %s",
    async (path) => {
      expect(errorOf(await scim.get(path))).toBe("404");
    },
  );

  it.each(["/Users/%", "/Users/%zz", "/Groups/%C3%28", "/%E0%A4%A"])(
    "is answered 400 when its path is %s, which is malformed",
    async (path) => {
      expect(errorOf(await scim.get(path))).toMatch(/^(400 invalidSyntax|404)$/);
    },
  );

  it("is no error of the server when a client asks for what is not implemented", async () => {
    const before = app.log.length;
    const answers = [await scim.get("/Me"), await scim.delete("/Me"), await scim.patch("/Me", [])];

    expect(answers.map(({ status }) => status)).toEqual([501, 501, 501]);
    const levels = app.log
      .slice(before)
      .map((line) => (JSON.parse(line) as { level: number | string }).level);
    expect(
      levels.every((level) => level === "info" || level === 30 || level === "debug" || level === 20),
    ).toBe(true);
    expect(levels.length).toBeGreaterThan(0);
  });

  it("survives malformed percent-encoding in its query", async () => {
    const answer = await scim.get("/Users?filter=%E0%A4%A&count=%");

    expect(errorOf(answer)).toMatch(/^400 /);
  });

  it.each([
    "/Users?filter[a]=b",
    "/Users?filter=id%20pr&filter=id%20pr",
    "/Users?sortBy[]=userName",
    "/Users?count[x]=1",
    "/Users?attributes[a]=b",
    "/Users?sortBy=__proto__",
    "/Users?sortBy=noSuch",
    "/Users?attributes=__proto__,constructor,toString",
  ])("never fails on the odd query of %s", async (path) => {
    expect((await scim.get(path)).status).toBeLessThan(500);
  });

  it("never fails on JSON of great depth", async () => {
    const deep = `${'{"name":'.repeat(2000)}1${"}".repeat(2000)}`;

    expect((await scim.post("/Users", deep)).status).toBe(400);
  });

  it("hides what the server is made of, and names the request", async () => {
    const answer = await scim.get("/Users/nobody", { "X-Request-Id": "trace-1" });

    expect(answer.headers["x-powered-by"]).toBeUndefined();
    expect(answer.headers["x-request-id"]).toBe("trace-1");
    expect(answer.text).not.toMatch(/node_modules|\bat |select |sqlite|postgres/i);
  });
});

describe.each(DATABASES)("a failing server on %s", (database) => {
  const app = useTestApp(database);

  it("answers 500 as a SCIM error, tells nothing of the cause, logs it, and goes on", async () => {
    const scim = await app.connect();
    const { id } = await scim.createUser({ userName: "ann", title: "confidential title" });
    await app.db.write.raw("alter table attribute_values rename to attribute_values_gone");
    const answer = await scim.post("/Users", {
      ...USER,
      userName: "bob",
      emails: [{ value: "b@c.example" }],
    });
    await app.db.write.raw("alter table attribute_values_gone rename to attribute_values");

    expect(errorOf(answer)).toBe("500");
    expect(answer.text).not.toMatch(/attribute_values|insert|select|table|sqlite|\bpg\b|node_modules/i);
    expect(answer.body.detail).toContain(answer.headers["x-request-id"]);
    expect(app.log.join("")).toContain(answer.headers["x-request-id"]);
    expect(app.log.join("")).not.toMatch(/confidential title|b@c\.example/);
    expect((await scim.get(`/Users/${id}`)).status).toBe(200);
    expect((await scim.get("/Users")).body.totalResults).toBe(1);
  });
});
