import fc from "fast-check";
import type { Database } from "../../../../src/db/connect.js";
import { queryRows } from "../../../../src/db/query.js";
import type { Viewer } from "../../../../src/directory/resources/resource-row.js";
import { findCandidates } from "../../../../src/directory/search/candidates.js";
import { listUsers } from "../../../../src/directory/search/list-resources.js";
import { readList } from "../../../../src/directory/search/read-list.js";
import { filterOfWords } from "../../../../src/directory/search/words.js";
import type { CompareOp, Filter } from "../../../../src/schema/filter/ast.js";
import { compileMatcher } from "../../../../src/schema/filter/match-resource.js";
import { parseFilter } from "../../../../src/schema/filter/parse.js";
import type { Resource } from "../../../../src/schema/model.js";
import { groupSchema } from "../../../../src/schema/resource-schemas.js";
import { indexUsers } from "../../../../src/use-cases/users/index-users.js";
import { DATABASES, openTestDatabase } from "../../../support/databases.js";
import { runs } from "../../../support/extent.js";
import { naiveMatches, textOf } from "../../../support/naive-filter.js";
import { LONG_TEXTS, probedUserSchema, TEXTS } from "../../../support/sample-directory.js";
import { createWorld, VIEWER, type World } from "../../../support/sample-world.js";

/** Another one for each run; a failure's title tells which, so that it can be repeated. */
const seed = Number(process.env["PROPERTY_SEED"] ?? Date.now() % 1_000_000);

const TIME_LIMIT = 120_000;

const EMPLOYEE_NUMBER = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber";
const PATHS = [
  "userName",
  "displayName",
  "nickName",
  "name.formatted",
  "name.familyName",
  "name.givenName",
  "name.middleName",
  "emails",
  "emails.value",
  EMPLOYEE_NUMBER,
];

/** What a query language of full texts or patterns would take for its own. */
const HOSTILE = [
  '"anna"',
  "anna OR bob",
  "anna*",
  "^anna",
  "NEAR(a b)",
  "-anna",
  "%nna",
  "_nna",
  "\\nna",
  "ann'",
];

const term = fc
  .tuple(fc.constantFrom(...TEXTS, ...LONG_TEXTS, ...HOSTILE), fc.nat(3), fc.integer({ min: 1, max: 12 }))
  .map(([text, start, length]) =>
    Array.from(text)
      .slice(start, start + length)
      .join(""),
  )
  .filter((text) => text !== "");

const condition: fc.Arbitrary<Filter> = fc
  .record({ path: fc.constantFrom(...PATHS), op: fc.constantFrom<CompareOp>("co", "ew"), value: term })
  .map((one) => ({ kind: "compare", ...one }));

const filter: fc.Arbitrary<Filter> = fc.oneof(
  condition,
  fc.array(condition, { minLength: 2, maxLength: 3 }).map((filters): Filter => ({ kind: "and", filters })),
  fc.array(condition, { minLength: 2, maxLength: 3 }).map((filters): Filter => ({ kind: "or", filters })),
  fc
    .tuple(condition, condition)
    .map(([one, other]): Filter => ({ kind: "and", filters: [one, { kind: "not", filter: other }] })),
);

