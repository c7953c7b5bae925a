import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { WorkerKilled } from "../../../../src/crm/sync/store.js";
import { SYNC_STEPS, type SyncDeps, type SyncStep } from "../../../../src/crm/sync/sync-deps.js";
import { runDueTasks } from "../../../../src/crm/sync/worker.js";
import { LEASE } from "../../../../src/db/lease.js";
import { queryRows } from "../../../../src/db/query.js";
import type { AdminClient } from "../../../support/admin-client.js";
import { urlOf, useTestApp } from "../../../support/app.js";
import { DATABASES } from "../../../support/databases.js";
import { CRM_USER, type ScimClient } from "../../../support/scim-client.js";
import {
  instanceRows,
  killAt,
  oneByOne,
  openTasks,
  recordActions,
  recordOf,
  stateOf,
  workerDeps,
  wrapConnectors,
} from "../../../support/sync.js";

/** What happens to three people, and what has to come of it whatever dies meanwhile. */
interface Situation {
  readonly name: string;
  /** What happens before, with a run behind each. */
  readonly before: readonly ((client: ScimClient, id: string) => Promise<unknown>)[];
  change(client: ScimClient, id: string): Promise<unknown>;
  /** Steps at which the change comes by. */
  readonly steps: readonly SyncStep[];
  readonly enabled: boolean;
  readonly actions: readonly string[];
  /** Of the row in the instance: how often it was written. */
  readonly version: number;
  readonly invitations: number;
}

const license = (value: string) => (client: ScimClient, id: string) =>
  client.patch(`/Users/${id}`, [{ op: "replace", path: `${CRM_USER}:licenseSkus`, value }]);
const title = (client: ScimClient, id: string) =>
  client.patch(`/Users/${id}`, [{ op: "replace", path: "title", value: "Director" }]);

const always: readonly SyncStep[] = ["leased", "facts", "found", "stored", "finished"];

const SITUATIONS: readonly Situation[] = [
  {
    name: "a first synchronization",
    before: [],
    change: license("CRM"),
    steps: [...always, "created"],
    enabled: true,
    actions: ["record.created"],
    version: 1,
    invitations: 0,
  },
  {
    name: "a change",
    before: [license("CRM")],
    change: title,
    steps: [...always, "updated"],
    enabled: true,
    actions: ["record.created", "record.changed"],
    version: 2,
    invitations: 0,
  },
  {
    name: "a disabling",
    before: [license("CRM")],
    change: license("none"),
    steps: [...always, "updated"],
    enabled: false,
    actions: ["record.created", "record.disabled"],
    version: 2,
    invitations: 0,
  },
  {
    name: "a return",
    before: [license("CRM"), license("none")],
    change: license("CRM"),
    steps: [...always, "updated"],
    enabled: true,
    actions: ["record.created", "record.disabled", "record.enabled"],
    version: 3,
    invitations: 1,
  },
  {
    name: "a deletion",
    before: [license("CRM")],
    change: (client, id) => client.delete(`/Users/${id}`),
    steps: [...always, "updated"],
    enabled: false,
    actions: ["record.created", "record.disabled"],
    version: 2,
    invitations: 0,
  },
];

