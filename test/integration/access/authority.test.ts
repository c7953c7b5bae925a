import { toAdministratorRoles } from "../../../src/access/administrator-roles.js";
import { getInstance } from "../../../src/access/instances.js";
import { listSecurityRoles } from "../../../src/access/security-roles.js";
import type { Context } from "../../../src/effects/context.js";
import { tenantContext } from "../../../src/effects/tenant-context.js";
import { copySecurityRole, type RoleCopy } from "../../../src/use-cases/roles/security-roles.js";
import { addTeam } from "../../../src/use-cases/roles/teams.js";
import { getUserRoles, setUserRoles } from "../../../src/use-cases/roles/user-roles.js";
import { changeSetting } from "../../../src/use-cases/tenants/settings.js";
import { createUser, readNewUser } from "../../../src/use-cases/users/create-user.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { CRM_USER } from "../../support/scim-client.js";

describe.each(DATABASES)("who may give roles on %s", (database) => {
  const app = useTestApp(database);
  let operator: Context;
  let count = 0;

  beforeEach(async () => {
    const { tenantId } = await app.connectToCrm();
    operator = await tenantContext(app.db, tenantId, { actor: { kind: "cli", id: "test" }, trigger: "cli" });
  });

  const by = (userId: string | undefined, roles: readonly string[]): Context => ({
    ...operator,
    actor: userId === undefined ? { kind: "token", id: "t" } : { kind: "account", id: userId },
    trigger: "admin",
    administrator: { userId, roles: toAdministratorRoles(roles) },
  });

  async function addUser(ctx: Context = operator, extension: object = {}): Promise<string> {
    const user = await readNewUser(ctx, { userName: `user${count++}`, [CRM_USER]: extension });
    return (await createUser(ctx, user)).id;
  }

  async function roleId(name: string): Promise<string> {
    const { tenantId } = operator.viewer;
    const { id } = await getInstance(app.db.read, tenantId, "main");
    const found = (await listSecurityRoles(app.db.read, tenantId, id)).find((role) => role.name === name);
    return found?.id ?? "";
  }

  async function give(ctx: Context, userId: string, ...names: string[]): Promise<string[]> {
    await setUserRoles(ctx, "main", [userId], await Promise.all(names.map(roleId)));
    const { roles } = await getUserRoles(app.db.read, operator.viewer.tenantId, "main", userId);
    return roles.map(({ name }) => name);
  }

  const copy = async (original: string, role: RoleCopy): Promise<unknown> =>
    copySecurityRole(operator, "main", await roleId(original), role);

  /** Somebody who may assign roles in the instance, and what he may do besides. */
  async function roleManager(): Promise<string> {
    const privileges = [{ verb: "Assign", table: "role", level: "organization" }] as const;
    await copy("Salesperson", { name: "Role Manager", privileges });
    const id = await addUser();
    await give(operator, id, "Role Manager");
    return id;
  }

  it.each(["global", "service"])(
    "a %s administrator may, with a token of nobody too [R109]",
    async (role) => {
      const id = await addUser();

      expect(await give(by(undefined, [role]), id, "System Administrator")).toEqual(["System Administrator"]);
    },
  );

  it("a global administrator may where administrators get the role, and elsewhere [R109]", async () => {
    const { id: instanceId } = await getInstance(app.db.read, operator.viewer.tenantId, "main");
    await changeSetting(operator, instanceId, "ruleset", "current");

    expect(await give(by(await addUser(), ["global"]), await addUser(), "Delegate")).toEqual(["Delegate"]);
  });

  it.each(["password", "billing", "userManagement"])(
    "a %s administrator may not, by whatever door [R109] [R083]",
    async (role) => {
      const ctx = by(await addUser(), [role]);
      const id = await addUser();

      await expect(give(ctx, id, "Delegate")).rejects.toThrow(/^SYSTEM_ADMINISTRATOR_REQUIRED/);
      await expect(addTeam(ctx, "main", { name: "T", roles: ["Delegate"] })).rejects.toThrow(
        /^SYSTEM_ADMINISTRATOR_REQUIRED/,
      );
    },
  );

  it("who may manage users gives no roles with it [R109]", async () => {
    const ctx = by(await addUser(), ["userManagement"]);

    await expect(addUser(ctx, { securityRoles: [{ value: "Delegate" }] })).rejects.toThrow(
      /^SYSTEM_ADMINISTRATOR_REQUIRED/,
    );
    await expect(addUser(ctx)).resolves.toEqual(expect.any(String));
  });

  it("who has System Administrator in the instance may give any role there [R109]", async () => {
    const ann = await addUser();
    await give(operator, ann, "System Administrator");
    await copy("Basic User", {
      name: "Odd",
      privileges: [{ verb: "Read", table: "yacht", level: "organization" }],
    });

    expect(await give(by(ann, ["userManagement"]), await addUser(), "Odd")).toEqual(["Odd"]);
  });

  it("nobody gives a privilege that he does not hold, or one that reaches farther than his [R117]", async () => {
    const ctx = by(await roleManager(), ["userManagement"]);
    const id = await addUser();

    await expect(give(ctx, id, "System Administrator")).rejects.toThrow(
      /^PRIVILEGE_ELEVATION: .*'System Administrator'/,
    );
    await expect(give(ctx, id, "Sales Manager")).rejects.toThrow(/^PRIVILEGE_ELEVATION/);
    await expect(give(ctx, id, "Salesperson", "Sales Manager")).rejects.toThrow(/^PRIVILEGE_ELEVATION/);
    expect(await give(ctx, id, "Salesperson")).toEqual(["Salesperson"]);
  });

  it("nor takes such a role from another [R117]", async () => {
    const ctx = by(await roleManager(), ["userManagement"]);
    const id = await addUser();
    await give(operator, id, "System Administrator");

    await expect(give(ctx, id)).rejects.toThrow(/^PRIVILEGE_ELEVATION/);
  });
});
