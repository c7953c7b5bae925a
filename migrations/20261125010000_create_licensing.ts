import type { Knex } from "knex";

// The seats of a tenant. The counters of a SKU are what its rows in `seats` add up to: `assigned` those in state
// active, `held` those in state held; the check holds whatever the code does.
export async function up(knex: Knex): Promise<void> {
  const postgres = knex.client.config.client === "pg";
  const text = postgres ? 'text collate "C"' : "text";
  const time = "bigint";
  const statements = [
    `create table skus (
      tenant_id ${text} not null references tenants,
      id ${text} not null,
      part_number ${text} not null,
      part_number_key ${text} not null,
      display_name ${text} not null,
      purchased integer not null,
      offer_minimum integer not null,
      billing_cycle ${text} not null,
      next_cycle_at ${time} not null,
      promised integer,
      assigned integer not null,
      held integer not null,
      version integer not null,
      created_at ${time} not null,
      last_modified_at ${time} not null,
      primary key (tenant_id, id),
      constraint skus_seats check (assigned >= 0 and held >= 0 and assigned + held <= purchased
        and (promised is null or (promised >= 0 and promised <= purchased)))
    )`,
    "create unique index skus_part_number on skus (tenant_id, part_number_key)",
    `create table sku_instances (
      tenant_id ${text} not null,
      sku_id ${text} not null,
      instance_id ${text} not null,
      primary key (tenant_id, sku_id, instance_id),
      foreign key (tenant_id, sku_id) references skus (tenant_id, id) on delete cascade
    )`,
    // At most one reduction of a SKU is open; its target is also the column `promised`, which seats are counted against.
    `create table sku_reductions (
      tenant_id ${text} not null,
      id ${text} not null,
      sku_id ${text} not null,
      target integer not null,
      state ${text} not null,
      requested_at ${time} not null,
      effective_at ${time},
      settled_at ${time},
      primary key (tenant_id, id),
      foreign key (tenant_id, sku_id) references skus (tenant_id, id) on delete cascade
    )`,
    `create unique index sku_reductions_open on sku_reductions (tenant_id, sku_id)
      where state in ('requested', 'scheduled')`,
    // One row per person and SKU, whatever and however many the sources: one person, one seat.
    `create table seats (
      tenant_id ${text} not null,
      sku_id ${text} not null,
      user_id ${text} not null,
      state ${text} not null,
      error ${text},
      since ${time} not null,
      wished_at ${time} not null,
      expires_at ${time},
      release_at ${time},
      primary key (tenant_id, sku_id, user_id),
      foreign key (tenant_id, sku_id) references skus (tenant_id, id)
    )`,
    "create index seats_by_user on seats (tenant_id, user_id, sku_id)",
    "create index seats_waiting on seats (tenant_id, sku_id, wished_at, user_id) where state = 'error'",
    "create index seats_held on seats (tenant_id, sku_id, expires_at) where state = 'held'",
    "create index seats_to_release on seats (tenant_id, release_at) where release_at is not null",
    // Who wishes a person to have a SKU: a connection by one of its ways, an administrator, a group, an invitation.
    `create table license_grants (
      tenant_id ${text} not null,
      user_id ${text} not null,
      sku_id ${text} not null,
      source ${text} not null,
      source_id ${text} not null,
      granted_at ${time} not null,
      primary key (tenant_id, user_id, sku_id, source, source_id)
    )`,
    "create index license_grants_by_source on license_grants (tenant_id, source, source_id, sku_id, user_id)",
    // The SKUs that each member of a group gets. Members are worked through in chunks, in the order of their ids.
    `create table group_licenses (
      tenant_id ${text} not null,
      group_id ${text} not null,
      sku_id ${text} not null,
      state ${text} not null,
      position ${text} not null,
      since ${time} not null,
      primary key (tenant_id, group_id, sku_id)
    )`,
    "create index group_licenses_open on group_licenses (tenant_id, group_id) where state <> 'done'",
    // Wishes that name no SKU of the catalog (yet); adding the SKU makes grants of them.
    `create table license_wishes (
      tenant_id ${text} not null,
      holder_type ${text} not null,
      holder_id ${text} not null,
      sku_key ${text} not null,
      source ${text} not null,
      source_id ${text} not null,
      wished_at ${time} not null,
      primary key (tenant_id, sku_key, holder_id, source, source_id)
    )`,
    "create index license_wishes_by_holder on license_wishes (tenant_id, holder_id)",
    `create table seat_ledger (
      tenant_id ${text} not null,
      id ${text} not null,
      at ${time} not null,
      sku_id ${text} not null,
      user_id ${text},
      movement ${text} not null,
      cause ${text} not null,
      actor_kind ${text} not null,
      actor_id ${text} not null,
      request_id ${text},
      amount integer not null,
      primary key (tenant_id, id)
    )`,
    "create index seat_ledger_by_sku on seat_ledger (tenant_id, sku_id, id)",
    "create index seat_ledger_by_user on seat_ledger (tenant_id, user_id, id)",
  ];
  for (const statement of statements) await knex.raw(statement);
  await keepEarlierWishes(knex);
}

