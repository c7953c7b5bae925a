import type { AdminClient } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { type Answer, send } from "../../support/http.js";
import { CRM_USER, type ScimClient } from "../../support/scim-client.js";

describe.each(DATABASES)("POST /access/v1/evaluation on %s", (database) => {
  const app = useTestApp(database);
  let client: ScimClient;
  let admin: AdminClient;
  let token: string;

  beforeEach(async () => {
    client = await app.connectToCrm();
    admin = await app.admin(client);
    await admin.post("/licenses", { partNumber: "CRM", purchased: 10 });
    token = (await app.withToken(client, { scopes: ["access.read"] })).token;
  });

  const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
    send(app.url, {
      method: "POST",
      path: `/access/v1${path}`,
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
  it("answers", async () => {
    const { id } = await client.createUser({
      userName: "ada",
      [CRM_USER]: { licenseSkus: "CRM", securityRoleNames: "Salesperson" },
    });
    const q = { subject: { type: "user", id }, action: { name: "signIn" }, resource: { type: "instance", id: "main" } };
    console.log(JSON.stringify((await post("/evaluation", q)).body, null, 1));
    console.log(JSON.stringify(await app.sync()));
    console.log(JSON.stringify((await post("/evaluation", q)).body, null, 1));
    console.log(JSON.stringify((await post("/evaluations", { ...q, evaluations: [{}, {subject: {type: "user", properties: {userName: "ADA"}}, action: {name: "Read"}, resource: {type: "table", id: "account", properties: {instance: "main", owner: "elsewhere"}}}, {subject: {type:"user", id: "x"}}]})).body, null, 1));
  });
});
