import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { loadConfig } from "../../src/config/settings.js";
import { createLogger } from "../../src/observability/log.js";
import { type RunningServer, startServer } from "../../src/server.js";
import { readSource } from "../support/source-files.js";

interface Block {
  readonly language: string;
  readonly lines: readonly string[];
}

/** Ends the output of one line; no JSON text holds it. */
const RECORD_SEPARATOR = "\x1e";

const anyValue: unknown = expect.anything();

const run = promisify(execFile);

/** The code blocks of the quick start and of the page that goes on from it, in order. */
function quickStart(): readonly Block[] {
  const [, section = ""] = readSource("README.md").split(/^## Quick start$/m);
  const [start = ""] = section.split(/^## /m);
  const text = `${start}\n${readSource("docs/first-steps.md")}`;
  return Array.from(text.matchAll(/^```(\w+)\n([^]*?)^```$/gm), ([, language = "", body = ""]) => ({
    language,
    lines: body.trim().split("\n"),
  }));
}

/** What each line prints when all are pasted into one shell, one after the other. */
async function paste(lines: readonly string[]): Promise<string[]> {
  const script = lines.map((line) => `${line}\nprintf '${RECORD_SEPARATOR}'\n`).join("");
  const { stdout } = await run("bash", ["-eu", "-c", script]);
  return stdout.split(RECORD_SEPARATOR);
}

/** An answer as a page shows it, where "…" stands for any value. */
function withWildcards(value: unknown): unknown {
  if (value === "…") return anyValue;
  if (Array.isArray(value)) return value.map(withWildcards);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withWildcards(member)]));
}

describe("the quick start of README.md, and docs/first-steps.md behind it", () => {
  const [start, ...blocks] = quickStart();
  const commands = blocks.filter(({ language }) => language === "bash").flatMap(({ lines }) => lines);
  const answers = blocks.filter(({ language }) => language === "json").map(({ lines }) => lines.join("\n"));
  const [, shownToken = "", shownAdminToken = ""] =
    /^USHER_BOOTSTRAP_TOKEN=(\S+) USHER_BOOTSTRAP_ADMIN_TOKEN=(\S+) npm start$/m.exec(
      start?.lines.join("\n") ?? "",
    ) ?? [];

  let directory: string;
  let server: RunningServer;

  beforeEach(() => {
    directory = mkdtempSync(path.join(tmpdir(), "usher-readme-"));
  });

  afterEach(async () => {
    await server.close();
    rmSync(directory, { recursive: true, force: true });
  });

  async function pasteAgainst(settings: Readonly<Record<string, string>>): Promise<unknown[]> {
    const config = loadConfig({ DATABASE_URL: `sqlite:${directory}/data/usher.db`, PORT: "0", ...settings });
    server = await startServer(config, createLogger({ level: "silent" }));
    const { secret = shownToken, adminSecret = shownAdminToken } = server.firstStart;
    const here = commands.map((line) =>
      line
        .replace("http://127.0.0.1:8080", server.url)
        .replace(shownToken, secret)
        .replace(shownAdminToken, adminSecret),
    );
    const printed = await paste(here);
    return printed.filter((text) => text !== "").map((text) => JSON.parse(text) as unknown);
  }

  it("answers each line as shown, with the token of the example", async () => {
    const printed = await pasteAgainst({
      USHER_BOOTSTRAP_TOKEN: shownToken,
      USHER_BOOTSTRAP_ADMIN_TOKEN: shownAdminToken,
    });

    expect(start?.lines).toEqual([
      "npm ci",
      `USHER_BOOTSTRAP_TOKEN=${shownToken} USHER_BOOTSTRAP_ADMIN_TOKEN=${shownAdminToken} npm start`,
    ]);
    expect(server.firstStart.secret).toBeUndefined();
    expect(printed).toHaveLength(7);
    expect(printed).toEqual(answers.map((text) => withWildcards(JSON.parse(text))));
  });

  it("answers each line as shown, with the token that the server prints", async () => {
    const printed = await pasteAgainst({});

    expect(server.firstStart.secret).toMatch(/^usher_/);
    expect(printed).toEqual(answers.map((text) => withWildcards(JSON.parse(text))));
  });
});
