/** A request to the server, and the one status that it must be answered with. */
export interface Call {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** From the server's root: `/scim/v2/Users`. */
  readonly path: string;
  /** A text is sent as `text/csv`. */
  readonly body?: object | string;
  readonly expect: number;
}

/** An answer as expected: its body, `undefined` when it has none, and where the resource is. */
export interface Answer {
  readonly body: unknown;
  readonly location: string | null;
}

/** Speaks to one server with one token, and counts what it does. */
export interface Client {
  readonly url: string;
  /** @throws Error that names the request and quotes the answer, when the status is not the expected one */
  send(call: Call): Promise<Answer>;
  /** Requests that were answered so far. */
  requests(): number;
}

/** How a client speaks. */
export interface ClientOptions {
  readonly url: string;
  /** None is sent when undefined. */
  readonly token?: string;
  /** Media type of bodies. */
  readonly type: "application/scim+json" | "application/json";
  /** Ends requests that are under way. */
  readonly signal: AbortSignal;
}

/** Characters of an unexpected answer that are shown. */
const MAX_SHOWN = 600;

/** How long an answer may take, in milliseconds. */
const TIMEOUT = 30_000;

/** Connects a client. */
export function createClient({ url, token, type, signal }: ClientOptions): Client {
  let answered = 0;
  const headers = {
    accept: "application/scim+json, application/json",
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  return {
    url,
    requests: () => answered,
    send: async ({ method, path, body, expect }) => {
      const response = await fetch(url + path, {
        method,
        ...(body === undefined
          ? { headers }
          : typeof body === "string"
            ? { headers: { ...headers, "content-type": "text/csv" }, body }
            : { headers: { ...headers, "content-type": type }, body: JSON.stringify(body) }),
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT)]),
      });
      const text = await response.text();
      answered++;
      if (response.status !== expect) {
        const shown = text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
        throw new Error(`${method} ${path} answered ${response.status}, expected ${expect}: ${shown}`);
      }
      return { body: text === "" ? undefined : JSON.parse(text), location: response.headers.get("location") };
    },
  };
}

/** Does work for each item, on `limit` items at a time; the first failure ends it. */
export async function inParallel<T>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const rest = items.values();
  const worker = async (): Promise<void> => {
    for (const item of rest) await work(item);
  };
  await Promise.all(Array.from({ length: limit }, worker));
}
