import type { Database } from "../../../../src/db/connect.js";
import { indexKey } from "../../../../src/db/index-key.js";
import { queryRows } from "../../../../src/db/query.js";
import {
  compileFilter,
  compileMemberFilter,
  type FilterTarget,
} from "../../../../src/directory/search/filter-sql.js";
import { MAX_FILTER_DEPTH, MAX_FILTER_TERMS } from "../../../../src/schema/filter/limits.js";
import { parseFilter } from "../../../../src/schema/filter/parse.js";
import type { Resource } from "../../../../src/schema/model.js";
import { groupSchema } from "../../../../src/schema/resource-schemas.js";
import { DATABASES, openTestDatabase } from "../../../support/databases.js";
import {
  asStored,
  insert,
  insertGroups,
  insertUsers,
  probedUserSchema,
} from "../../../support/sample-directory.js";

const NO_ONE: string[] = [];
const long = "Very Long Text ".repeat(40);

const anna: Resource = {
  displayName: "100% Anna_B\\",
  title: long,
  active: true,
  emails: [
    { value: "Anna@Example.com", type: "work", primary: true },
    { value: "anna@home.example", type: "home" },
  ],
};
const bob: Resource = {
  displayName: "100 Bob",
  active: false,
  emails: [{ value: "bob@example.com", type: "home" }],
};

