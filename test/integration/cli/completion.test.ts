import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

const CALLS: readonly (readonly string[])[] = [
  ["completion", "bash"],
  ["completion", "zsh"],
  ["completion", "ksh"],
  ["complete", "--", "inv"],
  ["complete", "--", "token", "cr"],
  ["complete", "--", "log", "--sta"],
  ["complete", "--", "user", "delete", "ada", "--prev"],
  ["complete", "--", "connection", "set", "default", "--mode", ""],
];

const SEPARATOR = "\x1e";

/** Makes one call after the other. In a process of its own, because the library that completes is an ES module. */
const SCRIPT = `
require("tsx/cjs/api").register();
const { runCli } = require("./src/cli/run.ts");
const terminal = { env: {}, out: console.log, note: console.log };
(async () => {
  for (const call of ${JSON.stringify(CALLS)}) {
    await runCli(call, terminal);
    console.log(${JSON.stringify(SEPARATOR)});
  }
})();`;

/** The words in an answer to a shell: one a line, each with its meaning behind a tab, and what to do with them. */
function offeredIn(answer: string | undefined = ""): string[] {
  const lines = answer.trim().split("\n");
  return lines.slice(0, -1).map((line) => line.split("\t")[0] ?? "");
}

it("completes commands, options and choices in a shell that has run its script", async () => {
  const { stdout } = await run(process.execPath, ["-e", SCRIPT]);
  const [bash, zsh, ksh, ...offered] = stdout.split(SEPARATOR);

  expect(bash).toContain("complete -F");
  expect(zsh).toContain("#compdef usher");
  expect(ksh).toContain("usher: SHELL must be one of bash, zsh, fish, powershell");
  expect(offered.slice(0, -1).map(offeredIn)).toEqual([
    ["invitation"],
    ["create"],
    ["--status"],
    ["--preview"],
    ["tolerant", "strict"],
  ]);
  // The process compiles all sources first.
}, 60_000);
