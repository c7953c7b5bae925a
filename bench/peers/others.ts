import path from "node:path";
import { wireText } from "../load.js";
import { BENCH_TOKEN } from "../names.js";
import { startProcess } from "../subject.js";
import type { OperationName } from "./operations.js";
import { installedVersion, type Peer, ROOT, type RunningPeer } from "./peer.js";

/** Starts one of the programs of this folder. */
async function startProgram(file: string, root: string, url: string): Promise<RunningPeer> {
  const program = await startProcess(file, [url, BENCH_TOKEN]);
  const textOf = (_: OperationName, { method, path: below, body }: Parameters<RunningPeer["textOf"]>[1]) =>
    wireText(method, root + below, BENCH_TOKEN, body);
  return { ...program, textOf };
}

/** Packages that are installed on their own, and the peer that is made of them; the text says what is missing. */
function installedPeer(
  peer: Omit<Peer, "versions" | "start">,
  packages: readonly string[],
  start: Peer["start"],
): Peer | string {
  const versions: Record<string, string> = {};
  for (const name of packages) {
    const version = installedVersion(name);
    if (version === undefined) return `${peer.title} is left out: npm ci --prefix bench/peers installs it.`;
    versions[name] = version;
  }
  return { ...peer, versions, start };
}

function inPeers(file: string): string {
  return path.join(ROOT, "bench", "peers", file);
}

/** The library of Ory Polis. */
export function jackson(): Peer | string {
  return installedPeer(
    {
      name: "jackson",
      title: "saml-jackson",
      durability: async (url) =>
        url.startsWith("sqlite:")
          ? "as shipped: SQLite's own defaults, rollback journal and synchronous FULL"
          : "that of the PostgreSQL server",
      without: {},
      isComplete: true,
    },
    ["@boxyhq/saml-jackson", "better-sqlite3"],
    (url) => startProgram(inPeers("jackson.mjs"), "/scim/v2", url),
  );
}

/** The SCIM plug-in of better-auth. */
export function betterAuth(): Peer | string {
  return installedPeer(
    {
      name: "betterAuth",
      title: "better-auth",
      durability: async () => "better-sqlite3 (WAL, synchronous NORMAL), set by the benchmark",
      without: { member: "its groups have at most 1,000 members" },
      isComplete: true,
    },
    ["better-auth", "@better-auth/scim", "better-sqlite3"],
    (url) => startProgram(inPeers("better-auth.mjs"), "/api/auth/scim/v2", url),
  );
}

const OURS = path.join(ROOT, "node_modules");

/** scimmy-routers as they come, over a map. */
export const scimmyMap: Peer = {
  name: "scimmyMap",
  title: "scimmy-routers, Map",
  versions: { "scimmy-routers": installedVersion("scimmy-routers", OURS) ?? "" },
  durability: async () => "none: in memory",
  without: { page: "its pages hold 20 resources, whatever count says" },
  isComplete: true,
  start: (url) => startProgram(path.join(__dirname, "scimmy-map.js"), "/scim/v2", url),
};

/** Express over a map. */
export const bareExpress: Peer = {
  name: "bareExpress",
  title: "Express, Map",
  versions: { express: installedVersion("express", OURS) ?? "" },
  durability: async () => "none: in memory",
  without: {},
  isComplete: true,
  start: (url) => startProgram(path.join(__dirname, "bare-express.js"), "/scim/v2", url),
};