describe.each(DATABASES)("a worker that dies on %s", (database) => {
  let now = Date.parse("2026-03-10T12:00:00Z");
  const app = useTestApp(database, { now: () => now });
  let client: ScimClient;
  let admin: AdminClient;

  beforeAll(async () => {
    await queryRows(
      app.db.write,
      "create table asked_to_invite (tenant_id text not null, user_id text not null)",
    );
  });

  beforeEach(async () => {
    client = await app.connectToCrm();
    admin = await app.admin(client);
    await admin.post("/licenses", { partNumber: "CRM", purchased: 10 });
    await admin.patch("/settings", { "invitation.revertGrace": "0" });
  });

  /** As a worker of the server; who has to be invited is noted in the transaction that it is told in. */
  const worker = (options: Partial<SyncDeps> = {}) => {
    const usual = workerDeps({ db: app.db, now: () => now });
    return {
      ...usual,
      onInvitationRequired: async (...args: Parameters<SyncDeps["onInvitationRequired"]>) => {
        const [trx, tenantId, userId] = args;
        await queryRows(trx, "insert into asked_to_invite values (?, ?)", [tenantId, userId]);
        await usual.onInvitationRequired(...args);
      },
      ...options,
    };
  };
  const invitationsOf = async (id: string) =>
    queryRows(app.db.write, "select 1 from asked_to_invite where user_id = ?", [id]);

  const people = async (count: number, userName = "ada") => {
    const ids: string[] = [];
    for (let i = 0; i < count; i++) {
      const user = { userName: `${userName}${i}`, emails: [{ value: `ada${i}@contoso.com` }] };
      ids.push((await client.createUser(user)).id);
    }
    return ids;
  };

  const cases = SITUATIONS.flatMap((situation) =>
    SYNC_STEPS.flatMap((step) => [1, 3].map((count) => ({ situation, step, count }))),
  );

  it.each(cases)(
    "at step $step of $situation.name of $count: another one ends the work, and nothing is lost or doubled",
    async ({ situation, step, count }) => {
      const ids = await people(count);
      for (const before of situation.before) {
        for (const id of ids) await before(client, id);
        await runDueTasks(worker());
        now += 1000;
      }
      for (const id of ids) await situation.change(client, id);

      // Each person is updated in turn; the other steps are taken once for all.
      const kill = killAt(step, step === "updated" && count > 1 ? 2 : 1);
      const end = await runDueTasks(worker({ onStep: kill.onStep })).then(
        () => "ended",
        (error: unknown) => (error instanceof WorkerKilled ? "killed" : String(error)),
      );
      expect(end).toBe(situation.steps.includes(step) ? "killed" : "ended");

      // Until the lease has run out nobody touches what the dead worker had.
      expect(await runDueTasks(worker())).toMatchObject({ tasks: 0 });
      now += LEASE;
      await runDueTasks(worker());

      expect(await stateOf(worker(), client.tenantId)).toBe("finished");
      const rows = await instanceRows(app.db, client.tenantId);
      expect(rows.map(({ directory_id: id }) => id)).toEqual(ids);
      for (const row of rows) {
        const id = row.directory_id;
        const record = await recordOf(app.db, client.tenantId, id);
        expect(record).toMatchObject({ id: row.id, enabled: situation.enabled, columns: row.columns });
        expect(row).toMatchObject({ version: situation.version, is_disabled: situation.enabled ? 0 : 1 });
        expect(await recordActions(app.db, client.tenantId, id)).toEqual(situation.actions);
        expect(await invitationsOf(id)).toHaveLength(situation.invitations);
      }
    },
  );

  it("has no say any more when it was only slow: what the faster one knew stays [R016]", async () => {
    const [id = ""] = await people(1);
    await license("CRM")(client, id);
    let overtaken = false;
    const slow = wrapConnectors(worker(), (connector) => ({
      ...oneByOne(connector),
      find: async (ids) => {
        const rows = await connector.find(ids);
        if (overtaken) return rows;
        overtaken = true;
        // It hangs here for longer than its lease; the license goes, and another worker does what follows.
        now += LEASE + 1;
        await license("none")(client, id);
        await runDueTasks(worker());
        now -= LEASE + 1;
        return rows;
      },
    }));

    await runDueTasks(slow);
    now += LEASE + 1;
    await runDueTasks(worker());

    expect(await stateOf(worker(), client.tenantId)).toBe("finished");
    expect((await recordOf(app.db, client.tenantId, id))?.enabled ?? false).toBe(false);
  });

  it("gives back what it cannot do within its lease", async () => {
    const ids = await people(4);
    for (const id of ids) await license("CRM")(client, id);
    const done: string[] = [];
    const slow = wrapConnectors(worker(), (connector) => ({
      ...oneByOne(connector),
      create: async (desired) => {
        done.push(desired.directoryId);
        now += Math.round(LEASE / 3);
        return connector.create(desired);
      },
    }));

    expect(await runDueTasks(slow)).toMatchObject({ failed: 0 });

    expect(done).toEqual(ids);
    expect(await openTasks(app.db, client.tenantId)).toEqual([]);
    for (const id of ids) {
      expect(await recordActions(app.db, client.tenantId, id)).toEqual(["record.created"]);
    }
  });

  it("keeps what it works at for as long as it lives, and loses it within 15 s of its death", async () => {
    const [id = ""] = await people(1, "killed");
    await license("CRM")(client, id);
    await queryRows(app.db.write, "update sync_tasks set due_at = 0");
    const script = path.join(__dirname, "../../../support/work-and-hang.ts");
    const hanging = spawn(process.execPath, ["--import", "tsx", script, urlOf(app.db)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(hanging.stdout, "data");
    const other = workerDeps({ db: app.db, now: Date.now });
    const begun = Date.now();
    let stolen = 0;
    while (Date.now() < begun + LEASE + 2000) {
      stolen += (await runDueTasks(other)).tasks;
      await sleep(250);
    }
    expect(stolen).toBe(0);

    hanging.kill("SIGKILL");
    await once(hanging, "exit");
    const died = Date.now();
    while ((await runDueTasks(other)).tasks === 0) await sleep(50);
    const seconds = (Date.now() - died) / 1000;

    expect(seconds).toBeLessThan(15);
    expect(await stateOf(other, client.tenantId)).toBe("finished");
    expect((await recordOf(app.db, client.tenantId, id))?.enabled).toBe(true);
  }, 120_000);
});
