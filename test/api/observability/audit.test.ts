import { queryRows } from "../../../src/db/query.js";
import { inTransaction } from "../../../src/db/transaction.js";
import type { ShownAuditEntry } from "../../../src/observability/audit-search.js";
import { insertExtension } from "../../../src/tenants/extension-schemas.js";
import { useTestApp } from "../../support/app.js";
import { actionsOf, trailOf } from "../../support/audit.js";
import { bulk, change, idOf, newGroup, newUser, results } from "../../support/bulk.js";
import { DATABASES } from "../../support/databases.js";
import { CORE_USER, ENTERPRISE, type ScimClient } from "../../support/scim-client.js";

const URN = "urn:example:params:scim:vault:2.0:User";
const UNKNOWN = "01890000-0000-7000-8000-000000000000";

describe.each(DATABASES)("the audit trail of SCIM changes on %s", (database) => {
  // The cache of schemas goes by this clock.
  let clock = Date.now();
  const app = useTestApp(database, { now: () => clock });
  let scim: ScimClient;
  beforeEach(async () => {
    scim = await app.connect();
  });

  const trail = (): Promise<ShownAuditEntry[]> => trailOf(app.db.read, scim.tenantId);
  const last = async (): Promise<ShownAuditEntry | undefined> => (await trail()).at(-1);

  it("tells who, when, by which door, in which request, from what to what [R145]", async () => {
    const user = await scim.createUser({
      userName: "ann@example.com",
      externalId: "a1",
      title: "Clerk",
      name: { givenName: "Ann" },
      [ENTERPRISE]: { department: "Sales", costCenter: "7" },
    });
    clock += 5000;
    const path = `/Users/${user.id}`;
    await scim.patch(
      path,
      [
        { op: "replace", path: "title", value: "Head" },
        { op: "replace", path: "name.givenName", value: "Anne" },
        { op: "replace", path: `${ENTERPRISE}:department`, value: "Support" },
        { op: "remove", path: "externalId" },
        { op: "add", path: "nickName", value: "A" },
      ],
      { "X-Request-Id": "request-7" },
    );
    await scim.delete(path);
    const [created, changed, deleted] = await trail();

    expect(created).toMatchObject({
      action: "user.created",
      resourceType: "User",
      resourceId: user.id,
      actor: { kind: "connection", id: scim.connectionId },
      trigger: "scim",
      changes: {
        userName: { after: "ann@example.com" },
        externalId: { after: "a1" },
        name: { after: { givenName: "Ann" } },
        [`${ENTERPRISE}:department`]: { after: "Sales" },
        [`${ENTERPRISE}:costCenter`]: { after: "7" },
      },
      erased: false,
    });
    expect(changed).toMatchObject({
      time: new Date(clock).toISOString(),
      action: "user.changed",
      requestId: "request-7",
    });
    expect(changed?.changes).toEqual({
      title: { before: "Clerk", after: "Head" },
      name: { before: { givenName: "Ann" }, after: { givenName: "Anne" } },
      [`${ENTERPRISE}:department`]: { before: "Sales", after: "Support" },
      externalId: { before: "a1" },
      nickName: { after: "A" },
    });
    expect(changed?.changed.toSorted()).toEqual(Object.keys(changed?.changes ?? {}).toSorted());
    expect(deleted).toMatchObject({
      action: "user.deleted",
      changes: { userName: { before: "ann@example.com" }, nickName: { before: "A" } },
    });
  });

  it("has one entry for each change, and none for what changes nothing or is refused [R145]", async () => {
    const user = await scim.createUser({ userName: "ann", title: "Clerk" });
    const group = await scim.createGroup("Sales", [user.id]);
    const before = await trail();
    const path = `/Users/${user.id}`;
    const member = [{ op: "add", path: "members", value: [{ value: user.id }] }];
    const statuses = [
      await scim.patch(path, [{ op: "replace", path: "title", value: "Clerk" }]),
      await scim.put(path, { schemas: [CORE_USER], userName: "ann", title: "Clerk" }),
      await scim.patch(`/Groups/${group.id}`, member),
      await scim.post("/Users", { schemas: [CORE_USER], userName: "ANN" }),
      await scim.patch(path, [{ op: "replace", path: "title", value: "Head" }], { "If-Match": 'W/"9"' }),
      await scim.delete(`/Users/${UNKNOWN}`),
      await scim.get(path),
    ].map(({ status }) => status);

    expect(statuses).toEqual([200, 200, 200, 409, 412, 404, 200]);
    expect(before.map(({ action }) => action)).toEqual(["user.created", "group.created"]);
    expect(await trail()).toEqual(before);
  });

  it("names the members that came and went [R145]", async () => {
    const ids = await scim.createUsers("m", 3);
    const [first = "", second = "", third = ""] = ids;
    const group = await scim.createGroup("Sales", [first, second]);
    const path = `/Groups/${group.id}`;

    expect(await last()).toMatchObject({
      action: "group.created",
      changes: { displayName: { after: "Sales" }, members: { added: [first, second], removed: [] } },
      facts: { membersAdded: 2 },
    });

    await scim.patch(path, [
      { op: "add", path: "members", value: [{ value: third }] },
      { op: "remove", path: `members[value eq "${first}"]` },
      { op: "replace", path: "displayName", value: "Sales EU" },
    ]);

    expect(await last()).toMatchObject({
      action: "group.changed",
      changes: {
        displayName: { before: "Sales", after: "Sales EU" },
        members: { added: [third], removed: [first] },
      },
      facts: { membersAdded: 1, membersRemoved: 1 },
    });

    await scim.delete(`/Users/${second}`);

    expect(await last()).toMatchObject({
      action: "user.deleted",
      changes: { groups: { added: [], removed: [group.id] } },
      facts: { groupsLeft: 1 },
    });

    await scim.delete(path);

    expect(await last()).toMatchObject({
      action: "group.deleted",
      changes: { displayName: { before: "Sales EU" }, members: { added: [], removed: [third] } },
      facts: { membersRemoved: 1 },
    });
  });

  it("has an entry for each operation of a bulk request that succeeded, and none of the others [R145]", async () => {
    const { id: taken } = await scim.createUser({ userName: "taken" });
    const done = await results(scim, [
      newUser("ann"),
      newUser("taken"),
      newGroup("sales", ["bulkId:ann"]),
      change(`/Users/${taken}`, "replace", "title", "Head"),
    ]);
    const [ann, refused, sales] = done;

    expect(refused?.status).toBe("409");
    expect(new Set((await actionsOf(app.db.read, scim.tenantId)).slice(1))).toEqual(
      new Set([`user.created ${idOf(ann)}`, `group.created ${idOf(sales)}`, `user.changed ${taken}`]),
    );
  });

  it("is of one tenant alone", async () => {
    const other = await app.connect();
    await other.createUser({ userName: "ann" });

    expect(await trail()).toEqual([]);
    expect(await trailOf(app.db.read, other.tenantId)).toHaveLength(1);
  });

  it("holds no secret, neither of a user nor of the request; nor does the log [R010]", async () => {
    const secrets = [
      "first-Secret-1",
      "second-Secret-2",
      "third-Secret-3",
      "bulk-Secret-4",
      "pin-5-5-5",
      "code-6-6",
    ];
    const [first, second, third, fourth, pin, code] = secrets;
    const extension = {
      resourceType: "User",
      schema: {
        id: URN,
        name: "Vault",
        attributes: [
          { name: "pin", type: "string", returned: "never", mutability: "writeOnly" },
          {
            name: "door",
            type: "complex",
            subAttributes: [
              { name: "name", type: "string" },
              { name: "code", type: "string", returned: "never", mutability: "writeOnly" },
            ],
          },
        ],
      },
    };
    await inTransaction(app.db, (trx) => insertExtension(trx, scim.tenantId, extension, clock));
    clock += 2000;
    const user = await scim.createUser({
      userName: "ann",
      password: first,
      [URN]: { pin, door: { name: "North", code } },
    });
    const path = `/Users/${user.id}`;
    await scim.patch(path, [{ op: "replace", path: "password", value: second }]);
    await scim.put(path, { schemas: [CORE_USER], userName: "ann", password: third });
    await bulk(scim, [newUser("bob", { password: fourth })]);
    const [created, patched] = await trail();
    const rows = await queryRows(app.db.read, "select * from audit_entries");
    const stored = [JSON.stringify(rows), ...app.log].join("\n");

    expect(created?.facts).toEqual({ changedSecrets: [`${URN}:pin`, "password"] });
    expect(created?.changes).toMatchObject({
      [`${URN}:door`]: { after: { name: "North", code: "[secret]" } },
    });
    expect(patched).toMatchObject({
      action: "user.changed",
      changed: [],
      facts: { changedSecrets: ["password"] },
    });
    expect(stored).toContain("user.created");
    for (const secret of [...secrets, scim.token, "scrypt$"]) expect(stored).not.toContain(secret);
  });
});
