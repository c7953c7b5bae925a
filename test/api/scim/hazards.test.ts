import http from "node:http";
import { startTestApp, type TestApp, useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { send } from "../../support/http.js";
import { CORE_GROUP, CORE_USER, errorOf, type ScimClient } from "../../support/scim-client.js";

const ANN = {
  userName: "ann",
  title: "Dr",
  name: { givenName: "Ann", familyName: "Lee" },
  emails: [
    { value: "ann@work.example", type: "work" },
    { value: "ann@home.example", type: "home" },
  ],
};

/** Hazards of stock SCIM libraries, worst first; each block shows that this server is free of one. The fourth: hazards.bulk. */
describe.each(DATABASES)("the hazard on %s", (database) => {
  const app = useTestApp(database);
  let scim: ScimClient;

  beforeEach(async () => {
    scim = await app.connect();
  });

  const found = async (filter: string) => {
    const users = await scim.find("/Users", filter);
    return users.map(({ userName }) => userName).join();
  };

  describe("1: a PATCH with a projection deletes what it does not show", () => {
    it.each(["attributes=userName", "excludedAttributes=emails,name", "attributes=title,emails.type"])(
      "leaves a user whole with ?%s",
      async (query) => {
        const { id } = await scim.createUser(ANN);
        await scim.patch(`/Users/${id}?${query}`, [{ op: "replace", path: "title", value: "Prof" }]);

        expect((await scim.get(`/Users/${id}`)).body).toMatchObject({ ...ANN, title: "Prof" });
      },
    );

    it.each(["attributes=displayName", "excludedAttributes=members"])(
      "leaves a group whole with ?%s",
      async (query) => {
        const ids = await scim.createUsers("u", 3);
        const { id } = await scim.createGroup("g", ids);
        await scim.patch(`/Groups/${id}?${query}`, [{ op: "replace", path: "displayName", value: "h" }]);

        const { displayName, members } = (await scim.get(`/Groups/${id}`)).body;
        expect([displayName, members.length]).toEqual(["h", 3]);
      },
    );
  });

  describe("2: a replace without a path appends", () => {
    it("replaces a multi-valued attribute, and members", async () => {
      const emails = [{ value: "new@example.com", type: "work" }];
      const user = await scim.createUser(ANN);
      const [a = "", b = ""] = await scim.createUsers("u", 2);
      const group = await scim.createGroup("g", [a]);
      await scim.patch(`/Users/${user.id}`, [{ op: "replace", value: { emails } }]);
      for (const value of [{ members: [{ value: b }] }, { members: [{ value: b }] }]) {
        await scim.patch(`/Groups/${group.id}`, [{ op: "replace", value }]);
      }

      expect((await scim.get(`/Users/${user.id}`)).body.emails).toEqual(emails);
      expect((await scim.get(`/Groups/${group.id}`)).body.members).toEqual([
        expect.objectContaining({ value: b }),
      ]);
    });
  });

  describe("5: not, value paths and parentheses mean something else", () => {
    it("evaluates them as they are written", async () => {
      await scim.createUser(ANN);
      await scim.createUser({ userName: "bob", title: "Dr", displayName: "Research and Development" });

      expect(await found('not (title eq "Dr" and name.givenName eq "Ann")')).toBe("bob");
      expect(await found('not (title eq "X" or name.givenName eq "Ann")')).toBe("bob");
      expect(await found('not (displayName eq "Research and Development")')).toBe("ann");
      expect(await found('((title eq "Dr" or (active eq true)) and (userName eq "bob"))')).toBe("bob");
      expect(await found('emails[type eq "home" and value co "work"]')).toBe("");
      expect(await found('emails.type eq "home" and emails.value co "work"')).toBe("ann");
      expect(await found('emails[type eq "work"] and emails[type eq "home"]')).toBe("ann");
      expect(await found('displayName co ") or (" or emails[value eq "]"]')).toBe("");
    });
  });

  describe("6: a filter stops the server", () => {
    const backslashes = `userName eq "${"\\\\".repeat(3000)}`;
    const branches = Array.from({ length: 24 }, (_, i) => `(title eq "${i}" or nickName eq "${i}")`).join(
      " and ",
    );
    const nested = `${"(".repeat(20_000)}title pr${")".repeat(20_000)}`;
    const nots = `${"not (".repeat(5000)}title pr${")".repeat(5000)}`;
    const long = Array.from({ length: 50_000 }, (_, i) => `title eq "${i}"`).join(" or ");

    it.each([
      ["open strings of backslashes", backslashes],
      ["a product of alternatives", branches],
      ["deep parentheses", nested],
      ["deep negations", nots],
      ["a long row of terms", long],
      ["brackets", `emails[${"[".repeat(10_000)}`],
    ])("takes less than a second of the processor: %s", async (_, filter) => {
      const { id } = await scim.createUser(ANN);
      const begin = process.cpuUsage();
      const answers = [
        await scim.search("/Users", { filter }),
        await scim.search("", { filter }),
        await scim.search("/Users", { attributes: [filter], excludedAttributes: [filter] }),
        await scim.patch(`/Users/${id}`, [{ op: "remove", path: `emails[${filter}]` }]),
      ];

      const { user, system } = process.cpuUsage(begin);
      expect((user + system) / 1000).toBeLessThan(1000);
      for (const { status } of answers) expect([200, 400]).toContain(status);
    });
  });

  describe("7: one member of a large group costs as much as the group", () => {
    it("reads, writes and asks as little at 20,000 members as at 10", async () => {
      const cost = async (size: number) => {
        const members = Array.from({ length: size }, (_, index) => ({ value: `m${index}` }));
        const body = { schemas: [CORE_GROUP], displayName: `g${size}`, members };
        const { id } = (await scim.post("/Groups?attributes=id", body)).body;
        const ann = await scim.createUser({ userName: `ann${size}` });
        const status = size > 1000 ? 204 : 200;
        // The least of three rounds: looking a token up again, once in a while, is not meant.
        const least = { statements: Infinity, rows: Infinity };
        for (const leaver of ["m1", "m2", "m3"]) {
          let statements = 0;
          let rows = 0;
          const count = (response: unknown, { sql }: { sql: string }) => {
            // What is written beside requests, once a second, may fall in between.
            if (/provisioning_log|connection_habits|update tokens|rate_limit/.test(sql)) return;
            statements += 1;
            rows += Array.isArray(response)
              ? response.length
              : ((response as { rows?: [] })?.rows?.length ?? 0);
          };
          app.db.write.on("query-response", count);
          const answers = [
            await scim.patch(`/Groups/${id}`, [{ op: "add", path: "members", value: [{ value: ann.id }] }]),
            await scim.patch(`/Groups/${id}`, [{ op: "remove", path: `members[value eq "${ann.id}"]` }]),
            await scim.patch(`/Groups/${id}`, [
              { op: "remove", path: "members", value: [{ value: leaver }] },
            ]),
          ];
          app.db.write.removeListener("query-response", count);
          expect(answers.map((answer) => answer.status)).toEqual([status, status, status]);
          least.statements = Math.min(least.statements, statements);
          least.rows = Math.min(least.rows, rows);
        }
        return least;
      };
      const small = await cost(10);

      expect(small.statements).toBeGreaterThan(0);
      expect(await cost(20_000)).toEqual(small);
    });
  });

  describe("8: pages lose rows", () => {
    it("gives every user once, in the order of the database, at each page size", async () => {
      for (const userName of ["Zoe", "adam", "Bob", "émile", "_x", "10", "9"])
        await scim.createUser({ userName });
      for (const sort of ["", "&sortBy=userName", "&sortBy=title&sortOrder=descending"]) {
        const all = (await scim.get(`/Users?count=100${sort}`)).body.Resources;
        for (const size of [1, 2, 3, 5]) {
          const paged = [];
          for (let start = 1; start <= 7; start += size) {
            const page = await scim.get(`/Users?startIndex=${start}&count=${size}${sort}`);
            paged.push(...page.body.Resources);
          }
          expect(paged).toEqual(all);
        }
      }
    });
  });

  describe("9: concurrent requests share a base URL", () => {
    it("gives each request its own", async () => {
      const { id } = await scim.createUser({ userName: "ann" });
      const hosts = Array.from({ length: 40 }, (_, index) => `tenant${index}.example`);
      const answers = await Promise.all(
        hosts.map((Host, index) => scim.get(index % 2 === 0 ? `/Users/${id}` : "/Users", { Host })),
      );

      for (const [index, { body }] of answers.entries()) {
        const { location } = (body.Resources?.[0] ?? body).meta;
        expect(location).toBe(`http://${hosts[index]}/scim/v2/Users/${id}`);
      }
    });
  });

  describe("10: an error of the server closes the connection and is HTML", () => {
    it("keeps the connection, and answers a SCIM error", async () => {
      const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
      const headers = { Authorization: `Bearer ${scim.token}`, "Content-Type": "application/scim+json" };
      const ask = (method: string, path: string, body?: string) =>
        send(app.url, { method, path: `/scim/v2${path}`, headers, body, agent });
      const answers = [
        await ask("GET", "/Users"),
        await ask("GET", "/Me"),
        await ask("PATCH", "/Me", "{}"),
        await ask("GET", "/Users?filter=x"),
        await ask("POST", "/Users", "{"),
        await ask("GET", "/Users"),
      ];
      agent.destroy();

      expect(answers.map(({ reusedSocket }) => reusedSocket)).toEqual([false, true, true, true, true, true]);
      expect(answers.slice(1, 5).map(errorOf)).toEqual([
        "501",
        "501",
        "400 invalidFilter",
        "400 invalidSyntax",
      ]);
    });
  });

  describe("11: there is no ETag, no If-Match and no Location", () => {
    it("has all three", async () => {
      const created = await scim.post("/Users", { schemas: [CORE_USER], ...ANN });
      const path = `/Users/${created.body.id}`;
      const put = { schemas: [CORE_USER], userName: "stale" };
      await scim.patch(path, [{ op: "replace", path: "title", value: "Prof" }]);

      expect(created.headers).toMatchObject({ location: created.body.meta.location, etag: 'W/"1"' });
      expect(errorOf(await scim.put(path, put, { "If-Match": 'W/"1"' }))).toBe("412");
      expect((await scim.get(path, { "If-None-Match": 'W/"2"' })).status).toBe(304);
    });
  });

  describe("12: updates are lost", () => {
    it("keeps every change of a group that is changed on all sides at once", async () => {
      const ids = await scim.createUsers("u", 12);
      const { id } = await scim.createGroup("g", ids.slice(0, 6));
      const change = (operation: { op: string; path: string; value?: unknown }) =>
        scim.patch(`/Groups/${id}`, [operation]);
      await Promise.all([
        ...ids.slice(6).map((value) => change({ op: "add", path: "members", value: [{ value }] })),
        ...ids.slice(0, 3).map((value) => change({ op: "remove", path: `members[value eq "${value}"]` })),
        change({ op: "replace", path: "displayName", value: "h" }),
        change({ op: "add", path: "externalId", value: "x" }),
      ]);

      const { body } = await scim.get(`/Groups/${id}`);
      const members = new Set(body.members.map(({ value }: { value: string }) => value));
      expect(body).toMatchObject({ displayName: "h", externalId: "x", meta: { version: 'W/"12"' } });
      expect(members).toEqual(new Set(ids.slice(3)));
    });
  });
});

describe.each(DATABASES)("hazard 3, a failure of the database reads as 404, on %s", (database) => {
  let app: TestApp;
  let clock = 0;

  beforeEach(async () => {
    clock = Date.now();
    app = await startTestApp(database, { now: () => clock });
  });
  afterEach(() => app.close());

  it.each([
    ["while the token is remembered", 0],
    ["when the token must be looked up", 5000],
  ])("is 503 with Retry-After on every verb %s", async (_, later) => {
    const scim = await app.connect();
    const { id } = await scim.createUser(ANN);
    await app.db.write.destroy();
    await app.db.read.destroy();
    clock += later;
    const user = { schemas: [CORE_USER], userName: "x" };
    const answers = await Promise.all([
      scim.get(`/Users/${id}`),
      scim.get("/Users"),
      scim.get("/Groups/x"),
      scim.search("", {}),
      scim.post("/Users", user),
      scim.put(`/Users/${id}`, user),
      scim.patch(`/Users/${id}`, [{ op: "replace", path: "title", value: "x" }]),
      scim.delete(`/Users/${id}`),
    ]);

    expect(answers.map(errorOf)).toEqual(answers.map(() => "503"));
    for (const { headers } of answers) expect(headers["retry-after"]).toMatch(/^\d+$/);
  });
});
