import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { urlOf } from "../../support/app.js";
import { DATABASES, openTestDatabase } from "../../support/databases.js";
import { runs } from "../../support/extent.js";
import { send } from "../../support/http.js";
import { RouteFuzzer } from "../../support/route-fuzzer.js";

/** Another one for each run; a failure tells which, so that it can be repeated. */
const seed = Number(process.env["PROPERTY_SEED"] ?? Date.now() % 1_000_000);

/** Random requests behind those that are sent to every route; `FUZZ_REQUESTS=1000000` by hand. */
const randomRequests = Number(process.env["FUZZ_REQUESTS"] ?? runs(150, 500));

const TIME_LIMIT = 240_000 + randomRequests * 20;

const MEMORY = /^process_resident_memory_bytes (\d+)/m;

/** A server as it runs in production: a process of its own, that a fault would end. */
class ServerProcess {
  readonly adminToken = `usher_${randomBytes(32).toString("base64url")}`;
  readonly url: Promise<string>;
  private readonly child: ChildProcess;
  private errors = "";
  /** What it has logged of errors. */
  output = "";

  constructor(databaseUrl: string, env: Readonly<Record<string, string>> = {}) {
    const root = path.join(__dirname, "..", "..", "..");
    // The sources, whatever may have been built of them before.
    this.child = spawn(process.execPath, ["--import", "tsx", path.join(root, "src", "main.ts"), "serve"], {
      cwd: root,
      env: {
        ...process.env,
        DATABASE_URL: databaseUrl,
        USHER_BOOTSTRAP_ADMIN_TOKEN: this.adminToken,
        USHER_KEY: "a-key-of-the-tests-of-no-use-elsewhere",
        PORT: "0",
        HOST: "127.0.0.1",
        LOG_LEVEL: "error",
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.child.stdout?.on("data", (chunk: Buffer) => {
      this.output = (this.output + chunk.toString()).slice(-100_000);
    });
    this.url = new Promise((resolve, reject) => {
      this.child.stderr?.on("data", (chunk: Buffer) => {
        this.errors += chunk.toString();
        const url = /listens at (\S+)/.exec(this.errors)?.[1];
        if (url !== undefined) resolve(url);
      });
      this.child.once("exit", () => reject(new Error(this.errors)));
    });
  }

  /** What it said when it died; undefined while it lives. */
  get death(): string | undefined {
    const isAlive = this.child.exitCode === null && this.child.signalCode === null;
    return isAlive ? undefined : this.errors;
  }

  /** In bytes. */
  async memory(): Promise<number> {
    const { text } = await send(await this.url, { method: "GET", path: "/metrics" });
    return Number(MEMORY.exec(text)?.[1]);
  }

  async stop(): Promise<void> {
    if (this.death !== undefined) return;
    const gone = once(this.child, "exit");
    this.child.kill();
    await Promise.race([gone, sleep(15_000, undefined, { ref: false })]);
    this.child.kill("SIGKILL");
  }
}

it("an error that nothing catches is logged, and the server goes on", async () => {
  const db = await openTestDatabase("sqlite");
  const script = path.join(__dirname, "..", "..", "fixtures", "throws-at-nobody.cjs");
  const server = new ServerProcess(urlOf(db), { NODE_OPTIONS: `--require=${script}` });
  try {
    const url = await server.url;
    while (server.death === undefined && server.output.split("an error that nothing caught").length < 3) {
      await sleep(20);
    }

    expect(server.death).toBeUndefined();
    expect((await send(url, { method: "GET", path: "/healthz" })).status).toBe(200);
  } finally {
    await server.stop();
    await db.close();
  }
}, 60_000);

describe.each(DATABASES)("hostile requests to every route on %s", (database) => {
  it(
    `never fail the server, nor end it, nor keep it from answering [seed ${seed}]`,
    async () => {
      const db = await openTestDatabase(database);
      const server = new ServerProcess(urlOf(db));
      try {
        const fuzzer = new RouteFuzzer({ url: await server.url, adminToken: server.adminToken }, seed);
        const before = await server.memory();
        const report = await fuzzer
          .run(randomRequests)
          .catch((error: unknown) => ({ error, death: server.death }));

        expect(report).toEqual(expect.objectContaining({ failures: [] }));
        expect(server.death).toBeUndefined();
        if (!("requests" in report)) throw new Error("it did not run to the end");
        const after = await server.memory();
        if (process.env["FUZZ_REQUESTS"])
          process.stdout.write(`${JSON.stringify({ database, ...report, before, after })}\n`);
      } finally {
        await server.stop();
        await db.close();
      }
    },
    TIME_LIMIT,
  );
});
