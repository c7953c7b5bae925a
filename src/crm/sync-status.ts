import type { Db } from "../db/connect.js";
import { queryRows } from "../db/query.js";
import { readBacklog, type SyncBacklog } from "./sync-backlog.js";

/** Records that were given up, shown at the most. */
const MAX_PARKED = 100;

/** A record that was given up until somebody has looked. */
export interface ParkedRecord {
  readonly userId: string;
  readonly instanceId: string;
  /** Code first. */
  readonly reason: string;
  /** When it was asked for, in UTC milliseconds. */
  readonly askedAt: number;
}

/** What waits for a worker of a tenant, and what was given up. */
export interface SyncStatus extends SyncBacklog {
  /** The first of them, by user. */
  readonly parkedRecords: readonly ParkedRecord[];
}

/** How far synchronization is behind in a tenant; two statements. */
export async function readSyncStatus(db: Db, tenantId: string): Promise<SyncStatus> {
  const backlog = await readBacklog(db, tenantId);
  const rows = await queryRows<{ user_id: string; instance_id: string; parked: string; asked_at: number }>(
    db,
    `select s.user_id, s.instance_id, s.parked, s.asked_at from sync_tasks s
     where s.tenant_id = ? and s.parked is not null order by s.user_id, s.instance_id limit ?`,
    [tenantId, MAX_PARKED],
  );
  const parkedRecords = rows.map(({ user_id: userId, instance_id: instanceId, parked, asked_at }) => ({
    userId,
    instanceId,
    reason: parked,
    askedAt: asked_at,
  }));
  return { ...backlog, parkedRecords };
}
