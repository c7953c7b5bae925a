import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { AppError } from "../../../src/errors.js";
import { createLogger } from "../../../src/observability/log.js";

function logged(error: unknown): Record<string, unknown> & { text: string } {
  const lines: string[] = [];
  const log = createLogger({ level: "info", destination: { write: (line) => lines.push(line) } });
  log.error({ err: error }, "failed");
  const text = lines.join("");
  return { ...JSON.parse(text), text };
}

describe("createLogger", () => {
  it("writes JSON lines with a level and a time, from its level upwards", () => {
    const lines: string[] = [];
    const log = createLogger({ level: "warn", destination: { write: (line) => lines.push(line) } });

    log.info("not this");
    log.warn({ requestId: "r1" }, "this");

    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { level: "warn", time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/), requestId: "r1", msg: "this" },
    ]);
  });

  it("keeps headers and secrets out, should they ever be handed to it", () => {
    const lines: string[] = [];
    const log = createLogger({ level: "info", destination: { write: (line) => lines.push(line) } });

    log.info({ headers: { authorization: "Bearer s3cret" }, req: { headers: { authorization: "s3cret" } } });
    log.info({ config: { token: "s3cret", databaseUrl: "s3cret" }, password: "s3cret" });

    expect(lines).toHaveLength(2);
    expect(lines.join("")).not.toContain("s3cret");
  });

  it("logs code and cause of an AppError, not its message, which quotes what the client sent", () => {
    const cause = Object.assign(new Error("no such table: users"), { code: "SQLITE_ERROR" });
    const line = logged(new AppError("internal", "The value 'ann@example.com' …", { cause }));

    expect(line["err"]).toMatchObject({
      type: "AppError",
      code: "internal",
      cause: { message: "no such table: users", code: "SQLITE_ERROR" },
    });
    expect(line.text).not.toContain("ann@example.com");
  });

  it("logs no values that a database quotes", () => {
    const error = Object.assign(
      new Error(`insert into "users" values ('ann@example.com', 'O''Hara') - duplicate key`),
      {
        code: "23505",
        constraint: "users_user_name",
        detail: "Key (user_name_key)=(ann@example.com) exists.",
      },
    );
    const line = logged(error);

    expect(line["err"]).toMatchObject({ code: "23505", constraint: "users_user_name" });
    expect(line.text).toContain("duplicate key");
    expect(line.text).not.toMatch(/ann@example|Hara/);
  });

  it("says where an error was thrown", () => {
    const line = logged(new TypeError("x is undefined"));

    expect(line["err"]).toMatchObject({
      type: "TypeError",
      message: "x is undefined",
      stack: expect.arrayContaining([expect.stringContaining("log.test.ts")]),
    });
  });

  it("survives what is no error", () => {
    expect(logged("a string with a secret").text).not.toContain("secret");
    expect(logged(undefined)["msg"]).toBe("failed");
  });

  it("writes every line in its order before the process ends, also of an end by an error", async () => {
    const source = path.join(__dirname, "..", "..", "..", "src", "observability", "log.ts");
    const script = `
      const log = require(${JSON.stringify(source)}).createLogger({ level: "info" });
      for (let i = 0; i < 3; i++) log.info({ i }, "line");
      setImmediate(() => {
        log.info({ i: 3 }, "line");
        throw new Error("the end");
      });`;

    const ended = promisify(execFile)(process.execPath, ["--import", "tsx", "-e", script]);
    const { stdout, stderr } = await ended.catch((error: { stdout: string; stderr: string }) => error);

    expect(stderr).toContain("Error: the end");
    const numbers = stdout
      .trim()
      .split("\n")
      .map((line) => (JSON.parse(line) as { i: number }).i);
    expect(numbers).toEqual([0, 1, 2, 3]);
  });
});
