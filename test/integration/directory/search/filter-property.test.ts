import fc from "fast-check";
import type { Database } from "../../../../src/db/connect.js";
import { queryRows } from "../../../../src/db/query.js";
import { compileFilter, type FilterTarget } from "../../../../src/directory/search/filter-sql.js";
import { compileSort } from "../../../../src/directory/search/sort-sql.js";
import type { Filter } from "../../../../src/schema/filter/ast.js";
import { compileMatcher, compileSortValue } from "../../../../src/schema/filter/match-resource.js";
import { parseFilter } from "../../../../src/schema/filter/parse.js";
import type { Resource, ResourceSchema } from "../../../../src/schema/model.js";
import { groupSchema } from "../../../../src/schema/resource-schemas.js";
import { DATABASES, openTestDatabase } from "../../../support/databases.js";
import { runs } from "../../../support/extent.js";
import { naiveCompare, naiveMatches, naiveSortKey, textOf } from "../../../support/naive-filter.js";
import { printFilter } from "../../../support/print-filter.js";
import { groupFilters, groupSortPaths, userFilters, userSortPaths } from "../../../support/random-filter.js";
import { probedUserSchema } from "../../../support/sample-directory.js";
import { createWorld, VIEWER, type World } from "../../../support/sample-world.js";

/** Another one for each run; a failure's title tells which, so that it can be repeated. */
const seed = Number(process.env["PROPERTY_SEED"] ?? Date.now() % 1_000_000);

const TIME_LIMIT = 120_000;

function idsOf(resources: readonly Resource[]): string[] {
  return resources.map((resource) => textOf(resource["id"]));
}

describe.each(DATABASES)("filters and sorting on %s", (kind) => {
  let db: Database;
  let world: World;

  beforeAll(async () => {
    db = await openTestDatabase(kind);
    world = await createWorld(db, seed, "any length");
  }, TIME_LIMIT);

  afterAll(() => db.close());

  function target(schema: ResourceSchema): FilterTarget {
    return { schema, dialect: kind, ...VIEWER, unknownAttribute: "refuse" };
  }

  async function find(schema: ResourceSchema, filter: Filter): Promise<string[]> {
    const table = schema.name === "User" ? "users" : "groups";
    const { sql, bindings } = compileFilter(filter, target(schema));
    const rows = await queryRows<{ id: string }>(
      db.read,
      `select ${table}.id from ${table} where ${table}.tenant_id = ? and (${sql}) order by ${table}.id`,
      [VIEWER.tenantId, ...bindings],
    );
    return rows.map(({ id }) => id);
  }

  async function expectAgreement(schema: ResourceSchema, filter: Filter): Promise<number> {
    const read = parseFilter(printFilter(filter));
    expect(read).toEqual(filter);
    const resources = schema === groupSchema ? world.groups : world.users;
    const expected = idsOf(resources.filter((resource) => naiveMatches(schema, resource, filter))).sort();
    expect(await find(schema, read)).toEqual(expected);
    expect(idsOf(resources.filter(compileMatcher(schema, read, "refuse"))).sort()).toEqual(expected);
    return expected.length;
  }

  it.each([
    ["users", probedUserSchema, userFilters, runs(350, 3500)],
    ["groups", groupSchema, groupFilters, runs(150, 1500)],
  ])(
    `select the %s that a naive reading selects [seed ${seed}]`,
    async (_name, schema, filters, numRuns) => {
      let selective = 0;
      await fc.assert(
        fc.asyncProperty(filters, async (filter) => {
          const found = await expectAgreement(schema, filter);
          if (found > 0 && found < (schema === groupSchema ? world.groups : world.users).length)
            selective += 1;
        }),
        { numRuns, seed },
      );

      // A property over filters that match nothing or everything would show little.
      expect(selective).toBeGreaterThan(numRuns / 4);
    },
    TIME_LIMIT,
  );

  it.each([
    ["users", probedUserSchema, userSortPaths],
    ["groups", groupSchema, groupSortPaths],
  ])(
    `order the %s by every attribute as a naive reading does [seed ${seed}]`,
    async (_name, schema, paths) => {
      const short = await openTestDatabase(kind);
      try {
        const { users, groups } = await createWorld(short, seed, "short");
        const table = schema === groupSchema ? "groups" : "users";
        const resources = schema === groupSchema ? groups : users;
        for (const sortBy of paths) {
          const valueOf = compileSortValue(schema, sortBy, "refuse");
          const naive = resources.map((resource) => naiveSortKey(schema, resource, sortBy));
          expect(resources.map(valueOf).map((one) => (typeof one === "boolean" ? Number(one) : one))).toEqual(
            naive,
          );
          for (const order of ["ascending", "descending"] as const) {
            const { sql, bindings } = compileSort(sortBy, order, target(schema));
            const rows = await queryRows<{ id: string }>(
              short.read,
              `select ${table}.id from ${table} where ${table}.tenant_id = ? order by ${sql}`,
              [VIEWER.tenantId, ...bindings],
            );
            expect({ sortBy, order, ids: rows.map(({ id }) => id) }).toEqual({
              sortBy,
              order,
              ids: idsOf(naiveOrder(schema, resources, sortBy, order)),
            });
          }
        }
      } finally {
        await short.close();
      }
    },
    TIME_LIMIT,
  );
});

/** RFC 7644 §3.4.2.3: without a value last, descending first; ties by id. */
function naiveOrder(
  schema: ResourceSchema,
  resources: readonly Resource[],
  sortBy: string,
  order: "ascending" | "descending",
): Resource[] {
  const direction = order === "ascending" ? 1 : -1;
  const compare = (a: Resource, b: Resource): number => {
    const [left, right] = [naiveSortKey(schema, a, sortBy), naiveSortKey(schema, b, sortBy)];
    if (left === undefined || right === undefined)
      return (Number(left === undefined) - Number(right === undefined)) * direction;
    return naiveCompare(left, right) * direction;
  };
  return resources.toSorted((a, b) => compare(a, b) || naiveCompare(textOf(a["id"]), textOf(b["id"])));
}
