import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { CRM_USER, type ScimClient } from "../../support/scim-client.js";

/** Tables of the access catalog, as statements name them. */
const CATALOG =
  /\b(?:security_roles|role_\w+|user_business_units|business_units|connection_roles|teams|team_\w+)\b/;

describe.each(DATABASES)("users and groups without roles on %s", (database) => {
  const app = useTestApp(database);
  let scim: ScimClient;
  beforeAll(async () => {
    scim = await app.connectToCrm();
  });

  /** The statements on the catalog that something runs. */
  async function statementsOf(run: () => Promise<unknown>): Promise<string[]> {
    const statements: string[] = [];
    const note = ({ sql }: { sql: string }) => {
      if (CATALOG.test(sql) && !sql.includes("sync_tasks")) statements.push(sql);
    };
    app.db.write.on("query", note);
    try {
      await run();
    } finally {
      app.db.write.removeListener("query", note);
    }
    return statements;
  }

  it("run no statement on roles, and users whose roles stay the same run none either", async () => {
    const plain = (await scim.post("/Users", { userName: "plain" })).body;
    const sales = (
      await scim.post("/Users", { userName: "sales", [CRM_USER]: { securityRoleNames: "Salesperson" } })
    ).body;
    const group = (await scim.post("/Groups", { displayName: "G" })).body;
    const title = [{ op: "replace", path: "title", value: "Lead" }];

    expect(
      await statementsOf(async () => {
        await scim.post("/Users", { userName: "another" });
        await scim.patch(`/Users/${plain.id}`, title);
        await scim.put(`/Users/${plain.id}`, { ...plain, active: false });
        await scim.patch(`/Users/${sales.id}`, title);
        await scim.put(`/Users/${sales.id}`, { ...sales, nickName: "S" });
        await scim.post("/Groups", { displayName: "H" });
        await scim.patch(`/Groups/${group.id}`, [{ op: "replace", path: "displayName", value: "I" }]);
        await scim.patch(`/Groups/${group.id}`, [
          { op: "add", path: "members", value: [{ value: plain.id }] },
        ]);
      }),
    ).toEqual([]);
  });

  it("are not looked for among records again when SQLite has locked a user without one", async () => {
    const { id } = await scim.createUser({ userName: "unrecorded" });
    const statements: string[] = [];
    const note = ({ sql }: { sql: string }) => void statements.push(sql);
    app.db.write.on("query", note);
    await scim.patch(`/Users/${id}`, [{ op: "replace", path: "title", value: "Lead" }]);
    app.db.write.removeListener("query", note);

    const inserts = statements.filter((sql) => sql.includes("insert into sync_tasks"));
    expect(inserts).toHaveLength(database === "sqlite" ? 0 : 1);
  });

  it("run the same number of statements for one role and for ten", async () => {
    const names = ["Salesperson", "Delegate", "Basic User", "Sales Manager", "CSR Manager", "Global Reader"];
    const add = (userName: string, roles: readonly string[]) =>
      statementsOf(() =>
        scim.post("/Users", { userName, [CRM_USER]: { securityRoleNames: roles.join(";") } }),
      );

    expect((await add("six", names)).length).toBe((await add("one", names.slice(0, 1))).length);
  });
});
