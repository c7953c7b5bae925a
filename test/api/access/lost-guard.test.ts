import { databaseGauges } from "../../../src/use-cases/operations/gauges.js";
import { accessClient, questionOf } from "../../support/access-client.js";
import type { AdminClient } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { CRM_USER, type ScimClient } from "../../support/scim-client.js";

describe.each(DATABASES)("a guard whose group is gone on %s", (database) => {
  const app = useTestApp(database);
  let scim: ScimClient;
  let admin: AdminClient;
  let ann: string;
  let guard: string;

  beforeEach(async () => {
    scim = await app.connectToCrm();
    admin = await app.admin(scim);
    await admin.post("/licenses", { partNumber: "CRM", purchased: 2 });
    const user = {
      userName: "ann",
      [CRM_USER]: { licenseSkus: "CRM", securityRoleNames: "Salesperson" },
    };
    ann = (await scim.createUser(user)).id;
    guard = (await scim.createGroup("Guard", [ann])).id;
    await admin.put("/instances/main/guard", { groupId: guard });
    await app.sync();
  });

  const findings = async () =>
    (await admin.get("/reports/health")).body.value.filter(
      ({ code }: { code: string }) => code === "GUARD_MISSING",
    );
  const readings = async () => {
    const sets = databaseGauges(app.db, Date.now);
    const all = (await Promise.all(sets.map((set) => set.read()))).flat();
    const { name } = (
      await app.db.read
        .raw("select name from tenants where tenant_id = ?", [scim.tenantId])
        .then((found) => (Array.isArray(found) ? found : found.rows))
    )[0];
    return all.filter((one) => one.name === "usher_guards_missing" && one.labels?.["tenant"] === name);
  };
  const alarms = () =>
    app.log
      .map((line) => JSON.parse(line))
      .filter((line) => line.alarm === "GUARD_MISSING" && line.groupId === guard);

  it.each(["the provider", "userManagement"])(
    "is found, is an alarm, and can be put right when %s deleted it [R105]",
    async (who) => {
      expect([await findings(), await readings(), alarms()]).toEqual([[], [], []]);

      if (who === "the provider") await scim.delete(`/Groups/${guard}`);
      else await (await app.admin(scim, ["userManagement"])).delete(`/groups/${guard}`);
      await app.sync();

      const [finding, ...more] = await findings();
      expect(more).toEqual([]);
      expect(finding).toMatchObject({
        severity: "error",
        facts: { instance: "main", groupId: guard },
        since: expect.stringMatching(/^\d{4}-/),
      });
      expect(finding.detail).toMatch(/"Guard" that guards the instance "main" was deleted/);
      expect(finding.nextStep).toMatch(/^Let another group guard "main", or none/);
      expect(await readings()).toMatchObject([{ labels: { instance: "main" }, value: 1 }]);
      expect(alarms()).toMatchObject([{ level: "error", tenantId: scim.tenantId, instance: "main" }]);

      const [access] = (await admin.get(`/users/${ann}/access`)).body.value;
      const step = /"Guard" is deleted.*let another group guard the instance "main", or clear its guard/;
      expect(access.reasons).toMatchObject([{ code: "NOT_IN_SECURITY_GROUP" }]);
      expect(access.reasons[0].nextStep).toMatch(step);
      const asked = await (await accessClient(app, scim)).ask(questionOf("signIn", ann));
      expect(asked.context.reasons[0].nextStep).toMatch(/is deleted; let another group guard .*"main"/);

      await admin.delete("/instances/main/guard");
      await app.sync();
      expect([await findings(), await readings()]).toEqual([[], []]);
      expect((await admin.get(`/users/${ann}/access`)).body.value[0].canSignIn).toBe(true);
    },
  );
});
