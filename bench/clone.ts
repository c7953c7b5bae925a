import type { Database } from "../src/db/connect.js";
import { sqlString } from "../src/db/dialect.js";
import { indexUsers } from "../src/use-cases/users/index-users.js";
import { GROUP_ID_PREFIX, ID_DIGITS, MARK_DIGITS, USER_ID_PREFIX } from "./names.js";

/** A stored resource from which others are made. */
export interface Original {
  readonly id: string;
  /** The text in its values that differs from one resource to the next. */
  readonly mark: string;
}

/** Tables, and the column in each that names a resource. */
type Tables = readonly (readonly [table: string, key: string])[];

/** The tables that hold a resource, and the column in each that names it. */
const TABLES: Readonly<Record<"u" | "g", Tables>> = {
  u: [
    ["users", "id"],
    ["attribute_values", "resource_id"],
    ["external_ids", "resource_id"],
  ],
  g: [["groups", "id"]],
};

/** Resources per statement. */
const CHUNK = 5_000;

/** SQL of a number in so many digits, as the names of the generated rows have it. */
function digits(db: Database, number: string, length: number): string {
  return db.dialect === "postgres"
    ? `lpad((${number})::text, ${length}, '0')`
    : `printf('%0${length}d', ${number})`;
}

/** SQL of the numbers from the first to the last, as the table `seq` with the column `n`. */
export function sequence(first: number, last: number): string {
  return `with recursive seq (n) as (select ${first} union all select n + 1 from seq where n < ${last})`;
}

/** SQL of the id of user or group number `n`. */
export function idSql(db: Database, kind: "u" | "g", number: string): string {
  const prefix = kind === "u" ? USER_ID_PREFIX : GROUP_ID_PREFIX;
  return `${sqlString(prefix)} || ${digits(db, number, ID_DIGITS)}`;
}

async function cloneRows(
  db: Database,
  kind: "u" | "g",
  [table, key]: readonly [string, string],
  original: Original,
  [first, last]: readonly [number, number],
): Promise<void> {
  const columns = await db.write(table).columnInfo();
  const replaced = (text: string): string =>
    `replace(replace(${text}, ${sqlString(original.id)}, ${idSql(db, kind, "n")}),
      ${sqlString(original.mark)}, '${kind}' || ${digits(db, "n", MARK_DIGITS)})`;
  const values = Object.entries(columns).map(([name, { type }]) => {
    if (type === "text") return replaced(`t.${name}`);
    return type === "jsonb" ? `${replaced(`t.${name}::text`)}::jsonb` : `t.${name}`;
  });
  await db.write.raw(
    `${sequence(first, last)} insert into ${table} (${Object.keys(columns).join(", ")})
     select ${values.join(", ")} from seq, ${table} t where t.${key} = ${sqlString(original.id)}`,
  );
}

/**
 * Makes many users or groups like one that the server itself stored, inside the database: the rows are what the server
 * writes, and none of them passes through this process.
 * @param tables - where they have rows, and the column in each that names them
 */
export async function cloneResources(
  db: Database,
  kind: "u" | "g",
  original: Original,
  first: number,
  count: number,
  tables: Tables = TABLES[kind],
): Promise<void> {
  const end = first + count - 1;
  for (let n = first; n <= end; n += CHUNK) {
    for (const table of tables) {
      await cloneRows(db, kind, table, original, [n, Math.min(n + CHUNK - 1, end)]);
    }
  }
  // A server would do it while it is measured.
  await indexUsers(db);
}
