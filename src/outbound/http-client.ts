import { lookup as lookUpAddresses } from "node:dns";
import http from "node:http";
import https from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { SECOND } from "../db/duration.js";
import { type NetworkGuard, networkGuard } from "./networks.js";

/** The HTTP client through which the server calls others. */
export interface HttpClient {
  /**
   * Reads a small text by GET. Redirects are not followed, because nobody approved their target.
   * @param url - https; http only for a loopback address among the allowed private networks
   * @throws Error when the URL may not be called, or after the last try
   */
  getText(url: string): Promise<string>;
}

/** The response to one try. */
interface Answer {
  readonly status: number;
  readonly text: string;
}

/** How long one try may take, from the name look-up to the last byte, in milliseconds. */
const TIMEOUT = 3 * SECOND;

/** The tries of one call; a network error and a 5xx are retried. */
const MAX_TRIES = 2;
const RETRY_DELAY = SECOND / 4;

/** The largest response that is read, in bytes. */
const MAX_ANSWER = 256 * 1024;

/**
 * Creates the HTTP client through which all outgoing requests go.
 * @param privateNetworks - networks that may be called besides the public internet: `10.0.0.0/8`, `127.0.0.1`
 */
export function createHttpClient(privateNetworks: readonly string[]): HttpClient {
  const guard = networkGuard(privateNetworks);
  return {
    async getText(text) {
      const url = checkUrl(text, guard);
      for (let attempt = 1; ; attempt++) {
        const answer = await get(url, guard).catch((error: unknown) => {
          if (attempt === MAX_TRIES) throw error;
          return undefined;
        });
        if (answer?.status === 200) return answer.text;
        if (answer !== undefined && (answer.status < 500 || attempt === MAX_TRIES)) {
          throw new Error(`${url.host} answered ${answer.status}`);
        }
        await sleep(RETRY_DELAY);
      }
    },
  };
}

/** An address in the URL is never looked up, so it is checked here. */
function checkUrl(text: string, guard: NetworkGuard): URL {
  const url = new URL(text);
  const isEncrypted = url.protocol === "https:";
  if (!isEncrypted && url.protocol !== "http:") throw new Error(`${url.protocol} cannot be called`);
  if (url.username !== "" || url.password !== "") throw new Error("a URL with credentials is not called");
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  if (isIP(host) !== 0 && !guard.allows(host, isEncrypted)) throw refusal(host);
  return url;
}

function get(url: URL, guard: NetworkGuard): Promise<Answer> {
  const isEncrypted = url.protocol === "https:";
  return new Promise((resolve, reject) => {
    const request = (isEncrypted ? https : http).get(
      url,
      {
        agent: false,
        headers: { Accept: "application/json", "User-Agent": "Usher" },
        lookup: guardedLookup(guard, isEncrypted),
        signal: AbortSignal.timeout(TIMEOUT),
      },
      (response) => {
        readText(response).then((text) => resolve({ status: response.statusCode ?? 0, text }), reject);
      },
    );
    request.on("error", reject);
  });
}

/** Checks the addresses that will be connected to, so that a name cannot resolve differently in between. */
function guardedLookup(guard: NetworkGuard, isEncrypted: boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookUpAddresses(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) return callback(error, []);
      const allowed = found.filter(({ address }) => guard.allows(address, isEncrypted));
      const [first] = allowed;
      if (first === undefined) return callback(refusal(hostname), []);
      return options.all === true ? callback(null, allowed) : callback(null, first.address, first.family);
    });
  };
}

function refusal(host: string): Error {
  return new Error(`${host} is on no network that may be called`);
}

async function readText(response: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_ANSWER) throw new Error(`the answer is larger than ${MAX_ANSWER} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
