import { createInterface } from "node:readline/promises";
import { runCli } from "./cli/run.js";
import { widenThreadPool } from "./db/threads.js";

widenThreadPool(process.env);

/** Asks the person at the terminal. */
async function ask(question: string): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(?:es)?$/i.test((await lines.question(question)).trim());
  } finally {
    lines.close();
  }
}

const terminal = {
  env: process.env,
  out: (line: string) => void process.stdout.write(`${line}\n`),
  note: (line: string) => void process.stderr.write(`${line}\n`),
  ask: process.stdin.isTTY && process.stdout.isTTY ? ask : undefined,
};

// Not process.exit(): output that was written to a pipe must still be flushed.
void runCli(process.argv.slice(2), terminal).then((code) => {
  process.exitCode = code;
});
