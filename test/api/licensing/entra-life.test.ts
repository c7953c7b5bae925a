import { findRecords } from "../../../src/crm/records/records.js";
import type { AdminClient } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import type { Answer } from "../../support/http.js";
import {
  CORE_GROUP,
  CORE_USER,
  CRM_GROUP,
  CRM_USER,
  errorOf,
  type ScimClient,
} from "../../support/scim-client.js";
import { seatFaults } from "../../support/seat-invariants.js";

type Json = Answer["body"];

/** What Entra ID's provisioning sends: flat attributes by their URN, Boolean texts, operators with a capital. */
class Entra {
  readonly scim: ScimClient;

  constructor(scim: ScimClient) {
    this.scim = scim;
  }

  /** The extension stands beside the core attributes and is not named in `schemas`. */
  create(name: string, licenseSkus?: string): Promise<Answer> {
    return this.scim.post("/Users", {
      schemas: [CORE_USER],
      externalId: `${name}-object-id`,
      userName: `${name}@contoso.com`,
      active: true,
      displayName: name,
      emails: [{ primary: true, type: "work", value: `${name}@contoso.com` }],
      meta: { resourceType: "User" },
      name: { formatted: `${name} Entra`, familyName: "Entra", givenName: name },
      ...(licenseSkus !== undefined && { [`${CRM_USER}:licenseSkus`]: licenseSkus }),
    });
  }

  licenses(id: string, licenseSkus: string, op = "Replace"): Promise<Answer> {
    return this.scim.patch(`/Users/${id}`, [{ op, path: `${CRM_USER}:licenseSkus`, value: licenseSkus }]);
  }

  activity(id: string, active: "True" | "False"): Promise<Answer> {
    return this.scim.patch(`/Users/${id}`, [{ op: "Replace", path: "active", value: active }]);
  }

  join(groupId: string, ...ids: string[]): Promise<Answer> {
    const value = ids.map((id) => ({ value: id }));
    return this.scim.patch(`/Groups/${groupId}`, [{ op: "Add", path: "members", value }]);
  }

  leave(groupId: string, id: string): Promise<Answer> {
    return this.scim.patch(`/Groups/${groupId}`, [{ op: "Remove", path: "members", value: [{ value: id }] }]);
  }
}

