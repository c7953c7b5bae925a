import type { Knex } from "knex";

// Catalogs are no longer listed in /ResourceTypes unless a connection asks for them. Okta finds entitlements and roles
// by nothing else, so that the connections it was seen on go on listing them.
export async function up(knex: Knex): Promise<void> {
  const seen = await knex("connection_habits")
    .distinct("tenant_id", "connection_id")
    .where("habit", "agentOkta");
  for (const { tenant_id, connection_id: id } of seen as { tenant_id: string; connection_id: string }[]) {
    const row = (await knex("connections").where({ tenant_id, id }).first("options")) as
      | { options: string }
      | undefined;
    if (row === undefined) continue;
    const options = { ...(JSON.parse(row.options) as object), catalogs: true };
    await knex("connections")
      .where({ tenant_id, id })
      .update({ options: JSON.stringify(options) });
  }
}

export async function down(): Promise<void> {
  // Servers of the version before do not know the option and leave it alone.
}
