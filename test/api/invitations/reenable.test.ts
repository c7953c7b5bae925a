import { findRecords } from "../../../src/crm/records/records.js";
import { DAY, HOUR } from "../../../src/db/duration.js";
import { expireDueOfTenants } from "../../../src/use-cases/licenses/expire-due.js";
import { choose } from "../../support/accounts.js";
import type { AdminClient } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { send } from "../../support/http.js";
import { CORE_USER, CRM_USER, type ScimClient } from "../../support/scim-client.js";

describe.each(DATABASES)("somebody who is enabled again on %s", (database) => {
  let now = Date.UTC(2026, 4, 1);
  const app = useTestApp(database, { now: () => now });
  let client: ScimClient;
  let admin: AdminClient;
  let ann: string;

  beforeEach(async () => {
    now += DAY;
    client = await app.connectToCrm();
    admin = await app.admin(client);
    await admin.post("/licenses", { partNumber: "CRM", purchased: 2 });
    ann = (
      await client.createUser({
        userName: "ann@example.com",
        schemas: [CORE_USER, CRM_USER],
        [CRM_USER]: { licenseSkus: "CRM", securityRoleNames: "Salesperson" },
      })
    ).id;
    await app.sync();
  });

  const record = async () => {
    await app.sync();
    const [found] = await findRecords(app.db.write, client.tenantId, [ann]);
    return [found?.enabled, found?.reasons];
  };
  const setActive = (active: boolean) =>
    client.patch(`/Users/${ann}`, [{ op: "replace", path: "active", value: active }]);
  const invite = async (): Promise<string> => (await admin.post(`/users/${ann}/invitation`)).body.token;
  const accept = (token: string) => send(app.url, { method: "POST", path: `/invitations/${token}/accept` });
  const shown = async () => {
    await expireDueOfTenants(app.db, now);
    return (await client.get(`/Users/${ann}`)).body[CRM_USER].invitation?.status;
  };
  const disable = async () => {
    now += HOUR;
    await setActive(false);
    expect(await record()).toEqual([false, ["SIGN_IN_BLOCKED"]]);
    now += HOUR;
    await setActive(true);
  };

  it("needs no invitation the first time, and a new one behind that [R087] [R088]", async () => {
    expect(await record()).toEqual([true, []]);

    await disable();

    expect(await record()).toEqual([true, ["INVITATION_REQUIRED"]]);
    expect(await shown()).toBe("required");
    const token = await invite();
    expect(await record()).toEqual([true, ["INVITATION_PENDING"]]);
    expect(await shown()).toBe("Invited");
    await accept(token);
    expect(await record()).toEqual([true, []]);
    await disable();
    expect(await record()).toEqual([true, ["INVITATION_REQUIRED"]]);
  });

  it("needs no other one than that which was sent before the CRM knew", async () => {
    await disable();
    const token = await invite();

    expect(await record()).toEqual([true, ["INVITATION_PENDING"]]);
    expect(await shown()).toBe("Invited");
    await accept(token);
    expect(await record()).toEqual([true, []]);
    await disable();
    await accept(await invite());
    expect(await record()).toEqual([true, []]);
  });

  it("is told when the invitation has ended", async () => {
    await disable();
    await record();
    await invite();
    now += 14 * DAY;
    expect(await shown()).toBe("Expired");

    expect(await record()).toEqual([true, ["INVITATION_EXPIRED"]]);
  });

  it("needs none where the tenant does not want it", async () => {
    await choose(app, client.tenantId, { "invitation.onReenable": "none" });

    await disable();

    expect(await record()).toEqual([true, []]);
    expect(await shown()).toBeUndefined();
  });
});
