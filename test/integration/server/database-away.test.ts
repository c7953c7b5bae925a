import { setTimeout as sleep } from "node:timers/promises";
import { loadConfig } from "../../../src/config/settings.js";
import { type Database, openDatabase } from "../../../src/db/connect.js";
import { isUnavailable } from "../../../src/db/errors.js";
import { queryRows } from "../../../src/db/query.js";
import { createLogger } from "../../../src/observability/log.js";
import { startServer } from "../../../src/server.js";
import { SERVER_KEY, startTestApp, type TestApp, urlOf } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { send } from "../../support/http.js";
import type { ScimClient } from "../../support/scim-client.js";

describe.each(DATABASES)("while %s is away", (database) => {
  let app: TestApp;
  let client: ScimClient;
  /** A connection that nobody ends. */
  let operator: Database;

  beforeAll(async () => {
    app = await startTestApp(database);
    client = await app.connect();
    operator = openDatabase(urlOf(app.db), { poolSize: 1 });
  });
  afterAll(async () => {
    await operator.close();
    await app.close();
  });

  /** Lets nobody's commit through until it is told to. */
  const holdCommits = async (): Promise<{ release(): Promise<void> }> => {
    if (database === "sqlite") {
      const trx = await operator.write.transaction();
      await queryRows(trx, "update tenants set name = name");
      const release = async (): Promise<void> => {
        await trx.rollback();
      };
      return { release };
    }
    const release = async (): Promise<void> => {
      await queryRows(operator.write, "alter system reset synchronous_standby_names");
      await queryRows(operator.write, "select pg_reload_conf()");
    };
    await queryRows(operator.write, "alter system set synchronous_standby_names = 'nobody'");
    await queryRows(operator.write, "select pg_reload_conf()");
    return { release };
  };

  it("a server starts and answers reads while nothing can be committed", async () => {
    const { id } = await client.createUser({ userName: "stands" });
    // On PostgreSQL only connections that ask for it wait: the tests beside this one do not.
    const waits = database === "sqlite" ? "" : `&options=${encodeURIComponent("-c synchronous_commit=on")}`;
    const config = loadConfig({
      DATABASE_URL: `${urlOf(app.db)}${waits}`,
      PORT: "0",
      USHER_KEY: SERVER_KEY.replaceAll(/\W/g, "-"),
      SHUTDOWN_TIMEOUT_MS: "1000",
    });
    const held = await holdCommits();
    try {
      const server = await startServer(config, createLogger({ level: "silent" }));
      const headers = { Authorization: `Bearer ${client.token}` };
      const ready = await send(server.url, { method: "GET", path: "/readyz" });
      const user = await send(server.url, { method: "GET", path: `/scim/v2/Users/${id}`, headers });
      await held.release();
      await server.close();

      expect([ready.status, user.status]).toEqual([200, 200]);
    } finally {
      await held.release();
    }
  });

  if (database === "sqlite") return;

  /** Ends all other connections to the database of the test. */
  const cut = () =>
    queryRows(
      operator.write,
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    );

  it("a statement behind a lost connection says that it is unavailable", async () => {
    const trx = await app.db.write.transaction();
    await queryRows(trx, "select 1");
    await cut();
    await sleep(100);
    const error: unknown = await queryRows(trx, "select 1").catch((reason: unknown) => reason);
    await trx.rollback().catch(() => undefined);

    expect(error).toMatchObject({ message: expect.stringContaining("is not queryable") });
    expect(isUnavailable(error)).toBe(true);
  });

  it("requests are answered 503 or done, never 500", async () => {
    const statuses = new Map<number, number>();
    const over = new AbortController();
    const write = async (writer: number): Promise<void> => {
      for (let i = 0; !over.signal.aborted; i++) {
        const user = { userName: `u${writer}-${i}` };
        const { status } = await client.send("POST", "/Users", user);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        statuses.set((await client.get("/Groups?count=1")).status, 1);
      }
    };
    const writing = Array.from({ length: 6 }, (_, writer) => write(writer));
    for (let i = 0; i < 15; i++) {
      await sleep(100);
      await cut();
    }
    over.abort();
    await Promise.all(writing);

    expect([...statuses.keys()].filter((status) => ![200, 201, 503].includes(status))).toEqual([]);
    expect(statuses.get(201)).toBeGreaterThan(0);
  });
});
