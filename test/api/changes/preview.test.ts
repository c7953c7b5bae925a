import { continueJobs } from "../../../src/crm/sync/jobs.js";
import { runDueTasks } from "../../../src/crm/sync/worker.js";
import type { AdminClient } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import type { Answer } from "../../support/http.js";
import { CRM_USER, type ScimClient } from "../../support/scim-client.js";
import { workerDeps } from "../../support/sync.js";

type Json = Answer["body"];

const PEOPLE = 30;

describe.each(DATABASES)("a guard that would shut people out (%s)", (database) => {
  const app = useTestApp(database);
  let client: ScimClient;
  let admin: AdminClient;
  let people: string[];
  let everyone: string;
  let few: string;

  const ok = async (answer: Promise<Answer>): Promise<Json> => {
    const { status, text, body } = await answer;
    if (status >= 300) throw new Error(`answered ${status}: ${text}`);
    return body;
  };
  const entering = async (): Promise<number> => {
    let count = 0;
    for (const id of people) {
      const { value } = await ok(admin.get(`/users/${id}/access`));
      if (value[0].canSignIn === true) count += 1;
    }
    return count;
  };

  const runEverything = async (): Promise<void> => {
    const deps = workerDeps({ db: app.db, now: Date.now });
    while (await continueJobs(app.db, Date.now()));
    await runDueTasks(deps);
  };

  beforeAll(async () => {
    client = await app.connectToCrm();
    admin = await app.admin(client);
    await ok(admin.post("/licenses", { partNumber: "CRM", purchased: 100 }));
    people = [];
    for (let index = 0; index < PEOPLE; index++) {
      const { id } = await client.createUser({
        userName: `user${index}@contoso.com`,
        [CRM_USER]: { licenseSkus: "CRM", securityRoleNames: "Salesperson" },
      });
      people.push(id);
    }
    const groupOf = async (displayName: string, ids: readonly string[]): Promise<string> =>
      (await ok(client.post("/Groups", { displayName, members: ids.map((value) => ({ value })) }))).id;
    everyone = await groupOf("Everyone", people);
    few = await groupOf("Few", people.slice(0, 5));
    await ok(admin.put("/instances/main/guard", { groupId: everyone }));
    await runEverything();
  });

  it("is previewed, refused without a confirmation, and made with it", async () => {
    expect(await entering()).toBe(PEOPLE);
    const preview = await ok(admin.put("/instances/main/guard?preview=true", { groupId: few }));
    expect(preview).toMatchObject({ loses: PEOPLE - 5, gains: 0, confirm: expect.any(String) });
    expect(preview.instances[0].reasonsAdded).toEqual({ NOT_IN_SECURITY_GROUP: PEOPLE - 5 });
    expect(await entering()).toBe(PEOPLE);

    const refused = await admin.put("/instances/main/guard", { groupId: few });
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({ code: "WOULD_SHUT_OUT", confirm: preview.confirm });
    expect(refused.body.difference.loses).toBe(PEOPLE - 5);
    expect(await entering()).toBe(PEOPLE);

    await ok(admin.put(`/instances/main/guard?confirm=${preview.confirm}`, { groupId: few }));
    expect(await entering()).toBe(5);
  });
});
