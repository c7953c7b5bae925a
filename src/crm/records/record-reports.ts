import type { Db } from "../../db/connect.js";
import { LIMIT, sqlDialects } from "../../db/dialect.js";
import { dialectOf, queryRows } from "../../db/query.js";
import { RECORD_VIEWS, type RecordView } from "./records.js";

/** The number of records of an instance in each list. */
export type RecordCounts = Readonly<Record<RecordView, number>>;

const NONE = Object.fromEntries(Object.keys(RECORD_VIEWS).map((name) => [name, 0])) as RecordCounts;

/** Counts the records of each instance of a tenant in each list. One statement. R070 */
export async function countRecordsByInstance(
  db: Db,
  tenantId: string,
): Promise<(instanceId: string) => RecordCounts> {
  const columns = Object.entries(RECORD_VIEWS).map(
    ([name, condition]) => `cast(count(case when ${condition} then 1 end) as integer) as "${name}"`,
  );
  const rows = await queryRows<{ instance_id: string } & RecordCounts>(
    db,
    `select r.instance_id, ${columns.join(", ")} from records r where r.tenant_id = ? group by r.instance_id`,
    [tenantId],
  );
  const counts = new Map(rows.map(({ instance_id: id, ...rest }) => [id, rest]));
  return (instanceId) => counts.get(instanceId) ?? NONE;
}

/** A person with a license whose mode needs none. */
export interface UnneededLicense {
  readonly recordId: string;
  readonly userId: string;
  readonly instanceId: string;
  readonly mode: "nonInteractive" | "administrative";
  /** Since when, in UTC milliseconds. */
  readonly since: number;
}

/**
 * Lists the people who had a license at the last synchronization although their mode needs none, by id of the record.
 * R125
 * @param cutoffs - by instance: the time before which this must have begun; UTC milliseconds
 */
export async function listUnneededLicenses(
  db: Db,
  tenantId: string,
  cutoffs: ReadonlyMap<string, number>,
  page: { readonly after?: string | undefined; readonly limit: number },
): Promise<readonly UnneededLicense[]> {
  const elements = sqlDialects[dialectOf(db)].jsonParameterElements("e");
  const rows = await queryRows<{
    id: string;
    user_id: string;
    instance_id: string;
    access_mode: UnneededLicense["mode"];
    reasons_since: number;
  }>(
    db,
    `select r.id, r.user_id, r.instance_id, r.access_mode, r.reasons_since
     from ${elements} join records r on r.tenant_id = ? and r.instance_id = e.value ->> 'id'
       and r.access_mode in ('nonInteractive', 'administrative') and r.kind = 'person'
     where r.id > ? and r.reasons like '%"LICENSE_NOT_NEEDED"%'
       and r.reasons_since <= cast(e.value ->> 'cutoff' as bigint)
     order by r.id ${LIMIT}`,
    [
      JSON.stringify([...cutoffs].map(([id, cutoff]) => ({ id, cutoff }))),
      tenantId,
      page.after ?? "",
      page.limit,
    ],
  );
  return rows.map(({ id, user_id: userId, instance_id: instanceId, access_mode: mode, reasons_since }) => ({
    recordId: id,
    userId,
    instanceId,
    mode,
    since: reasons_since,
  }));
}

/** The number of records of a kind in an instance. */
export interface RecordCount {
  /** The name of the tenant. */
  readonly tenant: string;
  /** The name of the instance. */
  readonly instance: string;
  readonly state: "enabled" | "disabled" | "stub";
  readonly records: number;
}

/** Counts the records of all instances of all tenants, by name. */
export async function countAllRecords(db: Db): Promise<readonly RecordCount[]> {
  return queryRows<RecordCount>(
    db,
    `select t.name as tenant, i.name as instance, c.state, cast(sum(c.records) as integer) as records from (
       select r.tenant_id, r.instance_id, count(*) as records,
         case when r.kind = 'stub' then 'stub' when r.enabled = 1 then 'enabled' else 'disabled' end as state
       from records r where r.kind <> 'system' group by r.tenant_id, r.instance_id, r.kind, r.enabled) c
     join instances i on i.tenant_id = c.tenant_id and i.id = c.instance_id
     join tenants t on t.tenant_id = c.tenant_id
     group by t.name, i.name, c.state order by t.name, i.name, c.state`,
  );
}
