import { findRecords } from "../../../src/crm/records/records.js";
import type { AdminClient } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import type { Answer } from "../../support/http.js";
import { CORE_USER, CRM_USER, type ScimClient } from "../../support/scim-client.js";
import { seatFaults } from "../../support/seat-invariants.js";

type Json = Answer["body"];

const OKTA_ENTITLEMENT = "urn:okta:scim:schemas:core:1.0:Entitlement";

/** What Okta's client does: it reads catalogs, it puts or patches, and it never deletes. */
class Okta {
  readonly scim: ScimClient;
  /** What its people are assigned, as the catalog names it. */
  license: Json;

  constructor(scim: ScimClient) {
    this.scim = scim;
  }

  /** Finds by /ResourceTypes what can be assigned, and reads each endpoint page by page. */
  async discover(): Promise<Json[]> {
    const { body } = await this.scim.get("/ResourceTypes");
    const found: Json[] = [];
    for (const { endpoint } of body.Resources.filter(({ schema }: Json) => schema === OKTA_ENTITLEMENT)) {
      const probe = await this.scim.get(`${endpoint}?count=1&startIndex=1`);
      if (probe.body.itemsPerPage !== 1) throw new Error(`Okta gives up on ${endpoint}: ${probe.text}`);
      found.push(...(await this.scim.get(`${endpoint}?startIndex=1&count=100`)).body.Resources);
    }
    [this.license] = found;
    return found;
  }

  entitlements(isLicensed: boolean): Json[] {
    const { id, displayName, type } = this.license;
    return isLicensed ? [{ value: id, display: displayName, type }] : [];
  }

  create(name: string, isLicensed: boolean): Promise<Answer> {
    return this.scim.post("/Users", {
      schemas: [CORE_USER],
      userName: `${name}@example.com`,
      name: { givenName: name, familyName: "Okta" },
      emails: [{ primary: true, value: `${name}@example.com`, type: "work" }],
      displayName: name,
      locale: "en-US",
      externalId: `00u-${name}`,
      groups: [],
      password: "1mz050nq-placeholder",
      active: true,
      entitlements: this.entitlements(isLicensed),
    });
  }

  /** As custom applications do it: what was read goes back with the change, read-only parts and all. */
  async put(id: string, change: object): Promise<Answer> {
    const { body } = await this.scim.get(`/Users/${id}`);
    return this.scim.put(`/Users/${id}`, { ...body, ...change });
  }

  /** As applications of the catalog do it. */
  patch(id: string, value: object): Promise<Answer> {
    return this.scim.patch(`/Users/${id}`, [{ op: "replace", value }]);
  }
}

