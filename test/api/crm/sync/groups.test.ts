import { continueJobs } from "../../../../src/crm/sync/jobs.js";
import { runDueTasks } from "../../../../src/crm/sync/worker.js";
import type { AdminClient } from "../../../support/admin-client.js";
import { startTestApp, type TestApp } from "../../../support/app.js";
import { Crm } from "../../../support/crm.js";
import { DATABASES } from "../../../support/databases.js";
import { CRM_USER, type ScimClient } from "../../../support/scim-client.js";
import { openTasks, recordOf, stateOf, workerDeps } from "../../../support/sync.js";

describe.each(DATABASES)("groups and the records of their members on %s", (database) => {
  let app: TestApp;
  let client: ScimClient;
  let admin: AdminClient;

  beforeEach(async () => {
    app = await startTestApp(database);
    client = await app.connectToCrm();
    admin = await app.admin(client);
    await admin.post("/licenses", { partNumber: "CRM", purchased: 100 });
    await admin.patch("/settings", { "invitation.onReenable": "none" });
  });
  afterEach(() => app.close());

  const worker = () => workerDeps({ db: app.db, now: Date.now });
  const person = async (userName: string): Promise<string> => {
    const user = {
      userName,
      emails: [{ value: `${userName}@contoso.com` }],
      [CRM_USER]: { licenseSkus: "CRM" },
    };
    return (await client.createUser(user)).id;
  };
  const guard = (groupId: string | null) =>
    groupId === null
      ? admin.delete("/instances/main/guard")
      : admin.put("/instances/main/guard", { groupId });
  const move = (groupId: string, op: "add" | "remove", id: string) =>
    client.patch(`/Groups/${groupId}`, [
      op === "add"
        ? { op, path: "members", value: [{ value: id }] }
        : { op, path: `members[value eq "${id}"]` },
    ]);
  const isEnabled = async (id: string) => (await recordOf(app.db, client.tenantId, id))?.enabled;

  it("follow who joins and leaves the group that guards an instance, and its end [R085, R101, R105]", async () => {
    const [ada, bob] = [await person("ada"), await person("bob")];
    const { id: group } = await client.createGroup("Sales", [ada]);
    await app.sync();
    expect([await isEnabled(ada), await isEnabled(bob)]).toEqual([true, true]);

    await guard(group);
    await app.sync();
    expect([await isEnabled(ada), await isEnabled(bob)]).toEqual([true, false]);

    await move(group, "add", bob);
    await move(group, "remove", ada);
    expect(await openTasks(app.db, client.tenantId)).toHaveLength(2);
    await app.sync();
    expect([await isEnabled(ada), await isEnabled(bob)]).toEqual([false, true]);

    await client.delete(`/Groups/${group}`);
    await app.sync();
    expect([await isEnabled(ada), await isEnabled(bob)]).toEqual([false, false]);
    expect(await stateOf(worker(), client.tenantId)).toBe("finished");
  });

  it("cost no statement where a group neither guards an instance nor gives roles", async () => {
    const ada = await person("ada");
    const { id: group } = await client.createGroup("Sales");
    await app.sync();
    const sent: string[] = [];
    const note = ({ sql }: { sql: string }) => void sent.push(sql);
    app.db.write.on("query", note);

    await move(group, "add", ada);
    await move(group, "remove", ada);
    await move(group, "add", ada);
    await client.delete(`/Groups/${group}`);

    app.db.write.removeListener("query", note);
    expect(sent.filter((sql) => sql.includes("group_members")).length).toBeGreaterThan(3);
    expect(sent.filter((sql) => /sync_tasks|instances/.test(sql))).toEqual([]);
  });

  it("tell the roles that members have as of a team, in the reasons of their records [R072]", async () => {
    const crm = new Crm(admin);
    await admin.patch("/instances/main/settings", { "roles.groupTeamCounts": "true" });
    const ada = await person("ada");
    const { id: group } = await client.createGroup("Sales", [ada]);
    await app.sync();
    expect((await recordOf(app.db, client.tenantId, ada))?.reasons).toEqual(["NO_SECURITY_ROLE"]);

    const { status, body: team } = await admin.post("/instances/main/teams", {
      name: "Sales",
      groupId: group,
      roles: [await crm.roleId("Salesperson")],
    });
    expect(status).toBe(201);
    await app.sync();
    expect((await recordOf(app.db, client.tenantId, ada))?.reasons).toEqual([]);

    await admin.delete(`/instances/main/teams/${team.id}`);
    await app.sync();
    expect((await recordOf(app.db, client.tenantId, ada))?.reasons).toEqual(["NO_SECURITY_ROLE"]);
  });

  it("are right in the end when guards and members change at the same time", async () => {
    const ids: string[] = [];
    for (let i = 0; i < 6; i++) ids.push(await person(`p${i}`));
    const { id: group } = await client.createGroup("Sales", ids.slice(0, 2));
    await app.sync();

    for (let round = 0; round < 4; round++) {
      const isGuarded = round % 2 === 0;
      const answers = await Promise.all([
        ...ids.map((id, i) => move(group, (i + round) % 3 === 0 ? "remove" : "add", id)),
        guard(isGuarded ? group : null),
        runDueTasks(worker()).then(() => ({ status: 200 })),
      ]);
      expect(answers.filter(({ status }) => status >= 300)).toEqual([]);
      while (await continueJobs(app.db, Date.now()));
      await runDueTasks(worker());

      expect(await stateOf(worker(), client.tenantId)).toBe("finished");
      const { body } = await client.get(`/Groups/${group}`);
      const members = new Set(body.members.map(({ value }: { value: string }) => value));
      for (const id of ids) expect(await isEnabled(id)).toBe(!isGuarded || members.has(id));
    }
  }, 30_000);
});
