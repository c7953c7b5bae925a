import type { Db } from "../../db/connect.js";
import { sqlDialects } from "../../db/dialect.js";
import { newId } from "../../db/new-id.js";
import { candidateIdsSql, dialectOf, queryRows } from "../../db/query.js";
import { ACCESS_MODE_CODES, modeOfCode } from "../access-mode-codes.js";
import type { Connector, DesiredUser, InstanceUser, RecordRole, UserDifference } from "./connector.js";

/** A row of `instance_users`. */
interface InstanceUserRow {
  readonly id: string;
  readonly directory_id: string | null;
  readonly columns: string;
  readonly roles: string;
  readonly access_mode: number;
  readonly is_disabled: number;
}

const COLUMNS = "id, directory_id, columns, roles, access_mode, is_disabled";

function toInstanceUser(row: InstanceUserRow): InstanceUser {
  return {
    id: row.id,
    directoryId: row.directory_id ?? undefined,
    columns: JSON.parse(row.columns) as Record<string, string | null>,
    enabled: row.is_disabled === 0,
    mode: modeOfCode(row.access_mode) ?? "readWrite",
    roles: JSON.parse(row.roles) as RecordRole[],
  };
}

function toMap(rows: readonly InstanceUserRow[]): ReadonlyMap<string, InstanceUser> {
  return new Map(rows.map((row) => [row.directory_id ?? "", toInstanceUser(row)]));
}

/**
 * Creates the connector of an embedded instance, whose user table is Usher's own. It behaves like a remote CRM: each
 * call is one statement outside any transaction.
 */
export function embeddedConnector(
  db: Db,
  tenantId: string,
  instanceId: string,
  now: () => number,
): Connector {
  const key = [tenantId, instanceId];
  const elements = sqlDialects[dialectOf(db)].jsonParameterElements("e");
  const createMany = async (desired: readonly DesiredUser[]): Promise<ReadonlyMap<string, InstanceUser>> => {
    const rows = desired.map((user) => {
      const { id = newId(), directoryId, applicationId = null } = user;
      const [columns, roles, mode, disabled] = valuesOf(user);
      return { id, directoryId, applicationId, columns, roles, mode, disabled };
    });
    await giveUpApplications(db, tenantId, instanceId, rows);
    return toMap(
      await queryRows<InstanceUserRow>(
        db,
        // An empty update returns the existing row.
        `insert into instance_users (tenant_id, instance_id, id, directory_id, application_id, columns, roles,
           access_mode, is_disabled, version, modified_at)
         select cast(? as text), cast(? as text), e.value ->> 'id', e.value ->> 'directoryId',
           e.value ->> 'applicationId', e.value ->> 'columns', e.value ->> 'roles', cast(e.value ->> 'mode' as integer),
           cast(e.value ->> 'disabled' as integer), 1, cast(? as bigint) from ${elements} where true
         on conflict (tenant_id, instance_id, directory_id) where directory_id is not null
           do update set version = instance_users.version
         returning ${COLUMNS}`,
        [...key, now(), JSON.stringify(rows)],
      ),
    );
  };
  return {
    async find(directoryIds) {
      return toMap(
        await queryRows<InstanceUserRow>(
          db,
          `select ${COLUMNS} from instance_users where tenant_id = ? and instance_id = ?
             and directory_id ${candidateIdsSql(db, "e")}`,
          [...key, JSON.stringify(directoryIds.map((id) => ({ id })))],
        ),
      );
    },
    async create(desired) {
      const row = (await createMany([desired])).get(desired.directoryId);
      if (row === undefined) throw new Error("the row that was written is not there");
      return row;
    },
    createMany,
    async update(row, difference) {
      await queryRows(
        db,
        `update instance_users set columns = ?, roles = ?, access_mode = ?, is_disabled = ?, version = version + 1,
           modified_at = ? where tenant_id = ? and instance_id = ? and id = ?`,
        [...valuesOf(applied(row, difference)), now(), ...key, row.id],
      );
    },
  };
}

/** Takes apps from rows of users who are deleted: the directory decides which user an app belongs to. */
async function giveUpApplications(
  db: Db,
  tenantId: string,
  instanceId: string,
  rows: readonly { readonly applicationId: string | null }[],
): Promise<void> {
  const ids = rows.flatMap(({ applicationId: id }) => (id === null ? [] : [{ id }]));
  if (ids.length === 0) return;
  const elements = sqlDialects[dialectOf(db)].jsonParameterElements("e");
  await queryRows(
    db,
    `update instance_users set application_id = null, version = version + 1
     where tenant_id = ? and instance_id = ? and application_id in (select e.value ->> 'id' from ${elements})`,
    [tenantId, instanceId, JSON.stringify(ids)],
  );
}

function applied(row: InstanceUser, difference: UserDifference): Omit<DesiredUser, "id" | "directoryId"> {
  return {
    columns: { ...row.columns, ...difference.columns },
    enabled: difference.enabled ?? row.enabled,
    mode: difference.mode ?? row.mode,
    roles: difference.roles ?? row.roles,
  };
}

function valuesOf(user: Omit<DesiredUser, "id" | "directoryId">): [string, string, number, number] {
  return [
    JSON.stringify(user.columns),
    JSON.stringify(user.roles ?? []),
    ACCESS_MODE_CODES[user.mode],
    user.enabled ? 0 : 1,
  ];
}
