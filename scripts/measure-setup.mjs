// Measures what a newcomer waits for, in a clean clone of the last commit: npm run measure:setup
// Writes docs/results/setup.json, from which `npm run docs` prints docs/measurements.md.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const PORT = 18_080;
const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
const scratch = mkdtempSync(path.join(tmpdir(), "usher-setup-"));
const clone = path.join(scratch, "usher");

/** Seconds that something took, to a tenth. */
async function timed(run) {
  const begin = performance.now();
  await run();
  return Math.round((performance.now() - begin) / 100) / 10;
}

function npm(...args) {
  const { status } = spawnSync("npm", args, { cwd: clone, stdio: "inherit" });
  if (status !== 0) throw new Error(`npm ${args.join(" ")} ended with ${status}`);
}

async function start() {
  const server = spawn("npm", ["start"], {
    cwd: clone,
    env: { ...process.env, PORT: String(PORT) },
    stdio: "ignore",
    detached: true,
  });
  try {
    for (let tries = 0; ; tries++) {
      const answer = await fetch(`http://127.0.0.1:${PORT}/readyz`).catch(() => undefined);
      if (answer?.ok) return;
      if (tries === 600) throw new Error("the server did not start");
      await sleep(50);
    }
  } finally {
    if (server.pid !== undefined) process.kill(-server.pid, "SIGTERM");
  }
}

try {
  execFileSync("git", ["clone", "--quiet", root, clone]);
  const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], {
    cwd: clone,
    encoding: "utf8",
  }).trim();
  const install = await timed(() => npm("ci"));
  const listening = await timed(start);
  const test = await timed(() => npm("test", "--silent"));
  const result = {
    date: new Date().toISOString(),
    commit,
    node: process.version,
    cores: availableParallelism(),
    seconds: { install, listening, test },
  };
  mkdirSync(path.join(root, "docs", "results"), { recursive: true });
  writeFileSync(path.join(root, "docs", "results", "setup.json"), `${JSON.stringify(result, null, 2)}\n`);
  console.log(result);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