describe.each(DATABASES)("users found by parts of their texts on %s", (kind) => {
  let db: Database;
  let world: World;
  const viewer: Viewer = { ...VIEWER, schemas: { User: probedUserSchema, Group: groupSchema } };

  beforeAll(async () => {
    db = await openTestDatabase(kind);
    world = await createWorld(db, seed, "any length");
    await indexUsers(db);
  }, TIME_LIMIT);

  afterAll(() => db.close());

  async function idsOf(sought: Filter): Promise<string[]> {
    const list = { filter: sought, sortBy: undefined, descending: false, offset: 0, limit: 1000 };
    const { rows } = await readList(db, viewer, [probedUserSchema], list, (reader, known) =>
      listUsers(reader, viewer, known, false),
    );
    return rows.map(({ id }) => id).toSorted();
  }

  function expected(matches: (resource: Resource) => boolean): string[] {
    return world.users
      .filter(matches)
      .map((user) => textOf(user["id"]))
      .toSorted();
  }

  it(
    `are those that a naive reading of the filter finds [seed ${seed}]`,
    async () => {
      let byIndex = 0;
      await fc.assert(
        fc.asyncProperty(filter, async (sought) => {
          const among = await findCandidates(db.read, VIEWER.tenantId, probedUserSchema, sought);
          const ids = expected((user) => naiveMatches(probedUserSchema, user, sought));
          if (among !== undefined && ids.length > 0) byIndex += 1;
          expect(await idsOf(sought)).toEqual(ids);
          expect(new Set(among ?? ids)).toEqual(new Set([...(among ?? ids), ...ids]));
        }),
        { numRuns: runs(300, 3000), seed },
      );

      // A property in which the index had no part would show little.
      expect(byIndex).toBeGreaterThan(10);
    },
    TIME_LIMIT,
  );

  it.each(["anna", "ANNA b", "a", "o'mal", 'say "hi"', "straße 1", "%", "b%b", "Σίσυφος", " \t anna "])(
    "have each word of %j in a name, an email address or the employee number",
    async (text) => {
      const sought = filterOfWords(text, "User");
      if (sought === undefined) throw new Error("There are words.");

      expect(await idsOf(sought)).toEqual(expected(compileMatcher(probedUserSchema, sought, "refuse")));
    },
  );

  it("are found under their new texts after a change, and no more after a deletion", async () => {
    const find = (part: string): Promise<readonly string[] | undefined> =>
      findCandidates(db.write, VIEWER.tenantId, probedUserSchema, parseFilter(`displayName co "${part}"`));
    const id = textOf(world.users[0]?.["id"]);
    const cast = kind === "postgres" ? "cast(? as jsonb)" : "?";
    const write = async (displayname: string): Promise<void> => {
      const search = JSON.stringify({ displayname });
      await queryRows(db.write, `update users set search = ${cast} where tenant_id = ? and id = ?`, [
        search,
        VIEWER.tenantId,
        id,
      ]);
    };

    await write("zebra crossing");
    expect(await find("bra cro")).toEqual([id]);
    await indexUsers(db);
    expect(await find("bra cro")).toEqual([id]);
    await write("two zebra crossings");
    expect(await find("bra cro")).toEqual([id]);
    await write("unicorn");
    expect(await find("corn")).toEqual([id]);
    await indexUsers(db);
    expect(await find("bra cro")).toEqual([]);
    expect(await find("corn")).toEqual([id]);
    await queryRows(db.write, "delete from users where tenant_id = ? and id = ?", [VIEWER.tenantId, id]);
    expect(await idsOf(parseFilter('displayName co "corn"'))).toEqual([]);
    await indexUsers(db);
    expect(await find("corn")).toEqual([]);
    const left =
      kind === "sqlite"
        ? `select user_id from user_numbers where tenant_id = ? and user_id = ?
           union all select user_id from unindexed_users`
        : undefined;
    expect(left === undefined ? [] : await queryRows(db.write, left, [VIEWER.tenantId, id])).toEqual([]);
  });

  it("are found without the index as well, which PostgreSQL may not have", async () => {
    // The longest name, because the index has no part of a text with fewer than three letters.
    const names = world.users.slice(1).map((user) => textOf(user["userName"]));
    const part = names.toSorted((one, other) => other.length - one.length)[0] ?? "";
    const sought: Filter = { kind: "compare", path: "userName", op: "co", value: part };
    const before = await idsOf(sought);
    expect(before.length).toBeGreaterThan(0);
    await queryRows(db.write, kind === "postgres" ? "drop index users_trigrams" : "select 1");

    const among = await findCandidates(db.read, VIEWER.tenantId, probedUserSchema, sought);
    expect(among === undefined).toBe(kind === "postgres");
    expect(await idsOf(sought)).toEqual(before);
  });
});
