import type { Db } from "../db/connect.js";
import { firstIdAt } from "../db/new-id.js";
import { queryFirst } from "../db/query.js";
import type { Actor, Trigger } from "./audit.js";

/** An entry that brought something about, without the values that changed. */
export interface AuditCause {
  readonly id: string;
  /** UTC milliseconds. */
  readonly at: number;
  readonly action: string;
  readonly resourceType: string;
  readonly resourceId: string;
  readonly actor: Actor;
  readonly trigger: Trigger;
  readonly requestId: string | undefined;
}

/** Which entry is looked for: the newest one of a resource within a time. Times are UTC milliseconds. */
export interface CauseSearch {
  readonly resourceId: string;
  readonly since: number;
  /** Included. */
  readonly until: number;
  /** The name of an attribute that must be among those that changed. */
  readonly changed?: string;
  /** An id that must be among the values, where these are not erased. */
  readonly mentions?: string;
}

interface CauseRow {
  readonly id: string;
  readonly at: number;
  readonly action: string;
  readonly resource_type: string;
  readonly resource_id: string;
  readonly actor_kind: string;
  readonly actor_id: string;
  readonly trigger_kind: string;
  readonly request_id: string | null;
}

/** What follows from changes, and brings none about. */
const CONSEQUENCES = ["record.%", "sync.%", "session.%", "audit.%"];

/** The newest entry of a resource that may have brought something about; undefined when there is none. */
export async function findCause(
  db: Db,
  tenantId: string,
  { resourceId, since, until, changed, mentions }: CauseSearch,
): Promise<AuditCause | undefined> {
  const row = await queryFirst<CauseRow>(
    db,
    `select id, at, action, resource_type, resource_id, actor_kind, actor_id, trigger_kind, request_id
     from audit_entries
     where tenant_id = ? and resource_id = ? and id >= ? and id < ?
       ${CONSEQUENCES.map(() => "and action not like ?").join(" ")}
       ${changed === undefined ? "" : "and changed like ?"}
       ${mentions === undefined ? "" : "and (personal is null or personal like ?)"}
     order by id desc limit 1`,
    [
      tenantId,
      resourceId,
      firstIdAt(since),
      firstIdAt(until + 1),
      ...CONSEQUENCES,
      ...(changed === undefined ? [] : [`%"${changed}"%`]),
      ...(mentions === undefined ? [] : [`%"${mentions}"%`]),
    ],
  );
  return (
    row && {
      id: row.id,
      at: row.at,
      action: row.action,
      resourceType: row.resource_type,
      resourceId: row.resource_id,
      actor: { kind: row.actor_kind as Actor["kind"], id: row.actor_id },
      trigger: row.trigger_kind as Trigger,
      requestId: row.request_id ?? undefined,
    }
  );
}
