import { listInstances } from "../../../../src/access/instances.js";
import { findRecords, listRecords } from "../../../../src/crm/records/records.js";
import { queryRows } from "../../../../src/db/query.js";
import type { AdminClient } from "../../../support/admin-client.js";
import { useTestApp } from "../../../support/app.js";
import { DATABASES } from "../../../support/databases.js";
import { CRM_USER, type ScimClient } from "../../../support/scim-client.js";

describe.each(DATABASES)("synchronization on %s", (database) => {
  let now = Date.parse("2026-03-10T12:00:00Z");
  const app = useTestApp(database, { now: () => now });
  let client: ScimClient;
  let admin: AdminClient;
  let instanceId: string;

  beforeEach(async () => {
    now = Date.parse("2026-03-10T12:00:00Z");
    client = await app.connectToCrm();
    admin = await app.admin(client);
    await admin.post("/licenses", { partNumber: "CRM", purchased: 10 });
    instanceId = (await listInstances(app.db.write, client.tenantId))[0]?.id ?? "";
  });

  const person = (userName: string, more: object = {}) =>
    client.createUser({
      userName,
      name: { givenName: "Ada", familyName: "Byron" },
      title: "Analyst",
      emails: [{ value: "ada@contoso.com", type: "work", primary: true }],
      [CRM_USER]: { licenseSkus: "CRM", securityRoleNames: "Salesperson" },
      ...more,
    });
  const recordOf = async (id: string) => (await findRecords(app.db.write, client.tenantId, [id]))[0];

  it("gives a licensed person one enabled record, after a run and not before [R012, R013, R039]", async () => {
    const { id } = await person("ada");
    expect(await recordOf(id)).toBeUndefined();

    expect(await app.sync()).toEqual({ tasks: 1, changed: 1, failed: 0 });

    const record = await recordOf(id);
    expect(record).toMatchObject({
      instanceId,
      userId: id,
      enabled: true,
      mode: "readWrite",
      name: "ada",
      roles: [{ name: "Salesperson" }],
      reasons: [],
      problems: [],
    });
    expect(record?.columns).toMatchObject({
      domainname: "ada",
      firstname: "Ada",
      title: "Analyst",
      internalemailaddress: "ada@contoso.com",
    });
  });

  it("changes and writes nothing when it runs again [R018]", async () => {
    const { id } = await person("ada");
    await app.sync();
    const before = await recordOf(id);
    now += 60_000;

    await admin.post("/sync", { userId: id });
    await admin.post("/sync", {});

    expect(await app.sync()).toEqual({ tasks: 1, changed: 0, failed: 0 });
    expect(await recordOf(id)).toEqual(before);
    const [row] = await queryRows<{ version: number }>(
      app.db.write,
      "select version from instance_users where tenant_id = ? and directory_id = ?",
      [client.tenantId, id],
    );
    expect(row?.version).toBe(1);
  });

  it("synchronizes a person in the call that asks for it [R016]", async () => {
    const { id } = await person("ada");

    expect((await admin.post("/sync", { userId: id })).status).toBe(204);
    expect((await recordOf(id))?.enabled).toBe(true);
    expect((await admin.post("/sync", { userId: "nobody" })).status).toBe(404);
  });

  it("has no record of a person without a license [R002, R003]", async () => {
    const { id } = await person("ada", { [CRM_USER]: {} });

    await admin.post("/sync", {});
    await app.sync();

    expect(await recordOf(id)).toBeUndefined();
    expect(await listRecords(app.db.write, client.tenantId, instanceId, "all", { limit: 10 })).toEqual([]);
  });

  it("follows the directory, puts back what the instance changed of it, and leaves the rest [R019, R020, R021, R022]", async () => {
    const { id } = await person("ada");
    await app.sync();
    await queryRows(
      app.db.write,
      "update instance_users set columns = ? where tenant_id = ? and directory_id = ?",
      [JSON.stringify({ domainname: "ada", title: "Hacker", nickname: "Countess" }), client.tenantId, id],
    );

    await client.patch(`/Users/${id}`, [{ op: "replace", path: "userName", value: "ada.byron" }]);
    await app.sync();

    const [row] = await queryRows<{ columns: string }>(
      app.db.write,
      "select columns from instance_users where tenant_id = ? and directory_id = ?",
      [client.tenantId, id],
    );
    expect(JSON.parse(row?.columns ?? "")).toMatchObject({
      domainname: "ada.byron",
      title: "Analyst",
      nickname: "Countess",
    });
    expect(await listRecords(app.db.write, client.tenantId, instanceId, "all", { limit: 10 })).toHaveLength(
      1,
    );
  });

  it.each([
    [
      "its license goes [R089, R100]",
      (id: string) =>
        client.patch(`/Users/${id}`, [{ op: "replace", path: `${CRM_USER}:licenseSkus`, value: "none" }]),
      ["NO_LICENSE"],
    ],
    [
      "it is deactivated",
      (id: string) => client.patch(`/Users/${id}`, [{ op: "replace", path: "active", value: false }]),
      ["SIGN_IN_BLOCKED"],
    ],
    ["it is deleted [R102, R146]", (id: string) => client.delete(`/Users/${id}`), ["USER_DELETED"]],
  ])("disables the record of a person when %s, and never deletes it", async (_name, change, reasons) => {
    const { id } = await person("ada");
    await app.sync();
    const before = await recordOf(id);

    await change(id);
    await app.sync();

    expect(await recordOf(id)).toMatchObject({
      id: before?.id,
      enabled: false,
      reasons,
      mode: "readWrite",
      roles: before?.roles,
    });
  });

  it("keeps roles, mode and record through a time in which somebody is disabled [R147, R148]", async () => {
    const { id } = await person("ada");
    await app.sync();
    const before = await recordOf(id);
    const license = (value: string) =>
      client.patch(`/Users/${id}`, [{ op: "replace", path: `${CRM_USER}:licenseSkus`, value }]);

    await license("none");
    await app.sync();
    await license("CRM");
    await app.sync();

    expect(await recordOf(id)).toMatchObject({
      id: before?.id,
      enabled: true,
      roles: before?.roles,
      mode: before?.mode,
    });
  });
});
