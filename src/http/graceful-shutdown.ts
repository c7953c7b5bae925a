import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { Server as Listener, type Socket } from "node:net";
import { SECOND } from "../db/duration.js";

/**
 * How long an idle connection stays open after the shutdown began, in milliseconds: a client that does not know of it
 * may be sending its next request.
 */
const LINGER = SECOND / 2;

/** The shutdown of an HTTP server under load that answers every request it has read. */
export interface GracefulShutdown {
  /**
   * Stops accepting connections. From now on responses have `Connection: close` (RFC 9112 §9.6), idle connections close
   * after a moment, and all others when their last request is answered.
   * @param timeout - milliseconds after which the remaining connections are cut
   * @returns how many were cut
   */
  shutDown(timeout: number): Promise<number>;
}

/** Tracks the connections of a server; call it before the server listens. */
export function prepareGracefulShutdown(server: Server): GracefulShutdown {
  /** The connections, and the unanswered requests on each, oldest first. */
  const open = new Map<Socket, ServerResponse[]>();
  let isShuttingDown = false;
  // Not `close` of HTTP servers, which cuts idle-looking connections at once; `cluster` calls it as well.
  server.close = (done) => {
    Listener.prototype.close.call(server, done);
    return server;
  };

  const closeWhenIdle = (socket: Socket): void => {
    const close = (): void => {
      if (open.get(socket)?.length === 0) socket.destroySoon();
    };
    // Read first what has arrived by then.
    setTimeout(() => setImmediate(close), LINGER);
  };

  server.on("connection", (socket: Socket) => {
    open.set(socket, []);
    socket.once("close", () => open.delete(socket));
  });
  server.prependListener("request", ({ socket }: IncomingMessage, res: ServerResponse) => {
    const running = open.get(socket) ?? [];
    running.push(res);
    res.once("close", () => {
      running.splice(running.indexOf(res), 1);
      // Its response began before the shutdown and promised to keep the connection open.
      if (isShuttingDown && running.length === 0) closeWhenIdle(socket);
    });
    if (isShuttingDown) announceClose(running);
  });

  return {
    async shutDown(timeout) {
      isShuttingDown = true;
      for (const running of open.values()) announceClose(running);
      const closed = new Promise<void>((resolve) => server.once("close", resolve));
      // Streams of events have no end of their own; browsers open them again elsewhere.
      for (const res of [...open.values()].flat()) if (isEventStream(res)) res.end();
      server.close();
      for (const socket of open.keys()) closeWhenIdle(socket);
      let cut = 0;
      const force = setTimeout(() => {
        cut = open.size;
        server.closeAllConnections();
      }, timeout);
      await closed;
      clearTimeout(force);
      return cut;
    },
  };
}

function isEventStream(res: ServerResponse): boolean {
  return String(res.getHeader("Content-Type")).startsWith("text/event-stream");
}

/** When a connection has several requests, only the last response may close it. */
function announceClose(running: readonly ServerResponse[]): void {
  for (const res of running) {
    if (res.headersSent) continue;
    if (res === running.at(-1)) res.setHeader("Connection", "close");
    else res.removeHeader("Connection");
  }
}
