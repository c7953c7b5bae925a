import { queryRows } from "../../../src/db/query.js";
import { rebuildAtStart, rebuildHistory } from "../../../src/use-cases/access/rebuild-history.js";
import { AccessStage } from "../../support/access-stage.js";
import type { AdminClient } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";

const MINUTE = 60_000;

describe.each(DATABASES)("what lies before the history (%s)", (database) => {
  let clock = Date.now() + 1440 * MINUTE;
  const app = useTestApp(database, { now: () => clock });
  let stage: AccessStage;
  let admin: AdminClient;
  const later = (): number => (clock += 10 * MINUTE);
  const askAt = async (at: number) =>
    (await admin.get(`/users/${stage.subject.id}/access?instance=main&at=${new Date(at).toISOString()}`)).body
      .value[0];
  /** Makes the database one that was used before there was a history. */
  const forget = async (tenantId: string): Promise<void> => {
    await queryRows(app.db.write, "delete from access_history where tenant_id = ?", [tenantId]);
    await queryRows(
      app.db.write,
      "insert into access_rebuilds (tenant_id, began_at, stage, position) values (?, ?, 'current', '')",
      [tenantId, clock],
    );
  };

  it("is rebuilt from the audit trail, once, whatever runs at the same time", async () => {
    const world = await AccessStage.openWithClients(app);
    ({ stage, admin } = world);
    const created = later();
    await stage.begin();
    const left = later();
    await stage.leave();
    await stage.synchronize();
    const back = later();
    await stage.join();
    await stage.synchronize();
    later();
    await forget(world.client.tenantId);

    await rebuildAtStart(app.db, clock);
    const now = await askAt(clock);
    expect(now).toMatchObject({ known: true, rebuilt: true });
    expect(await askAt(left)).toMatchObject({ known: false, beforeHistory: true });

    await Promise.all([rebuildHistory(app.db, clock), rebuildHistory(app.db, clock)]);
    await rebuildHistory(app.db, clock);
    expect(await askAt(clock)).toEqual(now);
    const entered = await askAt(created);
    expect(entered).toMatchObject({
      known: true,
      rebuilt: true,
      canSignIn: true,
      reasons: [],
      since: new Date(created).toISOString(),
      until: new Date(left).toISOString(),
      changedBy: { entry: { action: "record.created" } },
    });
    expect(entered).not.toHaveProperty("roles");
    const out = await askAt(left);
    expect(out).toMatchObject({ canSignIn: false, rebuilt: true, until: new Date(back).toISOString() });
    expect(out.reasons).toMatchObject([{ code: "NOT_IN_SECURITY_GROUP" }]);
    expect(await askAt(created - MINUTE)).toMatchObject({ known: false, beforeHistory: true });
    const open = await queryRows(app.db.read, "select 1 from access_rebuilds where stage <> 'done'");
    expect(open).toEqual([]);
  });

  it("does not touch what was stored since", async () => {
    const world = await AccessStage.openWithClients(app);
    ({ stage, admin } = world);
    const created = later();
    await stage.begin();
    later();
    await forget(world.client.tenantId);
    const blocked = later();
    await stage.setActive(false);
    const stored = await askAt(blocked);
    await rebuildHistory(app.db, later());
    expect(await askAt(blocked)).toEqual(stored);
    expect(stored).toMatchObject({ canSignIn: false, rebuilt: false });
    expect(await askAt(created)).toMatchObject({
      canSignIn: true,
      rebuilt: true,
      until: new Date(blocked).toISOString(),
    });
  });
});
