import fc from "fast-check";
import { queryRows } from "../../../src/db/query.js";
import { useTestApp } from "../../support/app.js";
import { bulk, change, idOf, newGroup, newUser } from "../../support/bulk.js";
import { DATABASES } from "../../support/databases.js";
import { runs } from "../../support/extent.js";
import type { Answer } from "../../support/http.js";
import { type NaiveOperation, runNaively } from "../../support/naive-bulk.js";
import { CORE_GROUP, ENTERPRISE, type ScimClient } from "../../support/scim-client.js";

const USERS = ["u1", "u2", "u3", "u4", "u5", "u6"];
const GROUPS = ["g1", "g2", "g3", "g4"];

const anyOne = fc.oneof(
  { weight: 20, arbitrary: fc.constantFrom(...USERS) },
  { weight: 20, arbitrary: fc.constantFrom(...GROUPS) },
  { weight: 1, arbitrary: fc.constant("gone") },
);
const members = fc.uniqueArray(anyOne, { maxLength: 4 });
// Mostly that of the bulkId; a few that clash, and one that is refused.
const name = fc.oneof(
  { weight: 20, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.constantFrom("ann", "ANN", "bob", "") },
);
const memberChange: fc.Arbitrary<NaiveOperation> = fc.record({
  kind: fc.constantFrom("add" as const, "remove" as const, "put" as const),
  group: fc.constantFrom(...GROUPS),
  members: fc.uniqueArray(anyOne, { minLength: 1, maxLength: 4 }),
});
const deletion: fc.Arbitrary<NaiveOperation> = fc.record({
  kind: fc.constant("delete" as const),
  target: anyOne,
});
const changes: fc.Arbitrary<NaiveOperation> = fc.oneof(
  { weight: 20, arbitrary: memberChange },
  { weight: 2, arbitrary: deletion },
  { weight: 1, arbitrary: fc.constant({ kind: "malformed" as const }) },
);

/** Each resource is created by one operation at the most, so that names mean something. */
const creations = fc
  .tuple(
    fc.array(fc.record({ name, manager: fc.option(anyOne, { nil: undefined, freq: 2 }) }), {
      minLength: USERS.length,
      maxLength: USERS.length,
    }),
    fc.array(fc.record({ name, members }), {
      minLength: GROUPS.length,
      maxLength: GROUPS.length,
    }),
  )
  .map(([users, groups]): NaiveOperation[] => [
    ...users.map((user, index) => {
      const bulkId = USERS[index] ?? "";
      return { kind: "user" as const, bulkId, name: user.name ?? bulkId, manager: user.manager };
    }),
    ...groups.map((group, index) => {
      const bulkId = GROUPS[index] ?? "";
      return { kind: "group" as const, bulkId, name: group.name ?? bulkId, members: group.members };
    }),
  ]);

const requests = fc.tuple(creations, fc.array(changes, { maxLength: 60 })).chain(([created, changed]) => {
  const all = [...created, ...changed];
  return fc.record({
    // Now and then one is missing that others refer to.
    operations: fc.shuffledSubarray(all, { minLength: all.length - 1 }),
    failOnErrors: fc.oneof(
      { weight: 3, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 8 }) },
    ),
  });
});

const refer = (bulkId: string): string => `bulkId:${bulkId}`;

/** An operation of the model as one of SCIM. */
function toScim(operation: NaiveOperation): unknown {
  switch (operation.kind) {
    case "user": {
      const { bulkId, name: userName, manager } = operation;
      const value = manager === undefined ? {} : { [ENTERPRISE]: { manager: { value: refer(manager) } } };
      return newUser(bulkId, { userName, ...value });
    }
    case "group": {
      const { data, ...rest } = newGroup(operation.bulkId, operation.members.map(refer));
      return { ...rest, data: { ...data, displayName: operation.name } };
    }
    case "add":
      return change(`/Groups/${refer(operation.group)}`, "add", "members", toMembers(operation.members));
    case "remove": {
      const filter = operation.members.map((one) => `value eq "${refer(one)}"`).join(" or ");
      return change(`/Groups/${refer(operation.group)}`, "remove", `members[${filter}]`);
    }
    case "put": {
      const data = {
        schemas: [CORE_GROUP],
        displayName: operation.group,
        members: toMembers(operation.members),
      };
      return { method: "PUT", path: `/Groups/${refer(operation.group)}`, data };
    }
    case "delete":
      return {
        method: "DELETE",
        path: `/${operation.target.startsWith("u") ? "Users" : "Groups"}/${refer(operation.target)}`,
      };
    case "malformed":
      return { method: "POST" };
  }
}

const toMembers = (names: readonly string[]): object[] => names.map((one) => ({ value: refer(one) }));