describe.each(DATABASES)("the life of a license with Okta on %s", (database) => {
  let now = Date.parse("2026-03-10T12:00:00Z");
  const app = useTestApp(database, { now: () => now });
  let okta: Okta;
  let admin: AdminClient;

  beforeEach(async () => {
    okta = new Okta(await app.connectToCrm({ options: { catalogs: true } }));
    admin = await app.admin(okta.scim);
    await admin.post("/licenses", { partNumber: "DYN365_SALES", displayName: "Sales", purchased: 2 });
    await okta.discover();
  });

  afterEach(async () => {
    const faults = await seatFaults(app.db, okta.scim.tenantId);
    if (faults.length > 0) throw new Error(faults.join("; "));
  });

  /** What the answer of a create says, with the id that later requests need. */
  const created = async (name: string, isLicensed: boolean): Promise<string> => {
    now += 1000;
    const { status, text, body } = await okta.create(name, isLicensed);
    if (status !== 201) throw new Error(`${name} was not created: ${text}`);
    return body.id;
  };
  const licenseOf = async (id: string): Promise<string> => {
    const { body } = await okta.scim.get(`/Users/${id}`);
    const [license] = body[CRM_USER]?.licenses ?? [];
    return license === undefined ? "none" : [license.status, license.error].filter(Boolean).join(" ");
  };
  const seats = async (): Promise<string> => {
    const { body } = await okta.scim.get(`/Licenses/${okta.license.id}`);
    return `${body.totalAssignmentsUsed} of ${body.totalAssignmentsPermitted}`;
  };
  const waiting = async (): Promise<string[]> =>
    (await admin.all("/licenses/DYN365_SALES/seats?status=error")).map(({ id }) => id);
  const mayEnter = async (id: string): Promise<boolean> => {
    await app.sync();
    const [record] = await findRecords(app.db.write, okta.scim.tenantId, [id]);
    return record?.enabled === true;
  };

  it("finds the licenses that can be assigned, with their seats [R045]", async () => {
    expect(await okta.discover()).toMatchObject([
      {
        displayName: "Sales",
        type: "License",
        value: "DYN365_SALES",
        totalAssignmentsPermitted: 2,
        totalAssignmentsUsed: 0,
      },
    ]);
  });

  it("licenses at creation or later, with one result; without a license nobody gets in [R039, R003, P01]", async () => {
    const ann = await created("ann", true);
    const bob = await created("bob", false);
    expect([await licenseOf(bob), await mayEnter(bob)]).toEqual(["none", false]);
    expect(await seats()).toBe("1 of 2");

    const put = await okta.put(bob, { entitlements: okta.entitlements(true) });

    expect([put.status, put.body.entitlements]).toEqual([200, okta.entitlements(true)]);
    expect([await licenseOf(ann), await licenseOf(bob)]).toEqual(["active", "active"]);
    expect([await mayEnter(ann), await mayEnter(bob)]).toEqual([true, true]);
    expect(await seats()).toBe("2 of 2");
  });

  it("changes nothing when it sends the same again [R057, P15]", async () => {
    const ann = await created("ann", true);
    const { body: before } = await okta.scim.get(`/Users/${ann}`);

    expect((await okta.put(ann, {})).body.meta.version).toBe(before.meta.version);
    expect((await okta.patch(ann, { entitlements: okta.entitlements(true) })).body).toEqual(before);
    expect(await seats()).toBe("1 of 2");
  });

  describe("with an empty pool", () => {
    let ann: string;

    beforeEach(async () => {
      ann = await created("ann", true);
      await created("bob", true);
    });

    it("stores whom it creates, and shows that the license waits [P02, R046]", async () => {
      const { status, body } = await okta.create("carl", true);

      // A 409 would read as "exists already".
      expect([status, body.entitlements]).toEqual([201, okta.entitlements(true)]);
      expect(body[CRM_USER].licenses).toMatchObject([
        { skuPartNumber: "DYN365_SALES", status: "error", error: "CountViolation" },
      ]);
      expect(await mayEnter(body.id)).toBe(false);
      expect(await waiting()).toEqual([body.id]);
      expect((await admin.get("/reports/licenses")).body).toMatchObject({
        waiting: [{ skuId: okta.license.id, users: 1 }],
      });
      expect(await seats()).toBe("2 of 2");
    });

    it.each(["put", "patch"] as const)(
      "is told by %s what to do, and nothing changes [P02, R046]",
      async (method) => {
        const dora = await created("dora", false);
        const { body: before } = await okta.scim.get(`/Users/${dora}`);

        const refused = await okta[method](dora, { title: "CEO", entitlements: okta.entitlements(true) });

        expect(refused.status).toBe(409);
        expect(refused.body.scimType).toBeUndefined();
        expect(refused.body.detail).toMatch(
          /^LICENSE_POOL_EXHAUSTED: SKU "DYN365_SALES" 2 of 2 in use: buy seats, or free one/,
        );
        expect((await okta.scim.get(`/Users/${dora}`)).body).toEqual(before);
        expect(await waiting()).toEqual([]);
      },
    );

    it("serves who waits when seats are bought, oldest wish first, and what it tries again then works [P16, R048]", async () => {
      const carl = await created("carl", true);
      const dora = await created("dora", false);
      const eve = await created("eve", true);
      expect((await okta.put(dora, { entitlements: okta.entitlements(true) })).status).toBe(409);

      await admin.post("/licenses/DYN365_SALES/purchase", { seats: 1 });
      expect([await licenseOf(carl), await licenseOf(eve)]).toEqual(["active", "error CountViolation"]);
      expect([await mayEnter(carl), await mayEnter(eve)]).toEqual([true, false]);

      await admin.post("/licenses/DYN365_SALES/purchase", { seats: 2 });
      expect(await licenseOf(eve)).toBe("active");
      expect((await okta.put(dora, { entitlements: okta.entitlements(true) })).status).toBe(200);
      expect(await licenseOf(dora)).toBe("active");
      expect([await seats(), await waiting()]).toEqual(["5 of 5", []]);
    });

    it("keeps the seat of who is deactivated, until the license is taken [R060, R091]", async () => {
      const carl = await created("carl", true);

      expect((await okta.put(ann, { active: false })).body.active).toBe(false);
      expect([await licenseOf(ann), await mayEnter(ann)]).toEqual(["active", false]);
      expect([await seats(), await licenseOf(carl)]).toEqual(["2 of 2", "error CountViolation"]);

      // The next in the row has it at once, without waiting for a synchronization.
      expect((await okta.put(ann, { entitlements: [] })).body.entitlements).toBeUndefined();
      expect([await licenseOf(ann), await licenseOf(carl)]).toEqual(["none", "active"]);
      expect(await seats()).toBe("2 of 2");
      expect(await mayEnter(carl)).toBe(true);
    });

    it("hands a seat over within its own two requests, when the taking comes first [R041]", async () => {
      const dora = await created("dora", false);

      expect((await okta.patch(ann, { entitlements: [] })).status).toBe(200);
      expect((await okta.patch(dora, { entitlements: okta.entitlements(true) })).status).toBe(200);
      expect([await licenseOf(ann), await licenseOf(dora), await seats()]).toEqual([
        "none",
        "active",
        "2 of 2",
      ]);
    });

    it("has a ledger of it all: who moved which seat, and by which way [R145]", async () => {
      const carl = await created("carl", true);
      await okta.put(ann, { entitlements: [] });

      const movements = (await admin.all("/licenses/DYN365_SALES/ledger")).map(
        ({ userId, movement, actor }: Json) => [userId, movement, actor?.kind],
      );
      expect(movements).toEqual(
        expect.arrayContaining([
          [carl, "waiting", "connection"],
          [ann, "released", "connection"],
          [carl, "served", "connection"],
        ]),
      );
    });
  });

  it("frees the seat with the deactivation where the connection has it so, and gets it back or waits", async () => {
    okta = new Okta(
      await app.secondConnection(okta.scim, { options: { releaseSeatOnDeactivation: true, catalogs: true } }),
    );
    await okta.discover();
    const ann = await created("ann", true);
    await created("bob", true);
    const carl = await created("carl", true);

    await okta.patch(ann, { active: false });
    expect([await licenseOf(ann), await licenseOf(carl)]).toEqual(["released", "active"]);

    await okta.patch(ann, { active: true });
    expect(await licenseOf(ann)).toBe("error CountViolation");

    await okta.patch(carl, { entitlements: [] });
    expect([await licenseOf(ann), await licenseOf(carl)]).toEqual(["active", "none"]);
  });

  it("takes back what it gave, not what an administrator gave besides", async () => {
    const ann = await created("ann", true);
    await admin.post(`/users/${ann}/licenses`, { add: ["DYN365_SALES"] });

    await okta.put(ann, { entitlements: [] });
    expect([await licenseOf(ann), await seats()]).toEqual(["active", "1 of 2"]);

    await admin.post(`/users/${ann}/licenses`, { remove: ["DYN365_SALES"] });
    expect([await licenseOf(ann), await seats()]).toEqual(["none", "0 of 2"]);
  });

  it("keeps an entitlement that is no license of ours, to the letter and without effect", async () => {
    const { status, body } = await okta.scim.post("/Users", {
      schemas: [CORE_USER],
      userName: "ann",
      entitlements: [
        { value: okta.license.id, type: "Profile" },
        { value: "unknown-1", display: "?", type: "License" },
      ],
    });

    expect([status, body.entitlements]).toEqual([
      201,
      [
        { value: okta.license.id, type: "Profile" },
        { value: "unknown-1", display: "?", type: "License" },
      ],
    ]);
    expect([body[CRM_USER]?.licenses, await seats()]).toEqual([undefined, "0 of 2"]);
  });

  it("is refused what the catalog lacks where the connection is strict", async () => {
    const strict = await app.secondConnection(okta.scim, { mode: "strict" });
    const user = { schemas: [CORE_USER], userName: "ann", entitlements: [{ value: "X", type: "License" }] };
    const refused = await strict.post("/Users", user);

    expect([refused.status, refused.body.scimType]).toEqual([400, "invalidValue"]);
    expect(refused.body.detail).toMatch(/^UNKNOWN_SKU: /);
  });
});
