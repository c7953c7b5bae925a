import fc from "fast-check";
import { AppError } from "../../../../src/errors.js";
import { behaviorOf } from "../../../../src/schema/behavior.js";
import type { Mode } from "../../../../src/schema/model.js";
import { groupSchema, userSchema } from "../../../../src/schema/resource-schemas.js";
import { applyPatch } from "../../../../src/scim/patch/apply.js";
import { splitMembership } from "../../../../src/scim/patch/membership.js";
import { parsePatch } from "../../../../src/scim/patch/parse.js";
import { runs } from "../../../support/extent.js";
import {
  type Json,
  type NaiveOperation,
  NaiveRefusal,
  type NaiveUser,
  naivePatch,
  path,
} from "../../../support/naive-patch.js";
import { CORE, ENTERPRISE, patched, patchOp, user } from "./patching.js";

jest.setTimeout(60_000);

// Few words, so that operations meet each other.
const word = fc.constantFrom("a", "A", "b", "c");
const type = fc.constantFrom("work", "Work", "home");
const clear = fc.constantFrom<Json>(null, "");

function complex(strict: boolean): fc.Arbitrary<{ [name: string]: Json }> {
  const part = (values: fc.Arbitrary<Json>) =>
    strict ? values : fc.oneof({ weight: 5, arbitrary: values }, { weight: 1, arbitrary: clear });
  const primary = strict ? fc.boolean() : fc.constantFrom<Json>(true, false, "True", "false");
  return fc.record(
    { value: part(word), type: part(type), display: part(word), primary },
    { requiredKeys: [] },
  );
}

function address(): fc.Arbitrary<{ [name: string]: Json }> {
  return fc.record({ locality: word, country: word, type, primary: fc.boolean() }, { requiredKeys: [] });
}

function listOperation(strict: boolean, attribute: "emails" | "addresses"): fc.Arbitrary<NaiveOperation> {
  const element = attribute === "emails" ? complex(strict) : address();
  const text = attribute === "emails" ? "value" : "locality";
  const where = fc.oneof(
    type.map((value) => ({ sub: "type", value })),
    word.map((value) => ({ sub: text, value })),
    ...(strict ? [] : [fc.constant({ sub: "primary", value: "True" })]),
  );
  const op = fc.constantFrom("add" as const, "replace" as const);
  const scalar = strict ? word : fc.oneof({ weight: 5, arbitrary: word }, { weight: 1, arbitrary: clear });
  const list = fc.array(element, { maxLength: 3 });
  const whole = strict ? list : fc.oneof<fc.Arbitrary<Json>[]>(list, element, clear);
  const sub = fc.constantFrom(text, "type", ...(attribute === "emails" ? ["display"] : []));
  const base = fc.constant(attribute);
  return fc.oneof(
    fc.record({ op, attribute: base, value: whole }),
    fc.record({ op, attribute: base, where, value: element }),
    fc.record({ op, attribute: base, where, sub, value: scalar }),
    fc.record({ op, attribute: base, where, sub: fc.constant("primary"), value: fc.boolean() }),
    fc.record({ op, attribute: base, sub, value: scalar }),
    fc.record({ op: fc.constant("remove" as const), attribute: base, where }),
    fc.record({
      op: fc.constant("remove" as const),
      attribute: base,
      where,
      sub: fc.constantFrom(...(attribute === "emails" ? ["display"] : []), "primary", text),
    }),
    fc.record({ op: fc.constant("remove" as const), attribute: base, value: list }),
    fc.record({ op: fc.constant("remove" as const), attribute: base }),
  );
}

function operation(strict: boolean): fc.Arbitrary<NaiveOperation> {
  const op = fc.constantFrom("add" as const, "remove" as const, "replace" as const);
  const text = strict ? word : fc.oneof(word, clear);
  const name = fc.record({ givenName: text, familyName: text }, { requiredKeys: [] });
  const rare = fc.record({ op, attribute: fc.constantFrom("id" as const, "userName" as const), value: word });
  return fc.oneof(
    { weight: 60, arbitrary: listOperation(strict, "emails") },
    { weight: 30, arbitrary: listOperation(strict, "addresses") },
    { weight: 10, arbitrary: fc.record({ op, attribute: fc.constant("title" as const), value: text }) },
    { weight: 10, arbitrary: fc.record({ op, attribute: fc.constant("name" as const), value: name }) },
    {
      weight: 10,
      arbitrary: fc.record({
        op,
        attribute: fc.constant("name" as const),
        sub: fc.constantFrom("givenName", "familyName"),
        value: text,
      }),
    },
    { weight: 3, arbitrary: rare },
  );
}

function toClient(step: NaiveOperation): Record<string, Json> {
  return { op: step.op, path: path(step), ...(step.value !== undefined && { value: step.value }) };
}

function outcome<T>(act: () => T): T | { refused: string } {
  try {
    return act();
  } catch (error) {
    if (error instanceof AppError || error instanceof NaiveRefusal) return { refused: error.code };
    throw error;
  }
}

