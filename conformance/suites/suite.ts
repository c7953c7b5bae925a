import type { Access, Fresh, Setup, Target } from "../target.js";
import type { Item } from "../verdict.js";
import { type Json, send } from "../wire.js";

/** What a suite needs besides the server. */
export interface SuiteContext {
  readonly target: Target;
  /** Folder of other people's suites, which the project may not hold copies of; undefined where it is not named. */
  readonly directory: string | undefined;
  /** Whether the judge may delete all users and groups, where it cannot make an empty tenant. */
  readonly mayErase: boolean;
  /** Tells the person at the terminal. */
  readonly tell: (line: string) => void;
}

/** A series of tests that comes as a whole. */
export interface Suite {
  readonly name: string;
  readonly run: (context: SuiteContext) => Promise<Item[]>;
}

async function request(access: Access, method: string, path: string): Promise<Json> {
  const headers = { Authorization: `Bearer ${access.token}`, Accept: "application/scim+json" };
  return send({ method, url: `${access.baseUrl}${path}`, headers });
}

/** Deletes all users and groups that a token sees, as far as the server lets it. */
export async function erase(access: Access): Promise<void> {
  for (const endpoint of ["/Groups", "/Users"]) {
    for (let page: Json[] = []; ; ) {
      const { body } = await request(access, "GET", `${endpoint}?count=100`);
      const before = page.map(({ id }) => id);
      page = body?.Resources ?? [];
      // Nothing, or the same page again: what is left cannot be deleted.
      if (page.every(({ id }) => before.includes(id))) break;
      for (const { id } of page) await request(access, "DELETE", `${endpoint}/${encodeURIComponent(id)}`);
    }
  }
}

/** Whether a token sees neither users nor groups. */
export async function isEmpty(access: Access): Promise<boolean> {
  const answers = [
    await request(access, "GET", "/Users?count=1"),
    await request(access, "GET", "/Groups?count=1"),
  ];
  return answers.every(({ status, body }) => status === 200 && body?.totalResults === 0);
}

/** Gives an empty tenant, or a text that says why there is none. */
export type EmptyTenant = (setup: Setup) => Promise<Fresh | string>;

/**
 * The way to empty tenants: new ones where the judge can make them, otherwise the one tenant there is, emptied
 * before each use where that is allowed.
 */
export async function emptyTenants(context: SuiteContext): Promise<EmptyTenant> {
  const { target, mayErase, tell } = context;
  if (target.fresh !== undefined) return target.fresh;
  if (!mayErase) {
    const why = "it needs an empty directory: --erase lets the judge delete all users and groups of this one";
    tell(`The directory is not empty, and ${why}`);
    return async () => why;
  }
  tell("All users and groups of this directory are deleted before each test");
  return async ({ mode = "tolerant", ...rest }) => {
    const [asked] = Object.keys(rest);
    if (mode !== target.mode) return `it is for ${String(mode)} mode`;
    if (asked !== undefined) return `the judge cannot set up ${asked} on this server`;
    await erase(target);
    return target;
  };
}

/** The one item of a suite that is not there. */
export function unavailable(id: string, message: string): Item {
  return { id, result: "skipped", message, unavailable: true };
}
