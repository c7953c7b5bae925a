import http from "node:http";
import { types } from "node:util";
import { send } from "./http.js";
import { CORE_USER } from "./scim-client.js";

/** What became of the requests of some writers. */
interface Written {
  /** User names that were answered 201. */
  readonly created: readonly string[];
  /** Other answers, by status. */
  readonly otherwise: readonly number[];
  /** Requests that were sent and got no answer, by the error that the client saw. */
  readonly unanswered: readonly string[];
  /** Answers that said `Connection: close`. */
  readonly last: number;
}

/** Writers at work. */
export interface Writers {
  /** User names that were answered 201 so far. */
  readonly created: readonly string[];
  /** What became of all requests, once the last connection was refused. */
  readonly done: Promise<Written>;
}

/**
 * Creates users over so many keep-alive connections, one request behind the other on each, until connections are
 * refused.
 */
export function startWriters(url: string, token: string, prefix: string, count: number): Writers {
  const created: string[] = [];
  const otherwise: number[] = [];
  const unanswered: string[] = [];
  let last = 0;
  const write = async (writer: number): Promise<void> => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    for (let i = 0; ; i++) {
      const userName = `${prefix}-${writer}-${i}`;
      const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/scim+json" };
      const body = JSON.stringify({ schemas: [CORE_USER], userName });
      try {
        const answer = await send(url, { method: "POST", path: "/scim/v2/Users", headers, body, agent });
        if (answer.status === 201) created.push(userName);
        else otherwise.push(answer.status);
        if (answer.headers["connection"] === "close") last += 1;
      } catch (error) {
        const code = types.isNativeError(error) && "code" in error ? String(error.code) : String(error);
        if (code === "ECONNREFUSED") break;
        unanswered.push(code);
      }
    }
    agent.destroy();
  };
  const all = Promise.all(Array.from({ length: count }, (_, writer) => write(writer)));
  return { created, done: all.then(() => ({ created, otherwise, unanswered, last })) };
}
