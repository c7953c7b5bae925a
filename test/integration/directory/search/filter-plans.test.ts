import type { Database } from "../../../../src/db/connect.js";
import { queryRows } from "../../../../src/db/query.js";
import { isSeekable } from "../../../../src/directory/resources/attribute-columns.js";
import { compileFilter } from "../../../../src/directory/search/filter-sql.js";
import { parseFilter } from "../../../../src/schema/filter/parse.js";
import type { Attribute, ResourceSchema } from "../../../../src/schema/model.js";
import { groupSchema, userSchema } from "../../../../src/schema/resource-schemas.js";
import { DATABASES, openTestDatabase } from "../../../support/databases.js";
import { fillForPlans, PLANNED_VIEWER } from "../../../support/plan-directory.js";

const TIME_LIMIT = 60_000;

/** A filter, and the column of an index by which it has to be found. */
type Case = readonly [type: "User" | "Group", filter: string, column: string];

const cases: readonly Case[] = [
  ["User", 'id eq "u7"', "id"],
  ["User", 'userName eq "user7"', "user_name_key"],
  ["User", 'userName sw "user777"', "user_name_key"],
  ["User", 'externalId eq "ext7"', "external_id_key"],
  ["User", 'displayName eq "display7"', "display_name_key"],
  ["User", 'name.familyName eq "family7"', "family_name_key"],
  ["User", 'name.givenName eq "given7"', "given_name_key"],
  ["User", 'title eq "title7"', "title_key"],
  ["User", "active eq false", "active"],
  ["User", 'meta.created eq "1970-01-01T00:00:00.007Z"', "created_at"],
  ["User", 'meta.lastModified gt "1970-01-01T00:00:29.990Z"', "last_modified_at"],
  ["User", 'groups.value eq "g7"', "group_id"],
  ["User", 'groups[type eq "direct" and value eq "g7"]', "group_id"],
  ["User", 'emails[type eq "work"].value eq "value7"', "value"],
  ["User", 'emails.value sw "value777"', "value"],
  ["User", 'id eq "u7" and manager eq "value7"', "id"],
  ["User", 'userName eq "user7" or emails.value eq "value7"', "user_name_key"],
  ["User", 'externalId eq "ext7" or externalId eq "ext8" or groups.value eq "g7"', "external_id_key"],
  [
    "User",
    'active eq true and (title eq "title7" or emails[type eq "work" and value eq "value7"])',
    "title_key",
  ],
  ["Group", 'id eq "g7"', "id"],
  ["Group", 'displayName eq "group7"', "display_name_key"],
  ["Group", 'externalId eq "ext7"', "external_id_key"],
  ["Group", 'members.value eq "u7"', "member_id"],
  ["Group", 'members[value eq "u7"]', "member_id"],
  ["Group", 'id eq "g1" and members eq "u7"', "id"],
  ["Group", 'meta.created eq "1970-01-01T00:00:00.007Z"', "created_at"],
  ["Group", 'meta.lastModified ge "1970-01-01T00:00:01.999Z"', "last_modified_at"],
  ...seekable(userSchema).map((leaf): Case => ["User", `${leaf.path} eq "value7"`, "value"]),
  ...seekable(groupSchema).map((leaf): Case => ["Group", `${leaf.path} eq "value7"`, "value"]),
];

/**
 * Not sought before there are statistics: PostgreSQL takes a table of a few pages for one in which a tenant has three
 * rows, and reads the groups of the tenant by an index instead.
 */
const eitherOfGroups: Case = [
  "Group",
  'displayName eq "group7" or members.value eq "u7"',
  "display_name_key",
];

/** Every attribute whose values are rows of attribute_values. */
function seekable(schema: ResourceSchema): Attribute[] {
  const attributes = [schema.core, ...schema.extensions.map((extension) => extension.schema)].flatMap(
    (one) => [...one.attributes.values()],
  );
  return attributes
    .flatMap((attribute) => [attribute, ...attribute.subAttributes.values()])
    .filter((leaf) => isSeekable(schema, leaf));
}

function rowCounts(): Map<string, number> {
  const counts = [...seekable(userSchema), ...seekable(groupSchema)].map((leaf) => [leaf.key, 200] as const);
  return new Map([...counts, ["emails.value", 30_000], ["phonenumbers.value", 30_000]]);
}

describe.each(DATABASES)("the plans of %s for 30,000 users of one tenant", (kind) => {
  let db: Database;

  beforeAll(async () => {
    db = await openTestDatabase(kind);
    await fillForPlans(db, rowCounts());
  }, TIME_LIMIT);

  afterAll(() => db.close());

  /** The plan of a page of a list, as list requests select it. */
  async function planOf(type: "User" | "Group", filter: string, externalIdCaseExact = true): Promise<string> {
    const [schema, table] = type === "User" ? [userSchema, "users"] : [groupSchema, "groups"];
    const { sql, bindings } = compileFilter(parseFilter(filter), {
      schema,
      dialect: kind,
      ...PLANNED_VIEWER,
      externalIdCaseExact,
      unknownAttribute: "refuse",
    });
    const rows = await queryRows<Record<string, string>>(
      db.read,
      `${kind === "sqlite" ? "explain query plan" : "explain"} select ${table}.id, count(*) over () as total
        from ${table} where ${table}.tenant_id = ? and (${sql}) order by ${table}.id limit 100 offset 0`,
      [PLANNED_VIEWER.tenantId, ...bindings],
    );
    return rows.map((row) => row["detail"] ?? row["QUERY PLAN"]).join("\n");
  }

  /** That the plan goes by an index with this column, and nowhere through all of a table or of a tenant. */
  function problemOf(plan: string, column: string): string | undefined {
    const [seek, whole] =
      kind === "sqlite"
        ? [
            `AND ${column}[=<>]+\\?`,
            /SCAN (?:users|groups|attribute_values|external_ids|group_members|m|g)\b|\(tenant_id=\?\)/,
          ]
        : [`Index Cond: .*AND \\(${column} (?:=|>=|>) `, /Seq Scan|Index Cond: \(tenant_id/];
    if (whole.test(plan)) return `reads all:\n${plan}`;
    return new RegExp(seek).test(plan) ? undefined : `no seek by ${column}:\n${plan}`;
  }

  describe("before the database has gathered statistics", () => {
    it.each(cases)("find a %s with %s by %s", async (type, filter, column) => {
      expect(problemOf(await planOf(type, filter), column)).toBeUndefined();
    });
  });

  describe("with statistics", () => {
    beforeAll(async () => {
      await queryRows(db.write, "analyze");
    }, TIME_LIMIT);

    it.each([...cases, eitherOfGroups])("find a %s with %s by %s", async (type, filter, column) => {
      expect(problemOf(await planOf(type, filter), column)).toBeUndefined();
    });

    it.each(["User", "Group"] as const)(
      "find a %s by an externalId without case by both keys",
      async (type) => {
        const plan = await planOf(type, 'externalId eq "EXT7"', false);

        expect(problemOf(plan, "external_id_key")).toBeUndefined();
        expect(problemOf(plan, "external_id_folded_key")).toBeUndefined();
      },
    );
  });

  it("show a scan where no index serves, or the test above would show nothing", async () => {
    const plan = await planOf("User", 'nickName eq "x"');

    expect(problemOf(plan, "value")).toBeDefined();
  });
});
