import fc from "fast-check";
import type { ScimPatchOperation } from "scim-patch";
import { enterpriseUserDefinition } from "../../src/schema/definitions/enterprise-user.js";
import type { Resource } from "../../src/schema/model.js";

const ENTERPRISE = enterpriseUserDefinition.id;

const word = fc.constantFrom("a", "b", "c");
const type = fc.constantFrom("work", "home");
const element = fc.record(
  { value: word, type, display: word, primary: fc.boolean() },
  { requiredKeys: ["value"] },
);
const name = fc.record({ givenName: word, familyName: word }, { requiredKeys: [] });

/** Random users with few values, at most one primary e-mail. */
export const users: fc.Arbitrary<Resource> = fc
  .record(
    {
      title: word,
      active: fc.boolean(),
      name: name.filter((one) => Object.keys(one).length > 0),
      emails: fc
        .uniqueArray(element, {
          minLength: 1,
          maxLength: 3,
          selector: ({ value, type: t }) => `${value}${t}`,
        })
        .filter((all) => all.filter(({ primary }) => primary).length < 2),
      [ENTERPRISE]: fc.record({ department: word }),
    },
    { requiredKeys: [] },
  )
  .map((user) => ({ userName: "u", ...user }));

const op = fc.constantFrom("add" as const, "replace" as const);
const where = fc.oneof(
  type.map((one) => `type eq "${one}"`),
  word.map((one) => `value eq "${one}"`),
);
/** Random operations of a PATCH that meet what such users have. */
export const operations: fc.Arbitrary<ScimPatchOperation> = fc.oneof(
  fc.record({
    op,
    path: fc.constantFrom("title", "name.givenName", "name.familyName", `${ENTERPRISE}:department`),
    value: word,
  }),
  fc.record({ op, path: fc.constant("active"), value: fc.boolean() }),
  fc.record({ op, path: fc.constant("name"), value: name }),
  fc.record({ op, path: fc.constant("emails"), value: fc.array(element, { maxLength: 2 }) }),
  fc.record({ op, path: where.map((one) => `emails[${one}]`), value: element }),
  fc.record({ op, path: where.map((one) => `emails[${one}].value`), value: word }),
  fc.record({ op, path: where.map((one) => `emails[${one}].display`), value: word }),
  fc.record({ op, path: where.map((one) => `emails[${one}].primary`), value: fc.boolean() }),
  fc.record({
    op,
    value: fc.record(
      { title: word, "name.givenName": word, active: fc.boolean() },
      { requiredKeys: ["title"] },
    ),
  }),
  fc.record({
    op: fc.constant("remove" as const),
    path: fc.oneof(
      fc.constantFrom("title", "name", "name.givenName", "emails", `${ENTERPRISE}:department`),
      where.map((one) => `emails[${one}]`),
      where.map((one) => `emails[${one}].display`),
    ),
  }),
  fc.record({
    op: fc.constant("remove" as const),
    path: fc.constant("emails"),
    value: fc.array(element, { minLength: 1, maxLength: 1 }),
  }),
);
