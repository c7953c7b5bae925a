import { setTimeout as sleep } from "node:timers/promises";
import type { Call, Client } from "./client.js";
import type { Paper } from "./paper.js";
import type { Account, Provider } from "./provider.js";
import type { ServerProcess } from "./server-process.js";

/** Where the story is told, and who takes part. */
export interface Story {
  readonly paper: Paper;
  /** The identity provider; its client reads the CRM and asks about access too. */
  readonly provider: Provider;
  /** A global administrator. */
  readonly admin: Client;
  /** Somebody without a token. */
  readonly visitor: Client;
  readonly server: ServerProcess;
  /** What one chapter leaves to the next ones. */
  readonly people: Cast;
  readonly signal: AbortSignal;
}

/** The people of the story, each since the chapter that brings them in. */
export type Cast = Partial<Record<Role, Account>>;

/** What somebody is in the story. */
export type Role = "leaver" | "newcomer" | "planner" | "outsider";

/** The CRM instance of the story. */
export const INSTANCE = "main";

/** URNs of the CRM's extensions. */
export const CRM_USER = "urn:ietf:params:scim:schemas:extension:crm:2.0:User";
export const CRM_GROUP = "urn:ietf:params:scim:schemas:extension:crm:2.0:Group";

/** How long synchronization may take, in milliseconds. */
const SYNC_TIMEOUT = 60_000;

/** Somebody of the cast. */
export function actor({ people }: Story, role: Role): Account {
  const found = people[role];
  if (found === undefined) throw new Error(`Nobody is the ${role} yet.`);
  return found;
}

/** Sends an administrator's request, below `/admin/v1`. */
export async function administer<T>(
  { admin }: Story,
  method: Call["method"],
  path: string,
  expect: number,
  body?: object | string,
): Promise<T> {
  const call = { method, path: `/admin/v1${path}`, expect, ...(body !== undefined && { body }) };
  return (await admin.send(call)).body as T;
}

/** Reads from the CRM, below `/crm/v1`. */
export async function readCrm<T>({ provider }: Story, path: string): Promise<T> {
  return (await provider.client.send({ method: "GET", path: `/crm/v1${path}`, expect: 200 })).body as T;
}

/** What an error says: its detail, which begins with the code; the request's id is left out. */
export function detailOf(body: unknown): string {
  return ((body as { detail?: string }).detail ?? "").replace(/ \(request [^)]*\)$/, "");
}

/** The code that the detail of an error begins with. */
export function codeOf(body: unknown): string {
  return detailOf(body).split(":", 1)[0] ?? "";
}

/**
 * Looks until something has come about behind the requests.
 * @param what - what is waited for, for the error
 * @throws Error when it takes too long
 */
export async function eventually(story: Story, what: string, look: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + SYNC_TIMEOUT;
  while (!(await look())) {
    if (performance.now() > end) throw new Error(`${what} took too long.`);
    await sleep(50, undefined, { signal: story.signal });
  }
}

/**
 * Waits until every change has reached the instances.
 * @throws Error when it takes too long, or a record was given up
 */
export async function synchronized(story: Story): Promise<void> {
  await eventually(story, "Synchronization", async () => {
    const { waiting, parked } = await administer<{ waiting: number; parked: number }>(
      story,
      "GET",
      "/sync",
      200,
    );
    if (parked > 0) throw new Error(`Synchronization gave up ${parked} records.`);
    return waiting === 0;
  });
}
