import { once } from "node:events";

/** Tells the run the port of a server, and ends with the run. */
export async function serve(server) {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  process.on("disconnect", () => process.exit(0));
  process.send?.({ kind: "ready", port: server.address().port });
}
