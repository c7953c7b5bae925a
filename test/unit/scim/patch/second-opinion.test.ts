import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { type ScimPatchOperation, scimPatch } from "scim-patch";
import { AppError } from "../../../../src/errors.js";
import { TOLERANT } from "../../../../src/schema/behavior.js";
import type { Resource, ScimObject } from "../../../../src/schema/model.js";
import { userSchema } from "../../../../src/schema/resource-schemas.js";
import { applyPatch } from "../../../../src/scim/patch/apply.js";
import { parsePatch } from "../../../../src/scim/patch/parse.js";
import { runs } from "../../../support/extent.js";
import { operations, users } from "../../../support/random-patch.js";

const RUNS = runs(200, 1000);
const SEED = 20_261_129;

type Opinion = { readonly user: Resource } | { readonly refusal: string };

function ours(user: Resource, one: ScimPatchOperation): Opinion {
  try {
    const body = { schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], Operations: [one] };
    const parsed = parsePatch(userSchema, body, TOLERANT);
    return { user: tidy(applyPatch(userSchema, user, parsed.operations, TOLERANT)) };
  } catch (error) {
    if (error instanceof AppError) return { refusal: error.code };
    throw error;
  }
}

function theirs(user: Resource, one: ScimPatchOperation): Opinion {
  try {
    const copy = JSON.parse(JSON.stringify({ ...user, schemas: [] }));
    return {
      user: tidy(
        scimPatch(copy, [JSON.parse(JSON.stringify(one))], {
          mutateDocument: false,
          treatMissingAsAdd: true,
        }) as never,
      ),
    };
  } catch (error) {
    return { refusal: (error as Error).constructor.name };
  }
}

function tidy(user: Resource): Resource {
  const filled = Object.entries(user).filter(
    ([name, value]) => name !== "schemas" && (typeof value !== "object" || Object.keys(value).length > 0),
  );
  return JSON.parse(JSON.stringify(Object.fromEntries(filled))) as ScimObject;
}

/** A difference, as far as it is mended: their user, and what was done by whom. */
interface Case {
  readonly before: readonly ScimObject[];
  readonly one: ScimPatchOperation;
  readonly emails: readonly ScimObject[];
  readonly isRefused: boolean;
}

/** Why the library says otherwise; `mend` turns its e-mails into ours as far as this reason goes. */
interface Reason {
  readonly name: string;
  readonly why: string;
  readonly mend: (difference: Case) => readonly ScimObject[];
}

const emailsOf = (user: Resource): ScimObject[] => (user["emails"] ?? []) as ScimObject[];
const keyOf = ({ value, type: t }: ScimObject): string => JSON.stringify([value ?? "", t ?? ""]);

/** The condition of a path, `emails[type eq "work"].value`. */
function conditionOf({
  path = "",
}: ScimPatchOperation): { name: string; value: string; part: string } | undefined {
  const found = /^emails\[(\w+) eq "(\w+)"\](?:\.(\w+))?$/.exec(path);
  return found === null ? undefined : { name: found[1] ?? "", value: found[2] ?? "", part: found[3] ?? "" };
}

/** The elements that an operation names; of several primary ones the first is. */
function itemsOf({ path, value }: ScimPatchOperation): ScimObject[] {
  const items: readonly ScimObject[] = path === "emails" && Array.isArray(value) ? value : [];
  const first = items.findIndex((item) => item["primary"] === true);
  return items.map((item, at) =>
    at > first && item["primary"] === true ? { ...item, primary: false } : item,
  );
}

/** The positions of the elements that an operation wrote. */
function writtenIn({ before, one, emails }: Case): number[] {
  const condition = conditionOf(one);
  const positions = [...emails.keys()];
  if (condition === undefined) {
    const primaries = itemsOf(one)
      .filter((item) => item["primary"] === true)
      .map(keyOf);
    return positions.filter((at) => primaries.includes(keyOf(emails[at] ?? {})));
  }
  const matched = positions.filter((at) => before[at]?.[condition.name] === condition.value);
  return matched.length > 0 ? matched : positions.slice(before.length);
}

function complete(all: readonly ScimObject[], item: ScimObject): readonly ScimObject[] {
  const twin = all.find((element) => keyOf(element) === keyOf(item));
  const says = (element: ScimObject): boolean =>
    Object.entries(item).every(([part, value]) =>
      part === "primary" ? (element["primary"] === true) === value : element[part] === value,
    );
  if (twin === undefined) return all.some(says) ? all : [...all, item];
  const { primary, ...rest } = item;
  const saysNothing = primary === undefined || (primary === false && twin["primary"] !== true);
  return all.map((element) =>
    element === twin ? { ...twin, ...rest, ...(!saysNothing && { primary }) } : element,
  );
}

