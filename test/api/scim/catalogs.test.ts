import { inTransaction } from "../../../src/db/transaction.js";
import { holdSeat } from "../../../src/licensing/holds.js";
import { seatWork } from "../../../src/licensing/seat-work.js";
import { insertSku } from "../../../src/licensing/skus.js";
import type { AdminClient } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import type { Answer } from "../../support/http.js";
import { errorOf, LIST_RESPONSE, type ScimClient } from "../../support/scim-client.js";

type Json = Answer["body"];

const OKTA_ENTITLEMENT = "urn:okta:scim:schemas:core:1.0:Entitlement";
const ENTITLEMENT = "urn:ietf:params:scim:schemas:core:2.0:Entitlement";
const DAY = 24 * 3600 * 1000;
const NOON = Date.parse("2026-03-10T12:00:00Z");

describe.each(DATABASES)("catalogs on %s", (database) => {
  let now = NOON;
  const app = useTestApp(database, { now: () => now });
  let scim: ScimClient;
  let admin: AdminClient;

  beforeEach(async () => {
    now = NOON;
    scim = await app.connect({ options: { catalogs: true } });
    admin = await app.admin(scim);
  });

  const addSku = async (partNumber: string, displayName: string, purchased: number): Promise<string> =>
    (await admin.post("/licenses", { partNumber, displayName, purchased })).body.id;
  const seatsOf = async (id: string): Promise<string> => {
    const { body } = await scim.get(`/Licenses/${id}`);
    return `${body.totalAssignmentsUsed} of ${body.totalAssignmentsPermitted}`;
  };
  const partNumbers = async (path: string): Promise<string[]> => {
    const { status, text, body } = await scim.get(encodeURI(path));
    if (status !== 200) throw new Error(`${path} was answered ${status}: ${text}`);
    return body.Resources.map(({ value }: Json) => value);
  };

  /** Holds a seat as an open invitation does. */
  const hold = (skuId: string, userId: string, days: number): Promise<boolean> =>
    inTransaction(app.db, (trx) => {
      const origin = {
        tenantId: scim.tenantId,
        actor: { kind: "system" as const, id: "" },
        trigger: "expiry" as const,
        requestId: undefined,
      };
      return holdSeat(seatWork(trx, origin, now), skuId, userId, "invitation-1", now + days * DAY);
    });

  it("shows a SKU to Okta, and to clients of the draft under its URN [R045]", async () => {
    const id = await addSku("DYN365_SALES", "Dynamics 365 Sales", 10);
    const [ann = ""] = await scim.createUsers("ann", 1);
    await admin.post(`/users/${ann}/licenses`, { add: [id] });
    const seen = {
      value: "DYN365_SALES",
      display: "Dynamics 365 Sales",
      type: "License",
      supported: true,
      limitedAssignmentsPermitted: true,
      totalAssignmentsPermitted: 10,
      totalAssignmentsUsed: 1,
    };
    const created = new Date(NOON).toISOString();

    const license = await scim.get(`/Licenses/${id}`);

    expect([license.status, license.headers["content-type"]]).toEqual([200, "application/scim+json"]);
    expect(license.body).toEqual({
      schemas: [OKTA_ENTITLEMENT],
      id,
      displayName: "Dynamics 365 Sales",
      description: "SKU DYN365_SALES",
      ...seen,
      meta: {
        resourceType: "License",
        created,
        lastModified: created,
        location: `${app.url}/scim/v2/Licenses/${id}`,
        version: license.headers["etag"],
      },
    });
    expect((await scim.get(`/Entitlements/${id}`)).body).toEqual({
      schemas: [ENTITLEMENT],
      id,
      ...seen,
      meta: {
        resourceType: "Entitlement",
        created,
        lastModified: created,
        location: `${app.url}/scim/v2/Entitlements/${id}`,
        version: expect.any(String),
      },
    });
  });

  it("counts as used what is assigned and what is held, until the hold ends [R045, R049, R050, P04]", async () => {
    const id = await addSku("CRM", "CRM", 5);
    const people = await scim.createUsers("p", 5);
    const invited = people[4] ?? "";
    for (const person of people.slice(0, 4)) await admin.post(`/users/${person}/licenses`, { add: ["CRM"] });
    expect(await seatsOf(id)).toBe("4 of 5");

    await hold(id, invited, 14);
    expect(await seatsOf(id)).toBe("5 of 5");

    now += 14 * DAY - 1000;
    expect(await seatsOf(id)).toBe("5 of 5");
    // No job has run: the time alone decides.
    now += 1000;
    expect(await seatsOf(id)).toBe("4 of 5");
  });

  it("shows a freed seat at once, whoever had it [R060, P13]", async () => {
    const id = await addSku("CRM", "CRM", 5);
    const [first = "", second = ""] = await scim.createUsers("p", 2);
    for (const person of [first, second]) await admin.post(`/users/${person}/licenses`, { add: ["CRM"] });
    expect(await seatsOf(id)).toBe("2 of 5");

    await admin.post(`/users/${first}/licenses`, { remove: ["CRM"] });
    expect(await seatsOf(id)).toBe("1 of 5");

    await scim.delete(`/Users/${second}`);
    expect(await seatsOf(id)).toBe("0 of 5");
  });

  it("shows as permitted what may be in use: more when seats are bought, less when a reduction is promised [R048, R056]", async () => {
    const id = await addSku("CRM", "CRM", 5);

    await admin.post("/licenses/CRM/purchase", { seats: 3 });
    expect(await seatsOf(id)).toBe("0 of 8");

    await admin.post("/licenses/CRM/reductions", { purchased: 6 });
    expect(await seatsOf(id)).toBe("0 of 6");
  });

  it("shows one seat for a person who has it from two sources [R057]", async () => {
    const id = await addSku("CRM", "CRM", 5);
    await scim.createUser({ userName: "ann", entitlements: [{ value: id, type: "License" }] });
    const [ann] = await scim.find("/Users", 'userName eq "ann"');

    await admin.post(`/users/${ann.id}/licenses`, { add: ["CRM"] });

    expect(await seatsOf(id)).toBe("1 of 5");
  });

  describe("with several SKUs", () => {
    beforeEach(async () => {
      await addSku("C_BASIC", "Basic", 3);
      await addSku("A_SALES", "Sales", 20);
      await addSku("B_SERVICE", "service", 10);
    });

    it("answers Okta's first question: one of many", async () => {
      const { body } = await scim.get("/Licenses?count=1&startIndex=1");

      expect(body).toMatchObject({
        schemas: [LIST_RESPONSE],
        totalResults: 3,
        startIndex: 1,
        itemsPerPage: 1,
      });
      expect(body.Resources).toHaveLength(1);
    });

    it.each([
      ['value eq "a_sales"', ["A_SALES"]],
      ['displayName sw "S"', ["A_SALES", "B_SERVICE"]],
      ['displayName sw "S" and not (totalAssignmentsPermitted gt 10)', ["B_SERVICE"]],
      ["totalAssignmentsPermitted ge 10", ["A_SALES", "B_SERVICE"]],
      [`${OKTA_ENTITLEMENT}:totalAssignmentsPermitted lt 10`, ["C_BASIC"]],
      [`${OKTA_ENTITLEMENT}:displayName eq "basic"`, ["C_BASIC"]],
      ["supported eq true and totalAssignmentsUsed eq 0", ["A_SALES", "B_SERVICE", "C_BASIC"]],
      ["supported eq false", []],
      ['type eq "license"', []],
      ['meta.created le "2026-03-10T12:00:00Z"', ["A_SALES", "B_SERVICE", "C_BASIC"]],
      [`schemas eq "${OKTA_ENTITLEMENT}"`, ["A_SALES", "B_SERVICE", "C_BASIC"]],
      ["externalId pr", []],
    ])("filters by %s", async (filter, expected) => {
      expect((await partNumbers(`/Licenses?filter=${filter}`)).sort()).toEqual(expected);
    });

    it.each([
      ["/Licenses?filter=userName pr", "400 invalidFilter"],
      ['/Licenses?filter=value eq "A" and', "400 invalidFilter"],
      ['/Licenses?filter=supported gt "x"', "400 invalidFilter"],
      ['/Licenses?filter=value[type eq "x"]', "400 invalidFilter"],
      ['/Entitlements?filter=displayName eq "Basic"', "400 invalidFilter"],
      ["/Licenses?sortBy=userName", "400 invalidValue"],
      ["/Licenses?sortBy=meta", "400 invalidValue"],
      ["/Licenses?count=x", "400 invalidValue"],
      ["/Licenses?cursor=x", "400 invalidCursor"],
    ])("refuses %s", async (path, expected) => {
      expect(errorOf(await scim.get(encodeURI(path)))).toBe(expected);
    });

    it.each([
      ["sortBy=displayName", ["C_BASIC", "A_SALES", "B_SERVICE"]],
      ["sortBy=displayName&sortOrder=descending", ["B_SERVICE", "A_SALES", "C_BASIC"]],
      ["sortBy=totalAssignmentsPermitted", ["C_BASIC", "B_SERVICE", "A_SALES"]],
      [`sortBy=${OKTA_ENTITLEMENT}:value&startIndex=2`, ["B_SERVICE", "C_BASIC"]],
      ["sortBy=value&startIndex=2&count=1", ["B_SERVICE"]],
      ["sortBy=value&startIndex=9", []],
      ["count=0", []],
    ])("sorts and cuts by %s", async (query, expected) => {
      expect(await partNumbers(`/Licenses?${query}`)).toEqual(expected);
      expect((await scim.get(`/Licenses?${query}`)).body.totalResults).toBe(3);
    });

    it.each(["", "&sortBy=displayName", "&sortBy=displayName&sortOrder=descending", "&sortBy=externalId"])(
      "pages by cursor, each once, in the order of one list: %s [RFC 9865 §2]",
      async (query) => {
        const whole = await partNumbers(`/Licenses?count=9${query}`);
        const paged: string[] = [];
        for (let cursor: string | undefined = ""; cursor !== undefined; ) {
          const { body }: Answer = await scim.get(`/Licenses?count=1&cursor=${cursor}${query}`);
          paged.push(...body.Resources.map(({ value }: Json) => value));
          cursor = body.nextCursor;
        }

        expect(paged).toEqual(whole);
        expect(paged).toHaveLength(3);
      },
    );

    it("shows what is asked for, always with schemas and id [RFC 7644 §3.9]", async () => {
      const query = 'filter=value eq "A_SALES"';
      const shown = async (projection: string): Promise<string[]> =>
        Object.keys((await scim.get(encodeURI(`/Licenses?${query}&${projection}`))).body.Resources[0]);

      expect(await shown("attributes=displayName,totalAssignmentsUsed")).toEqual([
        "schemas",
        "id",
        "displayName",
        "totalAssignmentsUsed",
      ]);
      expect(await shown("excludedAttributes=meta,description")).toEqual([
        "schemas",
        "id",
        "displayName",
        "value",
        "display",
        "type",
        "supported",
        "limitedAssignmentsPermitted",
        "totalAssignmentsPermitted",
        "totalAssignmentsUsed",
      ]);
    });

    it.each(["/Licenses", "/Entitlements"])(
      "answers POST %s/.search as GET [RFC 7644 §3.4.3]",
      async (path) => {
        const filter = "totalAssignmentsPermitted gt 5";
        const query = { filter, sortBy: "value", sortOrder: "descending", count: 1, attributes: ["value"] };
        const found = await scim.search(path, query);

        expect(found.status).toBe(200);
        expect(found.body).toMatchObject({ totalResults: 2, itemsPerPage: 1 });
        expect(found.body.Resources).toMatchObject([{ value: "B_SERVICE" }]);
        expect(found.body).toEqual(
          (
            await scim.get(
              encodeURI(
                `${path}?${new URLSearchParams({ ...query, count: "1", attributes: "value" }).toString()}`,
              ),
            )
          ).body,
        );
      },
    );
  });

  it("finds a SKU by its id alone, and not that of another tenant", async () => {
    const id = await addSku("CRM", "CRM", 5);
    const other = await app.connect();

    expect(errorOf(await scim.get("/Licenses/CRM"))).toBe("404");
    expect(errorOf(await scim.get(`/Licenses/${id.toUpperCase()}`))).toBe("404");
    expect(errorOf(await other.get(`/Licenses/${id}`))).toBe("404");
    expect((await other.get("/Licenses")).body).toMatchObject({ totalResults: 0, Resources: [] });
  });

  it("gives another version with another count, and 304 for the one that is known [RFC 7644 §3.14]", async () => {
    const id = await addSku("CRM", "CRM", 5);
    const { etag = "" } = (await scim.get(`/Licenses/${id}`)).headers;
    expect((await scim.get(`/Licenses/${id}`, { "If-None-Match": etag })).status).toBe(304);

    await scim.createUser({ userName: "ann", entitlements: [{ value: "CRM", type: "License" }] });

    const changed = await scim.get(`/Licenses/${id}`, { "If-None-Match": etag });
    expect([changed.status, changed.body.totalAssignmentsUsed]).toEqual([200, 1]);
    expect(changed.headers["etag"]).not.toBe(etag);
  });

  it.each(["/Licenses", "/Entitlements"])("lets nobody write to %s", async (endpoint) => {
    const id = await addSku("CRM", "CRM", 5);
    for (const path of [endpoint, `${endpoint}/${id}`]) {
      for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
        const answer = await scim.send(method, path, method === "DELETE" ? undefined : {});
        expect([errorOf(answer), answer.headers["allow"]]).toEqual(["405", "GET, HEAD, OPTIONS"]);
      }
    }
    expect((await scim.send("OPTIONS", `${endpoint}/${id}`)).headers["allow"]).toBe("GET, HEAD, OPTIONS");
    expect(await seatsOf(id)).toBe("0 of 5");
  });

  it("lets read who may read users, and nobody else", async () => {
    await addSku("CRM", "CRM", 5);
    const reader = await app.withToken(scim, { scopes: ["scim.read"] });
    const stranger = await app.withToken(scim, { scopes: ["crm.read"] });

    expect((await reader.get("/Licenses")).body.totalResults).toBe(1);
    expect((await reader.search("/Licenses", {})).body.totalResults).toBe(1);
    expect(errorOf(await stranger.get("/Licenses"))).toBe("403");
    expect(errorOf(await stranger.get("/Licenses", { Authorization: "" }))).toBe("401");
  });

  it("shows the whole catalog to a connection that sees its own users alone", async () => {
    await addSku("CRM", "CRM", 5);
    const own = await app.secondConnection(scim, { visibility: "own" });

    expect((await own.get("/Licenses")).body.totalResults).toBe(1);
  });

  it("answers a strict connection as a tolerant one, but for what strictness is about", async () => {
    const id = await addSku("CRM", "CRM", 5);
    const strict = await app.secondConnection(scim, { mode: "strict" });
    const same = [
      "/Licenses",
      `/Licenses/${id}`,
      encodeURI('/Entitlements?filter=value eq "CRM"&sortBy=value'),
    ];

    for (const path of same) expect((await strict.get(path)).body).toEqual((await scim.get(path)).body);
    expect(errorOf(await strict.get(encodeURI('/Licenses?filter=supported eq "true"')))).toBe(
      "400 invalidFilter",
    );
    expect(errorOf(await strict.get("/Licenses?attributes=id&excludedAttributes=meta"))).toBe(
      "400 invalidValue",
    );
  });

  it("keeps answering where the connection does not list it", async () => {
    await addSku("CRM", "CRM", 5);
    const plain = await app.secondConnection(scim, {});

    expect((await plain.get("/ResourceTypes")).text).not.toContain("License");
    expect((await plain.get("/Licenses")).body.totalResults).toBe(1);
  });

  it("reads a catalog that is larger than what is read at a time", async () => {
    await inTransaction(app.db, async (trx) => {
      const sku = {
        offerMinimum: 0,
        billingCycle: "monthly" as const,
        nextCycleAt: NOON + DAY,
        instances: [],
      };
      for (let index = 0; index < 1003; index++) {
        const partNumber = `SKU_${String(index).padStart(4, "0")}`;
        await insertSku(
          trx,
          scim.tenantId,
          { ...sku, partNumber, displayName: partNumber, purchased: index },
          now,
        );
      }
    });

    expect((await scim.get("/Licenses?count=1")).body).toMatchObject({ totalResults: 1003, itemsPerPage: 1 });
    expect(await partNumbers("/Licenses?sortBy=value&startIndex=1002")).toEqual(["SKU_1001", "SKU_1002"]);
    expect(await partNumbers("/Licenses?filter=totalAssignmentsPermitted ge 1002")).toEqual(["SKU_1002"]);
  }, 30_000);
});
