import type { Trx } from "../../db/connect.js";
import { placeholders, sendQuery } from "../../db/query.js";
import { AppError } from "../../errors.js";

/** One value that filters seek by: the key of its attribute, and `indexKey` of the value. */
export interface IndexedValue {
  readonly attribute: string;
  readonly value: string;
}

/** The number of rows per INSERT; with four bindings each they stay far below the limits of both databases. */
const ROWS_PER_INSERT = 500;

async function insertValues(
  trx: Trx,
  tenantId: string,
  resourceId: string,
  values: readonly IndexedValue[],
): Promise<void> {
  for (let i = 0; i < values.length; i += ROWS_PER_INSERT) {
    const chunk = values.slice(i, i + ROWS_PER_INSERT);
    await sendQuery(
      trx,
      `insert into attribute_values (tenant_id, attribute, value, resource_id)
       values ${chunk.map(() => `(${placeholders(4)})`).join(", ")}
       on conflict (tenant_id, attribute, value, resource_id) do nothing`,
      chunk.flatMap(({ attribute, value }) => [tenantId, attribute, value, resourceId]),
      (cause) =>
        new AppError("uniqueness", "directoryObjectId already belongs to another user: send another value", {
          cause,
        }),
    );
  }
}

/**
 * Updates the seekable values of a resource; only those that differ are written.
 * @throws AppError `uniqueness` if another resource of the tenant has a unique value
 */
export async function updateAttributeValues(
  trx: Trx,
  tenantId: string,
  resourceId: string,
  before: readonly IndexedValue[],
  after: readonly IndexedValue[],
): Promise<void> {
  const name = ({ attribute, value }: IndexedValue): string => `${attribute}\n${value}`;
  const had = new Set(before.map(name));
  const has = new Set(after.map(name));
  for (const gone of before.filter((value) => !has.has(name(value)))) {
    await sendQuery(
      trx,
      "delete from attribute_values where tenant_id = ? and attribute = ? and value = ? and resource_id = ?",
      [tenantId, gone.attribute, gone.value, resourceId],
    );
  }
  const added = after.filter((value) => !had.has(name(value)));
  await insertValues(trx, tenantId, resourceId, added);
}

/** Deletes all seekable values of a resource. */
export async function deleteAttributeValues(trx: Trx, tenantId: string, resourceId: string): Promise<void> {
  await sendQuery(trx, "delete from attribute_values where tenant_id = ? and resource_id = ?", [
    tenantId,
    resourceId,
  ]);
}
