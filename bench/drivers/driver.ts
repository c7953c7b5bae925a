import type { Binding } from "../../src/db/query.js";

/** A row of which an answer is made. */
export interface Row {
  readonly resource?: string;
}

/** Runs one statement; prepared once for each connection. */
export type RunStatement = (sql: string, bindings: readonly Binding[]) => Promise<Row[]>;

/** A database without any library between. */
export interface Driver {
  readonly read: RunStatement;
  /** Runs the statements of one transaction. */
  write(change: (run: RunStatement) => Promise<Row[]>): Promise<Row[]>;
}
