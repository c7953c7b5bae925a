import type { Db } from "../db/connect.js";
import { LIMIT } from "../db/dialect.js";
import { queryRows } from "../db/query.js";

/** A team whose group is deleted. */
export interface OrphanedTeam {
  readonly id: string;
  readonly name: string;
  readonly instanceId: string;
  readonly instance: string;
  readonly groupId: string;
}

/** Lists the teams whose group was deleted and which therefore have no members. */
export async function listOrphanedTeams(db: Db, tenantId: string, limit: number): Promise<OrphanedTeam[]> {
  return (
    await queryRows<{ id: string; name: string; instance_id: string; instance: string; group_id: string }>(
      db,
      `select t.id, t.name, t.instance_id, i.name as instance, t.group_id from teams t
       join instances i on i.tenant_id = t.tenant_id and i.id = t.instance_id
       where t.tenant_id = ? and t.group_id is not null and not exists (
         select 1 from groups g where g.tenant_id = t.tenant_id and g.id = t.group_id)
       order by t.id ${LIMIT}`,
      [tenantId, limit],
    )
  ).map(({ instance_id: instanceId, group_id: groupId, ...rest }) => ({ ...rest, instanceId, groupId }));
}
