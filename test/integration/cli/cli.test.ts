import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findPrincipal } from "../../../src/auth/tokens.js";
import { runCli } from "../../../src/cli/run.js";
import { openDatabase } from "../../../src/db/connect.js";
import { runUsher } from "../../support/cli.js";

describe("usher", () => {
  let directory: string;
  let databaseFile: string;
  let url: string;

  beforeEach(async () => {
    directory = mkdtempSync(path.join(tmpdir(), "usher-cli-"));
    databaseFile = path.join(directory, "data", "usher.db");
    url = `sqlite:${databaseFile}`;
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  /** Runs `usher` with the words of a line, and `more` where a word has spaces. */
  const usher = (line: string, more: readonly string[] = [], env: Record<string, string> = {}) =>
    runUsher([...line.split(" ").filter(Boolean), ...more], { DATABASE_URL: url, ...env });

  async function migrated() {
    await usher("migrate");
    await usher("tenant add default");
  }

  async function principal(secret: string) {
    const db = openDatabase(url);
    try {
      return await findPrincipal(db.read, secret, Date.now());
    } finally {
      await db.close();
    }
  }

  it("lists its commands, and the options of each", async () => {
    expect((await usher("--help")).out).toContain("token revoke ID");
    expect((await usher("")).out).toContain("Usage: usher COMMAND");
    expect((await usher("connection")).out).toContain("connection set NAME");
    expect((await usher("help token")).out).toContain("token revoke ID");
    expect(await usher("connection set --help")).toMatchObject({
      code: 0,
      out: expect.stringContaining("--visibility all|own"),
    });
  });

  it("lists every setting with its default and meaning", async () => {
    expect((await usher("config")).out).toContain("PORT (default 8080)\n    TCP port");
    expect(JSON.parse((await usher("config --json")).out)).toContainEqual({
      name: "PORT",
      default: "8080",
      meaning: expect.any(String),
    });
  });

  it("migrates on request, refuses to work on a schema that is not current, and makes no database to read", async () => {
    expect(await usher("tenant list")).toEqual({
      code: 1,
      out: "",
      notes: expect.stringMatching(
        /^usher: There is no database at .*: set DATABASE_URL as the server has it/,
      ),
    });
    expect(existsSync(databaseFile)).toBe(false);

    mkdirSync(path.dirname(databaseFile), { recursive: true });
    writeFileSync(databaseFile, "");
    expect((await usher("tenant list")).notes).toBe(
      "usher: The database is not up to date: run 'usher migrate' or start the server",
    );

    const [first, second] = [await usher("migrate --json"), await usher("migrate")];

    expect(JSON.parse(first.out).applied).not.toEqual([]);
    expect(second).toEqual({ code: 0, out: "Nothing to do", notes: "" });
    expect((await usher("tenant list")).out).toBe("(none)");
  });

  it("adds tenants, each with a connection", async () => {
    await usher("migrate");

    expect(await usher("tenant add acme")).toMatchObject({ code: 0, out: expect.stringContaining("'acme'") });
    expect((await usher("tenant add acme")).notes).toBe("usher: There is already a tenant named 'acme'");
    expect(await usher("tenant add bare --bare --json")).toMatchObject({ code: 0 });

    expect(JSON.parse((await usher("tenant list --json")).out)).toMatchObject([
      { name: "acme" },
      { name: "bare" },
    ]);
    expect((await usher("connection list --tenant acme")).out).toMatch(/default .* tolerant +all/);
  });

  it("adds and changes connections", async () => {
    await migrated();

    expect((await usher("connection add --mode strict", ["Entra ID"])).code).toBe(0);
    await usher("connection set --visibility own --option uniqueGroupNames=false", ["Entra ID"]);

    expect(JSON.parse((await usher("connection list --json")).out)).toMatchObject([
      {
        name: "Entra ID",
        mode: "strict",
        visibility: "own",
        options: { uniqueGroupNames: false, crmSchemas: true },
      },
      { name: "default", mode: "tolerant", visibility: "all", options: { acceptUnknownMembers: true } },
    ]);
  });

  it("makes a connection for a product, shows its preset, and lets single options depart from it", async () => {
    await migrated();
    const shown = async () => (await usher("connection list")).out;

    expect((await usher("connection presets")).out).toMatch(/^pocketid +Pocket ID +tolerant +own$/m);
    const added = await usher("connection add pocket --client pocketid");
    expect(added.out).toMatch(/client pocketid, mode tolerant, visibility own/);
    await usher("connection add canaille --client canaille --option pagination=true --mode strict");
    expect(await shown()).toMatch(/canaille +strict +all$/m);
    await usher("connection set canaille --option pagination=default");
    expect(await shown()).toMatch(/canaille +strict +all +pagination=false$/m);
    await usher("connection set canaille --client generic");
    expect(await shown()).toMatch(/generic +tolerant +all$/m);
    expect((await usher("connection show pocket")).out).toContain("preset pocketid");
  });

  it("shows where connections depart from their mode, and lets an option follow it again", async () => {
    await migrated();

    await usher("connection set default --option acceptUnknownMembers=false --option adaptLists=true");
    expect((await usher("connection list")).out).toMatch(/tolerant +all +acceptUnknownMembers=false$/m);

    await usher("connection set default --option acceptUnknownMembers=default");
    expect((await usher("connection list")).out).toMatch(/tolerant +all$/m);
  });

  it("creates a token that works, shows its secret once, and revokes it", async () => {
    await migrated();

    const created = JSON.parse(
      (await usher("token create --scope crm.read --scope scim --expires 90d --json")).out,
    );
    expect(await principal(created.secret)).toMatchObject({
      tokenId: created.id,
      scopes: new Set(["crm.read", "scim"]),
      expiresAt: expect.any(Number),
    });
    expect((await usher("token list")).out).toMatch(new RegExp(`${created.id} .* active`));
    expect((await usher("token list --json")).out).not.toContain(created.secret);

    expect(await usher(`token revoke ${created.id}`)).toMatchObject({ code: 0 });
    expect(await principal(created.secret)).toBeUndefined();
    expect((await usher("token list")).out).toMatch(new RegExp(`${created.id} .* revoked`));
  });

  it.each([
    ["token create --connection nothing", "no connection named 'nothing'"],
    ["token create --tenant nobody", "no tenant named 'nobody'"],
    ["token create --scope all", "--scope must be one of scim, scim.read"],
    ["token create --expires tomorrow", "--expires must be a day of the calendar like 2030-12-31"],
    ["token create --expires 2027-02-30", "--expires must be a day of the calendar like 2030-12-31"],
    ["token create --expires 2026-13-01T00:00:00Z", "--expires must be a day of the calendar"],
    ["audit list --since 2026-02-30", "'since' must be"],
    ["token create --expires 2020-01-01", "--expires must be in the future"],
    ["token create --user nobody", "no user with the id 'nobody'"],
    ["token revoke unknown", "no token with the id 'unknown'"],
    ["token revoke", "Call it as 'usher token revoke ID'"],
    ["connection add x --client ldap", "--client must be one of entra, okta, onelogin, jumpcloud"],
    ["connection set default --mode lax", "--mode must be tolerant or strict"],
    [
      "connection set default --option crmSchemas=maybe",
      "--option must be NAME=true, NAME=false or NAME=default with one of removeMembersByValue, ",
    ],
    [
      "connection set default --option nothing=true",
      "--option must be NAME=true, NAME=false or NAME=default with one of removeMembersByValue, ",
    ],
    ["connection set nothing --mode strict", "no connection named 'nothing'"],
    ["connection add default", "already a connection named 'default'"],
    ["tenant add a b", "Call it as 'usher tenant add NAME'"],
    ["token list --bogus", "Unknown option '--bogus'"],
    ["dance", "There is no command 'dance'"],
    ["tokn list", "There is no command 'tokn' (Did you mean token?)"],
    ["token lst", "There is no command 'token lst' (Did you mean list?)"],
    ["token list --tenat x", "Unknown option '--tenat' (Did you mean --tenant?)"],
    ["token list --tenant", "--tenant needs a value"],
    ["license buy CRM", "--seats is missing"],
    ["license reduce CRM --to 1 --withdraw", "cannot be used with option '--to <NUMBER>'"],
    ["instance set main", "There is nothing to change: see 'usher instance set --help'"],
    ["settings set nothing 7", "NAME must be one of ruleset, "],
  ])("answers '%s' with one line and exit code 1", async (line, message) => {
    await migrated();

    const { code, out, notes } = await usher(line);

    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(notes).toContain(message);
    expect(notes).not.toContain("\n");
  });

  it("answers bad settings and a database out of reach with one line, too", async () => {
    const bad = await usher("tenant list", [], { PORT: "eighty", LOG_LEVEL: "loud" });
    const unwritable = await usher("tenant list", [], { DATABASE_URL: "sqlite:/dev/null/usher.db" });

    expect(bad).toMatchObject({
      code: 1,
      notes: expect.stringMatching(/^usher: Bad settings: PORT .*LOG_LEVEL/),
    });
    expect(unwritable).toMatchObject({ code: 1, notes: expect.stringMatching(/^usher: .*\/dev\/null/) });
  });

  it("serves until it is told to end, and shows the first tokens on the terminal only", async () => {
    const notes: string[] = [];
    const out: string[] = [];
    const listening = new Promise<void>((resolve) => {
      const terminal = {
        env: { DATABASE_URL: url, PORT: "0", LOG_LEVEL: "silent" },
        out: (text: string) => out.push(text),
        note: (text: string) => {
          notes.push(text);
          if (notes.length === 4) resolve();
        },
      };
      void runCli(["serve"], terminal).then((code) => notes.push(`ended with ${code}`));
    });
    await listening;
    const [address = "", first = ""] = notes.map((line) => line.split(" ").at(-1));

    expect((await fetch(`${address}/healthz`)).status).toBe(200);
    expect(await principal(first)).toMatchObject({ connection: { name: "default" } });
    expect(notes[3]).toMatch(/console\/setup#usher_setup_\S+$/);
    expect(out).toEqual([]);

    process.emit("SIGTERM", "SIGTERM");
    while (notes.length < 5) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(notes[4]).toBe("ended with 0");
  });
});
