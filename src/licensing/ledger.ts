import type { Db, Trx } from "../db/connect.js";
import { LIMIT, sqlDialects } from "../db/dialect.js";
import { newId } from "../db/new-id.js";
import { candidateIdsSql, dialectOf, queryRows } from "../db/query.js";
import { notesOf } from "../db/transaction-notes.js";
import type { Origin } from "../observability/audit.js";

/** The events of a seat. `amount` is the change of the number of seats in use. */
export type Movement =
  | "assigned"
  | "released"
  | "held"
  | "holdReleased"
  | "holdExpired"
  | "converted"
  | "waiting"
  | "served"
  | "suspended"
  | "purchased"
  | "reductionRequested"
  | "reductionScheduled"
  | "reductionWithdrawn"
  | "reductionApplied"
  | "reductionFailed";

const AMOUNTS: Readonly<Record<Movement, number>> = {
  assigned: 1,
  released: -1,
  held: 1,
  holdReleased: -1,
  holdExpired: -1,
  converted: 0,
  waiting: 0,
  served: 1,
  suspended: -1,
  purchased: 0,
  reductionRequested: 0,
  reductionScheduled: 0,
  reductionWithdrawn: 0,
  reductionApplied: 0,
  reductionFailed: 0,
};

/** A row of the ledger. */
export interface LedgerEntry {
  readonly id: string;
  /** UTC milliseconds. */
  readonly at: number;
  readonly skuId: string;
  readonly userId: string | undefined;
  readonly movement: Movement;
  /** The source: `licenses`, `group:ID`, `admin`, `invitation:ID`, `deactivation`, `purchase` or `reduction`. */
  readonly cause: string;
  /** The number of seats bought, or the target of a reduction; undefined for the seat of a person. */
  readonly seats: number | undefined;
  readonly actor: { readonly kind: string; readonly id: string };
  readonly requestId: string | undefined;
  readonly amount: number;
}

/** Encodes the number of seats bought, or the target of a reduction, in the column `cause`. */
export function poolCause(source: "purchase" | "reduction", seats: number): string {
  return `${source}:${seats}`;
}

/** Decodes the column `cause`. Rows of earlier versions hold the number alone. */
export function readCause(movement: Movement, cause: string): Pick<LedgerEntry, "cause" | "seats"> {
  const seats = /^(?:purchase:|reduction:)?(\d+)$/.exec(cause)?.[1];
  if (seats === undefined) return { cause, seats: undefined };
  return { cause: movement === "purchased" ? "purchase" : "reduction", seats: Number(seats) };
}

/** Inserts a row for each seat that moved. One statement for any number of users. */
export async function recordMovements(
  trx: Trx,
  origin: Origin,
  now: number,
  entry: {
    readonly skuId: string;
    readonly movement: Movement;
    readonly cause: string;
    /** Contains undefined for the pool itself. */
    readonly userIds: readonly (string | undefined)[];
  },
): Promise<void> {
  const { skuId, movement, cause, userIds } = entry;
  if (userIds.length === 0) return;
  notesOf(trx)?.seats.push({ skuId, movement, userIds });
  const elements = sqlDialects[dialectOf(trx)].jsonParameterElements("e");
  const rows = userIds.map((userId) => ({ id: newId(), user: userId ?? null }));
  await queryRows(
    trx,
    `insert into seat_ledger (tenant_id, id, at, sku_id, user_id, movement, cause, actor_kind, actor_id,
       request_id, amount)
     select ?, e.value ->> 'id', cast(? as bigint), ?, e.value ->> 'user', ?, ?, ?, ?, ?, cast(? as integer) from ${elements}`,
    [
      origin.tenantId,
      now,
      skuId,
      movement,
      cause,
      origin.actor.kind,
      origin.actor.id,
      origin.requestId ?? null,
      AMOUNTS[movement],
      JSON.stringify(rows),
    ],
  );
}

/** Selects rows of the ledger. */
export interface LedgerFilter {
  readonly skuId?: string | undefined;
  readonly userId?: string | undefined;
  /** The id before which the page starts. */
  readonly before?: string | undefined;
  readonly limit: number;
}

/** Lists rows of the ledger, newest first. */
export async function listLedger(db: Db, tenantId: string, filter: LedgerFilter): Promise<LedgerEntry[]> {
  const { skuId, userId, before, limit } = filter;
  const given = [
    ["sku_id = ?", skuId],
    ["user_id = ?", userId],
    ["id < ?", before],
  ].filter((part): part is [string, string] => part[1] !== undefined);
  const rows = await queryRows<{
    id: string;
    at: number;
    sku_id: string;
    user_id: string | null;
    movement: Movement;
    cause: string;
    actor_kind: string;
    actor_id: string;
    request_id: string | null;
    amount: number;
  }>(
    db,
    `select id, at, sku_id, user_id, movement, cause, actor_kind, actor_id, request_id, amount from seat_ledger
     where tenant_id = ?${given.map(([sql]) => ` and ${sql}`).join("")} order by id desc ${LIMIT}`,
    [tenantId, ...given.map(([, value]) => value), limit],
  );
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    skuId: row.sku_id,
    userId: row.user_id ?? undefined,
    movement: row.movement,
    ...readCause(row.movement, row.cause),
    actor: { kind: row.actor_kind, id: row.actor_id },
    requestId: row.request_id ?? undefined,
    amount: row.amount,
  }));
}

/** Returns the SKUs of which users had a seat and lost it, by user, latest first. One statement. */
export async function findLostSkus(
  db: Db,
  tenantId: string,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (userIds.length === 0) return new Map();
  const rows = await queryRows<{ user_id: string; sku_id: string }>(
    db,
    `select user_id, sku_id from seat_ledger
     where seat_ledger.tenant_id = ? and seat_ledger.user_id ${candidateIdsSql(db, "e")}
       and movement in ('released', 'suspended', 'holdReleased', 'holdExpired')
     group by user_id, sku_id order by user_id, max(id) desc`,
    [tenantId, JSON.stringify([...new Set(userIds)].map((id) => ({ id })))],
  );
  const lost = new Map<string, string[]>();
  for (const { user_id: userId, sku_id: skuId } of rows) {
    lost.set(userId, [...(lost.get(userId) ?? []), skuId]);
  }
  return lost;
}
