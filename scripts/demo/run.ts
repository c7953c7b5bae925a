import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { loadConfig } from "../../src/config/settings.js";
import type { UserForm } from "../../src/crm/user-form.js";
import { createLogger } from "../../src/observability/log.js";
import { startServer } from "../../src/server.js";
import * as changes from "./changes.js";
import { createClient } from "./client.js";
import * as initial from "./initial-cycle.js";
import { createProvider, PARALLEL, type Provider } from "./provider.js";
import { probeReferences, readForms } from "./read-back.js";
import { formLines, nextLines, stepLine } from "./report.js";

/** The token of the demo's server, and of the examples it prints. */
const TOKEN = "demo-token-for-trying-things-out-0001";

/** Where a server listens by default. */
const DEFAULT_URL = "http://127.0.0.1:8080";

/** What a demo is to do. */
export interface DemoOptions {
  readonly people: number;
  /** Is told each line as soon as it is known. */
  readonly print: (line: string) => void;
  /** Ends the demo early. */
  readonly signal: AbortSignal;
  /** Keeps the server up until the signal. */
  readonly keep: boolean;
}

/** What is done to an empty server, in this order, under these names. */
const STEPS: readonly (readonly [title: string, run: (provider: Provider) => Promise<string>])[] = [
  ["Test connection", initial.testConnection],
  ["Match people", initial.matchPeople],
  ["Create people", initial.createUsers],
  ["Set managers", initial.setManagers],
  ["Create groups", initial.createGroups],
  ["Fill groups", initial.fillGroups],
  ["Rename people", changes.renamePeople],
  ["Promote people", changes.promotePeople],
  ["Move people", changes.relocatePeople],
  ["Deactivate people", changes.deactivatePeople],
  ["Rename a group", changes.renameGroup],
  ["Delete people", changes.deletePeople],
  ["Check references", probeReferences],
];

/**
 * Starts a server on a scratch database, fills it as Microsoft Entra ID does, and shows what came out. Nothing is
 * left behind.
 * @throws Error at the first answer that is not as it must be
 */
export async function runDemo(options: DemoOptions): Promise<void> {
  const directory = mkdtempSync(path.join(tmpdir(), "usher-demo-"));
  try {
    const config = loadConfig({
      DATABASE_URL: `sqlite:${path.join(directory, "usher.db")}`,
      PORT: "0",
      USHER_BOOTSTRAP_TOKEN: TOKEN,
      LOG_LEVEL: "error",
    });
    const server = await startServer(config, createLogger({ level: config.logLevel }));
    try {
      await play(server.url, options);
    } finally {
      await server.close();
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function play(url: string, { people, print, signal, keep }: DemoOptions): Promise<void> {
  const provider = createProvider(createClient(url, TOKEN, signal), people);
  print("Usher demo: an identity provider fills an empty directory over SCIM 2.0");
  print("");
  print(`  Server    ${url}/scim/v2, scratch SQLite database`);
  print(`  Provider  ${people} people, requests as Microsoft Entra ID sends them, ${PARALLEL} at a time`);
  print("");
  const begin = performance.now();
  for (const [title, run] of STEPS) await timed(provider, title, print, () => run(provider));
  let forms: ReadonlyMap<string, UserForm> = new Map();
  await timed(provider, "Read user forms", print, async () => {
    forms = await readForms(provider);
    return `${forms.size} forms, each field equal to what the provider holds`;
  });
  const seconds = (performance.now() - begin) / 1000;
  const requests = provider.client.requests();
  print("");
  for (const line of formLines(provider, forms)) print(line);
  print("");
  print(
    `${requests} requests in ${seconds.toFixed(1)} s, ${Math.round(requests / seconds)} a second. Every answer was as it must be.`,
  );
  print("(Server and client share one process here; bench/ measures the server.)");
  print("");
  for (const line of nextLines(keep ? url : DEFAULT_URL, TOKEN, keep)) print(line);
  if (keep) await aborted(signal);
}

async function timed(
  { client }: Provider,
  title: string,
  print: (line: string) => void,
  run: () => Promise<string>,
): Promise<void> {
  const [requests, begin] = [client.requests(), performance.now()];
  const note = await run();
  print(stepLine(title, client.requests() - requests, (performance.now() - begin) / 1000, note));
}

/** Resolves when the signal comes. */
async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
}
