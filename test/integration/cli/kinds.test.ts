import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readUsher, runUsher } from "../../support/cli.js";
import { CRM_USER } from "../../support/scim-client.js";

const APP = "01890000-0000-7000-8000-000000000001";

describe("usher mode, workflow, application, import, stub", () => {
  let directory: string;
  let env: Record<string, string>;

  const usher = (...args: string[]) => runUsher(args, env);
  const json = (...args: string[]) => readUsher(args, env);
  const write = (name: string, text: string): string => {
    const file = path.join(directory, name);
    writeFileSync(file, text);
    return file;
  };
  const user = (userName: string, licenseSkus?: string) =>
    write(
      `${userName}.json`,
      JSON.stringify({ userName, [CRM_USER]: { securityRoleNames: "Salesperson", licenseSkus } }),
    );

  beforeEach(async () => {
    directory = mkdtempSync(path.join(tmpdir(), "usher-cli-"));
    env = { DATABASE_URL: `sqlite:${path.join(directory, "usher.db")}` };
    await usher("migrate");
    await usher("tenant", "add", "default");
    await usher("license", "add", "CRM", "--seats", "5");
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it("sets an access mode, and says why not [R111, R113]", async () => {
    await json("user", "create", user("ada", "CRM"));

    const early = await usher("mode", "set", "ada", "Administrative");
    expect(early.notes).toContain("NOT_SYNCHRONIZED_YET");
    await usher("sync", "--user", "ada");
    expect(await json("mode", "set", "ADA", "administrative", "--instance", "main")).toMatchObject({
      mode: "Administrative",
    });
    const [access] = await json("access", "ada");
    expect(access).toMatchObject({ features: "settingsOnly" });
    expect((await usher("mode", "set", "ada", "Support User")).notes).toContain(
      "MODE must be one of Read-Write",
    );
  });

  it("leads somebody to a non-interactive user, and shows and resumes that [R115]", async () => {
    const made = await json("workflow", "start", "nonInteractive", "--create", user("bot"), "--sku", "CRM");
    await json("user", "create", user("ada"));
    const waits = await json("workflow", "start", "administrative", "--user", "ada");

    expect(made).toMatchObject({ state: "confirmed", temporaryPassword: expect.any(String) });
    expect(waits).toMatchObject({ state: "created", problem: expect.stringMatching(/^SKU_REQUIRED/) });
    expect((await json("workflow", "list")).map(({ id }: { id: string }) => id)).toEqual([made.id, waits.id]);
    await usher(
      "user",
      "change",
      "ada",
      write("license.json", JSON.stringify({ [CRM_USER]: { licenseSkus: "CRM" } })),
    );
    expect((await usher("workflow", "cancel", waits.id)).out).toMatch(/administrative, canceled/);
    expect((await usher("workflow", "resume", waits.id)).out).toMatch(/administrative, confirmed$/);
    expect((await usher("workflow", "show", waits.id)).out).toContain("confirmed");
  });

  it("takes names wherever it takes ids, and says what is no user", async () => {
    const ann = await json("user", "create", user("ann"));
    await json("user", "create", user("bob"));
    await usher("user", "delete", "bob");
    await usher("import", "stubs", write("rows.csv", "table,id,owner\naccount,1,cy\n"));

    expect(await json("license", "assign", "CRM", "--user", "ANN")).toMatchObject([{ status: "active" }]);
    expect(await json("license", "ledger", "CRM", "--user", "ann")).toMatchObject([{ userId: ann.id }]);
    expect((await usher("license", "assign", "CRM", "--user", "bob")).notes).toContain("USER_DELETED: ");
    expect((await usher("license", "assign", "CRM", "--user", "cy")).notes).toContain("STUB_USER: ");
    expect((await usher("role", "add", "cy", "--role", "Delegate")).notes).toContain("STUB_USER: ");
    expect((await usher("access", "bob")).out).toContain("USER_DELETED");
    expect((await usher("access", "Cy")).out).toContain("STUB_USER");
    expect((await usher("access", "nobody")).notes).toBe('usher: User "nobody" does not exist');
    expect((await usher("license", "reassign", "CRM", "--from", "ann", "--to", "bob")).notes).toContain(
      "USER_DELETED: ",
    );
    expect((await usher("user", "restore", "bob")).out).toMatch(/user name bob$/);
    expect((await usher("license", "reassign", "CRM", "--from", "ann", "--to", "bob")).code).toBe(0);
  });

  it("adds an application user, and lists it with what is to be done [R133]", async () => {
    const added = await json("application", "add", APP, "--name", "ERP", "--role", "Basic User");
    await usher("sync", "--wait");

    expect(added).toMatchObject({
      applicationId: APP,
      userName: `ERP${APP}@default`,
      warnings: ["CUSTOM_ROLE_EXPECTED"],
    });
    expect((await usher("application", "list")).out).toContain("CUSTOM_ROLE_EXPECTED");
    expect((await usher("application", "add", APP)).notes).toContain("DUPLICATE_APPLICATION_USER");
  });

  it("imports stubs, dry first, and gives what they own to whom they were meant for [R137, R143]", async () => {
    const file = write("rows.csv", "table,id,owner\naccount,1,ann\naccount,2,Ann\naccount\n");

    const dry = await usher("import", "stubs", file, "--instance", "main", "--dry-run");
    expect(dry.out).toBe(
      "Would import 2 rows, 0 of users who exist, with 1 new stubs; 1 lines left out\n  line 4 has 1 values where the header has 3",
    );
    expect(await json("stub", "list")).toEqual([]);
    expect(await json("import", "stubs", file)).toMatchObject({ rows: 2, stubs: 1, errorCount: 1 });
    const [stub] = await json("stub", "list");
    await json("user", "create", user("ann", "CRM"));
    await usher("sync", "--user", "ann");
    expect((await usher("stub", "reassign", stub.id, "ann")).out).toBe("Gave 2 rows to user ann");
    expect((await usher("import", "stubs", path.join(directory, "none.csv"))).code).toBe(1);
  });
});
