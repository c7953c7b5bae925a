import type { Db, Trx } from "../../db/connect.js";
import { sqlDialects } from "../../db/dialect.js";
import { indexKey } from "../../db/index-key.js";
import { dialectOf, queryRows } from "../../db/query.js";
import { fold } from "../../schema/fold.js";
import type { RecordRole } from "../connectors/connector.js";
import { formRows } from "../form/user-form.js";
import { insertRecords } from "./new-records.js";

/** Returns the key by which names are compared: without case. */
export function nameKeyOf(name: string): string {
  return indexKey(fold(name));
}

/** The owner that an import names. */
export interface Owner {
  readonly recordId: string;
  /** True for a placeholder; false for a user of the directory or of the platform. */
  readonly isStub: boolean;
}

/**
 * Returns the records that names refer to in an instance: that of the user with the name, otherwise that of one of the
 * platform's own users, otherwise a placeholder. Two statements. R137, R142
 * @param keys - from `nameKeyOf`
 */
export async function findOwners(
  db: Db,
  tenantId: string,
  instanceId: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Owner>> {
  const elements = sqlDialects[dialectOf(db)].jsonParameterElements("e");
  const names = JSON.stringify(keys.map((key) => ({ key })));
  const nobodys = await queryRows<{ key: string; id: string; kind: string }>(
    db,
    `select r.name_key as key, r.id, r.kind from records r
     where r.tenant_id = ? and r.instance_id = ? and r.name_key in (select e.value ->> 'key' from ${elements})
       and r.kind in ('stub', 'system')
     order by case when r.kind = 'stub' then 0 else 1 end`,
    [tenantId, instanceId, names],
  );
  const people = await queryRows<{ key: string; id: string }>(
    db,
    `select u.user_name_key as key, r.id from users u
     join records r on r.tenant_id = u.tenant_id and r.user_id = u.id and r.instance_id = ?
     where u.tenant_id = ? and u.user_name_key in (select e.value ->> 'key' from ${elements})`,
    [instanceId, tenantId, names],
  );
  return new Map([
    ...nobodys.map(({ key, id, kind }) => [key, { recordId: id, isStub: kind === "stub" }] as const),
    ...people.map(({ key, id }) => [key, { recordId: id, isStub: false }] as const),
  ]);
}

/** A record without a user, with its name. */
export interface NamedRecord {
  readonly id: string;
  readonly instanceId: string;
  /** From `nameKeyOf`. */
  readonly key: string;
  readonly kind: "stub" | "system";
}

/** Returns the records without a user in all instances that have one of these names, stubs first. One statement. */
export async function findUnownedRecords(
  db: Db,
  tenantId: string,
  keys: readonly string[],
): Promise<NamedRecord[]> {
  if (keys.length === 0) return [];
  const elements = sqlDialects[dialectOf(db)].jsonParameterElements("e");
  const rows = await queryRows<{
    id: string;
    instance_id: string;
    name_key: string;
    kind: NamedRecord["kind"];
  }>(
    db,
    `select r.id, r.instance_id, r.name_key, r.kind from instances i
     join records r on r.tenant_id = i.tenant_id and r.instance_id = i.id
     where i.tenant_id = ? and r.name_key in (select e.value ->> 'key' from ${elements})
       and r.kind in ('stub', 'system')
     order by case when r.kind = 'stub' then 0 else 1 end, r.id`,
    [tenantId, JSON.stringify(keys.map((key) => ({ key })))],
  );
  return rows.map((row) => ({ id: row.id, instanceId: row.instance_id, key: row.name_key, kind: row.kind }));
}

/** A placeholder for an import to create. */
export interface StubInput {
  readonly name: string;
  /** By Dataverse column. */
  readonly columns: Readonly<Record<string, string>>;
}

/**
 * The columns that an import may fill for an unknown user: those that name and describe the person, but not the e-mail
 * address. R136
 */
export const STUB_COLUMNS: ReadonlyMap<string, number> = new Map(
  formRows
    .filter(({ kind, name }) => kind !== "computed" && name !== "primaryEmail" && name !== "userName")
    .map(({ column, maxLength }) => [column, maxLength]),
);

/**
 * Inserts one placeholder for each name, even if other imports run at the same time. They are never enabled. R136,
 * R137, R142
 * @param role - shown, without effect
 * @returns the ids of the new placeholders by `nameKeyOf`
 */
export async function insertStubs(
  trx: Trx,
  tenantId: string,
  instanceId: string,
  stubs: readonly StubInput[],
  role: RecordRole | undefined,
  now: number,
): Promise<ReadonlyMap<string, string>> {
  const records = stubs.map(({ name, columns }) => ({
    kind: "stub" as const,
    name,
    columns: { ...columns, domainname: name },
    mode: "readWrite" as const,
    enabled: false,
    roles: role === undefined ? [] : [role],
    reasons: ["STUB_USER"] as const,
    cause: "import",
  }));
  return insertRecords(trx, tenantId, instanceId, records, now);
}
