import http from "node:http";

/** A request as it goes over the wire: the path is sent to the letter. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is. */
  readonly body?: string | Buffer | undefined;
  readonly agent?: http.Agent;
}

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** Whether it came over a connection that an earlier request had used. */
  readonly reusedSocket: boolean;
  /** The JSON of the body; undefined when there is none or it is not JSON. */
  readonly body: ReturnType<typeof JSON.parse>;
}

function parse(text: string): Answer["body"] {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function toHeaders(headers: http.IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

/**
 * Sends a request without touching its path, which `fetch` would normalize.
 * @param url - origin of the server
 * @throws the error of the connection, also when the answer ends before it is complete
 */
export function send(url: string, { method, path, headers = {}, body, agent }: WireRequest): Promise<Answer> {
  const { hostname, port } = new URL(url);
  const length = body === undefined ? {} : { "Content-Length": String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const options = { hostname, port, method, path, headers: { ...length, ...headers }, agent };
    const request = http.request(options, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        const status = response.statusCode ?? 0;
        const { reusedSocket } = request;
        resolve({ status, headers: toHeaders(response.headers), text, reusedSocket, body: parse(text) });
      });
    });
    request.on("error", reject);
    request.end(body);
  });
}

/** Whether a body is sent as it is. */
export function isOnTheWire(body: unknown): body is string | Buffer | undefined {
  return body === undefined || typeof body === "string" || Buffer.isBuffer(body);
}
