import type { Knex } from "knex";

// On SQLite the index of trigrams is no longer written by each change of a user, but by a job, many users at once.
export async function up(knex: Knex): Promise<void> {
  if (knex.client.config.client === "pg") return;
  for (const statement of LATER) await knex.raw(statement);
}

export async function down(knex: Knex): Promise<void> {
  if (knex.client.config.client === "pg") return;
  for (const statement of AT_ONCE) await knex.raw(statement);
}

const TEXTS = [
  "username",
  "displayname",
  "nickname",
  "name.formatted",
  "name.familyname",
  "name.givenname",
  "name.middlename",
  "urn:ietf:params:scim:schemas:extension:enterprise:2.0:user:employeenumber",
];

/** As the triggers before wrote them into the index. */
function textsOf(row: string): string {
  const texts = TEXTS.map((key) => `${row}.search ->> '${key}'`);
  const emails = `(select group_concat(e.value ->> 'value', char(10)) from json_each(${row}.search, '$.emails') e)`;
  return `concat_ws(char(10), ${[...texts, emails].join(", ")})`;
}

function numberOf(row: string): string {
  return `(select number from user_numbers where tenant_id = ${row}.tenant_id and user_id = ${row}.id)`;
}

const NEXT_NUMBER = `1 + coalesce(
  (select number from user_numbers where number between r.range << 32 and ((r.range + 1) << 32) - 1
    order by number desc limit 1),
  r.range << 32)`;

const WITHOUT_TRIGGERS = ["added", "changed", "removed"].map(
  (event) => `drop trigger users_trigrams_${event}`,
);

function wait(row: string, texts: string): string {
  return `insert into unindexed_users (tenant_id, user_id, texts) values (${row}.tenant_id, ${row}.id, ${texts})
    on conflict (tenant_id, user_id) do update set texts = excluded.texts`;
}

const LATER: readonly string[] = [
  ...WITHOUT_TRIGGERS,
  // The texts are null when the user is deleted.
  `create table unindexed_users (
    tenant_id text not null,
    user_id text not null,
    texts text,
    primary key (tenant_id, user_id)
  ) without rowid`,
  `create trigger users_trigrams_added after insert on users begin
    ${wait("new", textsOf("new"))};
  end`,
  `create trigger users_trigrams_changed after update of search on users
    when ${textsOf("old")} is not ${textsOf("new")} begin
    ${wait("new", textsOf("new"))};
  end`,
  `create trigger users_trigrams_removed after delete on users begin
    ${wait("old", "null")};
  end`,
];

const AT_ONCE: readonly string[] = [
  ...WITHOUT_TRIGGERS,
  "drop table unindexed_users",
  "delete from user_trigrams",
  "delete from user_numbers",
  "insert into user_ranges (tenant_id) select distinct tenant_id from users where tenant_id not in (select tenant_id from user_ranges)",
  `insert into user_numbers (number, tenant_id, user_id)
    select (r.range << 32) + row_number() over (partition by u.tenant_id order by u.id), u.tenant_id, u.id
    from users u join user_ranges r on r.tenant_id = u.tenant_id`,
  `insert into user_trigrams (rowid, texts)
    select n.number, ${textsOf("u")} from user_numbers n
    join users u on u.tenant_id = n.tenant_id and u.id = n.user_id order by n.number`,
  `create trigger users_trigrams_added after insert on users begin
    insert into user_ranges (tenant_id) select new.tenant_id
      where not exists (select 1 from user_ranges where tenant_id = new.tenant_id);
    insert into user_numbers (number, tenant_id, user_id)
      select ${NEXT_NUMBER}, new.tenant_id, new.id from user_ranges r where r.tenant_id = new.tenant_id;
    insert into user_trigrams (rowid, texts) values (${numberOf("new")}, ${textsOf("new")});
  end`,
  `create trigger users_trigrams_changed after update of search on users
    when ${textsOf("old")} is not ${textsOf("new")} begin
    update user_trigrams set texts = ${textsOf("new")} where rowid = ${numberOf("new")};
  end`,
  `create trigger users_trigrams_removed after delete on users begin
    delete from user_trigrams where rowid = ${numberOf("old")};
    delete from user_numbers where tenant_id = old.tenant_id and user_id = old.id;
  end`,
];
