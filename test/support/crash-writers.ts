import http from "node:http";
import { send } from "./http.js";
import { CORE_USER } from "./scim-client.js";

/** A user as its writer knows it. */
export interface KnownUser {
  readonly id: string;
  readonly userName: string;
  /** The texts that may be stored: two while a change of it has no answer. */
  titles: readonly string[];
  /** Whether it is a member of the writer's group; undefined while nobody knows. */
  isMember: boolean | undefined;
  /** Whether it was deleted; undefined while nobody knows. */
  isDeleted: boolean | undefined;
}

/** Writers whose server is killed under them. */
export interface CrashWriters {
  /** The users of which a creation was answered. */
  readonly users: readonly KnownUser[];
  /** Ends when no writer has a server any more. */
  readonly done: Promise<void>;
  /** Never ends. @throws Error when an answer is not what it should be */
  readonly failed: Promise<never>;
}

const PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/** One writer: creates a user, changes it twice, makes it a member of its group, and deletes each third one. */
class Writer {
  private readonly agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  private readonly url: string;
  private readonly token: string;
  private readonly users: KnownUser[];

  constructor(url: string, token: string, users: KnownUser[]) {
    this.url = url;
    this.token = token;
    this.users = users;
  }

  async run(prefix: string): Promise<void> {
    const group = await this.ask("POST", "/Groups", 201, {
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:Group"],
      displayName: prefix,
    });
    for (let number = 0; ; number++) await this.life(`${prefix}-${number}`, String(group), number % 3 === 2);
  }

  end(): void {
    this.agent.destroy();
  }

  private async life(userName: string, group: string, isDeleted: boolean): Promise<void> {
    const emails = [{ value: `${userName}@example.com`, type: "work" }];
    const title = "0";
    const body = { schemas: [CORE_USER], userName, externalId: userName, title, emails };
    const id = String(await this.ask("POST", "/Users", 201, body));
    const user: KnownUser = { id, userName, titles: [title], isMember: false, isDeleted: false };
    this.users.push(user);
    for (const next of ["1", "2"]) {
      user.titles = [...user.titles, next];
      await this.patch(`/Users/${id}`, { op: "replace", path: "title", value: next });
      user.titles = [next];
    }
    user.isMember = undefined;
    await this.patch(`/Groups/${group}`, { op: "add", path: "members", value: [{ value: id }] });
    user.isMember = true;
    if (!isDeleted) return;
    [user.isDeleted, user.isMember] = [undefined, undefined];
    await this.ask("DELETE", `/Users/${id}`, 204, undefined);
    [user.isDeleted, user.isMember] = [true, false];
  }

  private patch(path: string, operation: object): Promise<unknown> {
    return this.ask("PATCH", path, 200, { schemas: [PATCH], Operations: [operation] });
  }

  /** @returns the id of the answer */
  private async ask(
    method: string,
    path: string,
    wanted: number,
    body: object | undefined,
  ): Promise<unknown> {
    const headers = { Authorization: `Bearer ${this.token}`, "Content-Type": "application/scim+json" };
    const text = body && JSON.stringify(body);
    const { agent } = this;
    const answer = await send(this.url, { method, path: `/scim/v2${path}`, headers, body: text, agent });
    if (answer.status !== wanted) throw new WrongAnswer(`${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.body?.id;
  }
}

/** An answer that is no fault of the crash. */
class WrongAnswer extends Error {}

/**
 * Starts so many writers, each with a group of its own, one request behind the other, until the server is gone.
 * @param prefix - no other writers may use it
 */
export function startCrashWriters(url: string, token: string, prefix: string, count: number): CrashWriters {
  const users: KnownUser[] = [];
  const write = async (number: number): Promise<void> => {
    const writer = new Writer(url, token, users);
    try {
      await writer.run(`${prefix}-${number}`);
    } catch (error) {
      if (error instanceof WrongAnswer) throw error;
    } finally {
      writer.end();
    }
  };
  const done = Promise.all(Array.from({ length: count }, (_, number) => write(number)));
  const failed = done.then(() => new Promise<never>(() => undefined));
  failed.catch(() => undefined);
  return { users, done: done.then(() => undefined), failed };
}
