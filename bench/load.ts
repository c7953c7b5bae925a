import { connect, type Socket } from "node:net";

/** An answer as it came over the wire. */
export interface Reply {
  readonly status: number;
  readonly body: Buffer;
}

/** What a run of requests showed. */
export interface LoadResult {
  readonly requests: number;
  /** Requests per second. */
  readonly rate: number;
  /** Milliseconds. */
  readonly p50: number;
  /** Milliseconds. */
  readonly p95: number;
  /** Milliseconds. */
  readonly p99: number;
  /** Milliseconds. */
  readonly mean: number;
  /** How busy the load generator was, as a share of one core: near 1, it is what was measured. */
  readonly ownLoad: number;
}

/** One request in the text of HTTP/1.1, and the status that its answer must have. */
export interface WireRequest {
  readonly text: string;
  readonly status: number;
  /** Gets the body of the answer. */
  answered?(body: Buffer): void;
}

const HEAD_END = Buffer.from("\r\n\r\n");

const LINE_END = Buffer.from("\r\n");

/** Joins the chunks of a body; undefined while the last one is not there. RFC 9112 §7.1. */
function chunkedBody(received: Buffer): Buffer | undefined {
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const lineEnd = received.indexOf(LINE_END, at);
    const size = Number.parseInt(received.toString("latin1", at, lineEnd), 16);
    const begin = lineEnd + LINE_END.length;
    at = begin + size + LINE_END.length;
    if (lineEnd < 0 || received.length < at) return undefined;
    if (size === 0) return Buffer.concat(chunks);
    chunks.push(received.subarray(begin, begin + size));
  }
}

/**
 * One keep-alive connection that sends one request after the other. Node's own client costs as much per request as
 * the servers that are measured; this one reads a status and where the body ends, and no more.
 */
export class KeepAlive {
  private readonly port: number;
  private socket: Socket;
  private received: Buffer = Buffer.alloc(0);
  private waiting: { resolve(reply: Reply): void; reject(error: Error): void } | undefined;

  constructor(port: number) {
    this.port = port;
    this.socket = this.open();
  }

  send(text: string): Promise<Reply> {
    // The server closes a connection that was idle for long.
    if (this.socket.destroyed) this.socket = this.open();
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.socket.write(text);
    });
  }

  close(): void {
    this.waiting = undefined;
    this.socket.destroy();
  }

  private open(): Socket {
    const socket = connect(this.port, "127.0.0.1");
    socket.setNoDelay(true);
    socket.on("data", (chunk) => this.take(chunk));
    socket.on("error", (error) => this.waiting?.reject(error));
    socket.on("close", () => this.waiting?.reject(new Error("the server closed the connection")));
    return socket;
  }

  private take(chunk: Buffer): void {
    this.received = this.received.length === 0 ? chunk : Buffer.concat([this.received, chunk]);
    const headEnd = this.received.indexOf(HEAD_END);
    if (headEnd < 0) return;
    const head = this.received.toString("latin1", 0, headEnd);
    const status = Number(head.slice(9, 12));
    const rest = this.received.subarray(headEnd + HEAD_END.length);
    const length = /^content-length: *(\d+)/im.exec(head)?.[1];
    const body =
      length === undefined && status !== 204 ? chunkedBody(rest) : rest.subarray(0, Number(length ?? 0));
    if (body === undefined || body.length < Number(length ?? 0)) return;
    this.received = Buffer.alloc(0);
    this.waiting?.resolve({ status, body });
  }
}

/** Sends one request on a connection of its own. */
export async function sendOne(port: number, text: string): Promise<Reply> {
  const connection = new KeepAlive(port);
  try {
    return await connection.send(text);
  } finally {
    connection.close();
  }
}

/** The text of a request; the path may hold any characters that a URL may. */
export function wireText(method: string, path: string, token: string, body: string | undefined): string {
  const head = `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${token}\r\nAccept: application/scim+json\r\n`;
  if (body === undefined) return `${head}\r\n`;
  return `${head}Content-Type: application/scim+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

/** The value below which a share of the sorted values lies. */
function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/**
 * Sends requests on so many connections, each as soon as its last one is answered, until the time is over or there
 * are no more.
 * @throws Error when an answer has another status than its request expects
 */
export async function runLoad(
  port: number,
  connections: number,
  seconds: number,
  next: () => WireRequest | undefined,
): Promise<LoadResult> {
  const open = Array.from({ length: connections }, () => new KeepAlive(port));
  const latencies: number[] = [];
  const cpu = process.cpuUsage();
  const begin = performance.now();
  const end = begin + seconds * 1000;
  const drive = async (connection: KeepAlive): Promise<void> => {
    while (performance.now() < end) {
      const request = next();
      if (request === undefined) return;
      const sent = performance.now();
      const reply = await connection.send(request.text);
      latencies.push(performance.now() - sent);
      if (reply.status !== request.status) {
        throw new Error(
          `${reply.status} for ${request.text.slice(0, 200)}: ${reply.body.toString().slice(0, 500)}`,
        );
      }
      request.answered?.(reply.body);
    }
  };
  try {
    await Promise.all(open.map(drive));
  } finally {
    for (const connection of open) connection.close();
  }
  const elapsed = (performance.now() - begin) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const sorted = Float64Array.from(latencies).sort();
  return {
    requests: sorted.length,
    rate: sorted.length / elapsed,
    p50: quantile(sorted, 0.5),
    p95: quantile(sorted, 0.95),
    p99: quantile(sorted, 0.99),
    mean: sorted.reduce((sum, one) => sum + one, 0) / sorted.length,
    ownLoad: (user + system) / 1e6 / elapsed,
  };
}
