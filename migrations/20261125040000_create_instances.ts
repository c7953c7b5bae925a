import type { Knex } from "knex";

// The access catalog: CRM instances, their business units, security roles and teams, and who has which role. A role has
// a row with an id of its own in each business unit; `root_id` is the one it was made as. Nothing refers to users: their
// rows are written behind those that say what their change means.
export async function up(knex: Knex): Promise<void> {
  const postgres = knex.client.config.client === "pg";
  const text = postgres ? 'text collate "C"' : "text";
  const time = "bigint";
  const statements = [
    // guard_group_id may name a group that is gone: who is guarded stays so.
    `create table instances (
      tenant_id ${text} not null references tenants,
      id ${text} not null,
      name ${text} not null,
      name_key ${text} not null,
      display_name ${text} not null,
      type ${text} not null,
      connector ${text} not null,
      connector_config ${text} not null,
      guard_group_id ${text},
      version integer not null,
      created_at ${time} not null,
      last_modified_at ${time} not null,
      primary key (tenant_id, id)
    )`,
    "create unique index instances_name on instances (tenant_id, name_key)",
    "create index instances_by_guard on instances (tenant_id, guard_group_id) where guard_group_id is not null",
    `create table business_units (
      tenant_id ${text} not null,
      id ${text} not null,
      instance_id ${text} not null,
      parent_id ${text},
      name ${text} not null,
      name_key ${text} not null,
      created_at ${time} not null,
      primary key (tenant_id, id),
      foreign key (tenant_id, instance_id) references instances (tenant_id, id) on delete cascade,
      foreign key (tenant_id, parent_id) references business_units (tenant_id, id)
    )`,
    `create unique index business_units_name on business_units (tenant_id, instance_id, parent_id, name_key)
      where parent_id is not null`,
    "create unique index business_units_root on business_units (tenant_id, instance_id) where parent_id is null",
    "create index business_units_by_parent on business_units (tenant_id, parent_id)",
    `create table security_roles (
      tenant_id ${text} not null,
      id ${text} not null,
      instance_id ${text} not null,
      business_unit_id ${text} not null,
      root_id ${text} not null,
      name ${text} not null,
      name_key ${text} not null,
      description ${text},
      is_managed integer not null,
      created_at ${time} not null,
      last_modified_at ${time} not null,
      primary key (tenant_id, id),
      foreign key (tenant_id, business_unit_id) references business_units (tenant_id, id) on delete cascade
    )`,
    "create unique index security_roles_name on security_roles (tenant_id, business_unit_id, name_key)",
    "create unique index security_roles_copy on security_roles (tenant_id, root_id, business_unit_id)",
    "create index security_roles_by_name on security_roles (tenant_id, name_key, instance_id)",
    "create index security_roles_by_instance on security_roles (tenant_id, instance_id, root_id)",
    // Of the default roles the program itself knows the privileges.
    `create table role_privileges (
      tenant_id ${text} not null,
      role_id ${text} not null,
      privilege ${text} not null,
      level ${text} not null,
      primary key (tenant_id, role_id, privilege),
      foreign key (tenant_id, role_id) references security_roles (tenant_id, id) on delete cascade
    )`,
    // Where there is no row a user is in the root.
    `create table user_business_units (
      tenant_id ${text} not null,
      user_id ${text} not null,
      instance_id ${text} not null,
      business_unit_id ${text} not null,
      primary key (tenant_id, user_id, instance_id),
      foreign key (tenant_id, business_unit_id) references business_units (tenant_id, id)
    )`,
    "create index user_business_units_by_unit on user_business_units (tenant_id, business_unit_id)",
    // Why a user has a role: one row for each who gave it, by whatever way.
    `create table role_assignments (
      tenant_id ${text} not null,
      user_id ${text} not null,
      role_id ${text} not null,
      instance_id ${text} not null,
      way ${text} not null,
      given_by ${text} not null,
      given_at ${time} not null,
      primary key (tenant_id, user_id, role_id, way, given_by),
      foreign key (tenant_id, role_id) references security_roles (tenant_id, id) on delete cascade
    )`,
    "create index role_assignments_by_role on role_assignments (tenant_id, role_id, user_id)",
    // What a connection wishes for a user, as it wrote it; what of it there is makes assignments.
    `create table role_wishes (
      tenant_id ${text} not null,
      user_id ${text} not null,
      way ${text} not null,
      given_by ${text} not null,
      role_key ${text} not null,
      instance_key ${text} not null,
      written ${text} not null,
      wished_at ${time} not null,
      primary key (tenant_id, user_id, way, given_by, role_key, instance_key)
    )`,
    "create index role_wishes_by_role on role_wishes (tenant_id, role_key, user_id)",
    // What a connection may grant, where that is not the default.
    `create table connection_roles (
      tenant_id ${text} not null,
      connection_id ${text} not null,
      role_key ${text} not null,
      role ${text} not null,
      allowed integer not null,
      primary key (tenant_id, connection_id, role_key),
      foreign key (tenant_id, connection_id) references connections (tenant_id, id) on delete cascade
    )`,
    `create table teams (
      tenant_id ${text} not null,
      id ${text} not null,
      instance_id ${text} not null,
      business_unit_id ${text} not null,
      name ${text} not null,
      name_key ${text} not null,
      kind ${text} not null,
      group_id ${text},
      created_at ${time} not null,
      primary key (tenant_id, id),
      foreign key (tenant_id, business_unit_id) references business_units (tenant_id, id)
    )`,
    "create unique index teams_name on teams (tenant_id, instance_id, name_key)",
    "create unique index teams_group on teams (tenant_id, group_id, instance_id) where group_id is not null",
    `create table team_members (
      tenant_id ${text} not null,
      user_id ${text} not null,
      team_id ${text} not null,
      primary key (tenant_id, user_id, team_id),
      foreign key (tenant_id, team_id) references teams (tenant_id, id) on delete cascade
    )`,
    "create index team_members_by_team on team_members (tenant_id, team_id, user_id)",
    `create table team_roles (
      tenant_id ${text} not null,
      team_id ${text} not null,
      role_id ${text} not null,
      primary key (tenant_id, team_id, role_id),
      foreign key (tenant_id, team_id) references teams (tenant_id, id) on delete cascade,
      foreign key (tenant_id, role_id) references security_roles (tenant_id, id) on delete cascade
    )`,
    "create index team_roles_by_role on team_roles (tenant_id, role_id)",
  ];
  for (const statement of statements) await knex.raw(statement);
}

export async function down(knex: Knex): Promise<void> {
  const tables = [
    "team_roles",
    "team_members",
    "teams",
    "connection_roles",
    "role_wishes",
    "role_assignments",
    "user_business_units",
    "role_privileges",
    "security_roles",
    "business_units",
    "instances",
  ];
  for (const table of tables) await knex.schema.dropTable(table);
}
