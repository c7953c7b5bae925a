import type { Database } from "../../../../src/db/connect.js";
import { queryRows } from "../../../../src/db/query.js";
import type { Viewer } from "../../../../src/directory/resources/resource-row.js";
import type { ListQuery } from "../../../../src/directory/search/list-query.js";
import { listUsers } from "../../../../src/directory/search/list-resources.js";
import { parseFilter } from "../../../../src/schema/filter/parse.js";
import { groupSchema, userSchema } from "../../../../src/schema/resource-schemas.js";
import { DATABASES, openTestDatabase } from "../../../support/databases.js";
import { PLANNED_VIEWER } from "../../../support/plan-directory.js";
import { insert } from "../../../support/sample-directory.js";

const TIME_LIMIT = 60_000;

/** More than a page from which on a list is read from its end. */
const USERS = 2500;

const viewer: Viewer = { ...PLANNED_VIEWER, schemas: { User: userSchema, Group: groupSchema } };

/** Users of tenant `t`; every fifth has no title, and names and titles repeat. */
async function fill(db: Database): Promise<void> {
  await insert(db, "tenants", { tenant_id: "t", name: "tenant", created_at: 0 });
  const connection = { tenant_id: "t", id: "c", name: "c", mode: "tolerant", visibility: "all" };
  await insert(db, "connections", { ...connection, options: "{}", created_at: 0 });
  const [json, end] = db.dialect === "postgres" ? ["cast(", " as jsonb)"] : ["", ""];
  await queryRows(
    db.write,
    `insert into users (tenant_id, id, user_name_key, display_name_key, family_name_key, title_key, active,
        display_name, version, created_at, last_modified_at, resource, search)
      with recursive n (i) as (select 1 union all select i + 1 from n where i < ${USERS})
      select 't', 'u' || (i * 7 % 10000), 'user' || (i * 13 % 7919), 'display' || (i % 11), 'family' || (i % 700),
        case when i % 5 = 0 then null else 'title' || (i % 4) end, i % 2, 'd', 1, i % 90, i, '{}',
        ${json}'{"username":"user' || (i * 13 % 7919) || '"}'${end} from n`,
  );
  await insert(db, "resource_counts", { tenant_id: "t", resource_type: "User", shard: 0, total: USERS });
}

describe.each(DATABASES)("pages of a list on %s", (kind) => {
  let db: Database;

  beforeAll(async () => {
    db = await openTestDatabase(kind);
    await fill(db);
  }, TIME_LIMIT);

  afterAll(() => db.close());

  const lists: readonly Pick<ListQuery, "filter" | "sortBy" | "descending">[] = [
    { filter: undefined, sortBy: undefined, descending: false },
    { filter: undefined, sortBy: "title", descending: false },
    { filter: undefined, sortBy: "title", descending: true },
    { filter: undefined, sortBy: "meta.created", descending: true },
    { filter: parseFilter("title pr"), sortBy: undefined, descending: false },
    { filter: parseFilter("title pr"), sortBy: "name.familyName", descending: true },
    { filter: parseFilter('userName sw "user1" or title eq "title2"'), sortBy: undefined, descending: false },
    { filter: parseFilter('userName sw "user"'), sortBy: undefined, descending: true },
    { filter: parseFilter('displayName co "splay1" or not (title pr)'), sortBy: "title", descending: false },
    {
      filter: parseFilter('active eq true and name.familyName co "y6"'),
      sortBy: undefined,
      descending: false,
    },
    { filter: parseFilter('userName ew "9" or userName co "12"'), sortBy: "userName", descending: false },
    {
      filter: parseFilter('meta.lastModified gt "1970-01-01T00:00:00.100Z"'),
      sortBy: undefined,
      descending: false,
    },
  ];

  async function page(list: (typeof lists)[number], more: Partial<ListQuery>) {
    return listUsers(db.read, viewer, { ...list, offset: 0, limit: 100, ...more }, false);
  }

  async function idsByCursor(list: (typeof lists)[number]): Promise<string[]> {
    const ids: string[] = [];
    let cursor: ListQuery["cursor"] | undefined = { after: undefined };
    while (cursor !== undefined) {
      const { rows, next } = await page(list, { limit: 300, cursor });
      ids.push(...rows.map(({ id }) => id));
      cursor = next && { after: next };
    }
    return ids;
  }

  it.each(lists)("hold each match once in one order, from whichever end they are read: %j", async (list) => {
    const whole = await page(list, { limit: USERS });
    const ids = whole.rows.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(whole.total).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(0);
    for (const offset of [0, 50, 999, 1000, 1300, ids.length - 100, ids.length - 3, ids.length, USERS + 5]) {
      const from = Math.max(offset, 0);
      const { rows, total } = await page(list, { offset: from });
      expect(rows.map(({ id }) => id)).toEqual(ids.slice(from, from + 100));
      expect(total).toBe(ids.length);
    }
    expect(await page(list, { limit: 0 })).toEqual({ total: ids.length, rows: [] });
    expect(await idsByCursor(list)).toEqual(ids);
  });
});
