import { AppError } from "../../../../src/errors.js";
import { resolveAttributePath } from "../../../../src/schema/attribute-path.js";
import { checkElementFilter, matchElement } from "../../../../src/schema/filter/match.js";
import { parsePatchPath } from "../../../../src/schema/filter/parse.js";
import type { Attribute, ScimValue } from "../../../../src/schema/model.js";
import { userSchema } from "../../../../src/schema/resource-schemas.js";

function attributeOf(path: string): Attribute {
  const found = resolveAttributePath(userSchema, path)?.attribute;
  if (found === undefined) throw new Error(`No attribute ${path}`);
  return found;
}

function filterOf(path: string) {
  const { filter } = parsePatchPath(path);
  if (filter === undefined) throw new Error(`No condition in ${path}`);
  return filter;
}

function matches(path: string, element: ScimValue): boolean {
  const attribute = attributeOf(parsePatchPath(path).path);
  const filter = filterOf(path);
  checkElementFilter(attribute, filter);
  return matchElement(attribute, element, filter);
}

const work = { type: "work", value: "Babs@Example.com", primary: true };

describe("matchElement", () => {
  it.each<[string, ScimValue, boolean]>([
    ['emails[type eq "WORK"]', work, true],
    ['emails[TYPE Eq "home"]', work, false],
    ['emails[value co "@example"]', work, true],
    ['emails[value sw "babs@"]', work, true],
    ['emails[value ew ".COM"]', work, true],
    ['emails[value co "%"]', work, false],
    ['emails[value gt "a"]', work, true],
    ['emails[value lt "a"]', work, false],
    ['emails[value ge "babs@example.com"]', work, true],
    ['emails[value le "babs@example.com"]', work, true],
    ["emails[display pr]", work, false],
    ["emails[display pr]", { ...work, display: "" }, false],
    ["emails[type pr]", work, true],
    ["emails[display eq null]", work, true],
    ["emails[type eq null]", work, false],
    ["emails[display ne null]", work, false],
    ["emails[type ne null]", work, true],
    ['emails[display ne "x"]', work, true],
    ['emails[display eq "undef"]', work, false],
    ['emails[display co "undef"]', work, false],
    ["emails[primary eq true]", work, true],
    ['emails[primary eq "True"]', work, true],
    ['emails[primary eq "yes"]', work, false],
    ["emails[primary eq false]", { value: "x" }, false],
    ["emails[primary ne true]", { value: "x" }, true],
    ['emails[type eq "work" and primary eq true]', work, true],
    ['emails[type eq "home" and primary eq true]', work, false],
    ['emails[type eq "home" or primary eq true]', work, true],
    ['emails[not (type eq "home" or primary eq true)]', work, false],
    ['emails[type eq "home" and primary eq true or value pr]', work, true],
    ['x509Certificates[value eq "MIIB"]', { value: "miib" }, false],
    ['x509Certificates[value eq "MIIB"]', { value: "MIIB" }, true],
    ["emails[value eq 5]", { value: "5" }, true],
    ['licenses[assignedAt gt "2026-01-01T00:00:00Z"]', { assignedAt: "2026-01-01T00:30:00+00:00" }, true],
    ['licenses[assignedAt eq "2026-01-01T01:00:00+01:00"]', { assignedAt: "2026-01-01T00:00:00Z" }, true],
    ['licenses[assignedAt sw "2026-01"]', { assignedAt: "2026-01-01T00:00:00Z" }, true],
    ['licenses[assignedAt eq "never"]', { assignedAt: "2026-01-01T00:00:00Z" }, false],
    ['licenses[disabledPlans eq "b"]', { disabledPlans: ["A", "B"] }, true],
    ['licenses[disabledPlans ne "b"]', { disabledPlans: ["A", "B"] }, false],
    ['administratorRoles[value eq "GLOBAL"]', "global", true],
    ['administratorRoles[value eq "billing"]', "global", false],
    ["administratorRoles[value pr]", "global", true],
    ['emails[type eq "work"]', "a value that is not complex", false],
  ])("%s on %j is %s [RFC 7644 §3.4.2.2]", (path, element, expected) => {
    expect(matches(path, element)).toBe(expected);
  });
});

describe("checkElementFilter", () => {
  it.each([
    'emails[nope eq "x"]',
    'emails[emails.type eq "x"]',
    "emails[type pr and nope pr]",
    'emails[not (nope eq "x")]',
    "emails[primary gt true]",
    'emails[primary co "tr"]',
    'x509Certificates[value gt "A"]',
    'administratorRoles[type eq "global"]',
  ])("refuses %s [RFC 7644 §3.4.2.2]", (path) => {
    expect(() => matches(path, work)).toThrow(expect.objectContaining({ code: "invalidFilter" }) as AppError);
  });

  it("refuses a value path inside a value path", () => {
    const filter = { kind: "valuePath", path: "type", filter: filterOf('emails[type eq "x"]') } as const;

    expect(() => checkElementFilter(attributeOf("emails"), filter)).toThrow(AppError);
    expect(() => matchElement(attributeOf("emails"), work, filter)).toThrow(AppError);
  });
});
