import fc from "fast-check";
import { STRICT, TOLERANT } from "../../../../src/schema/behavior.js";
import { parseFilter, parsePatchPath } from "../../../../src/schema/filter/parse.js";
import { runs } from "../../../support/extent.js";
import { printFilter } from "../../../support/print-filter.js";
import { userFilters } from "../../../support/random-filter.js";

const compare = (path: string, value: unknown, op = "eq") => ({ kind: "compare", path, op, value });

describe("a text without quotes in a filter of a tolerant connection", () => {
  it.each<[string, object]>([
    ["userName Eq ada", compare("userName", "ada")],
    ["userName eq ada@example.com", compare("userName", "ada@example.com")],
    ["displayName eq CRM users", compare("displayName", "CRM users")],
    ["displayName Eq  CRM   users ", compare("displayName", "CRM   users")],
    ["displayName eq Sales and Marketing", compare("displayName", "Sales and Marketing")],
    ["displayName eq Research (EU)", compare("displayName", "Research (EU)")],
    ["displayName eq Team [7]", compare("displayName", "Team [7]")],
    ["displayName eq O'Brien", compare("displayName", "O'Brien")],
    ["displayName eq 2026 budget", compare("displayName", "2026 budget")],
    ["displayName eq not", compare("displayName", "not")],
    ["displayName eq true north", compare("displayName", "true north")],
    ["employeeNumber eq 007", compare("employeeNumber", "007")],
    ["displayName sw CRM us", compare("displayName", "CRM us", "sw")],
    ["meta.lastModified gt 2026-01-01T00:00:00Z", compare("meta.lastModified", "2026-01-01T00:00:00Z", "gt")],
    [
      "urn:ietf:params:scim:schemas:core:2.0:User:userName eq ada b",
      compare("urn:ietf:params:scim:schemas:core:2.0:User:userName", "ada b"),
    ],
    [
      "userName eq ada and active eq true",
      { kind: "and", filters: [compare("userName", "ada"), compare("active", true)] },
    ],
    [
      '(userName eq ada) or (userName eq "bob")',
      { kind: "or", filters: [compare("userName", "ada"), compare("userName", "bob")] },
    ],
    ["not (userName eq ada)", { kind: "not", filter: compare("userName", "ada") }],
    [
      "emails[type eq work].value eq ada@x",
      {
        kind: "valuePath",
        path: "emails",
        filter: { kind: "and", filters: [compare("type", "work"), compare("value", "ada@x")] },
      },
    ],
  ])("is read: %s", (text, filter) => {
    expect(parseFilter(text, TOLERANT)).toEqual(filter);
    expect(() => parseFilter(text, STRICT)).toThrow(expect.objectContaining({ code: "invalidFilter" }));
  });

  it.each([
    "userName eq",
    "userName eq 'ada'",
    'userName eq "ada',
    'userName eq ada"x',
    'userName eq "ada" b',
    "userName eq ada and",
    "userName eq ada and userName ed bob and active eq true",
    "displayName eq CRM users and active eq true",
    "displayName eq CRM users or not (active eq true)",
    "userName regex ada",
    "userName ada",
    "userName eq [ada]",
    "na!me eq ada",
    "x eq 1e999",
    "userName eq a\0b",
    "userName eq \ud800",
  ])("is not guessed where something else may be meant: %j", (text) => {
    expect(() => parseFilter(text, TOLERANT)).toThrow(expect.objectContaining({ code: "invalidFilter" }));
  });

  it("is read in the path of a PATCH, to the next bracket", () => {
    const read = { path: "emails", filter: compare("type", "work"), subAttribute: "value" };
    expect(parsePatchPath("emails[type eq work].value", TOLERANT)).toEqual(read);
    expect(() => parsePatchPath("emails[type eq work].value", STRICT)).toThrow(
      expect.objectContaining({ code: "invalidFilter" }),
    );
  });

  it("changes the meaning of no filter that strict connections may send", () => {
    fc.assert(
      fc.property(userFilters, (filter) => {
        const text = printFilter(filter);
        expect(parseFilter(text, TOLERANT)).toEqual(parseFilter(text, STRICT));
      }),
      { numRuns: runs(100, 500) },
    );
  });

  it("reads what strict reads alike, out of any pieces of filters", () => {
    const piece = fc.constantFrom(
      ...'userName|eq|ne|pr|and|or|not|(|)|[|]|"a b"|""|true|null|12|1.5|ada|emails|.value|\'x\'|"'.split(
        "|",
      ),
    );
    let valid = 0;
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 9 }), fc.constantFrom(" ", "  ", ""), (pieces, blank) => {
        const text = pieces.join(blank);
        let strict: unknown;
        try {
          strict = parseFilter(text, { ...STRICT, filterBehindValuePath: true });
        } catch {
          return;
        }
        valid += 1;
        expect(parseFilter(text, TOLERANT)).toEqual(strict);
      }),
      { numRuns: runs(4000, 20_000) },
    );
    expect(valid).toBeGreaterThan(runs(0, 10));
  });
});
