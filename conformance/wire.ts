import http from "node:http";
import https from "node:https";

/** What JSON may hold; the judge reads answers of servers it does not know, and takes nothing for granted. */
export type Json = ReturnType<typeof JSON.parse>;

/** A request as it goes over the wire: the URL's path is sent to the letter, which `fetch` would not do. */
export interface WireRequest {
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as it is. */
  readonly body?: string | undefined;
}

/** What came back. */
export interface Answer {
  readonly request: WireRequest;
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The JSON of the body; undefined when there is none or it is not JSON. */
  readonly body: Json;
  /** From sending the request to the end of the answer, in milliseconds. */
  readonly duration: number;
}

/** How long a server may take, in milliseconds; Okta, the most patient client, gives up then. */
const TIMEOUT = 60_000;

/** A connection for each request: a server that drops one cannot spoil the next judgement. */
const agents = { "http:": new http.Agent(), "https:": new https.Agent() };

/** Origin and path of a URL, the path as it was written. */
function split(url: string): { origin: URL; path: string } {
  const begin = url.indexOf("/", url.indexOf("://") + 3);
  const path = begin === -1 ? "/" : url.slice(begin);
  return { origin: new URL(begin === -1 ? url : url.slice(0, begin)), path: encodeSpaces(path) };
}

/** What HTTP has no way to send; collections of requests hold blanks and quotes where a client would encode. */
function encodeSpaces(path: string): string {
  return path.replaceAll(/[ "<>\\^`{|}]|[^\x21-\x7e]/gu, (character) => encodeURIComponent(character));
}

function parse(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Sends a request and reads the answer; redirects are not followed.
 * @throws the error of the connection, also when the answer ends early or takes too long
 */
export function send(request: WireRequest): Promise<Answer> {
  const { method, url, headers, body } = request;
  const { origin, path } = split(url);
  const secure = origin.protocol === "https:";
  const length = body === undefined ? {} : { "Content-Length": String(Buffer.byteLength(body)) };
  const begin = performance.now();
  return new Promise((resolve, reject) => {
    const options = {
      method,
      path,
      hostname: origin.hostname.replaceAll(/[[\]]/g, ""),
      port: origin.port,
      headers: { ...length, ...headers },
      agent: agents[secure ? "https:" : "http:"],
    };
    const sending = (secure ? https : http).request(options, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        const received = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
        const duration = performance.now() - begin;
        resolve({
          request,
          status: response.statusCode ?? 0,
          headers: Object.fromEntries(received) as Record<string, string>,
          text,
          body: parse(text),
          duration,
        });
      });
    });
    sending.setTimeout(TIMEOUT, () => sending.destroy(new Error(`no answer within ${TIMEOUT} ms`)));
    sending.on("error", reject);
    sending.end(body);
  });
}

/** Longest part of a body that is shown. */
const SHOWN = 400;

function shorten(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

/** A request and its answer in one line, without the token. */
export function describe({ request, status, headers, text }: Answer): string {
  const sent = request.body === undefined ? "" : ` ${shorten(request.body)}`;
  const location = headers["location"] === undefined ? "" : ` Location: ${headers["location"]}`;
  const type = headers["content-type"] ?? "no media type";
  const got = text === "" ? "without a body" : `(${type}) ${shorten(text)}`;
  return `${request.method} ${split(request.url).path}${sent} → ${status}${location} ${got}`;
}
