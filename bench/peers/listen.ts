import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { serveOrders } from "../messages.js";

/** Listens on a free port of loopback, tells the run which, and ends with it. */
export async function listen(server: Server): Promise<void> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  serveOrders((server.address() as AddressInfo).port, () => ({ kind: "done" }));
}
