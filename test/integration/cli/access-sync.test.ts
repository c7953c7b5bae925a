import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readUsher, runUsher } from "../../support/cli.js";
import { CRM_USER } from "../../support/scim-client.js";

describe("usher access, usher sync", () => {
  let directory: string;
  let url: string;

  const usher = (...args: string[]) => runUsher(args, { DATABASE_URL: url });
  const json = (...args: string[]) => readUsher(args, { DATABASE_URL: url });
  const create = async (userName: string) => {
    const file = path.join(directory, "input.json");
    const extension = { licenseSkus: "CRM", securityRoleNames: "Salesperson" };
    writeFileSync(file, JSON.stringify({ userName, [CRM_USER]: extension }));
    return json("user", "create", file);
  };

  beforeEach(async () => {
    directory = mkdtempSync(path.join(tmpdir(), "usher-cli-"));
    url = `sqlite:${path.join(directory, "usher.db")}`;
    await usher("migrate");
    await usher("tenant", "add", "default");
    await usher("license", "add", "CRM", "--seats", "5");
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it("explains access as the admin API does, and in a table for people", async () => {
    const { id } = await create("ada");

    const [access] = await json("access", "ADA");
    expect(access).toMatchObject({ userId: id, canSignIn: false, reasons: [{ code: "SYNC_PENDING" }] });
    expect(await json("access", id, "--instance", "main")).toEqual([access]);
    const { out } = await usher("access", "ada");
    expect(out).toMatch(
      /^INSTANCE\s+SIGN IN\s+API\s+FEATURES\s+MODE\s+REASON\s+NEXT STEP\s+SINCE\s+CHANGED BY\n/,
    );
    expect(out).toMatch(/main\s+no\s+no\s+none\s+Read-Write\s+SYNC_PENDING\s+Synchronize now/);
    expect(await usher("access", "bea")).toMatchObject({ code: 1, notes: expect.stringContaining("bea") });
    expect(await usher("access", "ada", "--instance", "x")).toMatchObject({
      code: 1,
      notes: expect.stringContaining("UNKNOWN_INSTANCE"),
    });
  });

  it("tells what was at a moment of the past, who could enter then, and what changed since", async () => {
    const { id } = await create("ada");
    await usher("sync", "--user", "ada");
    const start = new Date(Date.now() - 3_600_000).toISOString();
    const now = new Date().toISOString();

    expect(await json("access", "ada", "--at", now)).toMatchObject([{ userId: id, canSignIn: true }]);
    expect(await json("access", "ada", "--at", start)).toMatchObject([{ known: false }]);
    expect((await usher("access", "ada", "--at", start)).out).toContain("not known");
    expect(await json("access", "list", "--at", now)).toMatchObject([{ userId: id }]);
    expect(await json("access", "history", "ada")).toMatchObject([{ canSignIn: true }, { canSignIn: false }]);
    expect(await json("access", "diff", "--from", start)).toMatchObject({ gains: 1, value: [{ id }] });
    const { out } = await usher("access", "diff", "--from", start, "--to", now);
    expect(out).toMatch(/ada\s+main\s+gains\s+none\s+full/);
    expect(out).toContain("0 lose access, 1 get access");
    const wrong = await usher("access", "ada", "--at", "last Friday");
    expect(wrong).toMatchObject({ code: 1, notes: expect.stringContaining('"2026-10-03 09:00"') });
  });

  it("synchronizes one user at once [R016]", async () => {
    const { id } = await create("ada");
    await create("bea");

    expect(await json("sync", "--user", "ada")).toEqual({ userId: id, synchronized: true });

    expect(await json("access", "ada")).toMatchObject([{ canSignIn: true }]);
    expect(await json("access", "bea")).toMatchObject([{ canSignIn: false }]);
    expect(await json("sync", "status")).toMatchObject({ waiting: 1, parked: 0, givenUp: [] });
    expect((await usher("sync", "--user", "nobody")).code).toBe(1);
  });

  it("reports what an administrator should look at, since when, and what to do", async () => {
    await usher("license", "add", "FULL", "--seats", "0");
    await create("ada");
    await usher("license", "reduce", "CRM", "--to", "1");

    const found = await json("report", "health");
    expect(found.map(({ code }: { code: string }) => code)).toEqual([
      "NO_GLOBAL_ADMIN",
      "NO_SYSTEM_ADMINISTRATOR",
      "POOL_EXHAUSTED",
    ]);
    expect(found[2]).toMatchObject({ since: expect.stringMatching(/Z$/), facts: { partNumber: "CRM" } });
    expect((await usher("report", "health")).out).toMatch(
      /error +POOL_EXHAUSTED +\d{4}-\S+Z +1 of 1 seats of the SKU "CRM" are in use\. +Buy seats/,
    );
  });

  it("leaves everybody to the server, or does it here and waits [R016]", async () => {
    await create("ada");
    await create("bea");

    expect(await json("sync")).toMatchObject({ state: "running", people: 0 });
    expect(await json("access", "ada")).toMatchObject([{ canSignIn: false }]);
    expect(await json("sync", "--wait", "--instance", "main")).toMatchObject({ state: "done", people: 2 });
    expect(await json("access", "bea")).toMatchObject([
      { canSignIn: true, lastSyncedAt: expect.any(String) },
    ]);
    const { out } = await usher("sync", "status");
    expect(out).toBe("0 records wait; 0 were given up");
  });
});
