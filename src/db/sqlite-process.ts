import { type ChildProcess, fork } from "node:child_process";
import path from "node:path";
import { SECOND } from "./duration.js";
import type { InterruptibleConnection, RowsDone } from "./sqlite-connection.js";

/** What the other process is asked to do with a connection. */
export type Order =
  | { readonly kind: "open"; readonly file: string; readonly pragmas: readonly string[] }
  | { readonly kind: "all"; readonly sql: string; readonly bindings: unknown }
  | { readonly kind: "fill"; readonly file: string }
  | { readonly kind: "interrupt" | "close" };

/** An order with the number of its answer and that of its connection. */
export type Request = Order & { readonly id: number; readonly connection: number };

/** An answer of the other process; of an error what others read of it. */
export interface Answer {
  readonly id: number;
  readonly rows?: unknown[] | undefined;
  readonly error?: { readonly message: string; readonly code?: unknown };
}

/** How long the other process stays when it has no connection any more. */
const IDLE = 30 * SECOND;

/** The program of the other process, as it lies beside this file: compiled, or not. */
const PROGRAM = path.join(__dirname, `sqlite-process-main${path.extname(__filename)}`);

/** A process in which node-sqlite3 opens connections. It keeps this process running only while it is asked. */
class OtherProcess {
  readonly connections = new Set<OtherConnection>();
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, RowsDone>();
  private last = 0;
  private idle: NodeJS.Timeout | undefined;

  constructor() {
    const execArgv = PROGRAM.endsWith(".ts") ? ["--import", "tsx"] : [];
    this.child = fork(PROGRAM, [], { execArgv, serialization: "advanced" });
    this.child.on("message", ({ id, rows, error }: Answer) => {
      this.settle(id, error === undefined ? null : Object.assign(new Error(error.message), error), rows);
    });
    this.child.on("error", () => this.end());
    this.child.on("exit", () => this.end());
    this.child.unref();
    this.child.channel?.unref();
  }

  ask(connection: number, order: Order, done: RowsDone): void {
    if (!this.child.connected) return done(closed());
    if (this.waiting.size === 0) this.child.channel?.ref();
    const id = ++this.last;
    this.waiting.set(id, done);
    this.child.send({ ...order, id, connection } satisfies Request);
  }

  add(connection: OtherConnection): void {
    clearTimeout(this.idle);
    this.connections.add(connection);
  }

  remove(connection: OtherConnection): void {
    this.connections.delete(connection);
    if (this.connections.size > 0) return;
    this.idle = setTimeout(() => {
      if (other === this) other = undefined;
      if (this.child.connected) this.child.disconnect();
    }, IDLE).unref();
  }

  private settle(id: number, error: Error | null, rows?: unknown[]): void {
    const done = this.waiting.get(id);
    this.waiting.delete(id);
    if (this.waiting.size === 0) this.child.channel?.unref();
    done?.(error, rows);
  }

  /** Fails what waits; Knex's pools replace the connections. */
  private end(): void {
    if (other === this) other = undefined;
    for (const connection of this.connections) connection.lose(closed());
    for (const id of this.waiting.keys()) this.settle(id, closed());
  }
}

let other: OtherProcess | undefined;

function closed(): Error {
  return new Error("Database is closed");
}

let lastConnection = 0;

class OtherConnection implements InterruptibleConnection {
  open = true;
  private readonly number = ++lastConnection;
  private readonly process: OtherProcess;

  constructor(process: OtherProcess) {
    this.process = process;
    process.add(this);
  }

  all = (sql: string, bindings: unknown, done: RowsDone): void => {
    this.process.ask(this.number, { kind: "all", sql, bindings }, done);
  };

  interrupt(): void {
    this.process.ask(this.number, { kind: "interrupt" }, () => undefined);
  }

  fillFrom(file: string): Promise<void> {
    return this.order({ kind: "fill", file });
  }

  close(done: (error: Error | null) => void): void {
    this.process.ask(this.number, { kind: "close" }, () => {
      this.open = false;
      this.process.remove(this);
      done(null);
    });
  }

  /** Marks the connection for Knex's pool, which replaces it. */
  lose(error: Error): void {
    this.open = false;
    Object.assign(this, { __knex__disposed: error });
  }

  order(order: Order): Promise<void> {
    return new Promise((resolve, reject) => {
      this.process.ask(this.number, order, (error) => (error === null ? resolve() : reject(error)));
    });
  }
}

/**
 * Opens a database through node-sqlite3 in another process, one for all such connections. Two libraries must not have
 * one file in one process: the locks of a file are those of its process.
 */
export async function openInOtherProcess(
  file: string,
  pragmas: readonly string[],
): Promise<InterruptibleConnection> {
  other ??= new OtherProcess();
  const connection = new OtherConnection(other);
  try {
    await connection.order({ kind: "open", file, pragmas });
  } catch (error) {
    connection.close(() => undefined);
    throw error;
  }
  return connection;
}
