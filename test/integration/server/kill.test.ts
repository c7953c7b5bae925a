import { setTimeout as sleep } from "node:timers/promises";
import { startServerProcess } from "../../../scripts/demo/server-process.js";
import { type Database, openDatabase } from "../../../src/db/connect.js";
import { queryRows } from "../../../src/db/query.js";
import { verifyAudit } from "../../../src/observability/audit-verify.js";
import { SERVER_KEY, urlOf } from "../../support/app.js";
import { type KnownUser, startCrashWriters } from "../../support/crash-writers.js";
import { DATABASES, openTestDatabase } from "../../support/databases.js";
import { runs } from "../../support/extent.js";

const TOKEN = "a-token-of-the-tests-of-no-use-elsewhere";

const WRITERS = 16;

/** How often a server is started and killed. */
const ROUNDS = runs(1, 2, 30);

/** Rows that a change which was only half done would leave behind; each statement finds them. */
const HALF_DONE: Readonly<Record<string, string>> = {
  "users without their values": `select id from users u where (select count(*) from attribute_values v
    where v.tenant_id = u.tenant_id and v.resource_id = u.id) <> 1`,
  "users without their externalId": `select id from users u where not exists (select 1 from external_ids e
    where e.tenant_id = u.tenant_id and e.resource_id = u.id)`,
  "values without a user": `select resource_id as id from attribute_values v where not exists (select 1 from users u
    where u.tenant_id = v.tenant_id and u.id = v.resource_id)`,
  "users without the entry of their creation": `select id from users u where (select count(*) from audit_entries a
    where a.tenant_id = u.tenant_id and a.resource_id = u.id and a.action = 'user.created') <> 1`,
  "users whose version is not the number of their changes": `select id from users u where version <>
    (select count(*) from audit_entries a where a.tenant_id = u.tenant_id and a.resource_id = u.id)`,
  "creations of users who are neither there nor deleted": `select resource_id as id from audit_entries a
    where action = 'user.created' and not exists (select 1 from users u where u.tenant_id = a.tenant_id
    and u.id = a.resource_id) and not exists (select 1 from audit_entries d where d.tenant_id = a.tenant_id
    and d.resource_id = a.resource_id and d.action = 'user.deleted')`,
  "deleted users who are still there": `select id from users u where exists (select 1 from audit_entries a
    where a.tenant_id = u.tenant_id and a.resource_id = u.id and a.action = 'user.deleted')`,
  "members who are not there": `select member_id as id from group_members m where not exists
    (select 1 from users u where u.tenant_id = m.tenant_id and u.id = m.member_id)`,
  "groups with another number of members": `select id from groups g where member_count <>
    (select count(*) from group_members m where m.tenant_id = g.tenant_id and m.group_id = g.id)`,
  "groups with fewer versions than members": `select id from groups g where version <= member_count`,
  "a wrong number of users": `select 'users' as id where (select count(*) from users) <>
    (select sum(total) from resource_counts where resource_type = 'User')`,
};

describe.each(DATABASES)("a server on %s that is killed while it writes", (database) => {
  let db: Database;

  beforeAll(async () => {
    db = await openTestDatabase(database);
  });
  afterAll(() => db.close());

  const start = () =>
    startServerProcess(
      {
        DATABASE_URL: urlOf(db),
        PORT: "0",
        USHER_BOOTSTRAP_TOKEN: TOKEN,
        USHER_KEY: SERVER_KEY.replaceAll(/\W/g, "-"),
        LOG_LEVEL: "warn",
        ...(process.env["SQLITE_DRIVER"] && { SQLITE_DRIVER: process.env["SQLITE_DRIVER"] }),
      },
      AbortSignal.timeout(60_000),
    );

  /** Checks on a new connection what the writers know. */
  async function requireKept(users: readonly KnownUser[]): Promise<void> {
    const found = openDatabase(urlOf(db));
    const rows = await queryRows<{ id: string; title: string }>(
      found.read,
      "select id, title_key as title from users",
    );
    const members = await queryRows<{ id: string }>(found.read, "select member_id as id from group_members");
    const titles = new Map(rows.map(({ id, title }) => [id, title]));
    const memberIds = new Set(members.map(({ id }) => id));
    const isStored = ({ id, titles: known, isMember, isDeleted }: KnownUser): boolean =>
      (isDeleted !== true || !titles.has(id)) &&
      (isDeleted !== false || known.includes(titles.get(id) ?? "")) &&
      (isMember === undefined || memberIds.has(id) === isMember);
    expect(users.filter((user) => !isStored(user))).toEqual([]);
    for (const [fault, sql] of Object.entries(HALF_DONE)) {
      expect([fault, await queryRows(found.read, sql)]).toEqual([fault, []]);
    }
    const [tenant] = await queryRows<{ tenant_id: string }>(found.read, "select tenant_id from tenants");
    const { sealed, unsealed, offense } = await verifyAudit(found, tenant?.tenant_id ?? "");
    expect(offense).toBeUndefined();
    expect(sealed + unsealed).toBeGreaterThan(users.length);
    await found.close();
  }

  it(
    "has lost nothing that it answered, and nothing is half done",
    async () => {
      const users: KnownUser[] = [];
      for (let round = 1; round <= ROUNDS; round++) {
        const server = await start();
        await requireKept(users);
        const writers = startCrashWriters(server.url, TOKEN, `round${round}`, WRITERS);
        const isEnough = (): boolean =>
          writers.users.filter(({ isDeleted }) => isDeleted === true).length >= WRITERS;
        while (!isEnough()) await Promise.race([sleep(20), writers.failed]);
        await sleep(Math.random() * 200);
        await server.kill();
        await writers.done;
        users.push(...writers.users);
        await requireKept(users);
      }
      const last = await start();
      await last.stop();
      await requireKept(users);

      expect(users.length).toBeGreaterThan(WRITERS);
    },
    ROUNDS * 60_000,
  );
});
