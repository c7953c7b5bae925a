import type { Db } from "../../db/connect.js";
import { queryRows } from "../../db/query.js";

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
