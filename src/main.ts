import { runCli } from "./cli/run.js";
import { widenThreadPool } from "./db/threads.js";

widenThreadPool(process.env);

const terminal = {
  env: process.env,
  out: (line: string) => void process.stdout.write(`${line}\n`),
  note: (line: string) => void process.stderr.write(`${line}\n`),
};

// Not process.exit(): what was written to a pipe must still get through.
void runCli(process.argv.slice(2), terminal).then((code) => {
  process.exitCode = code;
});
