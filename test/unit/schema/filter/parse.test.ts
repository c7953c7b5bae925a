import { AppError } from "../../../../src/errors.js";
import { TOLERANT } from "../../../../src/schema/behavior.js";
import type { CompareOp, CompareValue, Filter } from "../../../../src/schema/filter/ast.js";
import {
  MAX_FILTER_DEPTH,
  MAX_FILTER_LENGTH,
  MAX_FILTER_TERMS,
} from "../../../../src/schema/filter/limits.js";
import { parseFilter } from "../../../../src/schema/filter/parse.js";

function compare(path: string, op: CompareOp, value: CompareValue): Filter {
  return { kind: "compare", path, op, value };
}

function present(path: string): Filter {
  return { kind: "present", path };
}

function all(...filters: Filter[]): Filter {
  return { kind: "and", filters };
}

function any(...filters: Filter[]): Filter {
  return { kind: "or", filters };
}

function not(filter: Filter): Filter {
  return { kind: "not", filter };
}

function among(path: string, filter: Filter): Filter {
  return { kind: "valuePath", path, filter };
}

const [a, b, c] = [present("a"), present("b"), present("c")] as const;
const coreUser = "urn:ietf:params:scim:schemas:core:2.0:User";

/** The error of a filter that has to be refused. */
function refusal(text: string): AppError {
  try {
    parseFilter(text, { ...TOLERANT, unquotedFilterText: false });
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error(`accepted: ${text}`);
}

describe("parseFilter", () => {
  it.each<[string, Filter]>([
    ['userName eq "bjensen"', compare("userName", "eq", "bjensen")],
    ['name.familyName co "O\'Malley"', compare("name.familyName", "co", "O'Malley")],
    ['userName sw "J"', compare("userName", "sw", "J")],
    [`${coreUser}:userName sw "J"`, compare(`${coreUser}:userName`, "sw", "J")],
    [`${coreUser}:name.familyName ew "J"`, compare(`${coreUser}:name.familyName`, "ew", "J")],
    ["title pr", present("title")],
    [
      'meta.lastModified gt "2011-05-13T04:42:34Z"',
      compare("meta.lastModified", "gt", "2011-05-13T04:42:34Z"),
    ],
    ['title pr and userType eq "Employee"', all(present("title"), compare("userType", "eq", "Employee"))],
    ['title pr or userType eq "Intern"', any(present("title"), compare("userType", "eq", "Intern"))],
    ['schemas eq "urn:x"', compare("schemas", "eq", "urn:x")],
    [
      'userType ne "Employee" and not (emails co "example.com" or emails.value co "example.org")',
      all(
        compare("userType", "ne", "Employee"),
        not(any(compare("emails", "co", "example.com"), compare("emails.value", "co", "example.org"))),
      ),
    ],
    [
      'emails[type eq "work" and value co "@example.com"] or ims[type eq "xmpp" and value co "@foo.com"]',
      any(
        among("emails", all(compare("type", "eq", "work"), compare("value", "co", "@example.com"))),
        among("ims", all(compare("type", "eq", "xmpp"), compare("value", "co", "@foo.com"))),
      ),
    ],
    ['manager.$ref eq "x"', compare("manager.$ref", "eq", "x")],
  ])("reads %s [RFC 7644 §3.4.2.2]", (text, filter) => {
    expect(parseFilter(text)).toEqual(filter);
  });

  it.each<[string, Filter]>([
    ["a pr or b pr and c pr", any(a, all(b, c))],
    ["a pr and b pr or c pr", any(all(a, b), c)],
    ["(a pr or b pr) and c pr", all(any(a, b), c)],
    ["not (a pr) and b pr", all(not(a), b)],
    ["not (a pr) or not(b pr) and c pr", any(not(a), all(not(b), c))],
    ["a pr and b pr and c pr", all(a, b, c)],
    ["a pr or b pr or c pr", any(a, b, c)],
    ["not (not (a pr))", not(not(a))],
    ["((a pr))", a],
  ])("binds groups, not, and, or in this order: %s [RFC 7644 §3.4.2.2]", (text, filter) => {
    expect(parseFilter(text)).toEqual(filter);
  });

  it.each<[string, Filter]>([
    [
      '((a eq "1" or b eq "2") and c eq "3")',
      all(any(compare("a", "eq", "1"), compare("b", "eq", "2")), compare("c", "eq", "3")),
    ],
    ['((a eq "1"))', compare("a", "eq", "1")],
    ["(a pr and (b pr or c pr))", all(a, any(b, c))],
    ["not (a pr and b pr)", not(all(a, b))],
    ["not (a pr or b pr)", not(any(a, b))],
    [
      'not (displayName eq "Research and Development")',
      not(compare("displayName", "eq", "Research and Development")),
    ],
    ['a eq "a\\"b"', compare("a", "eq", 'a"b')],
    ['a eq "a\\\\"', compare("a", "eq", "a\\")],
    ['a eq "\\u00e9"', compare("a", "eq", "é")],
    ['a eq "a\\nb"', compare("a", "eq", "a\nb")],
    ['(a eq ")")', compare("a", "eq", ")")],
    ['emails[value eq "]"]', among("emails", compare("value", "eq", "]"))],
    ["active eq True", compare("active", "eq", true)],
    ["nullable pr", present("nullable")],
    [
      'emails[type eq "work"] and emails[type eq "home"]',
      all(among("emails", compare("type", "eq", "work")), among("emails", compare("type", "eq", "home"))),
    ],
  ])("reads what scimmy's filter gets wrong: %s", (text, filter) => {
    expect(parseFilter(text)).toEqual(filter);
  });

  it.each<[string, Filter]>([
    ['USERNAME Eq "x"', compare("USERNAME", "eq", "x")],
    ['a EQ "1" AND b PR OR NOT (c Pr)', any(all(compare("a", "eq", "1"), b), not(c))],
    ["active eq FALSE", compare("active", "eq", false)],
    ["manager eq NULL", compare("manager", "eq", null)],
    ["not(a pr)", not(a)],
    ["  a \t pr \r\n and  b\tpr ", all(a, b)],
    ["( a pr )", a],
    ["x eq -12.5e+3", compare("x", "eq", -12500)],
    ["x eq 0", compare("x", "eq", 0)],
    ["x eq 1E-2", compare("x", "eq", 0.01)],
    ['note eq "x"', compare("note", "eq", "x")],
    ["android pr and order pr", all(present("android"), present("order"))],
    ["true pr", present("true")],
    ["eq pr", present("eq")],
    ['a eq "\\ud83d\\ude00"', compare("a", "eq", "😀")],
    ['a eq "\\/\\b\\f\\r\\t"', compare("a", "eq", "/\b\f\r\t")],
    ['a eq ""', compare("a", "eq", "")],
    [
      'urn:ietf:params:scim:schemas:extension:crm:2.0:User:licenses[skuId eq "x" or not (primary eq true)]',
      among(
        "urn:ietf:params:scim:schemas:extension:crm:2.0:User:licenses",
        any(compare("skuId", "eq", "x"), not(compare("primary", "eq", true))),
      ),
    ],
  ])("reads any case, any spaces and every literal: %s", (text, filter) => {
    expect(parseFilter(text)).toEqual(filter);
  });

  it.each<[string, Filter]>([
    [
      'emails[type eq "work"].value eq "x"',
      among("emails", all(compare("type", "eq", "work"), compare("value", "eq", "x"))),
    ],
    [
      'roles[primary eq "True"].value pr',
      among("roles", all(compare("primary", "eq", "True"), present("value"))),
    ],
    [
      'emails[type eq "work" and primary eq true].value co "x" and a pr',
      all(
        among(
          "emails",
          all(compare("type", "eq", "work"), compare("primary", "eq", true), compare("value", "co", "x")),
        ),
        a,
      ),
    ],
    [
      'emails[type eq "work" or type eq "home"].value ne null',
      among(
        "emails",
        all(any(compare("type", "eq", "work"), compare("type", "eq", "home")), compare("value", "ne", null)),
      ),
    ],
  ])("reads a sub-attribute behind a value path as one more condition on the element: %s", (text, filter) => {
    expect(parseFilter(text)).toEqual(filter);
  });

  it.each([
    ["externalId eq jyoung", "Unquoted text 'jyoung' at position 15: write strings in double quotes."],
    ["", "The filter is empty."],
    [" \t ", "The filter is empty."],
    ["userName eq", "Expected a value after 'eq' at position 12, found the end of the text."],
    ["userName", "after 'userName' at position 9, found the end of the text."],
    ["a pr and", "Expected the name of an attribute at position 9, found the end of the text."],
    ["a pr b pr", "Expected 'and', 'or' or the end of the filter at position 6, found 'b'."],
    ['title pr "x"', "Expected 'and', 'or' or the end of the filter at position 10, found 'x'."],
    ["()", "Expected the name of an attribute at position 2, found ')'."],
    ["not", "Expected '(' after 'not' at position 4, found the end of the text."],
    ["not title pr", "Expected '(' after 'not' at position 5, found 'title'."],
    ["not not (a pr)", "Expected '(' after 'not' at position 5, found 'not'."],
    ["not ()", "Expected the name of an attribute at position 6, found ')'."],
    ["and a pr", "Expected the name of an attribute at position 1, found 'and'."],
    ["a pr or or b pr", "Expected the name of an attribute at position 9, found 'or'."],
    ["(a pr", "Expected 'and', 'or' or the ')' for the '(' of position 1 at position 6"],
    ["a pr)", "Expected 'and', 'or' or the end of the filter at position 5, found ')'."],
    ["emails[a pr", "the ']' for the '[' of position 7 at position 12"],
    ["emails[a pr)", "the ']' for the '[' of position 7 at position 12, found ')'."],
    ["(emails[a pr)]", "the ']' for the '[' of position 8"],
    ["emails[]", "Expected the name of an attribute at position 8, found ']'."],
    [
      "emails[type]",
      "Expected an operator (eq, ne, co, sw, ew, pr, gt, ge, lt or le) after 'type' at position 12",
    ],
    ['emails[type eq "work"] eq "x"', "write 'emails[…].value'."],
    ['emails[type eq "work"] pr', "write 'emails[…].value'."],
    ['emails[type eq "work"].value', "after 'value' at position 29"],
    ['emails[type eq "work"].a.b eq "x"', "found '.a.b'."],
    ['emails[x[y eq "1"]]', "A value path cannot be nested in another, as at position 9."],
    ['userName regex "x"', "Unknown operator 'regex' at position 10: write eq, ne, co"],
    ['userName "a"', "after 'userName' at position 10, found 'a'."],
    ['"a" eq "b"', "Expected the name of an attribute at position 1, found 'a'."],
    ["userName eq 'bob'", "Unquoted text ''bob'' at position 13: write strings in double quotes."],
    ["x eq 007", "Unquoted text '007' at position 6"],
    ["x eq +1", "Unquoted text '+1' at position 6"],
    ["x eq 1.", "Unquoted text '1.' at position 6"],
    ["x eq 1e999", "The number '1e999' at position 6 cannot be kept exactly"],
    ['userName eq "a', "The string at position 13 has no closing double quote."],
    ['userName eq "a\\"', "The string at position 13 has no closing double quote."],
    ['userName eq "\\x"', "is not a JSON string"],
    ['userName eq "a\nb"', "is not a JSON string"],
    ['userName eq "\\u0000"', "contains a NUL character"],
    ['userName eq "\\ud800"', "half of a surrogate pair"],
    ['userName eq "\udc00"', "half of a surrogate pair"],
    ['na!me eq "x"', "'na!me' at position 1 is not the name of an attribute."],
    ['a.b.c eq "x"', "'a.b.c' at position 1 is not the name of an attribute."],
    ['emails.  eq "x"', "'emails.' at position 1 is not the name of an attribute."],
    ["urn:x:User: pr", "is not a schema URN with an attribute name."],
    ["urn:{}:User pr", "is not a schema URN with an attribute name."],
    ["a,b pr", "'a,b' at position 1 is not the name of an attribute."],
  ])("refuses %p, saying what was expected where", (text, message) => {
    const error = refusal(text);

    expect(error.code).toBe("invalidFilter");
    expect(error.message).toContain(message);
  });

  it("shortens what it repeats of the filter", () => {
    const error = refusal(`userName eq ${"x".repeat(1000)}`);

    expect(error.message).toBe(
      `Unquoted text '${"x".repeat(60)}…' at position 13: write strings in double quotes.`,
    );
  });
});

function nested(depth: number): string {
  return `${"(".repeat(depth)}a pr${")".repeat(depth)}`;
}

describe("the limits of a filter", () => {
  it("reads a filter at each limit", () => {
    const longest = `a eq "${"x".repeat(MAX_FILTER_LENGTH - 7)}"`;

    expect(parseFilter(longest)).toMatchObject({ kind: "compare" });
    expect(parseFilter(nested(MAX_FILTER_DEPTH))).toEqual(a);
    expect(parseFilter(Array(MAX_FILTER_TERMS).fill("a pr").join(" and "))).toMatchObject({ kind: "and" });
  });

  it.each([
    ["length", `a eq "${"x".repeat(MAX_FILTER_LENGTH - 6)}"`, "The filter is longer than 8192 characters."],
    ["depth of groups", nested(MAX_FILTER_DEPTH + 1), "The filter nests deeper than 32 levels."],
    [
      "depth of negations",
      `${"not (".repeat(33)}a pr${")".repeat(33)}`,
      "The filter nests deeper than 32 levels.",
    ],
    [
      "depth with a value path",
      `${"(".repeat(32)}emails[a pr]${")".repeat(32)}`,
      "The filter nests deeper than 32 levels.",
    ],
    ["comparisons", Array(201).fill("a pr").join(" or "), "The filter has more than 200 comparisons."],
  ])("refuses more than the limit of %s", (_limit, text, message) => {
    expect(refusal(text)).toMatchObject({ code: "invalidFilter", message });
  });

  it("checks the length before it reads", () => {
    expect(refusal(`"${"x".repeat(MAX_FILTER_LENGTH)}`).message).toBe(
      "The filter is longer than 8192 characters.",
    );
  });

  it("counts a group that was closed no more", () => {
    const text = Array(100).fill("(a pr)").join(" and ");

    expect(parseFilter(text)).toEqual(all(...Array<Filter>(100).fill(a)));
  });
});
