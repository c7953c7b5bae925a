import { DAY } from "../../../src/db/duration.js";
import { queryRows } from "../../../src/db/query.js";
import { purgeTombstones } from "../../../src/use-cases/users/purge-tombstones.js";
import { type AdminClient, problemOf } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { CORE_USER, CRM_USER, ENTERPRISE, type ScimClient } from "../../support/scim-client.js";

describe.each(DATABASES)("/admin/v1/deleted-users on %s", (database) => {
  let now = Date.parse("2026-03-01T12:00:00Z");
  const app = useTestApp(database, { now: () => now });
  let client: ScimClient;
  let admin: AdminClient;
  beforeEach(async () => {
    client = await app.connect();
    admin = await app.admin(client, ["userManagement"]);
  });

  const restore = (id: string, by = admin) => by.post(`/deleted-users/${id}/restore`);

  it("lists who was deleted, the last one first, and until when each can come back", async () => {
    const ids = await client.createUsers("user", 5);
    for (const id of ids) {
      now += 1000;
      await client.delete(`/Users/${id}`);
    }

    const found = await admin.all("/deleted-users?limit=2");

    expect(found.map(({ id }) => id)).toEqual(ids.toReversed());
    expect(found[0]).toEqual({
      id: ids[4],
      userName: "user4",
      displayName: "user4",
      deletedAt: new Date(now).toISOString(),
      restorableUntil: new Date(now + 30 * DAY).toISOString(),
    });
  });

  it("pages through users who were deleted in the same millisecond", async () => {
    const ids = await client.createUsers("user", 7);
    for (const id of ids) await client.delete(`/Users/${id}`);

    const found = await admin.all("/deleted-users?limit=3");

    expect(found.map(({ id }) => id)).toEqual(ids.toReversed());
  });

  it("restores id and attributes, with a later version, and neither memberships nor seats", async () => {
    const created = await client.createUser({
      schemas: [CORE_USER, ENTERPRISE, CRM_USER],
      userName: "ann",
      externalId: "a1",
      name: { givenName: "Ann" },
      emails: [{ value: "ann@example.com" }],
      [ENTERPRISE]: { department: "Sales" },
      [CRM_USER]: { accessMode: "Read", licenses: [{ skuPartNumber: "CRM" }] },
    });
    const group = await client.createGroup("Sales", [created.id]);
    await client.delete(`/Users/${created.id}`);

    const { status, headers, body } = await restore(created.id);

    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: created.id,
      userName: "ann",
      name: { givenName: "Ann" },
      emails: [{ value: "ann@example.com" }],
      [ENTERPRISE]: { department: "Sales" },
      [CRM_USER]: { accessMode: "Read" },
      meta: { created: created.meta.created },
    });
    expect(Number(/\d+/.exec(headers["etag"] ?? "")?.[0])).toBeGreaterThan(1);
    expect(body[CRM_USER]).not.toHaveProperty("licenses");
    expect(body).not.toHaveProperty("groups");
    expect((await client.get(`/Groups/${group.id}`)).body.members).toEqual([]);
    expect(await client.find("/Users", 'emails.value eq "ann@example.com"')).toHaveLength(1);
    expect((await client.get("/Users?count=0")).body.totalResults).toBe(1);
    expect(await admin.all("/deleted-users")).toEqual([]);
    expect(problemOf(await restore(created.id))).toBe("404 notFound");
  });

  it("lets a group know again whom it named meanwhile", async () => {
    const { id } = await client.createUser({ userName: "bea" });
    await client.delete(`/Users/${id}`);
    const group = await client.createGroup("Waiting", [id]);
    expect((await client.get(`/Groups/${group.id}`)).body.members).toEqual([{ value: id }]);

    await restore(id);

    expect((await client.get(`/Groups/${group.id}`)).body.members).toMatchObject([
      { value: id, type: "User" },
    ]);
  });

  it("answers 409 when the name was taken, and when the directoryObjectId was", async () => {
    const crm = { directoryObjectId: "d-1" };
    const first = await client.createUser({
      schemas: [CORE_USER, CRM_USER],
      userName: "cora",
      [CRM_USER]: crm,
    });
    await client.delete(`/Users/${first.id}`);
    const namesake = await client.createUser({ userName: "CORA" });
    expect(problemOf(await restore(first.id))).toBe("409 uniqueness");
    await client.delete(`/Users/${namesake.id}`);
    const other = await client.createUser({
      schemas: [CORE_USER, CRM_USER],
      userName: "dora",
      [CRM_USER]: crm,
    });
    expect(problemOf(await restore(first.id))).toBe("409 uniqueness");
    await client.delete(`/Users/${other.id}`);

    // What was refused left the tombstone where it was.
    expect((await restore(first.id)).status).toBe(200);
  });

  it("keeps the window to the millisecond, as the tenant's setting has it", async () => {
    const [early = "", late = ""] = await client.createUsers("user", 2);
    await client.delete(`/Users/${early}`);
    now += 1;
    await client.delete(`/Users/${late}`);
    now += 30 * DAY - 1;

    expect((await admin.all("/deleted-users")).map(({ id }) => id)).toEqual([late]);
    expect(problemOf(await restore(early))).toBe("404 notFound");
    expect((await restore(late)).status).toBe(200);

    await client.delete(`/Users/${late}`);
    const global = await app.admin(client);
    await global.patch("/settings", { "deletedUsers.days": 2 });
    now += 2 * DAY;
    expect(problemOf(await restore(late))).toBe("404 notFound");
  });

  it("is forgotten for good behind the window, in each tenant by its own setting", async () => {
    const [id = ""] = await client.createUsers("user", 1);
    const group = await client.createGroup("Old");
    const other = await app.connect();
    const [kept = ""] = await other.createUsers("user", 1);
    const global = await app.admin(client);
    await global.patch("/settings", { "deletedUsers.days": 1 });
    await client.delete(`/Users/${id}`);
    await client.delete(`/Groups/${group.id}`);
    await other.delete(`/Users/${kept}`);
    now += DAY - 1;
    await purgeTombstones(app.db, now);
    expect((await admin.all("/deleted-users")).map((user) => user.id)).toEqual([id]);
    now += 1;

    expect(await purgeTombstones(app.db, now)).toBeGreaterThanOrEqual(2);

    await global.patch("/settings", { "deletedUsers.days": 365 });
    expect(problemOf(await restore(id))).toBe("404 notFound");
    const stillThere = await (await app.admin(other)).all("/deleted-users");
    expect(stillThere.map((user) => user.id)).toEqual([kept]);
  });

  it("is restored once, however many ask at the same time", async () => {
    const [id = ""] = await client.createUsers("user", 1);
    await client.delete(`/Users/${id}`);

    const answers = await Promise.all(Array.from({ length: 8 }, () => restore(id)));

    expect(answers.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 404)).toHaveLength(7);
  });

  it("writes who restored whom into the audit trail [R145]", async () => {
    const [id = ""] = await client.createUsers("user", 1);
    await client.delete(`/Users/${id}`);
    await restore(id);

    const entries = await queryRows<{ action: string; actor_kind: string }>(
      app.db.read,
      "select action, actor_kind from audit_entries where tenant_id = ? and resource_id = ? order by id",
      [client.tenantId, id],
    );
    expect(entries.map(({ action, actor_kind }) => `${action} ${actor_kind}`)).toEqual([
      "user.created connection",
      "user.deleted connection",
      "user.restored token",
    ]);
  });
});