const REASONS: readonly Reason[] = [
  {
    name: "no match",
    why: "A value path that matches nothing: the library refuses it, or does nothing for an add. A tolerant connection makes the element that the condition describes, and leaves what is to be removed (createMissingElements); a strict one refuses it too.",
    mend: ({ before, one, emails, isRefused }) => {
      const condition = conditionOf(one);
      if (condition === undefined || before.some((each) => each[condition.name] === condition.value))
        return emails;
      if (one.op === "remove") return before;
      if (!isRefused && emails.length > before.length) return emails;
      const value =
        condition.part === "" ? (one.value as ScimObject) : { [condition.part]: one.value as string };
      return [...before, { [condition.name]: condition.value, ...value }];
    },
  },
  {
    name: "remove by value",
    why: "RFC 7644 §3.5.2.2 knows no value of a remove. The library takes elements that equal it to the letter; we take those that say all that it says, as JumpCloud and authentik mean it (removeMembersByValue).",
    mend: ({ before, one, emails }) => {
      if (one.op !== "remove" || one.path !== "emails" || one.value === undefined) return emails;
      const isNamed = (element: ScimObject): boolean =>
        itemsOf(one).some((item) =>
          Object.entries(item).every(([part, value]) =>
            part === "primary" ? (element["primary"] === true) === value : element[part] === value,
          ),
        );
      return before.filter((element) => !isNamed(element));
    },
  },
  {
    name: "add completes",
    why: "RFC 7643 §2.4: a pair of type and value may not stand twice. An element that is added with the type and value of another completes that one, and one that is there already changes nothing (RFC 7644 §3.5.2.1); the library compares whole elements and appends.",
    mend: ({ before, one, emails }) => {
      if (one.op === "add" && one.path === "emails") return itemsOf(one).reduce(complete, before);
      const isMade = conditionOf(one) !== undefined && emails.length === before.length + 1;
      return isMade ? emails.slice(-1).reduce(complete, before) : emails;
    },
  },
  {
    name: "one primary",
    why: "RFC 7644 §3.5.2: where an element becomes primary, the server SHALL set primary of the others to false; the library leaves two.",
    mend: (difference) => {
      const { one, emails } = difference;
      if (one.op === "remove" || emails.filter(({ primary }) => primary === true).length < 2) return emails;
      const written = writtenIn(difference).filter((at) => emails[at]?.["primary"] === true);
      const [keep = emails.findIndex(({ primary }) => primary === true)] = written;
      return emails.map((each, at) =>
        at !== keep && each["primary"] === true ? { ...each, primary: false } : each,
      );
    },
  },
  {
    name: "no pair twice",
    why: "RFC 7643 §2.4: a pair of type and value may not stand twice. Elements that an operation makes alike become one; the library keeps both.",
    mend: ({ one, emails }) => {
      if (one.op === "remove") return emails;
      const distinct = new Map<string, ScimObject>();
      for (const each of emails) {
        const first = distinct.get(keyOf(each));
        const isPrimary = first?.["primary"] === true || each["primary"] === true;
        distinct.set(
          keyOf(each),
          first === undefined ? each : { ...each, ...first, ...(isPrimary && { primary: true }) },
        );
      }
      return [...distinct.values()];
    },
  },
];

/** Their result with each reason's mending in turn, and the reasons that changed something. */
function explain(
  user: Resource,
  one: ScimPatchOperation,
  opinion: Opinion,
): { mended: Resource; reasons: string[] } {
  const isRefused = "refusal" in opinion;
  const start = isRefused ? tidy(user) : opinion.user;
  const reasons: string[] = [];
  let emails: readonly ScimObject[] = emailsOf(start);
  for (const { name: reason, mend } of REASONS) {
    const next = mend({ before: emailsOf(user), one, emails, isRefused });
    if (!isDeepStrictEqual(next, emails) || (isRefused && reason === "no match")) reasons.push(reason);
    emails = next;
  }
  return { mended: tidy({ ...start, emails: [...emails] }), reasons };
}

describe("the PATCH of scim-patch 0.8.3", () => {
  it(`differs from ours for named reasons alone, on ${RUNS} random patches`, () => {
    const counts: Record<string, number> = { same: 0 };
    const unexplained: unknown[] = [];
    for (const [user, steps] of fc.sample(
      fc.tuple(users, fc.array(operations, { minLength: 1, maxLength: 3 })),
      {
        numRuns: RUNS,
        seed: SEED,
      },
    )) {
      const outcome = judge(user, steps);
      counts[outcome.reason] = (counts[outcome.reason] ?? 0) + 1;
      if (outcome.unexplained !== undefined) unexplained.push(outcome.unexplained);
    }
    expect(unexplained).toEqual([]);
    const named = new Set(Object.keys(counts).flatMap((reasons) => reasons.split(" + ")));
    expect([...named].sort()).toEqual(["same", ...REASONS.map((reason) => reason.name)].sort());
    // Of patches of up to three operations; the rest differ for the reasons above.
    expect(counts["same"]).toBeGreaterThan(RUNS / 2);
  });
});

/** The first operation after which both do not agree tells why. */
function judge(
  start: Resource,
  steps: readonly ScimPatchOperation[],
): { reason: string; unexplained?: unknown } {
  let user = start;
  for (const one of steps) {
    const [mine, other] = [ours(user, one), theirs(user, one)];
    if (!isDeepStrictEqual(mine, other)) {
      const { mended, reasons } = explain(user, one, other);
      const isExplained = "user" in mine && isDeepStrictEqual(mine.user, mended) && reasons.length > 0;
      const reason = reasons.join(" + ");
      return isExplained
        ? { reason }
        : { reason: "unexplained", unexplained: { user, one, mine, other, mended } };
    }
    if ("user" in mine) user = mine.user;
  }
  return { reason: "same" };
}
