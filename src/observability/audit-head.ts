import type { Db, Trx } from "../db/connect.js";
import { queryFirst, queryRows } from "../db/query.js";

/** The end of a chain: the last sealed entry. Noted elsewhere, it later proves that nothing before it was changed. */
export interface AuditHead {
  /** 0 when nothing is sealed. */
  readonly sequence: number;
  /** Empty when nothing is sealed. */
  readonly chain: string;
}

/** The head of a chain without entries. */
export const EMPTY_HEAD: AuditHead = { sequence: 0, chain: "" };

/** Returns the head of a tenant's chain as the sealer left it. */
export async function findAuditHead(db: Db, tenantId: string): Promise<AuditHead> {
  const sql = "select sequence, chain from audit_heads where tenant_id = ?";
  return (await queryFirst<AuditHead>(db, sql, [tenantId])) ?? EMPTY_HEAD;
}

/** Moves the head of a tenant's chain. */
export async function moveAuditHead(trx: Trx, tenantId: string, head: AuditHead): Promise<void> {
  await queryRows(
    trx,
    `insert into audit_heads (tenant_id, sequence, chain) values (?, ?, ?)
     on conflict (tenant_id) do update set sequence = excluded.sequence, chain = excluded.chain`,
    [tenantId, head.sequence, head.chain],
  );
}

/** Returns a head as text: `SEQUENCE:CHAIN`. */
export function formatAuditHead({ sequence, chain }: AuditHead): string {
  return `${sequence}:${chain}`;
}

/** Parses the text of a head; undefined for any other text. */
export function parseAuditHead(text: string): AuditHead | undefined {
  const [, sequence, chain] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (sequence === undefined || chain === undefined || Number(sequence) === 0) return undefined;
  return { sequence: Number(sequence), chain };
}
