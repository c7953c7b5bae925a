import { leaseTasks } from "../../../../src/crm/sync/leases.js";
import type { Binding } from "../../../../src/db/query.js";
import { queryRows, sendQuery } from "../../../../src/db/query.js";
import { inTransaction } from "../../../../src/db/transaction.js";
import { useTestApp } from "../../../support/app.js";
import { DATABASES } from "../../../support/databases.js";

interface Sent {
  readonly sql: string;
  readonly bindings?: readonly Binding[];
}

describe.each(DATABASES)("a lease of tasks on %s", (database) => {
  const app = useTestApp(database);

  /** Makes people's tasks that became due at the same time. */
  const addTasks = async (count: number): Promise<void> => {
    await app.connectToCrm();
    await queryRows(
      app.db.write,
      `with recursive seq (n) as (select 1 union all select n + 1 from seq where n < ?)
       insert into sync_tasks (tenant_id, user_id, instance_id, generation, cause, asked_at, due_at, leased_until, attempts)
       select i.tenant_id, 'u' || (n + 100000), i.id, 1, 'interval', 1, 1, 0, 0
       from seq cross join (select tenant_id, id from instances limit 1) i`,
      [count],
    );
  };

  /** Leases tasks, and explains the statement that did it, with the statements that went ahead of it. */
  const explainLease = async (): Promise<string> => {
    const sent: Sent[] = [];
    const note = (one: Sent): void => void sent.push(one);
    app.db.write.on("query", note);
    await leaseTasks(app.db, Date.now(), { limit: 10 });
    app.db.write.removeListener("query", note);
    const own = sent.filter(({ sql }) => !/^(begin|commit)/i.test(sql));
    const { sql, bindings = [] } = own.at(-1) ?? { sql: "" };
    if (database === "sqlite") {
      return JSON.stringify(await queryRows(app.db.read, `explain query plan ${sql}`, bindings));
    }
    const rows = await inTransaction(app.db, async (trx) => {
      for (const ahead of own.slice(0, -1)) await sendQuery(trx, ahead.sql, ahead.bindings ?? []);
      return queryRows(trx, `explain ${sql}`, bindings);
    });
    return JSON.stringify(rows);
  };

  it("reads the due ones in the order of their index, also before the table has statistics", async () => {
    await addTasks(5000);
    const plan = await explainLease();

    expect(plan).toContain("sync_tasks_due");
    // What SQLite and PostgreSQL call sorting.
    expect(plan).not.toMatch(/FOR ORDER BY|"Sort|> {2}Sort/);
    expect(plan).not.toMatch(/Seq Scan|SCAN s\b(?! USING INDEX)/);
  });

  it("takes the first of those that nobody has", async () => {
    const first = await leaseTasks(app.db, Date.now(), { limit: 2 });
    const second = await leaseTasks(app.db, Date.now(), { limit: 2 });

    expect(first.map(({ userId }) => userId)).toEqual(["u100011", "u100012"]);
    expect(second.map(({ userId }) => userId)).toEqual(["u100013", "u100014"]);
  });
});
