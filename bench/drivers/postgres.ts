import { createHash } from "node:crypto";
import { Pool, type PoolClient } from "pg";
import type { Driver, Row, RunStatement } from "./driver.js";

/** Connections, as many as the server has. */
const CONNECTIONS = 10;

/** The bare node-postgres with prepared statements. */
export function openPostgresDriver(url: string): Driver {
  const pool = new Pool({ connectionString: url, max: CONNECTIONS, options: "-c jit=off" });
  const names = new Map<string, string>();
  const nameOf = (sql: string): string => {
    const name = names.get(sql) ?? createHash("sha256").update(sql).digest("hex").slice(0, 32);
    names.set(sql, name);
    return name;
  };
  const runOn =
    (client: Pool | PoolClient): RunStatement =>
    async (sql, bindings) =>
      (await client.query<Row>({ name: nameOf(sql), text: sql, values: [...bindings] })).rows;
  return {
    read: runOn(pool),
    write: async (change) => {
      const client = await pool.connect();
      try {
        await client.query("BEGIN");
        const rows = await change(runOn(client));
        await client.query("COMMIT");
        return rows;
      } catch (error) {
        await client.query("ROLLBACK");
        throw error;
      } finally {
        client.release();
      }
    },
  };
}