describe.each(DATABASES)("the life of a license with Entra ID on %s", (database) => {
  let now = Date.parse("2026-03-10T12:00:00Z");
  const app = useTestApp(database, { now: () => now });
  let entra: Entra;
  let admin: AdminClient;

  beforeEach(async () => {
    entra = new Entra(await app.connectToCrm());
    admin = await app.admin(entra.scim);
    await admin.post("/licenses", { partNumber: "DYN365_SALES", displayName: "Sales", purchased: 2 });
    await admin.post("/licenses", { partNumber: "POWER_BI_PRO", displayName: "Power BI", purchased: 9 });
  });

  afterEach(async () => {
    const faults = await seatFaults(app.db, entra.scim.tenantId);
    if (faults.length > 0) throw new Error(faults.join("; "));
  });

  const created = async (name: string, licenseSkus?: string): Promise<string> => {
    now += 1000;
    const { status, text, body } = await entra.create(name, licenseSkus);
    if (status !== 201) throw new Error(`${name} was not created: ${text}`);
    return body.id;
  };
  /** The group that gives a license; a script or an administrator says so once, for Entra ID cannot. */
  const licensedGroup = async (): Promise<string> => {
    const group = await entra.scim.create("/Groups", { schemas: [CORE_GROUP], displayName: "Sellers" });
    const value = [{ skuPartNumber: "DYN365_SALES" }];
    const { status } = await entra.scim.patch(`/Groups/${group.id}`, [
      { op: "add", path: `${CRM_GROUP}:licenses`, value },
    ]);
    expect(status).toBe(200);
    return group.id;
  };
  const crmOf = async (id: string): Promise<Json> =>
    (await entra.scim.get(`/Users/${id}`)).body[CRM_USER] ?? {};
  const licenseOf = async (id: string, partNumber = "DYN365_SALES"): Promise<string> => {
    const { licenses = [] } = await crmOf(id);
    const license = licenses.find(({ skuPartNumber }: Json) => skuPartNumber === partNumber);
    return license === undefined ? "none" : [license.status, license.error].filter(Boolean).join(" ");
  };
  const licensesOf = (...ids: string[]): Promise<string[]> => Promise.all(ids.map((id) => licenseOf(id)));
  const seats = async (): Promise<string> => {
    const { body } = await admin.get("/licenses/DYN365_SALES");
    return `${body.consumed} of ${body.purchased}`;
  };
  const waiting = async (): Promise<string[]> =>
    (await admin.all("/licenses/DYN365_SALES/seats?status=error")).map(({ id }) => id);
  const mayEnter = async (id: string): Promise<boolean> => {
    await app.sync();
    const [record] = await findRecords(app.db.write, entra.scim.tenantId, [id]);
    return record?.enabled === true;
  };

  it("licenses at creation or later by the flat attribute, with one result [R039, R003, P01]", async () => {
    const ann = await created("ann", "DYN365_SALES");
    const bob = await created("bob");
    expect([await mayEnter(ann), await mayEnter(bob)]).toEqual([true, false]);

    const { status, body } = await entra.licenses(bob, "dyn365_sales; POWER_BI_PRO", "Add");

    expect(status).toBe(200);
    expect(body[CRM_USER].licenses).toMatchObject([
      { skuPartNumber: "DYN365_SALES", status: "active" },
      { skuPartNumber: "POWER_BI_PRO", status: "active" },
    ]);
    // What Entra ID compares with the next time.
    expect(body[CRM_USER].licenseSkus).toBe("DYN365_SALES;POWER_BI_PRO");
    expect([await licensesOf(ann, bob), await mayEnter(bob), await seats()]).toEqual([
      ["active", "active"],
      true,
      "2 of 2",
    ]);
  });

  it("changes nothing when it sends the same again [R057, P15]", async () => {
    const ann = await created("ann", "DYN365_SALES");
    const { body: before } = await entra.scim.get(`/Users/${ann}`);

    expect((await entra.licenses(ann, "DYN365_SALES")).body).toEqual(before);
    expect(await seats()).toBe("1 of 2");
  });

  it("clears by a word, since it has no empty value; nobody without a license gets in [R060, R003]", async () => {
    const ann = await created("ann", "DYN365_SALES;POWER_BI_PRO");
    expect(await mayEnter(ann)).toBe(true);

    await entra.licenses(ann, "POWER_BI_PRO");
    expect([await licenseOf(ann), await licenseOf(ann, "POWER_BI_PRO"), await seats()]).toEqual([
      "none",
      "active",
      "0 of 2",
    ]);

    const { body } = await entra.licenses(ann, "none");
    expect([body[CRM_USER], await mayEnter(ann)]).toEqual([undefined, false]);
  });

  it("brings the roles of the app with it, so that who is licensed can work", async () => {
    const ann = await created("ann", "DYN365_SALES");
    const packed = { id: "c20e145e", value: "Salesperson", displayName: "Sells" };
    const role = { primary: "True", type: "WindowsAzureActiveDirectoryRole", value: JSON.stringify(packed) };

    const { status, body } = await entra.scim.patch(`/Users/${ann}`, [
      { op: "Add", path: "roles", value: [role] },
    ]);

    expect(status).toBe(200);
    expect(body[CRM_USER].securityRoles).toMatchObject([{ display: "Salesperson", source: "direct" }]);
    expect(body[CRM_USER].licenses).toMatchObject([{ status: "active" }]);
    expect(await mayEnter(ann)).toBe(true);
  });

  describe("with an empty pool", () => {
    let ann: string;
    let bob: string;

    beforeEach(async () => {
      ann = await created("ann", "DYN365_SALES");
      bob = await created("bob", "DYN365_SALES");
    });

    it("stores whom it creates, and shows that the license waits [P02, R046]", async () => {
      const { status, body } = await entra.create("carl", "DYN365_SALES");

      expect(status).toBe(201);
      expect(body[CRM_USER]).toMatchObject({
        licenseSkus: "DYN365_SALES",
        licenses: [{ status: "error", error: "CountViolation" }],
      });
      expect([await waiting(), await seats(), await mayEnter(body.id)]).toEqual([[body.id], "2 of 2", false]);
    });

    it("is told by PATCH what to do, and nothing changes [P02, R046]", async () => {
      const carl = await created("carl");
      const { body: before } = await entra.scim.get(`/Users/${carl}`);

      const refused = await entra.licenses(carl, "DYN365_SALES;POWER_BI_PRO", "Add");

      expect(errorOf(refused)).toBe("409");
      expect(refused.body.detail).toMatch(/^LICENSE_POOL_EXHAUSTED: SKU "DYN365_SALES" 2 of 2 in use/);
      expect((await entra.scim.get(`/Users/${carl}`)).body).toEqual(before);
      expect([await waiting(), await licenseOf(carl, "POWER_BI_PRO")]).toEqual([[], "none"]);
    });

    it("serves the oldest wish first, whatever frees the seat: taken, deleted, bought [R060, R048, P13, P16]", async () => {
      const [carl, dora, eve] = [
        await created("carl", "DYN365_SALES"),
        await created("dora", "DYN365_SALES"),
        await created("eve", "DYN365_SALES"),
      ];
      expect(new Set(await waiting())).toEqual(new Set([carl, dora, eve]));

      await entra.licenses(ann, "none");
      expect(await licensesOf(carl, dora, eve)).toEqual([
        "active",
        "error CountViolation",
        "error CountViolation",
      ]);

      expect((await entra.scim.delete(`/Users/${bob}`)).status).toBe(204);
      expect(await licensesOf(dora, eve)).toEqual(["active", "error CountViolation"]);

      await admin.post("/licenses/DYN365_SALES/purchase", { seats: 1 });
      expect([await licenseOf(eve), await mayEnter(eve)]).toEqual(["active", true]);
      expect([await seats(), await waiting()]).toEqual(["3 of 3", []]);
    });

    it("keeps the seat of who leaves a group that gives none, until the license is taken [R090, R091, P14]", async () => {
      const { id: guard } = await entra.scim.createGroup("Guards", [ann]);
      const carl = await created("carl");

      await entra.leave(guard, ann);
      expect([await licenseOf(ann), await seats()]).toEqual(["active", "2 of 2"]);
      expect(errorOf(await entra.licenses(carl, "DYN365_SALES"))).toBe("409");

      await entra.licenses(ann, "none");
      expect((await entra.licenses(carl, "DYN365_SALES")).status).toBe(200);
      expect(await licensesOf(ann, carl)).toEqual(["none", "active"]);
    });

    it("keeps the seat of who is disabled, as long as the license is", async () => {
      const carl = await created("carl", "DYN365_SALES");

      await entra.activity(ann, "False");
      expect([await licensesOf(ann, carl), await mayEnter(ann)]).toEqual([
        ["active", "error CountViolation"],
        false,
      ]);

      await entra.activity(ann, "True");
      expect([await licenseOf(ann), await seats()]).toEqual(["active", "2 of 2"]);
    });
  });

  describe("through a group", () => {
    it("gives members what is there, the others wait; the group itself is never refused [P17, R039]", async () => {
      const [ann, bob, carl] = [
        await created("ann", "DYN365_SALES"),
        await created("bob"),
        await created("carl"),
      ];
      const group = await licensedGroup();

      expect((await entra.join(group, bob, carl)).status).toBe(200);

      const states = await licensesOf(ann, bob, carl);
      expect(states.toSorted()).toEqual(["active", "active", "error CountViolation"]);
      const waits = states[1] === "active" ? carl : bob;
      expect([await waiting(), await seats()]).toEqual([[waits], "2 of 2"]);
      expect((await crmOf(waits)).licenses).toMatchObject([
        { assignedByGroup: `${app.url}/scim/v2/Groups/${group}`, error: "CountViolation" },
      ]);

      await admin.post("/licenses/DYN365_SALES/purchase", { seats: 1 });
      expect(await licensesOf(bob, carl)).toEqual(["active", "active"]);
    });

    it("takes the license with the membership, and whoever waits has the seat at once [R060]", async () => {
      const [ann, bob, carl] = [await created("ann"), await created("bob"), await created("carl")];
      const group = await licensedGroup();
      await entra.join(group, ann, bob);
      now += 1000;
      await entra.join(group, carl);
      expect(await licensesOf(ann, bob, carl)).toEqual(["active", "active", "error CountViolation"]);

      expect((await entra.leave(group, ann)).status).toBe(200);

      expect(await licensesOf(ann, bob, carl)).toEqual(["none", "active", "active"]);
      expect([await mayEnter(ann), await mayEnter(carl)]).toEqual([false, true]);
    });

    it("takes one seat for who has the license from the group and by itself, and keeps it while one is left [R057]", async () => {
      const ann = await created("ann", "DYN365_SALES");
      const group = await licensedGroup();

      await entra.join(group, ann);
      expect(await seats()).toBe("1 of 2");
      await entra.leave(group, ann);
      expect([await licenseOf(ann), await seats()]).toEqual(["active", "1 of 2"]);

      await entra.join(group, ann);
      // The flat attribute cannot take what the group gives; it shows it.
      expect((await entra.licenses(ann, "none")).body[CRM_USER].licenseSkus).toBe("DYN365_SALES");
      expect([await licenseOf(ann), await seats()]).toEqual(["active", "1 of 2"]);
      await entra.leave(group, ann);
      expect([await licenseOf(ann), await seats()]).toEqual(["none", "0 of 2"]);
    });

    it("frees the seats with the group, which can always be deleted", async () => {
      const ann = await created("ann");
      const group = await licensedGroup();
      await entra.join(group, ann);
      expect(await seats()).toBe("1 of 2");

      expect((await entra.scim.delete(`/Groups/${group}`)).status).toBe(204);

      expect([await licenseOf(ann), await seats()]).toEqual(["none", "0 of 2"]);
    });
  });

  it("waits softly by PATCH too where the connection has it so [R046]", async () => {
    const soft = new Entra(await app.secondConnection(entra.scim, { options: { softLicenseErrors: true } }));
    await created("ann", "DYN365_SALES");
    await created("bob", "DYN365_SALES");
    const carl = await created("carl");

    expect((await soft.licenses(carl, "DYN365_SALES")).status).toBe(200);
    expect([await licenseOf(carl), await waiting()]).toEqual(["error CountViolation", [carl]]);
  });

  it("is told which SKU is none", async () => {
    const ann = await created("ann");
    const refused = await entra.licenses(ann, "DYN365_SAELS");

    expect(errorOf(refused)).toBe("400 invalidValue");
    expect(refused.body.detail).toMatch(/^UNKNOWN_SKU: there is no SKU 'DYN365_SAELS'/);
  });
});
