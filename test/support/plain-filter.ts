import fc from "fast-check";
import { enterpriseUserDefinition } from "../../src/schema/definitions/enterprise-user.js";
import type { CompareOp, CompareValue, Filter } from "../../src/schema/filter/ast.js";
import type { Resource } from "../../src/schema/model.js";

const ENTERPRISE = enterpriseUserDefinition.id;

/** Few texts, so that filters find something; a case, an accent and a longer one among them. */
const TEXTS = ["a", "A", "ab", "B", "ä", "b c"] as const;
const MOMENTS = ["2026-01-31T12:00:00Z", "2026-01-31T13:00:00+01:00", "2026-02-01T00:00:00.000Z"] as const;
const word = fc.constantFrom(...TEXTS);

const element = fc.record(
  { value: word, type: fc.constantFrom("work", "home"), display: word, primary: fc.boolean() },
  { requiredKeys: ["value"] },
);
/** Random users as clients see them. */
export const plainUsers: fc.Arbitrary<Resource> = fc
  .record(
    {
      userName: word,
      displayName: word,
      title: word,
      active: fc.boolean(),
      name: fc.record({ familyName: word }),
      emails: fc.array(element, { minLength: 1, maxLength: 2 }),
      meta: fc.record({ created: fc.constantFrom(...MOMENTS) }),
      [ENTERPRISE]: fc.record({ department: word, manager: fc.record({ value: word }) }),
    },
    { requiredKeys: ["userName"] },
  )
  .map((resource) => JSON.parse(JSON.stringify(resource)) as Resource);

const EQUALITY = ["eq", "ne"] as const;
const ALL = ["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"] as const;
const text = { ops: ALL, values: word };
const flag = { ops: EQUALITY, values: fc.constantFrom<CompareValue>(true, false, "True") };
const moment = { ops: ["eq", "ne", "gt", "ge", "lt", "le"] as const, values: fc.constantFrom(...MOMENTS) };
const PARTS = {
  value: text,
  type: { ops: ALL, values: fc.constantFrom("work", "Work") },
  display: text,
  primary: flag,
};
const PATHS = {
  userName: text,
  displayName: text,
  title: text,
  active: flag,
  "name.familyName": text,
  emails: text,
  "emails.value": text,
  "emails.display": text,
  "emails.primary": flag,
  "meta.created": moment,
  [`${ENTERPRISE}:department`]: text,
  [`${ENTERPRISE}:manager`]: text,
};

type Comparisons = Readonly<
  Record<string, { readonly ops: readonly CompareOp[]; readonly values: fc.Arbitrary<CompareValue> }>
>;

function terms(comparisons: Comparisons): fc.Arbitrary<Filter> {
  return fc.constantFrom(...Object.entries(comparisons)).chain(([path, { ops, values }]) =>
    fc.oneof(
      {
        weight: 8,
        arbitrary: fc
          .tuple(fc.constantFrom(...ops), values)
          .map(([op, value]): Filter => ({ kind: "compare", path, op, value })),
      },
      { weight: 1, arbitrary: fc.constant<Filter>({ kind: "present", path }) },
      {
        weight: 1,
        arbitrary: fc
          .constantFrom(...EQUALITY)
          .map((op): Filter => ({ kind: "compare", path, op, value: null })),
      },
    ),
  );
}

function combined(term: fc.Arbitrary<Filter>): fc.Arbitrary<Filter> {
  const pair = fc
    .tuple(fc.constantFrom("and" as const, "or" as const), term, term)
    .map(([kind, ...filters]): Filter => ({ kind, filters }));
  const not = term.map((filter): Filter => ({ kind: "not", filter }));
  return fc.oneof(
    { weight: 5, arbitrary: term },
    { weight: 3, arbitrary: pair },
    { weight: 1, arbitrary: not },
  );
}

const valuePath = combined(terms(PARTS)).map(
  (filter): Filter => ({ kind: "valuePath", path: "emails", filter }),
);
/** Random filters on them. */
export const plainFilters: fc.Arbitrary<Filter> = combined(
  fc.oneof({ weight: 3, arbitrary: terms(PATHS) }, { weight: 1, arbitrary: valuePath }),
);
