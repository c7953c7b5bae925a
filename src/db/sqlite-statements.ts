/** The most prepared statements of a connection. */
const MAX_STATEMENTS = 200;

/** The prepared statements of a connection, because preparing takes longer than running most of ours. */
export class PreparedStatements<Statement> {
  private readonly statements = new Map<string, Statement>();
  private readonly end: (statement: Statement) => void;

  /** @param end - frees a statement */
  constructor(end: (statement: Statement) => void) {
    this.end = end;
  }

  get(sql: string): Statement | undefined {
    const known = this.statements.get(sql);
    if (known !== undefined) {
      this.statements.delete(sql);
      this.statements.set(sql, known);
    }
    return known;
  }

  /** Adds a statement; the one used longest ago makes room. */
  add(sql: string, statement: Statement): void {
    this.statements.set(sql, statement);
    if (this.statements.size <= MAX_STATEMENTS) return;
    const [oldest] = this.statements;
    if (oldest === undefined) return;
    this.statements.delete(oldest[0]);
    this.end(oldest[1]);
  }

  /** Frees all statements; call it before the connection is closed. */
  clear(): void {
    for (const statement of this.statements.values()) this.end(statement);
    this.statements.clear();
  }
}
