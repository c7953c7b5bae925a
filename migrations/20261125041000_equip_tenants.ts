import type { Knex } from "knex";
import { indexKey } from "../src/db/index-key.js";
import { newId } from "../src/db/new-id.js";
import { fold } from "../src/schema/fold.js";

// Tenants from before the access catalog get the instance that a new tenant begins with.
export async function up(knex: Knex): Promise<void> {
  const tenants: { tenant_id: string }[] = await knex("tenants").select("tenant_id");
  for (const { tenant_id: tenantId } of tenants) await equip(knex, tenantId);
}

// What was made cannot be told from what was added since; the tables go with the migration before.
export function down(): Promise<void> {
  return Promise.resolve();
}

/** The default roles at the time of this migration, those first that no connection may grant unless told so. */
const PRIVILEGED = ["System Administrator", "System Customizer"];
const ORDINARY = [
  "Basic User",
  "Environment Maker",
  "Service Reader",
  "Service Writer",
  "Delegate",
  "Support User",
  "Office Collaborator",
  "Global Reader",
  "Salesperson",
  "Sales Manager",
  "Vice President of Sales",
  "Vice President of Marketing",
  "CEO-Business Manager",
  "Customer Service Representative",
  "CSR Manager",
  "Marketing Manager",
];

/** Gives a tenant from before the catalog its instance, and lets the roles that its users were sent with count there. */
async function equip(knex: Knex, tenantId: string): Promise<void> {
  const now = Date.now();
  const row = { tenant_id: tenantId, created_at: now };
  const [instanceId, rootId] = [newId(), newId()];
  await knex("instances").insert({
    ...row,
    id: instanceId,
    name: "main",
    name_key: "main",
    display_name: "Main",
    type: "default",
    connector: "embedded",
    connector_config: "{}",
    version: 1,
    last_modified_at: now,
  });
  await knex("business_units").insert({
    ...row,
    id: rootId,
    instance_id: instanceId,
    name: "Root",
    name_key: "root",
  });
  const grantable = new Map<string, string>();
  for (const name of [...PRIVILEGED, ...ORDINARY]) {
    const id = newId();
    await knex("security_roles").insert({
      ...row,
      id,
      instance_id: instanceId,
      business_unit_id: rootId,
      root_id: id,
      name,
      name_key: fold(name),
      is_managed: 1,
      last_modified_at: now,
    });
    if (ORDINARY.includes(name)) grantable.set(fold(name), id);
  }
  await keepWishes(knex, { tenantId, instanceId, grantable, now });
}

interface Catalog {
  readonly tenantId: string;
  readonly instanceId: string;
  /** Ids of roles by their folded names. */
  readonly grantable: ReadonlyMap<string, string>;
  readonly now: number;
}

interface StoredUser {
  readonly id: string;
  readonly connection_id: string | null;
  readonly resource: string;
}

/** Users read at a time. */
const BATCH = 500;

async function keepWishes(knex: Knex, catalog: Catalog): Promise<void> {
  for (let after: string | undefined = ""; after !== undefined; ) {
    const users: StoredUser[] = await knex<StoredUser>("users")
      .select("id", "connection_id", "resource")
      .whereRaw("tenant_id = ? and id > ?", [catalog.tenantId, after])
      .whereRaw("(resource like '%securityRoles%' or resource like '%\"roles\"%')")
      .orderBy("id")
      .limit(BATCH);
    for (const user of users) await keepWishesOf(knex, catalog, user);
    after = users.length < BATCH ? undefined : users.at(-1)?.id;
  }
}

const CRM = "urn:ietf:params:scim:schemas:extension:crm:2.0:User";

async function keepWishesOf(knex: Knex, catalog: Catalog, user: StoredUser): Promise<void> {
  if (user.connection_id === null) return;
  const resource = JSON.parse(user.resource) as Record<string, unknown>;
  const extension = (resource[CRM] ?? {}) as Record<string, unknown>;
  for (const element of elementsOf(extension["securityRoles"])) {
    await keepWish(knex, catalog, user, "securityRoles", element);
  }
  for (const { value } of elementsOf(resource["roles"]))
    await keepWish(knex, catalog, user, "roles", { value });
}

function elementsOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? (value as Record<string, unknown>[]) : [];
}

async function keepWish(
  knex: Knex,
  { tenantId, instanceId, grantable, now }: Catalog,
  { id: userId, connection_id: givenBy }: StoredUser,
  way: string,
  { value, instance, businessUnit }: Record<string, unknown>,
): Promise<void> {
  if (typeof value !== "string" || value.trim() === "") return;
  const instanceKey = typeof instance === "string" ? fold(instance.trim()) : "";
  const given = { tenant_id: tenantId, user_id: userId, way, given_by: givenBy };
  await knex("role_wishes")
    .insert({
      ...given,
      role_key: indexKey(fold(value.trim())),
      instance_key: indexKey(instanceKey),
      written: JSON.stringify({ value, instance, businessUnit }),
      wished_at: now,
    })
    .onConflict(["tenant_id", "user_id", "way", "given_by", "role_key", "instance_key"])
    .ignore();
  const roleId = ["", "main"].includes(instanceKey) ? grantable.get(fold(value.trim())) : undefined;
  if (roleId === undefined) return;
  await knex("role_assignments")
    .insert({ ...given, role_id: roleId, instance_id: instanceId, given_at: now })
    .onConflict(["tenant_id", "user_id", "role_id", "way", "given_by"])
    .ignore();
}
