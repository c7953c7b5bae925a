import type { Knex } from "knex";

// Finds users by parts of their texts. The index gives candidates; the condition of the filter decides.
// The texts come from the search document, which is folded, on both databases by the statements below alone.
export async function up(knex: Knex): Promise<void> {
  if (knex.client.config.client === "pg") return createOnPostgres(knex);
  for (const statement of SQLITE) await knex.raw(statement);
}

export async function down(knex: Knex): Promise<void> {
  if (knex.client.config.client === "pg") {
    await knex.raw("drop index if exists users_trigrams");
    return;
  }
  for (const event of ["added", "changed", "removed"]) await knex.raw(`drop trigger users_trigrams_${event}`);
  await knex.raw("drop table user_trigrams");
  await knex.raw("drop table user_numbers");
  await knex.raw("drop table user_ranges");
}

/** The texts of one row that are sought by their parts. */
const TEXTS = [
  "username",
  "displayname",
  "nickname",
  "name.formatted",
  "name.familyname",
  "name.givenname",
  "name.middlename",
];
const EMPLOYEE_NUMBER = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:user:employeenumber";

/** Not available everywhere, and not for everybody; without it the index is missing, and all users are read. */
async function createOnPostgres(knex: Knex): Promise<void> {
  const texts = [...TEXTS, EMPLOYEE_NUMBER, "emails"].map((key) => `coalesce(search ->> '${key}', '')`);
  await knex.raw(`do $$ begin
    create extension if not exists pg_trgm;
    create index users_trigrams on users using gin ((${texts.join(" || chr(10) || ")}) gin_trgm_ops);
  exception when others then
    raise notice 'no trigram index of users: %', sqlerrm;
  end $$`);
}

function textsOf(row: string): string {
  const texts = [...TEXTS, EMPLOYEE_NUMBER].map((key) => `${row}.search ->> '${key}'`);
  const emails = `(select group_concat(e.value ->> 'value', char(10)) from json_each(${row}.search, '$.emails') e)`;
  return `concat_ws(char(10), ${[...texts, emails].join(", ")})`;
}

function numberOf(row: string): string {
  return `(select number from user_numbers where tenant_id = ${row}.tenant_id and user_id = ${row}.id)`;
}

// FTS5 knows numbers alone. A tenant has a range of 2^32 of them, so that a search reads no other tenant's users.
const SQLITE: readonly string[] = [
  "create table user_ranges (range integer primary key, tenant_id text not null unique)",
  `create table user_numbers (
    number integer primary key,
    tenant_id text not null,
    user_id text not null,
    unique (tenant_id, user_id)
  )`,
  `create virtual table user_trigrams using fts5(
    texts, content='', contentless_delete=1, detail=none, tokenize='trigram case_sensitive 1')`,
  "insert into user_ranges (tenant_id) select distinct tenant_id from users",
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
      select 1 + coalesce(
        (select number from user_numbers where number between r.range << 32 and ((r.range + 1) << 32) - 1
          order by number desc limit 1),
        r.range << 32), new.tenant_id, new.id
      from user_ranges r where r.tenant_id = new.tenant_id;
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
