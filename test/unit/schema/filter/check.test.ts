import { type Behavior, STRICT, TOLERANT } from "../../../../src/schema/behavior.js";
import { checkFilterBehavior } from "../../../../src/schema/filter/check.js";
import { parseFilter } from "../../../../src/schema/filter/parse.js";
import { userSchema } from "../../../../src/schema/resource-schemas.js";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

function check(text: string, behavior: Behavior): () => void {
  return () => checkFilterBehavior(userSchema, parseFilter(text), behavior);
}

describe("checkFilterBehavior", () => {
  it.each([
    ["filterOnComplex", `${ENTERPRISE}:manager eq "a"`],
    ["filterOnComplex", 'title pr or not (name co "a")'],
    ["filterOnComplex", `${ENTERPRISE}:manager ne "a"`],
    ["coerceBooleanStrings", 'active eq "True"'],
    ["coerceBooleanStrings", 'title pr and emails[type eq "work" and not (primary eq "true")]'],
    ["coerceBooleanStrings", 'emails.primary ne "false"'],
    ["shortExtensionNames", "department pr"],
    ["shortExtensionNames", 'not (manager.value eq "a")'],
  ] as const)("lets %s alone decide about %s", (option, text) => {
    expect(check(text, TOLERANT)).not.toThrow();
    expect(check(text, { ...STRICT, [option]: true })).not.toThrow();
    for (const behavior of [STRICT, { ...TOLERANT, [option]: false }]) {
      expect(check(text, behavior)).toThrow(expect.objectContaining({ code: "invalidFilter" }));
    }
  });

  it.each([
    "emails pr",
    "emails eq null",
    'emails co "example.com"',
    'emails.value eq "a"',
    "active eq true",
    "active eq null",
    'emails[type eq "work" and primary eq true]',
    `${ENTERPRISE}:department eq "a" and ${ENTERPRISE}:manager.value pr`,
    "nope eq 1",
    'emails[nope eq "a"]',
  ])("has nothing against %s", (text) => {
    expect(check(text, STRICT)).not.toThrow();
  });

  it("names the attribute and what to write", () => {
    expect(check('name eq "a"', STRICT)).toThrow(
      "'name' is complex: compare one of its sub-attributes formatted,",
    );
    expect(check("department pr", STRICT)).toThrow(`write '${ENTERPRISE}:department'.`);
  });
});
