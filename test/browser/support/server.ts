import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { startServerProcess } from "../../../scripts/demo/server-process.js";

const ROOT = path.join(__dirname, "..", "..", "..");

/** The administrator whom the tests sign in as. */
export const ADMINISTRATOR = { userName: "grace@contoso.com", password: "a long password of the tests" };

/** A server with the people of the demo, and one administrator more. */
export interface DemoServer {
  readonly url: string;
  /** A token with `admin:global`. */
  readonly adminToken: string;
  stop(): Promise<void>;
}

/** Starts the demo, and waits until its story is told. It serves the console that `npm run build` has built. */
export async function startDemo(): Promise<DemoServer> {
  const args = ["--import", "tsx", "scripts/demo.ts", "--keep", "--people", "60"];
  const demo = spawn(process.execPath, args, { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] });
  const lines: string[] = [];
  for await (const line of createInterface({ input: demo.stdout })) {
    lines.push(line);
    if (line.endsWith("(administrator)")) break;
  }
  const url = lines.map((line) => /^It stays at (\S+)/.exec(line)?.[1]).find((found) => found !== undefined);
  const adminToken = /^ *(\S+) \(administrator\)/.exec(lines.at(-1) ?? "")?.[1];
  if (url === undefined || adminToken === undefined) throw new Error(`the demo ended:\n${lines.join("\n")}`);
  await addAdministrator(url, adminToken);
  return { url, adminToken, stop: () => stop(demo) };
}

/** A server with an empty directory, and the link that makes its first administrator. */
export interface BareServer {
  readonly url: string;
  readonly setupLink: string;
  stop(): Promise<void>;
}

/** Starts a server on a new database that goes away with it. */
export async function startBareServer(): Promise<BareServer> {
  const directory = mkdtempSync(path.join(tmpdir(), "usher-browser-"));
  const settings = {
    DATABASE_URL: `sqlite:${path.join(directory, "usher.db")}`,
    PORT: "0",
    LOG_LEVEL: "error",
  };
  const server = await startServerProcess(settings, new AbortController().signal);
  const linkOf = () =>
    server.said.map((line) => /(http\S+\/console\/setup#\S+)/.exec(line)?.[1]).find(Boolean);
  // It is printed behind the line that the server listens.
  for (let tries = 0; linkOf() === undefined && tries < 100; tries++) await sleep(50);
  const setupLink = linkOf();
  if (setupLink === undefined) throw new Error(`the server printed no link:\n${server.said.join("\n")}`);
  return {
    url: new URL(setupLink).origin,
    setupLink,
    stop: async () => {
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function stop(demo: ChildProcess): Promise<void> {
  if (demo.exitCode !== null) return;
  const exited = once(demo, "exit");
  demo.kill("SIGTERM");
  await exited;
}

/** Sends a request, and returns the body of its answer. */
export async function send<Answer>(
  url: string,
  { method, token, body }: { method: string; token?: string; body?: unknown },
): Promise<Answer> {
  const authorization = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  const response = await fetch(url, {
    method,
    headers: { "Content-Type": "application/json", ...authorization },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url} was answered ${response.status}: ${text}`);
  return (text === "" ? undefined : JSON.parse(text)) as Answer;
}

/** Adds an administrator who can sign in, a global one unless other roles are given. */
export async function addAdministrator(
  url: string,
  token: string,
  { userName, password }: typeof ADMINISTRATOR = ADMINISTRATOR,
  roles: readonly string[] = ["global"],
): Promise<void> {
  const admin = `${url}/admin/v1`;
  const name = { givenName: "Grace", familyName: "Hopper" };
  const created = await send<{ user: { id: string }; temporaryPassword: string }>(`${admin}/users`, {
    method: "POST",
    token,
    body: { userName, name, displayName: "Grace Hopper" },
  });
  await send(`${admin}/users/${created.user.id}/administrator-roles`, {
    method: "PUT",
    token,
    body: { roles },
  });
  await send(`${admin}/sessions/password`, {
    method: "POST",
    body: { userName, oldPassword: created.temporaryPassword, newPassword: password },
  });
}
