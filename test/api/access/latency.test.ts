import { setTimeout as sleep } from "node:timers/promises";
import { defaultMapping } from "../../../src/crm/form/mapping.js";
import { HOUR } from "../../../src/db/duration.js";
import { syncDeps } from "../../../src/effects/records/sync-deps.js";
import { userSchema } from "../../../src/schema/resource-schemas.js";
import { startSynchronizationJob } from "../../../src/use-cases/records/synchronization-job.js";
import { type AccessClient, accessClient } from "../../support/access-client.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { CRM_USER, type ScimClient } from "../../support/scim-client.js";

describe.each(DATABASES)("how fast access follows the directory on %s", (database) => {
  const app = useTestApp(database);
  let client: ScimClient;
  let crm: AccessClient;
  let id: string;
  let worker: ReturnType<typeof startSynchronizationJob>;

  beforeEach(async () => {
    client = await app.connectToCrm();
    const admin = await app.admin(client);
    await admin.post("/licenses", { partNumber: "CRM", purchased: 10 });
    await admin.patch("/settings", { "invitation.onReenable": "none" });
    crm = await accessClient(app, client);
    ({ id } = await client.createUser({
      userName: "ada",
      [CRM_USER]: { licenseSkus: "CRM", securityRoleNames: "Salesperson" },
    }));
    await app.sync();
    const deps = syncDeps({
      db: app.db,
      mapping: defaultMapping(userSchema),
      now: Date.now,
      reportFailure: (_task, error) => {
        throw error;
      },
    });
    worker = startSynchronizationJob(deps, HOUR, (error) => {
      throw error;
    });
  });
  afterEach(() => worker.stop());

  const setLicense = (sku: string) =>
    client.patch(`/Users/${id}`, [{ op: "replace", path: `${CRM_USER}:licenseSkus`, value: sku }]);
  const answer = () => crm.at("signIn", id);

  it("loses it at the very next evaluation, and gains it with the next synchronization [R013] [R100]", async () => {
    const lost: number[] = [];
    const gained: number[] = [];
    for (let round = 0; round < 5; round++) {
      const losing = performance.now();
      expect((await setLicense("none")).status).toBe(200);
      expect(await answer()).toMatch(/^no: NO_LICENSE/);
      lost.push(performance.now() - losing);
      // What was lost and given back before the record knew would be no gain.
      while ((await answer()).includes("SYNC_PENDING")) await sleep(5);

      const gaining = performance.now();
      expect((await setLicense("CRM")).status).toBe(200);
      while ((await answer()) !== "yes") await sleep(5);
      gained.push(performance.now() - gaining);
    }

    const shown = (times: readonly number[]): string => times.map((time) => time.toFixed(0)).join(", ");
    console.info(
      `${database}: from the PATCH to the evaluation that knows of it, in ms: lost ${shown(lost)}; gained ${shown(gained)}`,
    );
  });
});
