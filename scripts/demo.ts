import { parseArgs } from "node:util";
import { runDemo } from "./demo/run.js";

const USAGE = `npm run demo -- [--keep] [--people NUMBER]

Starts a server on a scratch database and tells on it, over HTTP, how people get into a CRM: from an empty directory
to people who sign in.

  --keep            keep the server up until Ctrl-C
  --people NUMBER   so many people, 50 to 5000 (300)`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      keep: { type: "boolean", default: false },
      people: { type: "string", default: "300" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const people = Number(values.people);
  if (!Number.isInteger(people) || people < 50 || people > 5000) {
    throw new Error("--people must be a whole number from 50 to 5000.");
  }
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stop.abort());
  try {
    await runDemo({
      people,
      keep: values.keep,
      print: console.log,
      color: process.stdout.isTTY && process.env["NO_COLOR"] === undefined,
      signal: stop.signal,
    });
  } catch (error) {
    if (stop.signal.aborted) throw new Error("it was interrupted.", { cause: error });
    throw error;
  }
}

main().catch((error: unknown) => {
  console.error(`The demo failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
