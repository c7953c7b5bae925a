import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { endWell } from "./chapters/epilogue.js";
import { fillDirectory } from "./chapters/first-cycle.js";
import { guardInstance } from "./chapters/guard.js";
import { holdMistake } from "./chapters/hold.js";
import { buyLicenses } from "./chapters/licenses.js";
import { changeModes } from "./chapters/modes.js";
import { moveSeat } from "./chapters/reassign.js";
import { synchronize } from "./chapters/records.js";
import { assignRoles } from "./chapters/roles.js";
import { createClient } from "./client.js";
import { createPaper } from "./paper.js";
import { createProvider } from "./provider.js";
import { type ServerProcess, startServerProcess } from "./server-process.js";
import type { Story } from "./story.js";

/** The tokens of the demo's server, and of the examples it prints. */
const TOKEN = "demo-token-for-trying-things-out-0001";
const ADMIN_TOKEN = "demo-admin-for-trying-things-out-0001";

/** What a demo is to do. */
export interface DemoOptions {
  readonly people: number;
  /** Is told each line as soon as it is known. */
  readonly print: (line: string) => void;
  /** Whether the lines may be colored. */
  readonly color: boolean;
  /** Ends the demo early. */
  readonly signal: AbortSignal;
  /** Keeps the server up until the signal. */
  readonly keep: boolean;
}

/** The story, chapter by chapter. */
const CHAPTERS: readonly ((story: Story) => Promise<void>)[] = [
  fillDirectory,
  buyLicenses,
  synchronize,
  assignRoles,
  guardInstance,
  moveSeat,
  changeModes,
  holdMistake,
  endWell,
];

/**
 * Starts a server on a scratch database and tells the whole story of a CRM's users on it, from an empty directory to
 * people who sign in. Nothing is left behind.
 * @throws Error at the first answer that is not as it must be
 */
export async function runDemo(options: DemoOptions): Promise<void> {
  const directory = mkdtempSync(path.join(tmpdir(), "usher-demo-"));
  try {
    const settings = {
      DATABASE_URL: `sqlite:${path.join(directory, "usher.db")}`,
      PORT: "0",
      USHER_BOOTSTRAP_TOKEN: TOKEN,
      USHER_BOOTSTRAP_ADMIN_TOKEN: ADMIN_TOKEN,
      MAIL_URL: "terminal",
      LOG_LEVEL: "error",
    };
    const server = await startServerProcess(settings, options.signal);
    try {
      await tell(server, options);
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function tell(
  server: ServerProcess,
  { people, print, color, signal, keep }: DemoOptions,
): Promise<void> {
  const { url } = server;
  const story: Story = {
    paper: createPaper(print, color),
    provider: createProvider(
      createClient({ url, token: TOKEN, type: "application/scim+json", signal }),
      people,
    ),
    admin: createClient({ url, token: ADMIN_TOKEN, type: "application/json", signal }),
    visitor: createClient({ url, type: "application/json", signal }),
    server,
    people: {},
    signal,
  };
  const begin = performance.now();
  print(`Usher demo: from an empty directory to people who sign in, over HTTP at ${url}`);
  for (const chapter of CHAPTERS) await chapter(story);
  const seconds = (performance.now() - begin) / 1000;
  const requests = [story.provider.client, story.admin, story.visitor].reduce(
    (sum, client) => sum + client.requests(),
    0,
  );
  print("");
  print(`${requests} requests in ${seconds.toFixed(1)} s. Every answer was as it must be.`);
  if (keep) {
    print(`It stays at ${url} until Ctrl-C, with the tokens`);
    print(`  ${TOKEN} (provider and CRM)`);
    print(`  ${ADMIN_TOKEN} (administrator)`);
    await aborted(signal);
  }
}

/** Resolves when the signal comes. */
async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
}
