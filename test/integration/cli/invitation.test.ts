import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { loadConfig } from "../../../src/config/settings.js";
import { openDatabase } from "../../../src/db/connect.js";
import { DAY } from "../../../src/db/duration.js";
import { queryRows } from "../../../src/db/query.js";
import { createLogger } from "../../../src/observability/log.js";
import { type RunningServer, startServer } from "../../../src/server.js";
import { readUsher, runUsher } from "../../support/cli.js";

describe("usher invitation", () => {
  let directory: string;
  let env: Record<string, string>;

  const usher = (line: string) => runUsher(line, env);
  const json = (line: string) => readUsher(line, env);

  beforeEach(async () => {
    directory = mkdtempSync(path.join(tmpdir(), "usher-cli-"));
    env = {
      DATABASE_URL: `sqlite:${path.join(directory, "usher.db")}`,
      PORT: "0",
      PUBLIC_URL: "https://usher.example",
      MAIL_URL: `file:${path.join(directory, "mails")}`,
    };
    await usher("migrate");
    await usher("tenant add default");
    await usher("license add CRM --seats 2");
    await usher("account create --user-name ann --email ann@x.example");
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  async function serve(run: () => Promise<void>): Promise<void> {
    const server: RunningServer = await startServer(loadConfig(env), createLogger({ level: "silent" }));
    try {
      await run();
    } finally {
      await server.close();
    }
  }

  /** Waits until something is so, as jobs of the server have to have run. */
  async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
    for (let tries = 0; !(await isSo()); tries++) {
      if (tries === 80) throw new Error("it did not come to be");
      await sleep(50);
    }
  }

  it("sends one, shows its link once, and accepts it in the place of the person [R049] [R051]", async () => {
    const sent = await json("invitation send ANN --sku CRM");

    expect(sent).toMatchObject({
      link: `https://usher.example/invitations/${sent.token}`,
      invitation: { holdsSeat: true },
      warnings: [],
    });
    expect(await json("invitation list --status invited --user ann")).toMatchObject([{ status: "Invited" }]);
    const resent = await usher(`invitation resend ${sent.invitation.id} --no-mail`);
    expect(resent).toMatchObject({
      code: 0,
      notes: "usher: NOT_MAILED: no mail is sent: hand the link over yourself",
    });
    expect(await usher(`invitation accept ${sent.token}`)).toMatchObject({ code: 1 });
    const link = resent.out.split("\n").at(-1);
    expect(await usher(`invitation accept ${link}`)).toMatchObject({ code: 0 });
    expect((await usher("invitation list")).out).toMatch(/ann +Accepted/);
    expect(await json("license list")).toMatchObject([{ assigned: 1, held: 0 }]);
    expect(await usher(`invitation revoke ${sent.invitation.id}`)).toMatchObject({
      code: 1,
      notes: expect.stringContaining("INVITATION_ACCEPTED"),
    });
  });

  it("takes one back, and refuses what cannot be", async () => {
    const { invitation } = await json("invitation send ann");

    expect(await usher(`invitation revoke ${invitation.id}`)).toMatchObject({
      code: 0,
      out: `Revoked invitation ${invitation.id}`,
    });
    expect(await usher("invitation send nobody")).toMatchObject({ code: 1 });
    expect(await usher("invitation list --status gone")).toMatchObject({ code: 1 });
    await usher("account create --user-name bo");
    expect((await usher("invitation send bo --send-mail")).notes).toContain("MAIL_ADDRESS");
  });

  it("has the server mail it, and settle what is over at its start [R050]", async () => {
    const { link } = await json("invitation send ann");
    const mails = path.join(directory, "mails");
    await serve(async () => {
      await until(() => readdirSync(directory).includes("mails") && readdirSync(mails).length === 1);
    });
    const [file = ""] = readdirSync(mails);
    // Long lines of a mail are folded.
    const mail = readFileSync(path.join(mails, file), "utf8").replaceAll(/=\r?\n/g, "");
    expect(mail).toContain("To: ann@x.example");
    expect(mail).toContain(link);

    const db = openDatabase(env["DATABASE_URL"] ?? "");
    const late = Date.now() - 15 * DAY;
    await queryRows(db.write, "update invitations set issued_at = ?, expires_at = ?, near_at = ?", [
      late,
      late,
      late,
    ]);
    await queryRows(db.write, "update seats set expires_at = ?", [late]);
    const state = async () =>
      (await queryRows<{ state: string }>(db.read, "select state from invitations"))[0]?.state;
    await serve(() => until(async () => (await state()) === "expired"));
    await db.close();
    expect(await json("license list")).toMatchObject([{ assigned: 0, held: 0 }]);
    expect(await json("invitation list")).toMatchObject([{ status: "Expired", holdsSeat: false }]);
  });
});
