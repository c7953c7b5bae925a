import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readUsher, runUsher } from "../../support/cli.js";

describe("usher user, usher group, usher admin, usher settings", () => {
  let directory: string;
  let env: Record<string, string>;

  const usher = (...args: string[]) => runUsher(args, env);
  const json = (...args: string[]) => readUsher(args, env);
  const file = (value: unknown): string => {
    const name = path.join(directory, "input.json");
    writeFileSync(name, JSON.stringify(value));
    return name;
  };
  const create = (userName: string) => json("user", "create", file({ userName, displayName: userName }));

  beforeEach(async () => {
    directory = mkdtempSync(path.join(tmpdir(), "usher-cli-"));
    env = { DATABASE_URL: `sqlite:${path.join(directory, "usher.db")}`, PUBLIC_URL: "https://usher.example" };
    await usher("migrate");
    await usher("tenant", "add", "default");
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it("creates, shows, lists and changes users as the admin API answers them", async () => {
    const { id } = await create("ann");
    await create("bea");

    const changed = await json("user", "change", "ANN", file({ title: "Lead" }));

    expect(changed).toMatchObject({ id, userName: "ann", title: "Lead", meta: { version: 'W/"2"' } });
    expect(changed.meta.location).toBe(`https://usher.example/scim/v2/Users/${id}`);
    expect(await json("user", "show", "ann")).toEqual(changed);
    const listed = await json("user", "list", "--filter", 'title eq "Lead"');
    expect(listed).toEqual([changed]);
    expect(await json("user", "list", "--limit", "1")).toHaveLength(1);
    expect((await usher("user", "list")).out).toMatch(/^ID +USER NAME +NAME +ACTIVE +ADMINISTRATOR ROLES\n/);
    expect(await usher("user", "change", "ann", file({ titel: "x" }))).toMatchObject({ code: 1 });
    expect(await usher("user", "show", "nobody")).toMatchObject({
      code: 1,
      notes: 'usher: User "nobody" does not exist',
    });
  });

  it("deletes users and restores them", async () => {
    const { id } = await create("ann");

    expect(await json("user", "delete", "ann")).toEqual({
      id,
      restorableDays: 30,
      restorableUntil: expect.stringMatching(/Z$/),
      hints: [],
    });
    expect(await json("user", "deleted")).toEqual([
      {
        id,
        userName: "ann",
        displayName: "ann",
        deletedAt: expect.any(String),
        restorableUntil: expect.any(String),
      },
    ]);
    expect(await json("user", "restore", id)).toMatchObject({ id, userName: "ann" });
    expect(await json("user", "deleted")).toEqual([]);
    expect(await usher("user", "restore", id)).toMatchObject({ code: 1 });
  });

  it("keeps groups and their members", async () => {
    const ann = await create("ann");
    const { id } = await json("group", "create", "Sales");
    const nested = await json("group", "create", "Sales EU");

    expect(await json("group", "add", "sales", "--member", "ann", "--member", nested.id)).toEqual({
      id,
      added: 2,
      removed: 0,
    });
    expect(await json("group", "members", id)).toEqual(
      expect.arrayContaining([
        { id: ann.id, type: "User", displayName: "ann", licensed: false },
        { id: nested.id, type: "Group", displayName: "Sales EU" },
      ]),
    );
    expect(await json("group", "remove", "Sales", "--member", "ann")).toEqual({ id, added: 0, removed: 1 });
    expect(await json("group", "rename", "Sales", "Field")).toMatchObject({
      displayName: "Field",
      memberCount: 1,
    });
    expect((await json("group", "list")).map((group: { displayName: string }) => group.displayName)).toEqual([
      "Field",
      "Sales EU",
    ]);
    expect(await json("group", "show", "field")).toMatchObject({ id });
    expect(await json("group", "delete", "Field")).toEqual({ id, deleted: true });
    expect(await usher("group", "show", id)).toMatchObject({ code: 1 });
    expect(await usher("group", "add", "Sales EU")).toMatchObject({ code: 1 });
    expect(await usher("group", "add", "Sales EU", "--member", "nobody")).toMatchObject({ code: 1 });
  });

  it("grants and revokes administrator roles, and keeps the last global administrator [R077] [R078]", async () => {
    const { id } = await create("ann");
    await create("bea");

    await json("admin", "grant", "ann", "billing");
    expect(await json("admin", "grant", "ann", "global")).toEqual({ id, roles: ["global", "billing"] });
    expect(await json("admin", "list")).toEqual([
      { id, userName: "ann", displayName: "ann", active: true, roles: ["global", "billing"] },
    ]);
    const refused = await usher("admin", "revoke", "ann", "global");
    expect(refused).toMatchObject({ code: 1, notes: expect.stringContaining("LAST_GLOBAL_ADMINISTRATOR") });
    expect(await usher("user", "delete", "ann")).toMatchObject({ code: 1 });
    await json("admin", "grant", "bea", "global");
    expect(await json("admin", "revoke", "ann", "global")).toEqual({ id, roles: ["billing"] });
    expect(await usher("admin", "grant", "ann", "exchange")).toMatchObject({ code: 1 });
  });

  it("lists and sets settings of the tenant and of an instance", async () => {
    const valueOf = async (name: string, ...options: string[]) =>
      (await json("settings", "list", ...options)).find((one: { name: string }) => one.name === name)?.value;

    expect(await json("settings", "set", "invitation.ttlDays", "7")).toEqual({
      name: "invitation.ttlDays",
      value: 7,
    });
    expect(await valueOf("invitation.ttlDays")).toBe(7);
    await json("settings", "set", "invitation.ttlDays", "default");
    expect(await valueOf("invitation.ttlDays")).toBe(14);
    await json("settings", "set", "ruleset", "current", "--instance", "main");
    expect([await valueOf("ruleset"), await valueOf("ruleset", "--instance", "main")]).toEqual([
      "classic",
      "current",
    ]);
    expect(await usher("settings", "set", "invitation.ttlDays", "7", "--instance", "main")).toMatchObject({
      code: 1,
    });
    expect(await usher("settings", "set", "nothing", "7")).toMatchObject({ code: 1 });
    expect(await usher("settings", "list", "--instance", "none")).toMatchObject({ code: 1 });
  });
});
