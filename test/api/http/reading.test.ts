import { type AdminClient, problemOf } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { HOSTILE_JSON } from "../../support/hostile.js";
import { type Answer, send } from "../../support/http.js";
import { CORE_GROUP, CORE_USER, ENTERPRISE, errorOf, type ScimClient } from "../../support/scim-client.js";

const MESSAGES = "urn:ietf:params:scim:api:messages:2.0";

let names = 0;
/** Another user name each time. */
function newName(): string {
  return `reading-${++names}`;
}

/** A user as JSON text, with members written to the letter. */
function userText(members: string, userName: string = newName()): string {
  return `{"schemas":["${CORE_USER}"],"userName":"${userName}",${members}}`;
}

describe.each(DATABASES)("what clients send, on %s,", (database) => {
  const app = useTestApp(database);
  let tolerant: ScimClient;
  let strict: ScimClient;
  let admin: AdminClient;
  let user: { id: string };

  beforeAll(async () => {
    tolerant = await app.connect();
    strict = await app.secondConnection(tolerant, { mode: "strict" });
    admin = await app.admin(tolerant);
    user = await tolerant.createUser({ userName: "reader" });
  });

  const ok = (answer: Answer): Answer["body"] => {
    if (answer.status >= 300) throw new Error(`${answer.status}: ${answer.text}`);
    return answer.body;
  };

  describe("numbers", () => {
    const DIGITS = [
      "1234567890123456789",
      "76561963298000011234",
      "20000000000000001",
      "12.50",
      "1e3",
      "-0",
      "1.0",
      "7",
    ];

    it.each(DIGITS)("keeps the digits of %s where it stands for a text, by every way", async (digits) => {
      const posted = ok(
        await tolerant.post(
          "/Users",
          userText(
            `"externalId":${digits},"title":${digits},"${ENTERPRISE}":{"employeeNumber":${digits}},"emails":[{"value":${digits}}]`,
          ),
        ),
      );
      const path = `/Users/${posted.id}`;
      const put = ok(await tolerant.send("PUT", path, userText(`"nickName":${digits}`, posted.userName)));
      const operation = (rest: string): string => `{"Operations":[{"op":"add",${rest}}]}`;
      const patched = ok(
        await tolerant.send("PATCH", path, operation(`"path":"displayName","value":${digits}`)),
      );
      const pathless = ok(
        await tolerant.send("PATCH", path, operation(`"value":{"name":{"givenName":${digits}}}`)),
      );
      const bulk = ok(
        await tolerant.post(
          "/Bulk",
          `{"Operations":[{"method":"PATCH","path":"${path}","data":${operation(`"path":"locale","value":${digits}`)}}]}`,
        ),
      );
      const created = ok(await admin.post("/users", userText(`"title":${digits}`)));
      const changed = ok(
        await admin.patch(`/users/${created.user?.id ?? created.id}`, `{"nickName":${digits}}`),
      );

      expect([
        posted.externalId,
        posted.title,
        posted[ENTERPRISE].employeeNumber,
        posted.emails[0].value,
      ]).toEqual(Array(4).fill(digits));
      expect([put.nickName, patched.displayName, pathless.name.givenName]).toEqual(Array(3).fill(digits));
      expect([bulk.Operations[0].status, ok(await tolerant.get(path)).locale]).toEqual(["200", digits]);
      expect([(created.user ?? created).title, changed.nickName]).toEqual([digits, digits]);
    });

    it("keeps people apart whose userNames differ in the last digit", async () => {
      const post = (digits: string) =>
        tolerant.post("/Users", `{"schemas":["${CORE_USER}"],"userName":${digits}}`);

      expect([
        ok(await post("765610000980000112340")).userName,
        ok(await post("765610000980000112350")).userName,
      ]).toEqual(["765610000980000112340", "765610000980000112350"]);
    });

    it("refuses what it cannot keep where numbers are numbers", async () => {
      const search = (count: string) =>
        strict.post("/Users/.search", `{"schemas":["${MESSAGES}:SearchRequest"],"count":${count}}`);

      expect(errorOf(await search("12345678901234567890"))).toBe("400 invalidValue");
      expect(errorOf(await search("1e400"))).toBe("400 invalidValue");
      expect((await search("1.0")).status).toBe(200);
      expect(errorOf(await strict.post("/Users", userText('"title":12.50')))).toBe("400 invalidValue");
      expect(
        problemOf(
          await admin.post("/licenses", '{"displayName":"x","partNumber":"x","purchased":9007199254740993}'),
        ),
      ).toBe("400 invalidValue");
      expect(errorOf(await tolerant.get("/Users?filter=id%20eq%2012345678901234567890"))).toBe(
        "400 invalidFilter",
      );
    });
  });

  describe("bytes", () => {
    const latin = (text: string): Buffer => Buffer.from(text, "latin1");
    const body = (name: string): Buffer => latin(userText('"displayName":"Jos\u00e9"', name));

    it("that are not UTF-8 are refused, wherever bodies and queries are read", async () => {
      const types = [
        "application/scim+json",
        "application/scim+json; charset=utf-8",
        "application/json; charset=utf-16",
      ];
      for (const type of types) {
        const answer = await tolerant.send("POST", "/Users", body("j\u00f6rg"), { "Content-Type": type });
        expect(errorOf(answer)).toBe("400 invalidSyntax");
        expect(answer.body.detail).toContain("UTF-8");
      }
      const plain = { Authorization: `Bearer ${tolerant.token}`, "Content-Type": "application/json" };
      const others = ["/admin/v1/users", "/admin/v1/sessions", "/access/v1/evaluation", "/crm/v1/preview"];
      for (const path of others) {
        const token = (await app.withToken(tolerant, { scopes: ["crm.read", "access.read", "admin:global"] }))
          .token;
        const headers = { ...plain, Authorization: `Bearer ${token}` };
        const { status, text } = await send(app.url, {
          method: "POST",
          path,
          headers,
          body: latin('{"a":"\u00e9"}'),
        });
        expect([path, status, text.includes("UTF-8")]).toEqual([path, 400, true]);
      }
      expect(errorOf(await tolerant.get("/Users?filter=userName%20eq%20%22Jos%E9%22"))).toBe(
        "400 invalidFilter",
      );
      expect(errorOf(await strict.get("/Groups?sortBy=%E9"))).toBe("400 invalidValue");
      expect(errorOf(await strict.get("/Users?%E9=1"))).toBe("400 invalidValue");
      expect(problemOf(await admin.get("/groups?filter=displayName%20eq%20%22%ED%A0%80%22"))).toBe(
        "400 invalidFilter",
      );
      const form = await send(app.url, {
        method: "POST",
        path: "/oauth/token",
        headers: { "Content-Type": "application/x-www-form-urlencoded" },
        body: "grant_type=client_credentials&client_id=%E9&client_secret=x",
      });
      expect([form.status, form.body.error]).toEqual([400, "invalid_request"]);
    });

    it("that are UTF-8 are taken whatever charset is declared, a byte order mark included", async () => {
      for (const charset of ["ISO-8859-1", "utf-16", "klingon"]) {
        const type = { "Content-Type": `application/json; charset=${charset}` };
        expect(
          ok(await strict.send("POST", "/Users", userText('"displayName":"J\u00f6rg"'), type)).displayName,
        ).toBe("J\u00f6rg");
      }
      expect(ok(await tolerant.post("/Users", `\uFEFF${userText('"title":"a"')}`)).title).toBe("a");
      const { url, token } = tolerant;
      const path = `/scim/v2/Users?filter=${latin(encodeURI('userName eq "J\u00f6rg"')).toString()}`;
      const raw = await send(url, { method: "GET", path, headers: { Authorization: `Bearer ${token}` } });
      expect(raw.status).toBe(200);
    });

    it("are read as declared where the connection is tolerant, and the log says so", async () => {
      const begin = app.log.length;
      const sent = Buffer.concat([
        latin('{"schemas":[],"userName":"win","displayName":"'),
        Buffer.from([0x80, 0xe9]),
        latin('"}'),
      ]);
      const answer = await tolerant.send("POST", "/Users", sent, {
        "Content-Type": "application/json; charset=windows-1252",
      });

      expect(ok(answer).displayName).toBe("\u20ac\u00e9");
      expect(app.log.slice(begin).join("")).toContain("body read in the charset that it declares");
      expect(
        errorOf(
          await strict.send("POST", "/Users", sent, {
            "Content-Type": "application/json; charset=windows-1252",
          }),
        ),
      ).toBe("400 invalidSyntax");
    });
  });

  describe("what no database holds", () => {
    it("is 400 that names its place, wherever bodies and queries are read", async () => {
      const answers = [
        await admin.post("/connections", '{"name":"a\\u0000"}'),
        await admin.post("/tokens", '{"name":"a","scopes":["scim"],"connection":"\\u0000"}'),
        await admin.put("/connections/default/roles", '{"role":"\\u0000","allowed":true}'),
        await admin.post("/invitations", `{"userIds":["${user.id}","\\u0000"]}`),
        await admin.patch("/settings", '{"userIds.domain":"\\ud800"}'),
        await admin.get("/invitations?user=%00"),
        await admin.get("/sync/tasks?instance=a%00"),
      ];
      for (const answer of answers) {
        expect(problemOf(answer)).toBe("400 invalidValue");
        expect(answer.body.detail).toMatch(/U\+0000/);
      }
      expect(answers[3]?.body.detail).toContain("'userIds[1]'");
    });

    it("fails one operation of a bulk request alone", async () => {
      const data = (title: string) => ({ schemas: [CORE_USER], userName: newName(), title });
      const operations = ["a", "b\u0000", "\ud800"].map((title, index) => ({
        method: "POST",
        path: "/Users",
        bulkId: `${index}`,
        data: data(title),
      }));
      const { Operations } = ok(
        await tolerant.post("/Bulk", { schemas: [`${MESSAGES}:BulkRequest`], Operations: operations }),
      );

      expect(Operations.map(({ status }: { status: string }) => status)).toEqual(["201", "400", "400"]);
    });
  });

  describe("structures", () => {
    const deep = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);
    const keys = (count: number): string =>
      `{${Array.from({ length: count }, (_, index) => `"k${index}":1`).join(",")}}`;

    it("that are too deep or too large are refused by a limit that is named", async () => {
      expect(errorOf(await tolerant.post("/Users", userText(`"x":${deep(40)}`)))).toBe("400 invalidSyntax");
      expect(errorOf(await strict.post("/.search", deep(100_000)))).toBe("400 invalidSyntax");
      const many = await tolerant.post("/Users", userText(`"x":${keys(1001)}`));
      expect([errorOf(many), many.body.detail.includes("1000 members")]).toEqual(["413", true]);
      const lists = await tolerant.post("/Users", userText(`"x":[${"1,".repeat(500_001)}1]`));
      expect([errorOf(lists), lists.body.detail.includes("500000")]).toEqual(["413", true]);
      expect(problemOf(await admin.post("/instances", `{"name":"x","connectorConfig":${deep(40)}}`))).toBe(
        "400 invalidSyntax",
      );
    });

    it("may name so many attributes, each of them looked for", async () => {
      const many = Array.from({ length: 1001 }, (_, index) => `n${index}`);
      const object = Object.fromEntries(many.slice(1).map((name) => [name, 1]));
      const operations = Array.from({ length: 11 }, () => ({ op: "add", value: object }));

      expect(errorOf(await tolerant.search("/Users", { attributes: many }))).toBe("400 invalidValue");
      expect(errorOf(await tolerant.patch(`/Users/${user.id}`, operations))).toBe("413");
      expect((await tolerant.patch(`/Users/${user.id}`, operations.slice(1))).status).toBe(200);
    });

    it("may hold so many values of one attribute, by every way the same", async () => {
      const emails = Array.from({ length: 1001 }, (_, index) => ({ value: `${index}@x.org` }));
      const path = `/Users/${user.id}`;
      const patch = (value: unknown) => tolerant.patch(path, [{ op: "add", path: "emails", value }]);
      const limited = [
        await tolerant.post("/Users", { schemas: [CORE_USER], userName: newName(), emails }),
        await tolerant.put(path, { schemas: [CORE_USER], userName: "reader", emails }),
        await patch(emails),
        await strict.post("/Users", { schemas: [CORE_USER], userName: newName(), emails }),
      ];
      for (const answer of limited) {
        expect(errorOf(answer)).toBe("400 invalidValue");
        expect(answer.body.detail).toContain("1000 values");
      }
      expect(problemOf(await admin.patch(path.toLowerCase(), { emails }))).toBe("400 invalidValue");
      expect((await patch(emails.slice(1))).status).toBe(200);
      expect(errorOf(await patch([{ value: "one@more" }]))).toBe("400 invalidValue");
    });
  });

  describe("messages", () => {
    const operation = { op: "replace", path: "title", value: "x" };
    const inBulk = { method: "PATCH", path: "/Users/none", data: { Operations: [operation] } };

    it.each([undefined, null, [], "x", ["urn:ietf:params:scim:schemas:core:2.0:PatchOp"]])(
      "may have %j for schemas, unless the connection is strict",
      async (schemas) => {
        const path = `/Users/${user.id}`;
        const ask = (client: ScimClient) =>
          Promise.all([
            client.send("PATCH", path, { schemas, Operations: [operation] }),
            client.post("/Bulk", { schemas, Operations: [inBulk] }),
            client.post("/Users/.search", { schemas, filter: "id pr" }),
            client.post("/.search", { schemas, filter: "id pr" }),
          ]);

        expect((await ask(tolerant)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
        expect((await ask(strict)).map(errorOf)).toEqual(Array(4).fill("400 invalidSyntax"));
      },
    );

    it.each([[[{ toString: 1 }]], [[CORE_USER, 1]], [{ length: 1 }], [[[CORE_USER]]], [[null]], [false]])(
      "and resources may not have %j for schemas",
      async (schemas) => {
        const answers = await Promise.all(
          [tolerant, strict].flatMap((client) => [
            client.send("PATCH", `/Users/${user.id}`, { schemas, Operations: [operation] }),
            client.post("/Bulk", { schemas, Operations: [inBulk] }),
            client.post("/Users/.search", { schemas, filter: "id pr" }),
            client.post("/.search", { schemas, filter: "id pr" }),
            client.post("/Users", { schemas, userName: newName() }),
            client.put(`/Users/${user.id}`, { schemas, userName: "reader" }),
            client.post("/Groups", { schemas, displayName: newName() }),
          ]),
        );

        expect(answers.map(errorOf)).toEqual(Array(14).fill("400 invalidSyntax"));
      },
    );

    it("have their members' names read in any case", async () => {
      const search = { Schemas: [`${MESSAGES}:SearchRequest`], Filter: 'userName eq "nobody"', COUNT: 1 };

      for (const client of [tolerant, strict]) {
        for (const path of ["", "/Users", "/Groups"]) {
          expect(
            ok(
              await client.post(
                `${path}/.search`,
                path === "/Groups" ? { ...search, Filter: 'displayName eq "nobody"' } : search,
              ),
            ).totalResults,
          ).toBe(0);
        }
      }
      expect(errorOf(await tolerant.post("/Users/.search", { filter: "id pr", Filter: "id pr" }))).toBe(
        "400 invalidSyntax",
      );
    });

    it("are like queries in that: who writes Filter is not shown everybody", async () => {
      for (const client of [tolerant, strict]) {
        expect(ok(await client.get("/Users?Filter=userName%20eq%20%22nobody%22")).totalResults).toBe(0);
        expect(ok(await client.get("/Users?COUNT=1&startindex=2")).Resources).toHaveLength(1);
        expect(errorOf(await client.get("/Users?filter=id%20pr&FILTER=id%20pr"))).toBe("400 invalidFilter");
      }
    });

    it.each([0, -1])("stop at no error when failOnErrors is %p", async (failOnErrors) => {
      const operations = [inBulk, inBulk];
      for (const client of [tolerant, strict]) {
        const bulk = { schemas: [`${MESSAGES}:BulkRequest`], failOnErrors, Operations: operations };
        expect(ok(await client.post("/Bulk", bulk)).Operations).toHaveLength(2);
      }
    });

    it("may write failOnErrors as a text where texts are numbers", async () => {
      const bulk = { schemas: [`${MESSAGES}:BulkRequest`], failOnErrors: "1", Operations: [inBulk, inBulk] };

      expect(ok(await tolerant.post("/Bulk", bulk)).Operations).toHaveLength(1);
      expect(errorOf(await strict.post("/Bulk", bulk))).toBe("400 invalidValue");
    });
  });

  describe("numbers of a page", () => {
    it.each(["", "%20", "%09", "+"])("that are blank (%j) are absent", async (blank) => {
      for (const client of [tolerant, strict]) {
        const whole = ok(await client.get("/Users?count=3"));
        const page = ok(await client.get(`/Users?startIndex=${blank}&count=3`));
        expect(page).toEqual(whole);
        expect(ok(await client.get(`/Users?count=${blank}`)).itemsPerPage).toBe(
          ok(await client.get("/Users")).itemsPerPage,
        );
      }
    });

    it.each(["0x10", "1e2", "1.0", "ten", "%2B5", "5%205", "Infinity"])(
      "are digits alone, not %s",
      async (text) => {
        expect(errorOf(await tolerant.get(`/Users?count=${text}`))).toBe("400 invalidValue");
        expect(errorOf(await strict.get(`/Groups?startIndex=${text}`))).toBe("400 invalidValue");
        expect(errorOf(await tolerant.search("/Users", { count: decodeURIComponent(text) }))).toBe(
          "400 invalidValue",
        );
      },
    );

    it("may be negative", async () => {
      expect(ok(await tolerant.get("/Users?startIndex=-5&count=-1")).Resources ?? []).toEqual([]);
    });
  });

  describe("headers and paths", () => {
    it("may have several blanks behind Bearer [RFC 6750 §2.1]", async () => {
      for (const scheme of ["Bearer  ", "bearer    "]) {
        expect(
          (await tolerant.get("/Users?count=1", { Authorization: scheme + tolerant.token })).status,
        ).toBe(200);
      }
    });

    it("may ask caches for validation beside If-None-Match [RFC 9111 §5.2.1.4]", async () => {
      const path = `/Users/${user.id}`;
      const { ETag, etag = ETag } = (await tolerant.get(path)).headers;
      for (const directive of ["no-cache", "max-age=0", "no-store, no-cache"]) {
        const answer = await tolerant.get(path, { "If-None-Match": etag ?? "", "Cache-Control": directive });
        expect([answer.status, answer.text]).toEqual([304, ""]);
      }
    });

    it("may announce a body in chunks and send none, where none is needed", async () => {
      const headers = { "Transfer-Encoding": "chunked", "Content-Type": "application/json" };
      const path = `/admin/v1/users/${user.id}/password-reset`;
      const wire = { method: "POST", path, headers: { ...headers, Authorization: `Bearer ${admin.token}` } };

      expect((await send(app.url, wire)).status).toBe(200);
      expect(errorOf(await tolerant.send("POST", "/Users", undefined, headers))).toBe("400 invalidSyntax");
    });

    it("may double a slash, in bulk requests too", async () => {
      const paths = ["//Users", `${app.url}/scim/v2//Users`];
      const Operations = paths.map((path, index) => ({
        method: "POST",
        path,
        bulkId: `${index}`,
        data: { schemas: [CORE_USER], userName: newName() },
      }));
      const bulk = { schemas: [`${MESSAGES}:BulkRequest`], Operations };
      const { Operations: results } = ok(await strict.post("/Bulk", bulk));
      expect(results.map(({ status }: { status: string }) => status)).toEqual(["201", "201"]);
      for (const path of ["//Users", "//Users//", `/Users//${user.id}`, "//ServiceProviderConfig"]) {
        expect([path, (await tolerant.get(path)).status]).toEqual([path, 200]);
      }
      const refused = await send(app.url, { method: "GET", path: "//scim/v2/Users" });
      expect([refused.status, refused.headers["content-type"]]).toEqual([401, "application/scim+json"]);
      const headers = { Authorization: `Bearer ${admin.token}` };
      expect((await send(app.url, { method: "GET", path: "/admin/v1//users", headers })).status).toBe(200);
    });
  });

  describe("dates", () => {
    it.each([
      "2026-13-01",
      "2027-02-30",
      "2027-02-30T10:00:00Z",
      "2027-01-31T25:00:00Z",
      "2030-01-01T00:00:00+25:00",
      "soon",
      "",
    ])("that are none (%j) are 400 everywhere", async (date) => {
      const connection = ok(await admin.get("/connections")).value[0].name;
      const found = encodeURIComponent(`meta.created gt "${date}"`);
      const answers = [
        await admin.post("/licenses", {
          displayName: "x",
          partNumber: newName(),
          purchased: 1,
          nextCycleAt: date,
        }),
        await admin.post("/tokens", { name: "x", scopes: ["scim"], connection, expiresAt: date }),
        await admin.get(`/audit?since=${encodeURIComponent(date)}`),
        await admin.get(`/provisioning-log?until=${encodeURIComponent(date)}`),
      ];

      expect(answers.map(problemOf)).toEqual(Array(4).fill("400 invalidValue"));
      expect(errorOf(await tolerant.get(`/Users?filter=${found}`))).toBe("400 invalidFilter");
      expect(problemOf(await admin.get(`/users?filter=${found}`))).toBe("400 invalidFilter");
    });

    it.each([
      "0001-01-01",
      "9999-12-31T23:59:59Z",
      "2026-01-31",
      "2026-01-31T10:00",
      "2026-01-31T10:00:00.5+02:00",
      "999999d",
    ])("that are old, new or short (%s) are read", async (date) => {
      expect((await admin.get(`/audit?since=${encodeURIComponent(date)}`)).status).toBe(200);
      expect((await admin.get(`/provisioning-log?until=${encodeURIComponent(date)}`)).status).toBe(200);
    });
  });

  it("that no client means ends nothing, and is never an error of the server", async () => {
    const token = await app.withToken(tolerant, { scopes: ["scim.read"] });
    const { id } = await tolerant.createGroup(newName());
    for (const hostile of HOSTILE_JSON) {
      const answers = [
        await token.post(
          "/Users/.search",
          `{"schemas":[${hostile}],"count":${hostile},"startIndex":${hostile}}`,
        ),
        await tolerant.send(
          "PATCH",
          `/Groups/${id}`,
          `{"schemas":${hostile},"Operations":[{"op":"add","path":"members","value":[{"value":${hostile}}]},{"op":"remove","path":"members","value":[{"value":${hostile}}]}]}`,
        ),
        await tolerant.post(
          "/Groups",
          `{"schemas":[${hostile},"${CORE_GROUP}"],"displayName":"${newName()}","members":[{"value":${hostile}}]}`,
        ),
      ];
      expect([hostile.slice(0, 40), answers.filter(({ status }) => status >= 500)]).toEqual([
        hostile.slice(0, 40),
        [],
      ]);
    }
    expect((await send(app.url, { method: "GET", path: "/healthz" })).status).toBe(200);
  });
});
