import { MINUTE } from "../../../src/db/duration.js";
import type { AdminClient } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { Crm } from "../../support/crm.js";
import { DATABASES } from "../../support/databases.js";
import { CRM_USER, type ScimClient } from "../../support/scim-client.js";

describe.each(DATABASES)("access that is lost and put back on %s", (database) => {
  let now = Date.UTC(2026, 4, 1);
  const app = useTestApp(database, { now: () => now });
  let scim: ScimClient;
  let admin: AdminClient;
  let manager: AdminClient;
  let crm: Crm;
  let guard: string;
  let empty: string;
  let sales: string;
  let ann: string;

  const must = async (answer: Promise<{ status: number; text: string }>): Promise<void> => {
    const { status, text } = await answer;
    if (status >= 300) throw new Error(`${status} ${text}`);
  };
  const member = (op: string, group: string, id: string) => {
    const change =
      op === "add"
        ? { op, path: "members", value: [{ value: id }] }
        : { op, path: `members[value eq "${id}"]` };
    return must(scim.patch(`/Groups/${group}`, [change]));
  };
  const setGuard = (groupId: string) => must(admin.put("/instances/main/guard", { groupId }));
  const setUser = (path: string, value: unknown) =>
    must(scim.patch(`/Users/${ann}`, [{ op: "replace", path, value }]));
  const setLicenses = (change: object) => must(admin.post(`/users/${ann}/licenses`, change));

  /** How access is taken, and given back. */
  const WAYS: readonly (readonly [string, () => Promise<unknown>, () => Promise<unknown>])[] = [
    ["another guard", () => setGuard(empty), () => setGuard(guard)],
    ["another guard, then none", () => setGuard(empty), () => must(admin.delete("/instances/main/guard"))],
    [
      "the guard's members, by the provider",
      () => member("remove", guard, ann),
      () => member("add", guard, ann),
    ],
    [
      "all of the guard's members, by the provider",
      () => must(scim.patch(`/Groups/${guard}`, [{ op: "remove", path: "members" }])),
      () => member("add", guard, ann),
    ],
    [
      "the guard's members, by userManagement",
      () => must(manager.post(`/groups/${guard}/members`, { remove: [ann] })),
      () => must(manager.post(`/groups/${guard}/members`, { add: [ann] })),
    ],
    [
      "the guard's group, by the provider",
      () => must(scim.delete(`/Groups/${guard}`)),
      async () => setGuard((await scim.createGroup("Guard again", [ann])).id),
    ],
    [
      "the guard's group, by userManagement",
      () => must(manager.delete(`/groups/${guard}`)),
      async () => setGuard((await scim.createGroup("Guard again", [ann])).id),
    ],
    [
      "the instances of the SKU",
      () => must(admin.patch("/licenses/CRM", { instances: ["other"] })),
      () => must(admin.patch("/licenses/CRM", { instances: ["main"] })),
    ],
    [
      "the license, by the provider",
      () => setUser(`${CRM_USER}:licenseSkus`, "none"),
      () => setUser(`${CRM_USER}:licenseSkus`, "CRM"),
    ],
    [
      "the license, by an administrator",
      () => setLicenses({ remove: ["CRM"] }),
      () => setLicenses({ add: ["CRM"] }),
    ],
    [
      "the license of a group, by leaving it",
      async () => {
        await setLicenses({ remove: ["CRM"] });
        await member("add", sales, ann);
        await app.sync();
        await member("remove", sales, ann);
      },
      () => member("add", sales, ann),
    ],
    ["the sign-in", () => setUser("active", false), () => setUser("active", true)],
    [
      "the person",
      () => must(scim.delete(`/Users/${ann}`)),
      async () => {
        await must(admin.post(`/deleted-users/${ann}/restore`));
        await setLicenses({ add: ["CRM"] });
        await crm.setRoles(ann, ["Salesperson"]);
        await member("add", guard, ann);
      },
    ],
  ];

  beforeEach(async () => {
    now += 24 * 60 * MINUTE;
    scim = await app.connectToCrm();
    admin = await app.admin(scim);
    manager = await app.admin(scim, ["userManagement"]);
    crm = new Crm(admin);
    await crm.addInstance("other");
    await must(admin.post("/licenses", { partNumber: "CRM", purchased: 5, instances: ["main"] }));
    ann = (
      await scim.createUser({
        userName: "ann",
        [CRM_USER]: { licenseSkus: "CRM", securityRoleNames: "Salesperson@main" },
      })
    ).id;
    guard = (await scim.createGroup("Guard", [ann])).id;
    empty = (await scim.createGroup("Nobody")).id;
    sales = (await scim.createGroup("Sales")).id;
    await must(
      scim.patch(`/Groups/${sales}`, [
        {
          op: "add",
          path: "urn:ietf:params:scim:schemas:extension:crm:2.0:Group:licenses",
          value: [{ skuPartNumber: "CRM" }],
        },
      ]),
    );
    await setGuard(guard);
    await app.sync();
  });

  const reasons = async (id = ann): Promise<string[]> => {
    await app.sync();
    const { body } = await admin.get(`/users/${id}/access?instance=main`);
    return body.value[0].reasons.map(({ code }: { code: string }) => code);
  };
  const refusals = async (id = ann): Promise<string[]> =>
    (await reasons(id)).filter((code) => code !== "SECURITY_GROUP_BYPASSED" && code !== "LICENSE_NOT_NEEDED");

  it.each(WAYS)("needs no invitation within the grace: %s [R087]", async (_way, take, give) => {
    expect(await refusals()).toEqual([]);
    await take();
    expect(await refusals()).not.toEqual([]);
    now += 59 * MINUTE;
    await give();

    expect(await refusals()).toEqual([]);
    expect((await admin.get(`/users/${ann}/access?instance=main`)).body.value[0].canSignIn).toBe(true);
  });

  it.each(WAYS)("needs one after it: %s [R087]", async (_way, take, give) => {
    await take();
    expect(await refusals()).not.toEqual([]);
    now += 60 * MINUTE;
    await give();

    expect(await refusals()).toEqual(["INVITATION_REQUIRED"]);
  });

  it("leaves the open invitation of somebody who is put back within the grace as it was [R087]", async () => {
    await must(admin.post(`/users/${ann}/invitation`));
    expect(await refusals()).toEqual(["INVITATION_PENDING"]);
    now += MINUTE;
    await setGuard(empty);
    expect(await refusals()).toEqual(["NOT_IN_SECURITY_GROUP", "INVITATION_PENDING"]);
    now += MINUTE;
    await setGuard(guard);

    expect(await refusals()).toEqual(["INVITATION_PENDING"]);
  });

  it("counts when it was put back, not when the instance hears of it", async () => {
    await setGuard(empty);
    expect(await refusals()).toEqual(["NOT_IN_SECURITY_GROUP"]);
    now += 59 * MINUTE;
    await setGuard(guard);
    now += 10 * MINUTE;

    expect(await refusals()).toEqual([]);
  });

  it("keeps what was required before, and follows the setting of the instance", async () => {
    await setGuard(empty);
    await app.sync();
    now += 61 * MINUTE;
    await setGuard(guard);
    expect(await refusals()).toEqual(["INVITATION_REQUIRED"]);
    await setGuard(empty);
    await app.sync();
    await setGuard(guard);
    expect(await refusals()).toEqual(["INVITATION_REQUIRED"]);

    await must(admin.patch("/instances/main/settings", { "invitation.revertGrace": 0 }));
    await must(admin.post(`/users/${ann}/invitation`));
    const bob = (
      await scim.createUser({
        userName: "bob",
        [CRM_USER]: { licenseSkus: "CRM", securityRoleNames: "Salesperson@main" },
      })
    ).id;
    await member("add", guard, bob);
    expect(await refusals(bob)).toEqual([]);
    await member("remove", guard, bob);
    expect(await refusals(bob)).toEqual(["NOT_IN_SECURITY_GROUP"]);
    await member("add", guard, bob);
    expect(await refusals(bob)).toEqual(["INVITATION_REQUIRED"]);
  });

  describe("of the last System Administrator", () => {
    beforeEach(async () => {
      await crm.setRoles(ann, ["System Administrator"]);
      await app.sync();
    });

    it.each(WAYS.filter(([way]) => /guard/.test(way)))("stays a way in: %s", async (_way, take, give) => {
      await take();

      expect(await reasons()).toEqual(["SECURITY_GROUP_BYPASSED"]);
      const { canSignIn, enabled } = (await admin.get(`/users/${ann}/access?instance=main`)).body.value[0];
      expect([canSignIn, enabled]).toEqual([true, true]);
      now += 120 * MINUTE;
      await give();
      expect(await reasons()).toEqual([]);
    });

    it("stays as long as nobody else has one: who can get in regularly ends it", async () => {
      const eve = (await scim.createUser({ userName: "eve", [CRM_USER]: { licenseSkus: "CRM" } })).id;
      await crm.setRoles(eve, ["System Administrator"]);
      await setGuard(empty);
      expect([await reasons(ann), await reasons(eve)]).toEqual([
        ["SECURITY_GROUP_BYPASSED"],
        ["SECURITY_GROUP_BYPASSED"],
      ]);

      await member("add", empty, eve);

      await must(admin.post("/sync", { userId: ann }));
      expect([await reasons(ann), await reasons(eve)]).toEqual([["NOT_IN_SECURITY_GROUP"], []]);
    });
  });
});
