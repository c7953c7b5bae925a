import { NOBODYS_HASH } from "../../../src/auth/password-hash.js";
import { queryRows } from "../../../src/db/query.js";
import { inTransaction } from "../../../src/db/transaction.js";
import type { AdminServices, Context } from "../../../src/effects/context.js";
import { previewContext } from "../../../src/effects/preview-context.js";
import { syncDeps } from "../../../src/effects/records/sync-deps.js";
import { tenantContext } from "../../../src/effects/tenant-context.js";
import { syncPerson } from "../../../src/use-cases/records/synchronize.js";
import { createUser, readNewUser } from "../../../src/use-cases/users/create-user.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { CRM_USER } from "../../support/scim-client.js";

class RolledBack extends Error {}

describe.each(DATABASES)("the context of a preview on %s", (database) => {
  const app = useTestApp(database);
  /** What happened outside of the database. */
  let happened: string[];
  let ctx: Context;

  const noted =
    (what: string) =>
    (...parts: unknown[]): void =>
      void happened.push([what, ...parts.map(String)].join(" "));

  beforeEach(async () => {
    happened = [];
    const client = await app.connectToCrm();
    const { tenantId } = client;
    await (await app.admin(client)).post("/licenses", { partNumber: "CRM", purchased: 1 });
    ctx = {
      ...(await tenantContext(app.db, tenantId, {
        actor: { kind: "cli", id: "test" },
        trigger: "cli",
        hashPassword: async () => {
          happened.push("hash");
          return "real";
        },
        wait: async () => {
          happened.push("wait");
          return true;
        },
      })),
      reportIgnored: noted("ignored"),
      reportChanged: noted("changed"),
      reportAlarm: noted("alarm"),
    };
  });

  /** Runs something in a preview, and returns what it found. */
  async function preview<C extends Context, T>(of: C, work: (ctx: C) => Promise<T>): Promise<T> {
    const found: T[] = [];
    const run = inTransaction(of.db, async (trx) => {
      found.push(await work(previewContext(of, trx)));
      throw new RolledBack();
    });
    await expect(run).rejects.toThrow(RolledBack);
    return found[0] as T;
  }

  const ada = { userName: "ada", password: "correct horse battery staple" };

  it("does for real what a use-case does outside of the database", async () => {
    await createUser(ctx, await readNewUser(ctx, { ...ada, unknown: 1 }));

    expect(happened).toEqual(["ignored unknown", "hash", expect.stringContaining("changed userName")]);
  });

  it("neither hashes nor reports, and stores in the transaction", async () => {
    const rows = await preview(ctx, async (inside) => {
      await createUser(inside, await readNewUser(inside, { ...ada, unknown: 1 }));
      return queryRows<{ hash: string }>(
        inside.db.read,
        "select hash from user_passwords where tenant_id = ?",
        [ctx.viewer.tenantId],
      );
    });

    expect(happened).toEqual([]);
    expect(rows).toEqual([{ hash: NOBODYS_HASH }]);
    expect(
      await queryRows(app.db.read, "select 1 from users where tenant_id = ?", [ctx.viewer.tenantId]),
    ).toEqual([]);
  });

  it("refuses a password that cannot be one", async () => {
    const reading = preview(ctx, (inside) => readNewUser(inside, { userName: "ada", password: "\u0007" }));

    await expect(reading).rejects.toThrow("password is empty or contains a control character");
  });

  it("searches a whole table in the transaction", async () => {
    const found = await preview(ctx, async (inside) => {
      await createUser(inside, await readNewUser(inside, { userName: "ada" }));
      return inside.db.scans.run("test", "", (db) =>
        queryRows(db, "select 1 as one from users where tenant_id = ?", [ctx.viewer.tenantId]),
      );
    });

    expect(found).toEqual([{ one: 1 }]);
  });

  it("synchronizes records in the transaction", async () => {
    const { db, mapping, now } = ctx;
    const services: AdminServices = {
      flushProvisioningLog: async () => noted("flush")(),
      forgetTokens: noted("forget"),
      open: (sealed) => sealed,
    };
    const reportFailure = noted("failure");
    const admin = { ...ctx, services, sync: syncDeps({ db, mapping, now, reportFailure }) };
    const records = "select user_id from records where tenant_id = ? and user_id is not null";

    const found = await preview(admin, async (inside) => {
      inside.services.forgetTokens();
      await inside.services.flushProvisioningLog();
      const { id } = await createUser(
        inside,
        await readNewUser(inside, { userName: "ada", [CRM_USER]: { licenseSkus: "CRM" } }),
      );
      await syncPerson(inside, inside.sync, id);
      return queryRows(inside.db.read, records, [ctx.viewer.tenantId]);
    });

    expect(found).toHaveLength(1);
    expect(happened).toEqual([]);
    expect(await queryRows(app.db.read, records, [ctx.viewer.tenantId])).toEqual([]);
  });
});