const USER = "urn:ietf:params:scim:schemas:extension:crm:2.0:User";
const GROUP = "urn:ietf:params:scim:schemas:extension:crm:2.0:Group";

/** Users and groups read at a time. */
const BATCH = 500;

interface Stored {
  readonly tenant_id: string;
  readonly id: string;
  readonly connection_id: string | null;
  readonly resource: string;
}

interface Wish {
  readonly name: string;
  readonly source: string;
}

// Licenses that were stored before there was a catalog are wishes: they come into force when the SKU is added.
async function keepEarlierWishes(knex: Knex): Promise<void> {
  for (const table of ["users", "groups"] as const) {
    let after = ["", ""];
    for (;;) {
      const rows: Stored[] = await knex<Stored>(table)
        .select("tenant_id", "id", "connection_id", "resource")
        .whereRaw("(tenant_id > ? or (tenant_id = ? and id > ?))", [
          after[0] ?? "",
          after[0] ?? "",
          after[1] ?? "",
        ])
        .orderBy(["tenant_id", "id"])
        .limit(BATCH);
      for (const row of rows) await keepWishes(knex, table, row);
      const last = rows.at(-1);
      if (last === undefined || rows.length < BATCH) break;
      after = [last.tenant_id, last.id];
    }
  }
}

async function keepWishes(knex: Knex, table: "users" | "groups", row: Stored): Promise<void> {
  const resource = JSON.parse(row.resource) as Record<string, unknown>;
  const wishes = table === "users" ? wishesOfUser(resource) : licensesOf(resource[GROUP]);
  for (const { name, source } of wishes) {
    const direct = table === "users" && row.connection_id !== null;
    await knex("license_wishes")
      .insert({
        tenant_id: row.tenant_id,
        holder_type: table === "users" ? "User" : "Group",
        holder_id: row.id,
        sku_key: name.toLowerCase(),
        source: direct ? source : "admin",
        source_id: direct ? row.connection_id : "",
        wished_at: Date.now(),
      })
      .onConflict(["tenant_id", "sku_key", "holder_id", "source", "source_id"])
      .ignore();
  }
}

function wishesOfUser(resource: Record<string, unknown>): Wish[] {
  const entitlements = Array.isArray(resource["entitlements"]) ? resource["entitlements"] : [];
  const named = (entitlements as Record<string, unknown>[])
    .filter(({ type = "License" }) => typeof type === "string" && type.toLowerCase() === "license")
    .flatMap((one) =>
      typeof one["value"] === "string" ? [{ name: one["value"], source: "entitlements" }] : [],
    );
  return [...licensesOf(resource[USER]), ...named];
}

function licensesOf(extension: unknown): Wish[] {
  const licenses = (extension as { licenses?: unknown } | undefined)?.licenses;
  if (!Array.isArray(licenses)) return [];
  return (licenses as Record<string, unknown>[]).flatMap((one) => {
    const name = one["skuPartNumber"] ?? one["skuId"];
    return typeof name === "string" ? [{ name, source: "licenses" }] : [];
  });
}

export async function down(knex: Knex): Promise<void> {
  const tables = [
    "seat_ledger",
    "license_wishes",
    "group_licenses",
    "license_grants",
    "seats",
    "sku_reductions",
    "sku_instances",
    "skus",
  ];
  for (const table of tables) await knex.schema.dropTable(table);
}
