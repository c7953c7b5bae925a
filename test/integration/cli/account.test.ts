import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { loadConfig } from "../../../src/config/settings.js";
import { createLogger } from "../../../src/observability/log.js";
import { startServer } from "../../../src/server.js";
import { post } from "../../support/accounts.js";
import { readUsher, runUsher } from "../../support/cli.js";

describe("usher account, usher mail", () => {
  let directory: string;
  let env: Record<string, string>;

  const usher = (line: string) => runUsher(line, env);
  const json = (line: string) => readUsher(line, env);
  const mailFiles = () => readdirSync(path.join(directory, "mails"));

  beforeEach(async () => {
    directory = mkdtempSync(path.join(tmpdir(), "usher-cli-"));
    env = {
      DATABASE_URL: `sqlite:${path.join(directory, "usher.db")}`,
      PORT: "0",
      MAIL_URL: `file:${path.join(directory, "mails")}`,
      MAIL_FROM: "Usher <usher@contoso.com>",
    };
    await usher("migrate");
    await usher("tenant add default");
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it("creates an account and shows its password once [R006] [R009]", async () => {
    const created = await json("account create --given Ann --family Lee --email ann@x.example");
    const named = await usher("account create --user-name bo");

    expect(created).toEqual({
      id: expect.any(String),
      userName: "ann.lee@example.com",
      temporaryPassword: expect.stringMatching(/^.{16}$/),
      warnings: [],
    });
    expect(named).toMatchObject({ code: 0, notes: "" });
    expect(named.out).toMatch(
      /^Created user \S+, user name bo, temporary password, shown this once:\n.{16}$/,
    );
    expect(await json("mail list")).toEqual([]);
    expect(await usher("account create --user-name BO")).toMatchObject({ code: 1 });
  });

  it("prints a link for the first global administrator, until there is one", async () => {
    const link = await json("admin setup-link");

    expect(link).toEqual({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:0\/console\/setup#usher_setup_.{43}$/),
      expiresAt: expect.any(String),
    });
    expect((await usher("admin setup-link")).out).not.toBe(link.url);
    await usher("account create --user-name bo");
    await usher("admin grant bo global");
    const refused = await usher("admin setup-link");
    expect(refused.code).toBe(1);
    expect(refused.notes).toContain("SETUP_DONE");
  });

  it("lists an account by its given and family name", async () => {
    await usher("account create --given Ann --family Lee");
    await usher("account create --user-name bo");

    expect((await usher("user list")).out).toMatch(/ann\.lee@example\.com +Ann Lee +true/);
    expect((await usher("user list")).out).toMatch(/bo +bo +true/);
    await usher("user delete ann.lee@example.com");
    expect((await usher("user deleted")).out).toMatch(/ann\.lee@example\.com +Ann Lee/);
  });

  it("has its mails sent by the server, and one server's sign-in takes the password [R008]", async () => {
    const { id } = await json("account create --user-name ann --email ann@x.example");
    const { out, notes } = await usher("account reset-password Ann --send-mail --json");
    const { temporaryPassword, warnings } = JSON.parse(out);
    expect({ warnings, notes }).toEqual({
      warnings: ["PASSWORD_MAIL_IS_CLEAR_TEXT"],
      notes: expect.stringMatching(
        /^usher: PASSWORD_MAIL_IS_CLEAR_TEXT: the password is mailed as clear text/,
      ),
    });
    expect((await usher("mail list")).out).toMatch(/password +ann@x\.example +queued +0/);

    const server = await startServer(loadConfig(env), createLogger({ level: "silent" }));
    while ((await json("mail list"))[0].state !== "sent") await sleep(20);
    const signIn = await post(server.url, "/admin/v1/sessions", {
      userName: "ann",
      password: temporaryPassword,
    });
    await server.close();

    expect(signIn.body.code).toBe("PASSWORD_CHANGE_REQUIRED");
    const [file = ""] = mailFiles();
    expect(readFileSync(path.join(directory, "mails", file), "utf8")).toContain(temporaryPassword);
    expect(id).toEqual(expect.any(String));
  });

  it("mails to the address that --mail-to names, with or without --send-mail", async () => {
    await usher("account create --user-name ann --mail-to boss@x.example");
    await usher("account reset-password ann --send-mail --mail-to chief@x.example");

    const mails = await json("mail list");
    expect(mails.map(({ to }: { to: string }) => to).sort()).toEqual(["chief@x.example"]);
  });

  it("says what cannot be done", async () => {
    expect(await usher("account reset-password nobody")).toMatchObject({
      code: 1,
      notes: 'usher: User "nobody" does not exist',
    });
    expect((await usher("account create --given Ann --send-mail")).notes).toMatch(/^usher: MAIL_ADDRESS: /);
    expect((await usher("mail retry 01890000-0000-7000-8000-000000000000")).notes).toMatch(/is parked/);
  });
});
