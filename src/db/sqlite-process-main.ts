// The process of `sqlite-process.ts`. It ends with the process that started it.
import { promisify } from "node:util";
import { nodeSqlite } from "./node-sqlite.js";
import type { InterruptibleConnection } from "./sqlite-connection.js";
import type { Answer, Request } from "./sqlite-process.js";

const connections = new Map<number, InterruptibleConnection>();

async function answer(request: Request): Promise<unknown[] | undefined> {
  if (request.kind === "open") {
    connections.set(request.connection, await nodeSqlite.openInterruptible(request.file, request.pragmas));
    return undefined;
  }
  const connection = connections.get(request.connection);
  if (connection === undefined) throw new Error("Database is closed");
  switch (request.kind) {
    case "all":
      return promisify(connection.all)(request.sql, request.bindings);
    case "fill":
      await connection.fillFrom(request.file);
      return undefined;
    case "interrupt":
      connection.interrupt();
      return undefined;
    case "close":
      connections.delete(request.connection);
      await promisify(connection.close.bind(connection))();
      return undefined;
  }
}

function send(message: Answer): void {
  if (process.connected) process.send?.(message);
}

function errorOf(error: unknown): NonNullable<Answer["error"]> {
  const { message, code } = error as { readonly message: string; readonly code?: unknown };
  return { message, ...(code !== undefined && { code }) };
}

process.on("message", (request: Request) => {
  answer(request).then(
    (rows) => send({ id: request.id, rows }),
    (error: unknown) => send({ id: request.id, error: errorOf(error) }),
  );
});
// A terminal sends these to all processes of a server, which still finishes its requests.
process.on("SIGINT", () => undefined);
process.on("SIGTERM", () => undefined);
process.on("disconnect", () => process.exit());
