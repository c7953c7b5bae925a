import { STRICT } from "../../../../src/schema/behavior.js";
import type { PatchPath } from "../../../../src/schema/filter/ast.js";
import { parsePatchPath } from "../../../../src/schema/filter/parse.js";

const crmUser = "urn:ietf:params:scim:schemas:extension:crm:2.0:User";
const enterpriseUser = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

describe("parsePatchPath", () => {
  it.each([
    "members",
    "name.givenName",
    "manager.$ref",
    `${enterpriseUser}:manager`,
    `${enterpriseUser}:manager.value`,
    enterpriseUser,
  ])("reads %s [RFC 7644 §3.5.2]", (path) => {
    expect(parsePatchPath(path)).toEqual({ path, filter: undefined, subAttribute: undefined });
  });

  it.each<[string, PatchPath]>([
    [
      'emails[type eq "work"]',
      {
        path: "emails",
        filter: { kind: "compare", path: "type", op: "eq", value: "work" },
        subAttribute: undefined,
      },
    ],
    [
      'emails[type eq "work"].value',
      {
        path: "emails",
        filter: { kind: "compare", path: "type", op: "eq", value: "work" },
        subAttribute: "value",
      },
    ],
    [
      `${crmUser}:licenses[skuId eq "x"].display`,
      {
        path: `${crmUser}:licenses`,
        filter: { kind: "compare", path: "skuId", op: "eq", value: "x" },
        subAttribute: "display",
      },
    ],
    [
      'addresses[not (type eq "work") and primary pr].locality',
      {
        path: "addresses",
        filter: {
          kind: "and",
          filters: [
            { kind: "not", filter: { kind: "compare", path: "type", op: "eq", value: "work" } },
            { kind: "present", path: "primary" },
          ],
        },
        subAttribute: "locality",
      },
    ],
    [
      'members[value eq "2819c223"].$ref',
      {
        path: "members",
        filter: { kind: "compare", path: "value", op: "eq", value: "2819c223" },
        subAttribute: "$ref",
      },
    ],
  ])("reads %s [RFC 7644 §3.5.2]", (text, path) => {
    expect(parsePatchPath(text)).toEqual(path);
  });

  it.each([
    ["", "Expected the name of an attribute at position 1, found the end of the text."],
    ["/emails", "'/emails' is not the name of an attribute."],
    ["emails.value.x", "'emails.value.x' is not the name of an attribute."],
    ["emails value", "Expected '[' or the end of the path at position 8, found 'value'."],
    ["(emails)", "Expected the name of an attribute at position 1, found '('."],
    ['emails eq "x"', "Expected '[' or the end of the path at position 8, found 'eq'."],
    ['emails[type eq "work"]value', "Expected a sub-attribute such as '.value' or the end of the path"],
    ['emails[type eq "work"].', "found '.'."],
    ['emails[type eq "work"].a.b', "found '.a.b'."],
    ['emails[type eq "work"].value x', "at position 30, found 'x'."],
    ['emails[type eq "work"][primary eq true]', "found '['."],
    ["urn:x:User:", "is not a schema URN with an attribute name."],
    ["x".repeat(8193), "The path is longer than 8192 characters."],
  ])("refuses the path %p with invalidPath", (text, message) => {
    expect(() => parsePatchPath(text)).toThrow(
      expect.objectContaining({ code: "invalidPath", message: expect.stringContaining(message) }),
    );
  });

  it.each([
    "emails[]",
    "emails[type eq]",
    'emails[type eq "work"',
    "emails[type eq work]",
    'a[b[c eq "1"]]',
    'a[b eq "\\x"]',
  ])("refuses the condition of %p with invalidFilter [RFC 7644 §3.12 Table 9]", (text) => {
    expect(() => parsePatchPath(text, STRICT)).toThrow(expect.objectContaining({ code: "invalidFilter" }));
  });
});
