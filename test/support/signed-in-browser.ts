import { findTenantName } from "../../src/tenants/tenants.js";
import type { TestApp } from "./app.js";
import { BrowserSession } from "./browser-session.js";
import { CRM_USER, type ScimClient } from "./scim-client.js";

const PASSWORD = "what she chose herself";

/**
 * Signs in a new person of a client's tenant with a browser. The tenant has another global administrator besides.
 * @param roles - the administrator roles of the person
 */
export async function signedInBrowser(
  app: TestApp,
  client: ScimClient,
  roles: readonly string[] = ["global"],
): Promise<{ browser: BrowserSession; userId: string; password: string }> {
  const admin = await app.admin(client);
  await admin.post("/users", { userName: "zoe", [CRM_USER]: { administratorRoles: ["global"] } });
  const account = { userName: "ann", password: PASSWORD, [CRM_USER]: { administratorRoles: roles } };
  const { body } = await admin.post("/users", account);
  const browser = new BrowserSession(app);
  const tenant = (await findTenantName(app.db.read, client.tenantId)) ?? "";
  const answer = await browser.signIn({ tenant, userName: "ann", password: PASSWORD });
  if (answer.status !== 201) throw new Error(`signing in was answered ${answer.status}: ${answer.text}`);
  return { browser, userId: body.user.id, password: PASSWORD };
}