describe.each(DATABASES)("a bulk request on %s", (database) => {
  const app = useTestApp(database);

  /** The directory as its clients see it, with bulkIds in the place of ids. */
  async function readAll(scim: ScimClient, nameOf: ReadonlyMap<string, string>) {
    const all: Answer["body"][] = (await scim.get("/?count=1000")).body.Resources ?? [];
    const named = (id: string): string => nameOf.get(id) ?? id;
    const shown = all.map((resource) => {
      const manager = resource[ENTERPRISE]?.manager?.value;
      const found = (resource.members ?? []).map(
        ({ value, type }: Answer["body"]) => `${named(value)} ${type}`,
      );
      return [
        named(resource.id),
        resource.userName === undefined
          ? { members: found.toSorted() }
          : { manager: manager === undefined ? undefined : named(manager) },
      ];
    });
    return { shown: Object.fromEntries(shown), total: all.length };
  }

  async function wrongCounts(tenantId: string): Promise<unknown[]> {
    return queryRows(
      app.db.read,
      `select g.id from groups g where g.tenant_id = ? and g.member_count <>
         (select count(*) from group_members m where m.tenant_id = g.tenant_id and m.group_id = g.id)`,
      [tenantId],
    );
  }

  it("leaves what a naive model leaves, whatever refers to whatever", async () => {
    await fc.assert(
      fc.asyncProperty(requests, async ({ operations, failOnErrors }) => {
        fc.pre(operations.length > 0);
        const scim = await app.connect({ options: { uniqueGroupNames: true } });
        const { directory, succeeded } = runNaively(operations, failOnErrors ?? Number.POSITIVE_INFINITY);
        const { body } = await bulk(scim, operations.map(toScim), { failOnErrors });
        const processed = [...operations.keys()].filter((place) => succeeded[place] !== undefined);
        const found = processed.map((_, index) => String(body.Operations[index]?.status).startsWith("2"));
        const nameOf = new Map<string, string>(
          body.Operations.filter(({ status }: Answer["body"]) => status === "201").map(
            (result: Answer["body"]) => [idOf(result), result.bulkId],
          ),
        );
        const { users, groups } = directory;
        const typeOf = (one: string) => (users.has(one) ? "User" : groups.has(one) ? "Group" : undefined);
        const expected = Object.fromEntries([
          ...[...users].map(([bulkId, { manager }]) => [bulkId, { manager }] as const),
          ...[...groups].map(([bulkId, group]) => {
            return [
              bulkId,
              { members: [...group.members].map((one) => `${one} ${typeOf(one)}`).toSorted() },
            ] as const;
          }),
        ]);

        expect(body.Operations).toHaveLength(processed.length);
        expect(found).toEqual(processed.map((place) => succeeded[place]));
        const { shown, total } = await readAll(scim, nameOf);
        expect(shown).toEqual(expected);
        expect((await scim.get("/Users?count=0")).body.totalResults).toBe(users.size);
        expect(total).toBe(users.size + groups.size);
        expect(await wrongCounts(scim.tenantId)).toEqual([]);
      }),
      { numRuns: runs(12, 60) },
    );
  }, 60_000);

  it("is never answered with an error of the server, whatever stands in it", async () => {
    const scim = await app.connect();
    const text = fc.oneof(
      fc.constantFrom(
        "bulkId:a",
        "bulkId:b",
        "/Users",
        "/Groups/bulkId:a",
        "members",
        "POST",
        "PUT",
        "a",
        "",
      ),
      fc.string({ unit: "binary" }),
    );
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 4 },
        text,
        fc.jsonValue(),
        fc.array(tie("any")),
        fc.dictionary(text, tie("any")),
      ),
    })).any;
    const resource = fc.record({
      userName: value,
      displayName: value,
      members: value,
      [ENTERPRISE]: value,
      externalId: value,
    });
    const patch = fc.record({
      Operations: fc.array(fc.record({ op: fc.constantFrom("add", "remove", "replace"), path: text, value })),
    });
    const operation = fc.record(
      {
        method: fc.oneof(fc.constantFrom("POST", "PUT", "patch", "DELETE"), value),
        path: fc.oneof(fc.constantFrom("/Users", "/Groups", "/Users/bulkId:a", "/Groups/bulkId:b"), value),
        bulkId: fc.oneof(fc.constantFrom("a", "b", "c"), value),
        version: fc.oneof(fc.constant(undefined), value),
        data: fc.oneof(resource, patch, value),
      },
      { requiredKeys: [] },
    );
    const body = fc.record({
      Operations: fc.oneof({ weight: 9, arbitrary: fc.array(operation) }, value),
      failOnErrors: fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, value),
    });
    await fc.assert(
      fc.asyncProperty(body, async (request) => {
        const answer = await scim.post("/Bulk", request);
        const found: string[] = (answer.body.Operations ?? []).map(({ status }: Answer["body"]) => status);

        expect([200, 400]).toContain(answer.status);
        expect(found.filter((status) => status.startsWith("5"))).toEqual([]);
      }),
      { numRuns: runs(40, 300) },
    );
  }, 60_000);
});
