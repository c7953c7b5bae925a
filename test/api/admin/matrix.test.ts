import { adminRoutes } from "../../../src/admin/routes/all.js";
import { AdminClient } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import type { ScimClient } from "../../support/scim-client.js";

const ROLES = ["global", "billing", "password", "service", "userManagement"] as const;

/** Who may do what, written down a second time: the table of docs/admin-api.md, a row for each action. R095 */
const MATRIX: Readonly<Record<string, string>> = {
  //                       global billing password service userManagement
  read: "                  ✓      ✓       ✓        ✓       ✓",
  manageUsers: "           ✓      -       -        -       ✓",
  assignLicenses: "        ✓      -       -        -       ✓",
  resetPasswords: "        ✓      -       ✓        ✓       ✓",
  manageSeats: "           ✓      ✓       -        -       -",
  manageInstances: "       ✓      -       -        ✓       -",
  manageServer: "          ✓      -       -        -       -",
  grantAdministratorRoles: "✓     -       -        -       -",
};

const rows = adminRoutes.map((route) => [`${route.method.toUpperCase()} ${route.path}`, route] as const);

/** A path that is well formed and names nothing. */
function pathOf(path: string): string {
  return path.replaceAll(/\{\w+\}/g, "01890000-0000-7000-8000-000000000000");
}

describe("the matrix of administrator roles [R095] [R079] [R080] [R081] [R082]", () => {
  it.each(rows)("has a row for the action of %s", (_, { action }) => {
    expect(Object.keys(MATRIX)).toContain(action);
  });

  it("has a mark for each of the five roles in each row", () => {
    for (const row of Object.values(MATRIX)) expect(row.match(/[✓-]/g)).toHaveLength(ROLES.length);
  });
});

describe.each(DATABASES)("every admin route on %s", (database) => {
  const app = useTestApp(database);
  const clients = new Map<string, AdminClient>();
  let client: ScimClient;
  beforeAll(async () => {
    client = await app.connect();
    for (const role of ROLES) clients.set(role, await app.admin(client, [role]));
    const plain = await app.withToken(client, {
      scopes: ["scim", "scim.adminroles", "crm.read", "access.read"],
    });
    clients.set("none", new AdminClient(plain));
    clients.set("nobody", new AdminClient({ url: app.url, token: "unknown" }));
  });

  async function statusFor(who: string, method: string, path: string): Promise<number> {
    const answer = await clients.get(who)?.send(method.toUpperCase(), pathOf(path));
    return answer?.status ?? 0;
  }

  it.each(rows)("lets exactly the roles of the matrix do %s", async (_, { method, path, action }) => {
    const marks = MATRIX[action]?.match(/[✓-]/g) ?? [];
    const expected = ROLES.map((role, index) => [role, marks[index] === "✓" ? "allowed" : "403"]);
    const actual: string[][] = [];
    for (const role of ROLES) {
      const status = await statusFor(role, method, path);
      actual.push([role, status === 403 || status === 401 ? String(status) : "allowed"]);
      expect(status).toBeLessThan(500);
    }

    expect(actual).toEqual(expected);
    expect(await statusFor("none", method, path)).toBe(403);
    expect(await statusFor("nobody", method, path)).toBe(401);
  });
});
