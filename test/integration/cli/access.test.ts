import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readUsher, runUsher } from "../../support/cli.js";

describe("usher instance, usher unit, usher role, usher team", () => {
  let directory: string;
  let env: Record<string, string>;

  const usher = (...args: string[]) => runUsher(args, env);
  const json = (...args: string[]) => readUsher(args, env);
  const createUser = async (value: object) => {
    const name = path.join(directory, "input.json");
    writeFileSync(name, JSON.stringify(value));
    return json("user", "create", name);
  };
  const namesOf = (rows: { name: string }[]) => rows.map(({ name }) => name);

  beforeEach(async () => {
    directory = mkdtempSync(path.join(tmpdir(), "usher-cli-"));
    env = { DATABASE_URL: `sqlite:${path.join(directory, "usher.db")}` };
    await usher("migrate");
    await usher("tenant", "add", "default");
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it("gives a tenant an instance, unless it is to be bare", async () => {
    await usher("tenant", "add", "bare", "--bare");

    expect(namesOf(await json("instance", "list"))).toEqual(["main"]);
    expect(await json("instance", "list", "--tenant", "bare")).toEqual([]);
  });

  it("adds and changes instances", async () => {
    const added = await json("instance", "add", "sandbox", "--name", "Play");

    expect(added).toMatchObject({ name: "sandbox", displayName: "Play", type: "sandbox" });
    expect((await usher("instance", "set", "sandbox", "--type", "moon")).notes).toContain(
      "--type must be one of",
    );
    expect((await json("instance", "set", "sandbox", "--type", "trial")).type).toBe("trial");
    expect((await usher("instance", "list")).out).toMatch(/^NAME +TITLE +TYPE +ID +GUARD\nmain /);
  });

  it("guards an instance by a group, and says before whom that shuts out", async () => {
    const ann = await createUser({ userName: "ann" });
    await json("license", "add", "CRM", "--seats", "1");
    await usher("license", "assign", "CRM", "--user", ann.id);
    const { id } = await json("group", "create", "Guards");

    await usher("role", "add", "ann", "--role", "Salesperson");
    const preview = await usher("instance", "guard", "main", "--group", "Guards", "--preview");
    expect(preview.code).toBe(3);
    expect(preview.out).toContain("1 lose access, 0 get it, 0 keep it in another way");
    expect(preview.out).toMatch(/\nann +main +full to none +NOT_IN_SECURITY_GROUP/);
    expect(preview.out).not.toContain(ann.id);
    expect((await json("instance", "guard", "main", "--group", "Guards")).guardGroupId).toBe(id);
    expect((await json("instance", "guard", "main", "--none")).guardGroupId).toBeUndefined();
    expect((await usher("instance", "guard", "main")).code).toBe(1);
  });

  it("makes business units and moves users among them", async () => {
    await createUser({ userName: "ann" });
    await usher("unit", "add", "North");
    await usher("unit", "add", "Sales", "--parent", "North");
    await usher("role", "add", "ann", "--role", "Delegate");

    expect((await json("unit", "list")).map((unit: { path: string }) => unit.path)).toEqual([
      "Root",
      "Root/North",
      "Root/North/Sales",
    ]);
    expect(await usher("unit", "move-user", "ann", "Sales")).toMatchObject({
      out: "ann is in Root/North/Sales; lost: Delegate",
    });
    expect((await usher("unit", "remove", "Sales")).notes).toContain("BUSINESS_UNIT_IN_USE");
    expect((await json("unit", "set", "North", "--name", "South")).path).toBe("Root/South");
    await usher("unit", "move-user", "ann", "Root");
    expect(await json("unit", "remove", "Sales")).toEqual({ removed: "Sales" });
  });

  it("copies roles, changes them, gives them and deletes them", async () => {
    await createUser({ userName: "ann" });
    const made = await json("role", "copy", "Basic User", "Clerk", "--privilege", "Delete:case:businessUnit");

    expect(made.privileges).toContainEqual({ verb: "Delete", table: "case", level: "businessUnit" });
    expect((await usher("role", "copy", "Clerk", "X", "--privilege", "Fly:case:user")).code).toBe(1);
    expect((await usher("role", "change", "Clerk", "--privilege", "Delete:case:none")).out).not.toContain(
      "Delete case",
    );
    expect((await usher("role", "show", "clerk")).out).toContain("  Read account: user");
    expect((await usher("role", "change", "Delegate", "--description", "x")).notes).toContain(
      "ROLE_IS_MANAGED",
    );
    expect(await json("role", "add", "ann", "--role", "Clerk", "--role", "delegate")).toMatchObject({
      added: ["Clerk", "Delegate"],
      removed: [],
    });
    expect(namesOf(await json("role", "user", "ann"))).toEqual(["Clerk", "Delegate"]);
    expect(await json("role", "delete", "Clerk")).toEqual({ removed: "Clerk", users: 1 });
    expect(await usher("role", "set", "ann")).toMatchObject({
      out: "ann: added nothing; removed Delegate",
      notes: expect.stringMatching(
        /^usher: LAST_ROLE_REMOVED_NOT_A_WAY_TO_DISABLE: the user has no role left/,
      ),
    });
    expect(await json("role", "apply")).toEqual({ users: 0 });
  });

  it("adds and removes roles of a user, and shows what goes where it sets exactly some", async () => {
    await createUser({ userName: "ann" });
    await usher("unit", "add", "North");
    await usher("role", "copy", "Basic User", "Clerk", "--unit", "North");
    const roles = async () => namesOf(await json("role", "user", "ann"));

    expect((await usher("role", "add", "ann", "--role", "Salesperson", "--role", "Delegate")).out).toBe(
      "ann: added Delegate, Salesperson; removed nothing",
    );
    expect((await usher("role", "add", "ann", "--role", "basic user")).out).toBe(
      "ann: added Basic User; removed nothing",
    );
    expect((await usher("role", "remove", "ann", "--role", "Delegate")).out).toBe(
      "ann: added nothing; removed Delegate",
    );
    expect(await roles()).toEqual(["Basic User", "Salesperson"]);
    const preview = await json("role", "set", "ann", "--role", "Delegate", "--preview");
    expect(preview.value).toEqual([]);
    expect(await roles()).toEqual(["Basic User", "Salesperson"]);
    expect((await usher("role", "set", "ann", "--role", "Delegate")).out).toBe(
      "ann: added Delegate; removed Basic User, Salesperson",
    );
    expect((await usher("role", "remove", "Delegate")).notes).toMatch(/--role must be given.*role delete/);
    expect((await usher("role", "add", "ann", "--role", "Clerk")).notes).toMatch(
      /ROLE_NOT_IN_BUSINESS_UNIT: the role 'Clerk'.*'Root\/North'.*'Root'/,
    );
    expect((await usher("role", "add", "ann", "--role", "Clown")).notes).toContain("UNKNOWN_ROLE");
    expect(await roles()).toEqual(["Delegate"]);
  });

  it("lets a connection grant a role or not", async () => {
    const allowed = async () => {
      const roles = await json("role", "grantable", "default");
      return roles.find(({ role }: { role: string }) => role === "System Customizer").allowed;
    };

    expect(await allowed()).toBe(false);
    expect((await usher("role", "allow", "default", "System Customizer")).out).toBe(
      "'default' may grant 'System Customizer'",
    );
    expect(await allowed()).toBe(true);
    await usher("role", "allow", "default", "System Customizer", "--default");
    expect(await allowed()).toBe(false);
    expect((await usher("role", "allow", "default", "Delegate", "--deny")).out).toBe(
      "'default' may not grant 'Delegate'",
    );
  });

  it("makes teams", async () => {
    await createUser({ userName: "ann" });
    await json("group", "create", "People");

    expect(await json("team", "add", "Sellers", "--role", "Salesperson")).toMatchObject({ kind: "owner" });
    expect(await json("team", "add", "Peopled", "--group", "People")).toMatchObject({
      kind: "group",
      roles: [],
    });
    expect((await usher("team", "members", "sellers", "--add", "ann")).out).toBe("1 came, 0 went");
    expect((await usher("team", "set", "Sellers", "--no-roles", "--name", "Closers")).out).toContain(
      "no roles",
    );
    expect(namesOf(await json("team", "list"))).toEqual(["Closers", "Peopled"]);
    expect(await json("team", "remove", "Closers")).toEqual({ removed: "Closers" });
    expect((await usher("team", "remove", "Closers")).code).toBe(1);
  });
});
