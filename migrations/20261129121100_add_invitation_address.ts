import type { Knex } from "knex";

// Where the link of an open invitation was mailed to, so that it ends when that is the person's address no longer.
export async function up(knex: Knex): Promise<void> {
  const text = knex.client.config.client === "pg" ? 'text collate "C"' : "text";
  await knex.raw(`alter table invitations add column mailed_to ${text}`);
  await knex.raw(`update invitations set mailed_to = (
      select m.recipient from mail_outbox m
      where m.tenant_id = invitations.tenant_id and m.user_id = invitations.user_id and m.kind = 'invitation'
        and m.created_at >= invitations.issued_at
      order by m.id desc limit 1)
    where state = 'open'`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw("alter table invitations drop column mailed_to");
}
