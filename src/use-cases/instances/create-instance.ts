import { insertBusinessUnit, ROOT_NAME } from "../../access/business-units.js";
import { type Instance, insertInstance, type NewInstance } from "../../access/instances.js";
import { insertDefaultRoles } from "../../access/security-roles.js";
import { insertRecords, type NewRecord } from "../../crm/records/new-records.js";
import type { Trx } from "../../db/connect.js";

/** The first instance of a tenant. */
const FIRST: NewInstance = { name: "main", displayName: "Main", type: "default" };

/** The platform's own users in each instance, which nobody sees or changes. docs/modes-of-users.md */
const SYSTEM_USERS: readonly NewRecord[] = (
  [
    ["crmoln@microsoft.com", "supportUser"],
    ["crmoln2@microsoft.com", "delegatedAdmin"],
  ] as const
).map(([name, mode]) => ({
  kind: "system",
  name,
  columns: { domainname: name },
  mode,
  enabled: true,
  roles: [],
  reasons: ["SYSTEM_USER"],
  cause: "instance",
}));

/**
 * Creates an instance with its root business unit, default roles and the platform's own users. R063
 * @throws AppError `uniqueness` INSTANCE_NAME_TAKEN, `invalidValue`
 */
export async function createInstance(
  trx: Trx,
  tenantId: string,
  instance: NewInstance,
  now: number,
): Promise<Instance> {
  const made = await insertInstance(trx, tenantId, instance, now);
  const rootId = await insertBusinessUnit(trx, tenantId, made.id, { name: ROOT_NAME }, now);
  await insertDefaultRoles(trx, tenantId, made.id, rootId, now);
  await insertRecords(trx, tenantId, made.id, SYSTEM_USERS, now);
  return made;
}

/** Creates the first instance of a new tenant, in the transaction that creates the tenant. */
export async function createFirstInstance(trx: Trx, tenantId: string, now: number): Promise<void> {
  await createInstance(trx, tenantId, FIRST, now);
}
