import { hashToken } from "../../../src/auth/tokens.js";
import { queryRows } from "../../../src/db/query.js";
import { inTransaction } from "../../../src/db/transaction.js";
import { listConnections, updateConnection } from "../../../src/tenants/connections.js";
import { findOldestTenant } from "../../../src/tenants/tenants.js";
import { type TestApp, useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { type Answer, send } from "../../support/http.js";
import { CORE_USER, CRM_USER, ENTERPRISE, ScimClient } from "../../support/scim-client.js";

type Entry = Answer["body"];

/** What the administrators' interface answers to a client. */
async function ask(client: ScimClient, path: string): Promise<Answer> {
  const headers = { Authorization: `Bearer ${client.token}` };
  return send(client.url, { method: "GET", path: `/admin/v1${path}`, headers });
}

/** Entries of the log, newest first. */
async function logOf(admin: ScimClient, query = ""): Promise<Entry[]> {
  const answer = await ask(admin, `/provisioning-log${query}`);
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.body.value;
}

/** A client with a token that nobody has. */
function strangerTo({ url, tenantId, connectionId }: ScimClient): ScimClient {
  return new ScimClient({ url, tenantId, connectionId, token: "unknown" });
}

/** Where a client is at. */
function at({ url, token }: ScimClient): { url: string; token: string } {
  return { url, token };
}

/** An entry in short. */
function brief({ operation, resourceType = "-", status }: Entry): string {
  return `${operation} ${resourceType} ${status}`;
}

describe.each(DATABASES)("GET /admin/v1/provisioning-log on %s", (database) => {
  const app: TestApp = useTestApp(database);
  let client: ScimClient;
  let admin: ScimClient;
  beforeEach(async () => {
    client = await app.connect();
    admin = await app.withToken(client, { scopes: ["admin:global"] });
  });

  it("shows each request with its operation, resource, status and time, newest first", async () => {
    const { id } = await client.createUser({ userName: "ann" });
    await client.get(`/Users/${id}`);
    await client.get('/Users?filter=userName%20eq%20"ann"');
    await client.patch(`/Users/${id}`, [{ op: "replace", path: "title", value: "Lead" }]);
    await client.put(`/Users/${id}`, { schemas: [CORE_USER], userName: "ann" });
    await client.delete(`/Users/${id}`);
    await client.get(`/Users/${id}`);
    await client.search("/Groups", {});
    await client.get("/Schemas");
    await client.get("/ServiceProviderConfig");

    const entries = await logOf(admin);

    expect(entries.map(brief)).toEqual([
      "discovery - 200",
      "discovery - 200",
      "search Group 200",
      "read User 404",
      "delete User 204",
      "replace User 200",
      "patch User 200",
      "search User 200",
      "read User 200",
      "create User 201",
    ]);
    expect(entries.at(-1)).toMatchObject({
      resourceId: id,
      connectionId: client.connectionId,
      ignored: [],
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      durationMs: expect.any(Number),
      tokenId: expect.any(String),
    });
  });

  it("tells what changed by the names of attributes, and members by their number", async () => {
    const { id } = await client.createUser({
      userName: "bea",
      externalId: "x1",
      password: "correct horse battery",
      name: { givenName: "Bea" },
    });
    await client.patch(`/Users/${id}`, [
      { op: "replace", path: "name.givenName", value: "Beatrice" },
      { op: "add", path: `${ENTERPRISE}:department`, value: "Sales" },
      { op: "add", path: "emails", value: [{ value: "bea@example.com", type: "work" }] },
      { op: "replace", path: "password", value: "another horse battery" },
      { op: "replace", path: "userName", value: "bea" },
    ]);
    await client.patch(`/Users/${id}`, [{ op: "replace", path: "userName", value: "bea" }]);
    const group = await client.createGroup("Team", [id]);
    const other = await client.createUser({ userName: "other" });
    await client.patch(`/Groups/${group.id}`, [
      { op: "add", path: "members", value: [{ value: other.id }] },
      { op: "remove", path: `members[value eq "${id}"]` },
      { op: "replace", path: "displayName", value: "Crew" },
    ]);

    const changed = (await logOf(admin)).map((entry) => entry.changed.toSorted());

    expect(changed).toEqual([
      ["displayName", "members +1 -1"],
      ["userName"],
      ["displayName", "members +1 -0"],
      [],
      ["emails", "name.givenName", "password", `${ENTERPRISE}:department`],
      ["externalId", "name.givenName", "password", "userName"],
    ]);
  });

  it("tells which attributes were dropped, and which an error is about", async () => {
    await client.post("/Users", { schemas: [CORE_USER], userName: "cy", shoeSize: 43 });
    await client.post("/Users", { schemas: [CORE_USER], userName: "cy" });
    await client.post("/Users", { schemas: [CORE_USER], userName: "dora", active: "perhaps" });

    const [wrong, taken, dropped] = await logOf(admin);

    expect(dropped.ignored).toEqual(expect.arrayContaining(["shoeSize"]));
    expect(taken).toMatchObject({
      status: 409,
      code: "uniqueness",
      scimType: "uniqueness",
      attributes: ["userName"],
    });
    expect(wrong).toMatchObject({ status: 400, scimType: "invalidValue", attributes: ["active"] });
  });

  it("holds no value of an attribute, and no body", async () => {
    await client.createUser({ userName: "secret-person@example.com", name: { givenName: "Zebedee" } });
    await client.post("/Users", { schemas: [CORE_USER], userName: "secret-person@example.com" });
    await client.get("/Users/secret-person@example.com");
    await client.get('/Users?filter=userName%20eq%20"secret-person@example.com"');

    const text = JSON.stringify(await logOf(admin));

    expect(text).not.toMatch(/secret-person|Zebedee|Body|detail/);
  });

  it("notes what was refused before it was read", async () => {
    const reader = await app.withToken(client, { scopes: ["scim.read"] });
    await reader.delete("/Users/nobody");
    await client.post("/Users", "{ no JSON");
    await client.post("/Users", "<user/>", { "Content-Type": "text/xml" });
    await client.get("/Nothing");

    expect((await logOf(admin)).map((entry) => `${brief(entry)} ${entry.code}`)).toEqual([
      "other - 404 notFound",
      "create User 415 unsupportedMediaType",
      "create User 400 invalidSyntax",
      "delete User 403 forbidden",
    ]);
  });

  it("finds an entry by the request id that an error's detail shows", async () => {
    await client.get("/Users");
    const { headers, body } = await client.get("/Users/nobody");
    const id = /\(request (.+)\)$/.exec(body.detail)?.[1];

    expect(id).toBe(headers["x-request-id"]);
    expect((await logOf(admin, `?requestId=${id}`)).map(brief)).toEqual(["read User 404"]);
  });

  it("filters by connection, status, operation, resource and time", async () => {
    const second = await app.secondConnection(client);
    const { id } = await client.createUser({ userName: "eve" });
    await second.get(`/Users/${id}`);
    await second.get("/Users/nobody");
    const name = (await logOf(admin))[0].connection;
    const found = async (query: string): Promise<string[]> => (await logOf(admin, query)).map(brief);

    expect(await found(`?connection=${name}`)).toEqual(["read User 404", "read User 200"]);
    expect(await found("?status=4xx")).toEqual(["read User 404"]);
    expect(await found("?status=200-299&operation=create")).toEqual(["create User 201"]);
    expect(await found("?status=404")).toEqual(["read User 404"]);
    expect(await found(`?resourceId=${id}`)).toEqual(["read User 200", "create User 201"]);
    expect(await found("?since=1h")).toHaveLength(3);
    expect(await found("?until=1h")).toEqual([]);
    expect(await found(`?since=${new Date(Date.now() + 60_000).toISOString()}`)).toEqual([]);
  });

  it("tells why a request was refused and what it asked for, without a person's values", async () => {
    await client.createUser({ userName: "ann@contoso.com" });
    await client.post("/Users", { schemas: [CORE_USER], userName: "ann@contoso.com" });
    const filter = 'emails[type eq "work" and value eq "ann@contoso.com"] and active eq true';
    await client.get(`/Users?filter=${encodeURIComponent(filter)}&count=5&aadOptscim062020=secret`);
    await client.get(`/Groups?filter=${encodeURIComponent("displayName eq Board of ann@contoso.com")}`);
    await client.search("/Users", { filter: 'userName sw "ann"', attributes: ["userName"], startIndex: 2 });
    await client.get(`/Users?filter=${encodeURIComponent('nickName xx "ann"')}`);

    const entries = await logOf(admin);
    expect(entries.map(({ query }) => query ?? "").toReversed()).toEqual([
      "",
      "",
      'filter=emails[type eq "work" and value eq "…"] and active eq true&count=5&aadOptscim062020=…',
      "filter=displayName eq …",
      'filter=userName sw "…"&attributes=userName&startIndex=2',
      "filter=…",
    ]);
    const reasons = entries.map(({ reason }) => reason).filter((reason) => reason !== undefined);
    expect(reasons).toHaveLength(2);
    for (const reason of reasons) expect(reason.length).toBeGreaterThan(20);
    expect(JSON.stringify(entries)).not.toMatch(/ann|contoso|secret/);
  });

  it("shows requests whose token is not valid, by its beginning, and only some of very many", async () => {
    const old = await app.withToken(client, { scopes: ["scim"] });
    await queryRows(app.db.write, "update tokens set revoked_at = 1 where hash = ?", [hashToken(old.token)]);
    await old.get("/Users?filter=x", { "User-Agent": "Product/1" });
    for (let i = 0; i < 30; i++) await old.get("/Users");

    const [entry, ...others] = (await logOf(admin)).toReversed();
    expect(entry).toMatchObject({
      status: 401,
      code: "unauthorized",
      operation: "search",
      path: "GET /Users",
      address: expect.stringContaining("127.0.0.1"),
      userAgent: "Product/1",
      connectionId: client.connectionId,
      reason: expect.stringContaining("token is not valid"),
      credential: `Bearer ${old.token.slice(0, 12)}…`,
    });
    expect(others.length).toBeLessThan(20);
    expect(JSON.stringify([entry, ...others])).not.toContain(old.token);
  });

  it("shows tokens that nobody was given in the oldest tenant", async () => {
    if ((await findOldestTenant(app.db.read))?.id === client.tenantId) {
      client = await app.connect();
      admin = await app.withToken(client, { scopes: ["admin:global"] });
    }
    const oldest = await findOldestTenant(app.db.read);
    const [connection] = await listConnections(app.db.read, oldest?.id ?? "");
    const operator = await app.withToken(
      new ScimClient({ ...at(client), tenantId: oldest?.id ?? "", connectionId: connection?.id ?? "" }),
      { scopes: ["admin:global"] },
    );
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await strangerTo(client).get("/Groups");
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await client.get("/Groups", { Authorization: `Basic ${Buffer.from("me:hunter2").toString("base64")}` });

    const refused = (await logOf(operator, "?status=401")).slice(0, 2);
    expect(refused.map(({ credential }) => credential)).toEqual(["Basic", "Bearer un…"]);
    expect(oldest?.id).not.toBe(client.tenantId);
    expect(await logOf(admin, "?status=401")).toEqual([]);
  });

  it("gives pages, and the last one without a cursor", async () => {
    for (let index = 0; index < 5; index++) await client.get(`/Users/nobody${index}`);

    const pages: Answer["body"][] = [];
    for (let query = "?limit=2"; query !== ""; ) {
      const { body } = await ask(admin, `/provisioning-log${query}`);
      pages.push(body);
      query = "nextCursor" in body ? `?limit=2&cursor=${body.nextCursor}` : "";
    }
    const ids = pages.flatMap(({ value }) => value.map((entry: Entry) => entry.id as string));

    expect(pages).toHaveLength(3);
    expect(new Set(ids).size).toBe(5);
    expect(ids).toEqual(ids.toSorted((a, b) => (a < b ? 1 : -1)));
  });

  it.each([
    "?status=teapot",
    "?operation=guess",
    "?since=yesterday",
    "?color=red",
    "?limit=0",
    "?cursor=abc",
    "?connection=a&connection=b",
    "?connection=%00",
  ])("refuses %s as a problem", async (query) => {
    const answer = await ask(admin, `/provisioning-log${query}`);

    expect(answer.status).toBe(400);
    expect(answer.headers["content-type"]).toBe("application/problem+json");
    expect(answer.body).toMatchObject({ status: 400, detail: expect.any(String) });
  });

  it("is for global administrators alone, each of whom sees one tenant", async () => {
    const stranger = await app.connect();
    const others = await Promise.all(
      (["scim", "admin:service", "crm.read"] as const).map((scope) =>
        app.withToken(client, { scopes: [scope] }),
      ),
    );
    await client.get("/Users");
    const strangers = await app.withToken(stranger, { scopes: ["admin:global"] });

    for (const other of others) expect((await ask(other, "/provisioning-log")).status).toBe(403);
    expect((await ask(strangerTo(client), "/provisioning-log")).status).toBe(401);
    expect(await logOf(strangers)).toEqual([]);
  });

  describe("of a connection that nobody watches", () => {
    let quiet: ScimClient;
    let id: string;
    beforeEach(async () => {
      quiet = await app.connect({ watchedUntil: 0 });
      admin = await app.withToken(quiet, { scopes: ["admin:global"] });
      ({ id } = await quiet.createUser({ userName: "ann" }));
    });

    it("counts the reads that succeed, and lists everything else", async () => {
      for (let i = 0; i < 3; i++) await quiet.get(`/Users/${id}`);
      await quiet.find("/Users", 'userName eq "ann"');
      await quiet.search("/Users", { filter: 'userName eq "ann"' });
      await quiet.get("/Users/unknown");
      await quiet.get("/Users?filter=nonsense");
      await quiet.patch(`/Users/${id}`, [{ op: "replace", path: "title", value: "Lead" }]);
      await quiet.get("/Schemas");
      const entries = await logOf(admin);
      const shown = entries.map((entry) => `${entry.requests} × ${brief(entry)}`);

      expect(shown.slice(0, 3).toSorted()).toEqual([
        "1 × discovery - 200",
        "2 × search User 200",
        "3 × read User 200",
      ]);
      expect(shown.slice(3)).toEqual([
        "1 × patch User 200",
        "1 × search User 400",
        "1 × read User 404",
        "1 × create User 201",
      ]);
      const reads = entries.find(({ operation }) => operation === "read");
      expect(reads).toMatchObject({ connectionId: quiet.connectionId, requestId: expect.any(String) });
      expect(reads).not.toHaveProperty("resourceId");
      expect(Math.abs(Date.parse(reads.time) - Date.now())).toBeLessThan(60_000);
    });

    it("begins a new count behind each that was shown, and finds them by connection, status and operation", async () => {
      await quiet.get(`/Users/${id}`);
      await logOf(admin);
      await quiet.get(`/Users/${id}`);
      await quiet.get(`/Users/${id}`);
      const found = await logOf(admin, "?operation=read&status=2xx");

      expect(found.map(({ requests }) => requests)).toEqual([2, 1]);
      expect(await logOf(admin, "?operation=read&status=4xx")).toEqual([]);
      expect(await logOf(admin, `?resourceId=${id}&operation=read`)).toEqual([]);
    });

    it("counts the quirks of every read", async () => {
      for (let i = 0; i < 3; i++) await quiet.get(`/Users/${id}`, { "User-Agent": "curl/8" });
      const { name } = (await ask(admin, "/connections")).body.value[0];
      const { habits } = (await ask(admin, `/connections/${name}/fingerprint`)).body;

      expect(habits).toContainEqual(expect.objectContaining({ habit: "agentCurl", count: 3 }));
    });

    it("lists each read while it is watched", async () => {
      const administrator = await app.admin(quiet);
      const { name } = (await ask(admin, "/connections")).body.value[0];
      const watchedUntil = new Date(Date.now() + 60_000).toISOString();
      const patch = (body: object) => administrator.patch(`/connections/${name}`, body);

      expect((await patch({ watchedUntil })).body).toMatchObject({ watchedUntil });
      for (let i = 0; i < 2; i++) await quiet.get(`/Users/${id}`);
      const listed = await logOf(admin, "?operation=read");
      expect(listed.map(({ requests, resourceId }) => [requests, resourceId])).toEqual([
        [1, id],
        [1, id],
      ]);
      expect((await patch({ watchedUntil: null })).body).not.toHaveProperty("watchedUntil");
      for (let i = 0; i < 2; i++) await quiet.get(`/Users/${id}`);
      expect((await logOf(admin, "?operation=read"))[0]).toMatchObject({ requests: 2 });
      expect(await patch({ watchedUntil: "2020-01-01T00:00:00Z" })).toMatchObject({ status: 400 });
      expect(await patch({ watchedUntil: "soon" })).toMatchObject({ status: 400 });
    });

    it("lists each read of a connection on its first day", async () => {
      const fresh = await app.secondConnection(quiet);
      await fresh.get("/Users");
      await fresh.get("/Users");

      const listed = await logOf(admin, "?operation=search");
      expect(listed.map(({ requests }) => requests)).toEqual([1, 1]);
    });
  });

  describe("while bodies are switched on", () => {
    const switchOn = async (on: ScimClient, until: number): Promise<ScimClient> => {
      const { connection } = (await logOf(admin))[0];
      await inTransaction(app.db, (trx) =>
        updateConnection(trx, on.tenantId, connection, { logBodiesUntil: until }),
      );
      // Another token, since what is known of one is remembered for a second.
      return app.withToken(on, { scopes: ["scim"] });
    };

    it("keeps both bodies and the detail, with secrets masked", async () => {
      await client.get("/Users");
      const logged = await switchOn(client, Date.now() + 60_000);

      const { id } = await logged.createUser({
        userName: "fay",
        password: "horse1 battery",
        [CRM_USER]: { temporaryPassword: { value: "horse2 battery" } },
      });
      await logged.patch(`/Users/${id}`, [
        { op: "replace", path: "password", value: "horse3 battery" },
        { op: "replace", value: { password: "horse4 battery", title: "Lead" } },
      ]);
      await logged.search("/Users", { filter: 'password eq "horse5"' });
      await logged.post("/Users", { schemas: [CORE_USER], userName: "guy", password: ["horse6", "horse7"] });
      await logged.post("/Users", { schemas: [CORE_USER], userName: "fay" });

      const [taken, wrong, searched, patched, created] = await logOf(admin);
      const text = JSON.stringify([taken, wrong, searched, patched, created]);
      expect(text).not.toMatch(/horse\d/);
      expect(wrong).toMatchObject({ attributes: ["password"], detail: "[secret]" });
      expect(JSON.parse(created.requestBody)).toMatchObject({ userName: "fay", password: "[secret]" });
      expect(JSON.parse(created.responseBody)).toMatchObject({ userName: "fay", id });
      expect(JSON.parse(patched.requestBody).Operations[1].value).toEqual({
        password: "[secret]",
        title: "Lead",
      });
      expect(taken.detail).toContain("fay");
      expect(JSON.parse(taken.responseBody)).toMatchObject({ status: "409" });
    });

    it("cuts long bodies off", async () => {
      await client.get("/Users");
      const logged = await switchOn(client, Date.now() + 60_000);
      const emails = Array.from({ length: 1000 }, (_, index) => ({ value: `é${index}@example.com` }));
      await logged.createUser({ userName: "gil", emails });

      const [{ requestBody, responseBody }] = await logOf(admin);

      for (const body of [requestBody, responseBody]) {
        expect(Buffer.byteLength(body)).toBeLessThanOrEqual(16 * 1024 + 3);
        expect(body.endsWith("…")).toBe(true);
      }
    });

    it("keeps none once the time is over", async () => {
      await client.get("/Users");
      const logged = await switchOn(client, Date.now() - 1);
      await logged.createUser({ userName: "hal" });

      expect((await logOf(admin))[0]).not.toHaveProperty("requestBody");
    });
  });
});
