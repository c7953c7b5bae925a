import { queryRows } from "../../src/db/query.js";
import type { ConnectionSettings } from "../../src/tenants/connections.js";
import type { AdminClient } from "./admin-client.js";
import type { TestApp } from "./app.js";
import type { Answer } from "./http.js";
import { runEverything } from "./run-everything.js";
import { CRM_GROUP, CRM_USER, type ScimClient } from "./scim-client.js";

type Json = Answer["body"];

/** How the people of a world come to their license. */
export type LicensedBy = "attribute" | "group";

/** A tenant in which people can enter the instance `main`, and a connection that provisions them. */
export interface HoldWorld {
  readonly client: ScimClient;
  readonly admin: AdminClient;
  /** Ids of the people who can enter, in the order of their names. */
  readonly people: readonly string[];
  /** The id of the group that guards the instance, of which all are members. */
  readonly everyone: string;
  /** Runs all that is due: jobs, and synchronization. */
  runEverything(): Promise<void>;
  /** The decision about one of the people. */
  access(id: string): Promise<Json>;
  /** How many of the people can enter. */
  entering(): Promise<number>;
  /** The open holds, as the admin API shows them. */
  holds(): Promise<readonly Json[]>;
  /** What the tenant is like, by names instead of ids, without times: to compare two worlds. */
  picture(): Promise<object>;
}

/** Returns the body of an answer that must be a success. */
export async function ok(answer: Promise<Answer>): Promise<Json> {
  const { status, text, body } = await answer;
  if (status >= 300) throw new Error(`answered ${status}: ${text}`);
  return body;
}

/**
 * Makes a tenant with people who can enter its instance.
 * @param now - the clock of the server
 */
export async function makeHoldWorld(
  app: TestApp,
  now: () => number,
  options: {
    readonly people: number;
    readonly licensedBy?: LicensedBy;
    /** Above the number of people: how many seats are free. */
    readonly free?: number;
    readonly settings?: Readonly<Record<string, unknown>>;
    readonly connection?: ConnectionSettings;
  },
): Promise<HoldWorld> {
  const { licensedBy = "attribute", free = 10, settings, connection } = options;
  const client = await app.connectToCrm(connection);
  const admin = await app.admin(client);
  await ok(admin.post("/licenses", { partNumber: "CRM", purchased: options.people + free }));
  if (settings !== undefined) await ok(admin.patch("/settings", settings));
  const people: string[] = [];
  for (let index = 0; index < options.people; index++) {
    const { id } = await client.createUser({
      userName: `user${String(index).padStart(3, "0")}@contoso.com`,
      [CRM_USER]: {
        ...(licensedBy === "attribute" && { licenseSkus: "CRM" }),
        securityRoleNames: "Salesperson",
      },
    });
    people.push(id);
  }
  const { id: everyone } = await client.create("/Groups", {
    displayName: "Everyone",
    members: people.map((value) => ({ value })),
    ...(licensedBy === "group" && { [CRM_GROUP]: { licenses: [{ skuPartNumber: "CRM" }] } }),
  });
  await ok(admin.put("/instances/main/guard", { groupId: everyone }));
  const { tenantId } = client;
  const access = async (id: string): Promise<Json> => (await ok(admin.get(`/users/${id}/access`))).value[0];
  const entering = async (): Promise<number> => {
    const all = [];
    for (const id of people) all.push(await access(id));
    return all.filter(({ canSignIn }) => canSignIn === true).length;
  };
  const holds = async (): Promise<readonly Json[]> => (await ok(admin.get("/holds?state=open"))).value;
  await runEverything(app.db, now());
  return {
    client,
    admin,
    people,
    everyone,
    runEverything: () => runEverything(app.db, now()),
    access,
    entering,
    holds,
    picture: () => pictureOf(app, tenantId),
  };
}

/** Each part is a select with the name of the user first. */
const PICTURE = {
  users: "select u.user_name_key as name, u.active, u.resource from users u where u.tenant_id = ?",
  deleted: "select t.name_key as name from tombstones t where t.tenant_id = ? and t.resource_type = 'User'",
  seats: `select coalesce(u.user_name_key, s.user_id) as name, k.part_number, s.state, s.error, s.kept from seats s
    join skus k on k.tenant_id = s.tenant_id and k.id = s.sku_id
    left join users u on u.tenant_id = s.tenant_id and u.id = s.user_id where s.tenant_id = ?`,
  grants: `select coalesce(u.user_name_key, g.user_id) as name, g.source from license_grants g
    left join users u on u.tenant_id = g.tenant_id and u.id = g.user_id where g.tenant_id = ?`,
  pools: "select part_number as name, purchased, assigned, held from skus where tenant_id = ?",
  ledger: `select coalesce(u.user_name_key, t.name_key, '') as name, l.movement from seat_ledger l
    left join users u on u.tenant_id = l.tenant_id and u.id = l.user_id
    left join tombstones t on t.tenant_id = l.tenant_id and t.id = l.user_id where l.tenant_id = ?`,
  records: `select r.name_key as name, r.enabled, r.access_mode, r.roles, r.reasons from records r where r.tenant_id = ?`,
  rows: "select i.columns as name, i.is_disabled from instance_users i where i.tenant_id = ?",
  members: `select coalesce(u.user_name_key, m.member_id) as name, g.display_name from group_members m
    join groups g on g.tenant_id = m.tenant_id and g.id = m.group_id
    left join users u on u.tenant_id = m.tenant_id and u.id = m.member_id where m.tenant_id = ?`,
  roles: `select coalesce(u.user_name_key, a.user_id) as name, r.name as role from role_assignments a
    join security_roles r on r.tenant_id = a.tenant_id and r.id = a.role_id
    left join users u on u.tenant_id = a.tenant_id and u.id = a.user_id where a.tenant_id = ?`,
  access: `select coalesce(u.user_name_key, t.name_key, '') as name, h.features, h.reasons, h.access_mode, h.facts
    from access_history h left join users u on u.tenant_id = h.tenant_id and u.id = h.user_id
    left join tombstones t on t.tenant_id = h.tenant_id and t.id = h.user_id
    where h.tenant_id = ? and h.until_at is null`,
  tasks: "select user_id as name from sync_tasks where tenant_id = ?",
  kept: "select user_id as name, state from access_kept where tenant_id = ?",
} as const;

async function pictureOf({ db }: TestApp, tenantId: string): Promise<object> {
  const parts = Object.entries(PICTURE).map(async ([part, sql]) => {
    const rows = await queryRows<Record<string, unknown>>(db.write, sql, [tenantId]);
    return [part, rows.map((row) => withoutIds(JSON.stringify(row))).sort()] as const;
  });
  return Object.fromEntries(await Promise.all(parts));
}

/** Ids and times differ from world to world. */
function withoutIds(text: string): string {
  return text
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "ID")
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, "TIME");
}
