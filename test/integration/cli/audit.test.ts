import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { loadConfig } from "../../../src/config/settings.js";
import { type Database, openDatabase } from "../../../src/db/connect.js";
import { queryRows } from "../../../src/db/query.js";
import { inTransaction } from "../../../src/db/transaction.js";
import { sealAudit } from "../../../src/observability/audit-seal.js";
import { createLogger } from "../../../src/observability/log.js";
import { startServer } from "../../../src/server.js";
import { getTenant } from "../../../src/tenants/tenants.js";
import { recordMany, recordParts, testOrigin } from "../../support/audit.js";
import { readUsher, runUsher } from "../../support/cli.js";
import type { Answer } from "../../support/http.js";

type Json = Answer["body"];

const SCHEMA = {
  resourceType: "User",
  schema: {
    id: "urn:example:badge:2.0:User",
    name: "Badge",
    attributes: [{ name: "badge", type: "string" }],
  },
};

describe("usher audit", () => {
  let directory: string;
  let url: string;
  beforeEach(async () => {
    directory = mkdtempSync(path.join(tmpdir(), "usher-audit-"));
    url = `sqlite:${path.join(directory, "usher.db")}`;
    await usher("migrate");
    await usher("tenant add default");
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  const usher = (line: string) => runUsher(line, { DATABASE_URL: url });

  const usherJson = (line: string) => readUsher(line, { DATABASE_URL: url });

  async function withDb<T>(run: (db: Database) => Promise<T>): Promise<T> {
    const db = openDatabase(url);
    try {
      return await run(db);
    } finally {
      await db.close();
    }
  }

  async function tenantId(): Promise<string> {
    return (await withDb((db) => getTenant(db.read, "default"))).id;
  }

  it("tells what operators do at a terminal, once for each change and without secrets [R145] [R010]", async () => {
    const file = path.join(directory, "schema.json");
    writeFileSync(file, JSON.stringify(SCHEMA));
    await usherJson("connection add entra --visibility own");
    await usherJson("connection set entra --mode strict --rate 10");
    await usherJson("connection set entra --mode strict");
    await usherJson("log bodies on --connection entra");
    const token = await usherJson("token create --connection entra --name one");
    await usherJson(`token revoke ${token.id}`);
    await usherJson(`token revoke ${token.id}`);
    const client = await usherJson("client add --connection entra --id app");
    const second = await usherJson("client add-secret app");
    await usherJson(`client revoke-secret ${second.id}`);
    const issuer = await usherJson(
      "issuer add https://issuer.example --audience usher --jwks-url https://issuer.example/keys",
    );
    await usherJson(`issuer remove ${issuer.id}`);
    await usherJson("client remove app");
    await usherJson(`schema add ${file}`);
    await usherJson(`schema remove ${SCHEMA.schema.id}`);
    expect((await usher("connection add entra")).code).toBe(1);
    const entries: Json[] = (await usherJson("audit list")).toReversed();
    const stored = await withDb((db) => queryRows(db.read, "select * from audit_entries"));

    expect(entries.map(({ action }) => action)).toEqual([
      "tenant.created",
      "connection.created",
      "connection.created",
      "connection.changed",
      "connection.changed",
      "token.created",
      "token.revoked",
      "client.created",
      "client.secretAdded",
      "client.secretRevoked",
      "issuer.trusted",
      "issuer.removed",
      "client.deleted",
      "schema.declared",
      "schema.removed",
    ]);
    expect(new Set(entries.map(({ actor, trigger }) => `${actor.kind} ${actor.id} ${trigger}`))).toEqual(
      new Set(["cli usher cli"]),
    );
    expect(entries[3].changes).toMatchObject({
      mode: { before: "tolerant", after: "strict" },
      "limits.rate": { before: 1000, after: 10 },
    });
    expect(entries[5]).toMatchObject({ resourceId: token.id, changes: { name: { after: "one" } } });
    for (const secret of [token.secret, client.secret, second.secret]) {
      expect(JSON.stringify(stored)).not.toContain(secret);
    }
  });

  it("warns and asks before a user is handed over whom the provider does not know", async () => {
    await usherJson("connection add pocket");
    await usherJson("account create --user-name ann");
    const asked: string[] = [];
    const adopt = async (line: string, answer?: boolean) => {
      const ask = async (question: string): Promise<boolean> => {
        asked.push(question);
        return answer === true;
      };
      const command = `adopt user ann --connection pocket ${line}`;
      const nobody = answer === undefined;
      const { code, notes } = await runUsher(command, { DATABASE_URL: url }, nobody ? undefined : ask);
      return { code, notes };
    };

    const unattended = await adopt("");
    expect(unattended.code).toBe(1);
    expect(unattended.notes).toMatch(
      /ADOPTED_WITHOUT_EXTERNAL_ID: .*Pocket ID.*--external-id\n.*confirm it with --yes/,
    );
    expect(await adopt("", false)).toMatchObject({
      code: 1,
      notes: expect.stringContaining("Nothing was changed"),
    });
    expect(await usherJson("audit list --action user.handedOver")).toEqual([]);
    expect(asked).toEqual(["Go on? [y/N] "]);
    expect(await adopt("--external-id p1")).toEqual({ code: 0, notes: "" });
    expect(await adopt("")).toEqual({ code: 0, notes: "" });
    expect(await adopt("", true)).toEqual({ code: 0, notes: "" });
    expect(await usherJson("audit list --action user.handedOver")).toMatchObject([
      { changes: { externalId: { after: "p1" } } },
    ]);
  });

  it("tells that a user was handed over, and not again when it belongs there already", async () => {
    const id = await tenantId();
    await usherJson("connection add okta");
    await withDb((db) =>
      db.write.raw(
        `insert into users (tenant_id, id, user_name_key, display_name, version, created_at, last_modified_at, resource, search)
         values (?, 'u1', 'ann', 'ann', 1, 0, 0, '{"userName":"ann"}', '{}')`,
        [id],
      ),
    );
    await usherJson("adopt user ann --connection okta --yes");
    await usherJson("adopt user ann --connection okta --yes");

    expect(await usherJson("audit list --resource u1")).toMatchObject([
      { action: "user.handedOver", resourceId: "u1", facts: { to: expect.any(String) } },
    ]);
  });

  it("lists entries as a table, and by each filter", async () => {
    const id = await tenantId();
    const now = Date.now();
    await withDb((db) => recordMany(db, id, 3, now));
    const since = new Date(now - 1).toISOString();
    const found = async (options: string): Promise<number> =>
      (await usherJson(`audit list ${options}`)).length;

    expect((await usher("audit list --resource u2")).out.split("\n")).toEqual([
      expect.stringMatching(/^TIME +ACTION +RESOURCE +ACTOR +TRIGGER +CHANGED +FACTS$/),
      expect.stringMatching(/ user.changed +User u2 +cli test +cli +title +\{"note":"u2"\}$/),
    ]);
    expect(await found("--action user.changed")).toBe(3);
    expect(await found("--actor test --limit 2")).toBe(2);
    expect(await found(`--since ${since} --trigger cli`)).toBe(3);
    expect(await found("--request-id r")).toBe(3);
    expect(await found("--until 1h")).toBe(0);
    expect((await usher("audit list --limit 0")).notes).toBe(
      "usher: --limit must be a whole number from 1 to 10000",
    );
    expect((await usher("audit list --since soon")).code).toBe(1);
  });

  it("lists a change of many ids as one line, and its further entries when they are asked for", async () => {
    const id = await tenantId();
    const parts = [["a"], ["b"], ["c"]];
    const first = await withDb((db) =>
      inTransaction(db, (trx) => recordParts(trx, testOrigin(id), Date.now(), parts)),
    );
    const removed = async (options: string): Promise<string[]> =>
      (await usherJson(`audit list ${options}`)).flatMap(
        ({ changes }: Json) => changes?.members?.removed ?? [],
      );

    expect((await usher("audit list --actor test")).out.split("\n").slice(1)).toEqual([
      expect.stringMatching(/ group.changed +Group g1 +cli test +cli +members +\{"parts":3\}$/),
    ]);
    expect(await removed(`--entry ${first}`)).toEqual(["c", "b", "a"]);
    expect(await removed("--resource g1 --parts")).toEqual(["c", "b", "a"]);
    expect(await removed("--resource g1")).toEqual(["a"]);
    expect((await usher("audit list --entry 7")).notes).toBe("usher: 'entry' must be the id of an entry.");
  });

  it("lists all that is asked for, however many pages the operation answers it on", async () => {
    const id = await tenantId();
    await withDb((db) => recordMany(db, id, 1100));

    const entries: Json[] = await usherJson("audit list --limit 1050");

    expect(new Set(entries.map((entry) => entry.id)).size).toBe(1050);
    expect(await usherJson("audit list --limit 2000")).toHaveLength(1102);
  });

  it("verifies, prints the head, and ends with 1 at the first entry that was touched [R145]", async () => {
    const id = await tenantId();
    await withDb(async (db) => {
      await recordMany(db, id, 4);
      await sealAudit(db);
      await recordMany(db, id, 1);
    });
    const whole = await usher("audit verify");
    const head = whole.out.split("head: ")[1] ?? "";

    expect(whole).toMatchObject({ code: 0, notes: "" });
    expect(whole.out.split("\n")).toEqual([
      "6 sealed entries are as they were sealed",
      "1 entries wait to be sealed",
      "0 entries had their values erased",
      expect.stringMatching(/^head: 6:[0-9a-f]{64}$/),
    ]);
    expect((await usher(`audit verify --expect ${head}`)).code).toBe(0);
    expect((await usher(`audit verify --expect 7:${"0".repeat(64)}`)).notes).toBe(
      "usher: AUDIT_BROKEN: the audit trail is broken at sequence 7: the entries up to 7 are missing",
    );
    expect((await usher("audit verify --expect 7")).notes).toContain("--expect must be a head");

    await withDb((db) => db.write.raw("update audit_entries set facts = '{}' where sequence = 5"));
    const broken = await usher("audit verify --json");
    expect(broken.code).toBe(1);
    expect(JSON.parse(broken.out)).toMatchObject({ sealed: 4, offense: { sequence: 5 } });
    expect(broken.notes).toMatch(/broken at sequence 5 \(entry \S+\): the entry was altered$/);
  });

  it("erases the values about a user", async () => {
    const id = await tenantId();
    await withDb((db) => recordMany(db, id, 2));

    expect(await usherJson("audit erase --user u1")).toEqual({ entries: 1 });
    expect((await usher("audit list --resource u1")).out).toContain("title (erased)");
    expect((await usher("audit verify")).out).toContain("1 entries had their values erased");
    expect((await usher("audit erase --user nobody")).notes).toBe(
      'usher: The audit trail has no entry of "nobody"',
    );
    expect((await usher("audit erase")).code).toBe(1);
  });

  it("finds all sealed that a server wrote which has ended", async () => {
    rmSync(path.join(directory, "usher.db"));
    const config = loadConfig({ DATABASE_URL: url, PORT: "0" });
    const server = await startServer(config, createLogger({ level: "silent" }));
    await server.close();
    const [entry] = await usherJson("audit list");

    expect(entry).toMatchObject({
      action: "tenant.bootstrapped",
      actor: { kind: "system", id: "bootstrap" },
      sequence: 1,
    });
    expect((await usher("audit verify")).out).toContain("0 entries wait to be sealed");
  });
});