/** The paths of what no resource may hold: null, an empty list, an empty complex value. */
function emptyParts(value: unknown, at = ""): string[] {
  if (value === null || value === undefined) return [at];
  if (typeof value !== "object") return [];
  const members = Object.entries(value);
  return members.length === 0
    ? [at]
    : members.flatMap(([name, member]) => emptyParts(member, `${at}/${name}`));
}

function lowerCase(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).toLowerCase());
}

const MODES: readonly Mode[] = ["tolerant", "strict"];

describe("applyPatch", () => {
  it.each(MODES)("does what a naive model does, %s", (mode) => {
    const strict = mode === "strict";
    fc.assert(
      fc.property(fc.array(operation(strict), { minLength: 1, maxLength: 6 }), (steps) => {
        const start: NaiveUser = { userName: "u", emails: [{ value: "a", type: "work", primary: true }] };

        const expected = outcome(() => ({ schemas: [CORE], ...naivePatch(start, steps, strict) }));

        expect(outcome(() => patched({ schemas: [CORE], ...start }, steps.map(toClient), mode))).toEqual(
          expected,
        );
      }),
      { numRuns: runs(250, 2500) },
    );
  });

  it("does nothing more when a replace is repeated", () => {
    const replace = operation(false).map(
      (step): NaiveOperation => (step.op === "remove" ? step : { ...step, op: "replace" }),
    );
    fc.assert(
      fc.property(fc.array(operation(false), { maxLength: 4 }), replace, (before, step) => {
        const start = outcome(() => patched(user(), before.map(toClient)));
        if ("refused" in start) return;
        // A condition may hold no more once the operation has changed what it asks for.
        // An element made by its primary alone may turn out to be another one.
        fc.pre(step.where?.sub !== "primary");
        fc.pre(step.where?.sub !== step.sub && (step.sub !== undefined || step.where === undefined));

        const once = outcome(() => patched(start, [toClient(step)]));
        if ("refused" in once) return;

        // Elements that differ in case only become one, in the spelling of the first.
        expect(lowerCase(patched(once, [toClient(step)]))).toEqual(lowerCase(once));
      }),
      { numRuns: runs(150, 1000) },
    );
  });

  it("does nothing more when an add of an element is repeated [RFC 7644 §3.5.2.1]", () => {
    fc.assert(
      fc.property(fc.array(complex(false), { maxLength: 3 }), complex(false), (stored, added) => {
        const start = patched(user(), [{ op: "add", path: "emails", value: stored }]);
        const add = [{ op: "add", path: "emails", value: [added] }];

        const once = patched(start, add);

        expect(patched(once, add)).toEqual(once);
      }),
      { numRuns: runs(250, 2000) },
    );
  });
});

describe("any JSON", () => {
  const names = [
    "op",
    "path",
    "value",
    "Operations",
    "schemas",
    "members",
    "emails",
    "name",
    "manager",
    "roles",
    "active",
    "id",
    "meta",
    "$ref",
    "type",
    "primary",
    ENTERPRISE,
    "__proto__",
  ];
  const paths = [
    "emails",
    'emails[type eq "work"].value',
    "name.givenName",
    'members[value eq "x"]',
    ENTERPRISE,
    `${ENTERPRISE}:manager`,
    "emails[",
    "",
    "schemas",
    "groups",
    "emails.value",
    'administratorRoles[value eq "global"]',
    'licenses[skuId eq "a" and primary eq "True"].disabledPlans',
  ];
  const leaf = fc.oneof(
    fc.constantFrom<unknown>(
      ...names,
      ...paths,
      "add",
      "Replace",
      "remove",
      "True",
      "",
      null,
      Number.POSITIVE_INFINITY,
      -0,
      1.5,
    ),
    fc.string(),
    fc.integer(),
    fc.boolean(),
  );
  const { value: json } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      leaf,
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(fc.constantFrom(...names, ...paths), tie("value"), { maxKeys: 4 }),
    ),
  }));
  const step = fc.record(
    {
      op: fc.oneof(fc.constantFrom("add", "Remove", "REPLACE"), json),
      path: fc.oneof(fc.constantFrom(...paths), json),
      value: json,
    },
    { requiredKeys: [] },
  );
  const body = fc.oneof(
    json,
    fc.array(fc.oneof(step, json), { maxLength: 4 }).map((steps) => patchOp(...steps)),
    fc.array(step, { maxLength: 4 }).map((steps) => patchOp(...steps)),
  );

  it.each(MODES)("is accepted or refused with an AppError, and never breaks a resource, %s", (mode) => {
    const behavior = behaviorOf(mode);

    fc.assert(
      fc.property(body, (given) => {
        const users = outcome(() =>
          applyPatch(userSchema, user(), parsePatch(userSchema, given, behavior).operations, behavior),
        );
        outcome(() => splitMembership(parsePatch(groupSchema, given, behavior).operations, behavior));

        expect(emptyParts(users)).toEqual([]);
      }),
      { numRuns: runs(400, 4000) },
    );
  });
});
