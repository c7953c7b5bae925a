import type { Db } from "../db/connect.js";
import { queryRows } from "../db/query.js";

/** The seats of a SKU. */
export interface SeatCount {
  /** The name of the tenant. */
  readonly tenant: string;
  readonly partNumber: string;
  readonly purchased: number;
  readonly assigned: number;
  readonly held: number;
}

/** Returns the seats of all SKUs of all tenants, by name. */
export async function countAllSeats(db: Db): Promise<readonly SeatCount[]> {
  const rows = await queryRows<Omit<SeatCount, "partNumber"> & { part_number: string }>(
    db,
    `select t.name as tenant, s.part_number, s.purchased, s.assigned, s.held from skus s
     join tenants t on t.tenant_id = s.tenant_id order by t.name, s.part_number_key`,
  );
  return rows.map(({ part_number: partNumber, ...row }) => ({ ...row, partNumber }));
}
