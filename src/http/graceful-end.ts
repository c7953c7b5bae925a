import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { Server as Listener, type Socket } from "node:net";
import { SECOND } from "../db/duration.js";

/**
 * How long a connection without a request stays open once the end has begun, in milliseconds: a client that has heard
 * nothing of it may be sending its next request at this moment.
 */
const LINGER = SECOND / 2;

/** The end of an HTTP server under load, without a request that was read and is not answered. */
export interface GracefulEnd {
  /**
   * Takes no more connections. From now on answers say `Connection: close` (RFC 9112 §9.6), connections without a
   * request close after a moment, and all others when their last request is answered.
   * @param timeout - milliseconds after which connections are cut whatever they do
   * @returns how many were cut
   */
  end(timeout: number): Promise<number>;
}

/** Watches the connections of a server from now on; to be called before it listens. */
export function prepareGracefulEnd(server: Server): GracefulEnd {
  /** Connections and the requests on each that are not answered yet, oldest first. */
  const open = new Map<Socket, ServerResponse[]>();
  let isEnding = false;

  const closeWhenIdle = (socket: Socket): void => {
    const close = (): void => {
      if (open.get(socket)?.length === 0) socket.destroySoon();
    };
    // What has arrived by then is read first.
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
      // Its answer had begun before the end did, and promised that the connection stays.
      if (isEnding && running.length === 0) closeWhenIdle(socket);
    });
    if (isEnding) announceEnd(running);
  });

  return {
    async end(timeout) {
      isEnding = true;
      for (const running of open.values()) announceEnd(running);
      const closed = new Promise<void>((resolve) => server.once("close", resolve));
      // Not that of HTTP servers, which cuts at once what looks idle.
      Listener.prototype.close.call(server);
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

/** Of several requests on one connection only the last answer may close it. */
function announceEnd(running: readonly ServerResponse[]): void {
  for (const res of running) {
    if (res.headersSent) continue;
    if (res === running.at(-1)) res.setHeader("Connection", "close");
    else res.removeHeader("Connection");
  }
}