describe.each(DATABASES)("filters on %s", (kind) => {
  let db: Database;

  const target = (changes: Partial<FilterTarget> = {}): FilterTarget => ({
    schema: probedUserSchema,
    dialect: kind,
    tenantId: "t",
    connectionId: "c",
    visibility: "all",
    unknownAttribute: "refuse",
    ...changes,
  });

  beforeAll(async () => {
    db = await openTestDatabase(kind);
    for (const tenantId of ["t", "t2"]) {
      await insert(db, "tenants", { tenant_id: tenantId, name: tenantId, created_at: 0 });
      for (const id of ["c", "d"]) {
        const connection = {
          tenant_id: tenantId,
          id,
          name: id,
          mode: "tolerant",
          visibility: "all",
          options: "{}",
        };
        await insert(db, "connections", { ...connection, created_at: 0 });
      }
    }
    const sample = (id: string, resource: Resource, userName?: string) => ({
      id,
      resource: asStored(userName === undefined ? groupSchema : probedUserSchema, resource, userName),
      externalId: undefined,
      createdAt: 0,
      lastModifiedAt: 0,
      version: 1,
    });
    await insertUsers(db, "t", [
      sample("anna", anna, "anna"),
      sample("bob", bob, "bob"),
      sample("none", {}, "none"),
    ]);
    await insertUsers(db, "t2", [sample("stranger", anna, "anna")]);
    await insertGroups(db, "t", [
      sample("shown", { displayName: "Shown" }),
      sample("hidden", { displayName: "Hidden" }),
      sample("inner", { displayName: "Inner" }),
    ]);
    await insertGroups(db, "t2", [sample("foreign", { displayName: "Shown" })]);
    await queryRows(db.write, "update groups set connection_id = 'c' where id in ('shown', 'inner')");
    await queryRows(db.write, "update groups set connection_id = 'd' where id = 'hidden'");
    const members = [
      ["t", "shown", "anna", "User"],
      ["t", "hidden", "bob", "User"],
      ["t", "hidden", "inner", "Group"],
      ["t", "inner", "none", "User"],
      ["t2", "foreign", "anna", "User"],
    ] as const;
    for (const [tenant_id, group_id, member_id, member_type] of members) {
      await insert(db, "group_members", { tenant_id, group_id, member_id, member_type });
    }
    for (const [tenant_id, connection_id, resource_id, external_id] of [
      ["t", "c", "anna", "E1"],
      ["t", "d", "bob", "E1"],
      ["t2", "c", "stranger", "E1"],
    ] as const) {
      const row = {
        tenant_id,
        connection_id,
        resource_id,
        external_id_key: indexKey(external_id),
        external_id,
      };
      await insert(db, "external_ids", row);
    }
  });

  afterAll(() => db.close());

  async function find(filter: string, changes?: Partial<FilterTarget>): Promise<string[]> {
    const table = changes?.schema === groupSchema ? "groups" : "users";
    const { sql, bindings } = compileFilter(parseFilter(filter), target(changes));
    const rows = await queryRows<{ id: string }>(
      db.read,
      `select ${table}.id from ${table} where ${table}.tenant_id = ? and (${sql}) order by ${table}.id`,
      ["t", ...bindings],
    );
    return rows.map(({ id }) => id);
  }

  it.each([
    ['displayName co "%"', ["anna"]],
    ['displayName co "0_"', NO_ONE],
    ['displayName co "a_b"', ["anna"]],
    ['displayName ew "\\\\"', ["anna"]],
    ['displayName sw "100% a"', ["anna"]],
    ['displayName sw "100"', ["anna", "bob"]],
  ])("take wildcards as they are: %s", async (filter, ids) => {
    expect(await find(filter)).toEqual(ids);
  });

  it.each([
    ['emails[type eq "work" and value co "@example"]', ["anna"]],
    ['emails[type eq "home" and value co "@example.com"]', ["bob"]],
    ['emails.type eq "home" and emails.value co "@example.com"', ["anna", "bob"]],
    ['emails[type eq "work"] and emails[type eq "home"]', ["anna"]],
    ['emails[type eq "work"].value eq "ANNA@example.COM"', ["anna"]],
    ['not (emails[type eq "work"])', ["bob", "none"]],
    ['emails[not (type eq "work")]', ["anna", "bob"]],
  ])("hold value paths against one element: %s [RFC 7644 §3.4.2.2]", async (filter, ids) => {
    expect(await find(filter)).toEqual(ids);
  });

  it.each([
    ['title ne "x"', ["anna", "bob", "none"]],
    ['not (title eq "x")', ["anna", "bob", "none"]],
    ["title eq null", ["bob", "none"]],
    ["title ne null", ["anna"]],
    ["active eq false", ["bob"]],
    ["active ne true", ["bob", "none"]],
    ['active eq "False"', ["bob"]],
    ['emails.value ne "bob@example.com"', ["anna"]],
    ["emails[primary eq false]", ["anna", "bob"]],
    ['emails[primary eq "True"].value pr', ["anna"]],
  ])("take the unassigned as the docstring says: %s", async (filter, ids) => {
    expect(await find(filter)).toEqual(ids);
  });

  it.each(["eq", "sw", "ew", "co", "ge", "le"])(
    "compare texts longer than an index key by %s",
    async (op) => {
      expect(await find(`title ${op} ${JSON.stringify(long)}`)).toEqual(["anna"]);
      expect(await find(`title ${op} ${JSON.stringify(`${long}!`)}`)).toEqual(
        op === "le" ? ["anna"] : NO_ONE,
      );
    },
  );

  it("know the externalId of the asking connection alone", async () => {
    expect(await find('externalId eq "E1"')).toEqual(["anna"]);
    expect(await find('externalId eq "E1"', { connectionId: "d" })).toEqual(["bob"]);
    expect(await find('externalId eq "e1"')).toEqual(NO_ONE);
    expect(await find("externalId pr")).toEqual(["anna"]);
  });

  it("do not see the values and memberships of other tenants", async () => {
    expect(await find('emails.value eq "anna@example.com"')).toEqual(["anna"]);
    expect(await find('groups.value eq "foreign"')).toEqual(NO_ONE);
    expect(await find('members eq "anna"', { schema: groupSchema })).toEqual(["shown"]);
  });

  it.each([
    ['groups.value eq "hidden"', ["bob", "none"], NO_ONE],
    ['groups.display eq "HIDDEN"', ["bob", "none"], NO_ONE],
    ['groups[type eq "indirect"]', ["none"], NO_ONE],
    ["groups pr", ["anna", "bob", "none"], ["anna", "none"]],
    ['groups[value eq "shown" and type eq "direct"]', ["anna"], ["anna"]],
  ])("tell nothing of groups that the connection does not see: %s", async (filter, all, own) => {
    expect(await find(filter)).toEqual(all);
    expect(await find(filter, { visibility: "own" })).toEqual(own);
  });

  it("run at the limits of terms and depth", async () => {
    const term = 'emails[type eq "home" and value ew "e"]';
    const many = Array(MAX_FILTER_TERMS / 2).fill(term);

    expect(await find(many.join(" and "))).toEqual(["anna"]);
    expect(await find(many.join(" or "))).toEqual(["anna"]);
    expect(await find("not (".repeat(MAX_FILTER_DEPTH) + "title pr" + ")".repeat(MAX_FILTER_DEPTH))).toEqual([
      "anna",
    ]);
  });

  it("run over a type that lacks the attribute [RFC 7644 §3.4.2.1]", async () => {
    const root = { unknownAttribute: "unassigned" } as const;

    expect(await find('userName eq "anna" or members eq "x"', root)).toEqual(["anna"]);
    expect(await find('not (members eq "x")', root)).toEqual(["anna", "bob", "none"]);
    expect(await find('userName eq "anna"', { ...root, schema: groupSchema })).toEqual(NO_ONE);
  });

  it.each([
    ['type eq "group"', ["inner"]],
    ['display co "100"', ["bob"]],
    ['value eq "BOB"', ["bob"]],
    ['value ne "bob"', ["inner"]],
    ['not (type eq "User") or display eq "100 bob"', ["bob", "inner"]],
  ])("select rows of group_members by a condition on a member: %s", async (filter, ids) => {
    const { sql, bindings } = compileMemberFilter(parseFilter(filter), target({ schema: groupSchema }));
    const rows = await queryRows<{ id: string }>(
      db.read,
      `select group_members.member_id as id from group_members
       where group_members.tenant_id = ? and group_members.group_id = ? and (${sql}) order by group_members.member_id`,
      ["t", "hidden", ...bindings],
    );

    expect(rows.map(({ id }) => id)).toEqual(ids);
  });
});
