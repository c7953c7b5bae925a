import fc from "fast-check";
import { asciiName, proposeUserName } from "../../../../src/directory/users/user-names.js";

const RULE = { pattern: "{given}.{family}@{domain}", domain: "contoso.com" };

const named = (givenName?: string, familyName?: string) => ({
  name: { ...(givenName !== undefined && { givenName }), ...(familyName !== undefined && { familyName }) },
});

describe("asciiName", () => {
  it.each([
    ["Zoë", "zoe"],
    ["Groß", "gross"],
    ["GROẞ", "gross"],
    ["Søren Ærø", "sorenaero"],
    ["Łukasz", "lukasz"],
    ["Đorđe", "dorde"],
    ["Þór", "thor"],
    ["İpek Işık", "ipekisik"],
    ["O'Brien", "obrien"],
    ["Anne-Marie", "anne-marie"],
    ["Nguyễn", "nguyen"],
    ["Ａｎｎ", "ann"],
    ["ﬁnn", "finn"],
    ["-ann-", "ann"],
    ["李雷", ""],
    ["Иван", ""],
    ["🦊", ""],
  ])("writes %s as %s", (name, expected) => {
    expect(asciiName(name)).toBe(expected);
  });

  it("holds nothing but small letters, digits and hyphens, whatever the name", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (name) => {
        expect(asciiName(name)).toMatch(/^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)?$/);
      }),
    );
  });
});

describe("proposeUserName", () => {
  it.each([
    ["the pattern", RULE.pattern, named("Ann", "Lee"), "ann.lee@contoso.com"],
    ["an initial", "{initial}{family}@{domain}", named("Ann", "Lee"), "alee@contoso.com"],
    ["family first", "{family}_{given}", named("Ann", "Lee"), "lee_ann"],
    ["one name alone", RULE.pattern, named(undefined, "Lee"), "lee@contoso.com"],
    ["one name alone, the other way", RULE.pattern, named("Ann"), "ann@contoso.com"],
    ["no initial of one name", "{initial}{family}@{domain}", named("Madonna"), "madonna@contoso.com"],
    ["one letter where that is the pattern", "{initial}@{domain}", named("Ann", "Lee"), "a@contoso.com"],
    ["the display name", RULE.pattern, { displayName: "Ann van der Lee" }, "ann.vanderlee@contoso.com"],
    [
      "the display name where the names have no Latin letter",
      RULE.pattern,
      { ...named("雷", "李"), displayName: "Li Lei" },
      "li.lei@contoso.com",
    ],
    ["the mail address", RULE.pattern, { emails: [{ value: "ann.lee+crm@x.org" }] }, "ann.lee@contoso.com"],
    ["`user` where there is no letter at all", RULE.pattern, named("雷", "李"), "user@contoso.com"],
    ["`user` where there is no name at all", RULE.pattern, {}, "user@contoso.com"],
  ])("takes %s", (_, pattern, user, expected) => {
    expect(proposeUserName({ ...RULE, pattern }, user, 1)).toBe(expected);
  });

  it("puts a number before the @", () => {
    expect(proposeUserName(RULE, named("Ann", "Lee"), 2)).toBe("ann.lee2@contoso.com");
    expect(proposeUserName({ ...RULE, pattern: "{given}" }, named("Ann", "Lee"), 12)).toBe("ann12");
  });

  it("keeps to 64 characters before the @, number included", () => {
    const name = proposeUserName(RULE, named("a".repeat(80), "b"), 1234);

    expect(name).toBe(`${"a".repeat(60)}1234@contoso.com`);
  });

  it("proposes another name for each number, and always one that is an address", () => {
    const names = fc.option(fc.string({ unit: "grapheme", maxLength: 90 }), { nil: undefined });
    fc.assert(
      fc.property(names, names, (given, family) => {
        const proposals = [1, 2, 3, 10, 999].map((n) => proposeUserName(RULE, named(given, family), n));
        expect(new Set(proposals).size).toBe(5);
        for (const one of proposals) expect(one).toMatch(/^[a-z0-9][a-z0-9.-]{0,63}@contoso\.com$/);
      }),
    );
  });
});
