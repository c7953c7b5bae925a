import {
  compileFilter,
  compileMemberFilter,
  type FilterTarget,
} from "../../../../src/directory/search/filter-sql.js";
import { compileSort, compileSortKey } from "../../../../src/directory/search/sort-sql.js";
import { MAX_FILTER_TERMS } from "../../../../src/schema/filter/limits.js";
import { parseFilter } from "../../../../src/schema/filter/parse.js";
import { groupSchema, userSchema } from "../../../../src/schema/resource-schemas.js";

const users: FilterTarget = {
  schema: userSchema,
  dialect: "sqlite",
  tenantId: "t",
  connectionId: "c",
  visibility: "all",
  unknownAttribute: "refuse",
};
const groups: FilterTarget = { ...users, schema: groupSchema };

describe("compileFilter", () => {
  it.each([
    ['userName eq "Bob"', "users.user_name_key = ?", ["bob"]],
    [
      'emails[type eq "work" and value eq "X"]',
      `(users.id in (select attribute_values.resource_id from attribute_values
      where attribute_values.tenant_id = ? and attribute_values.attribute = ? and attribute_values.value = ?)` +
        ` and exists (select 1 from json_each((users.search -> 'emails')) as e where ` +
        `((e.value ->> 'type') = ? and (e.value ->> 'value') = ?)))`,
      ["t", "emails.value", "x", "work", "x"],
    ],
    ["not (active eq true)", "not coalesce((users.active = ?), false)", [1]],
  ])("compiles %s", (text, sql, bindings) => {
    expect(compileFilter(parseFilter(text), users)).toEqual({ sql, bindings });
  });

  it("keeps every text of the client in the bindings", () => {
    const marks = ["'; drop table users; --", 'x" y', "100%", "?"];
    const paths = [
      "userName",
      "id",
      "externalId",
      "nickName",
      "emails.value",
      "ims.value",
      "groups.display",
      "schemas",
    ];
    const terms = paths.flatMap((path) =>
      marks.flatMap((mark) =>
        ["eq", "ne", "co", "sw", "ew", "gt"].map((op) => `${path} ${op} ${JSON.stringify(mark)}`),
      ),
    );

    for (const term of terms) {
      const { sql, bindings } = compileFilter(parseFilter(term), users);
      expect(sql).not.toMatch(/drop|%|x" y/);
      expect(sql.split("?").length - 1).toBe(bindings.length);
    }
  });

  it("stays below the databases' limits of bindings at the limit of comparisons", () => {
    const longest = Array(MAX_FILTER_TERMS).fill('groups[value eq "X"]').join(" and ");

    expect(compileFilter(parseFilter(longest), users).bindings.length).toBeLessThan(32_766);
  });

  it.each([
    ['nope eq "x"', "'nope' is not an attribute of User."],
    ["name.nope pr", "'name.nope' is not an attribute of User."],
    ['members eq "x"', "'members' is not an attribute of User."],
    ['urn:x:y:userName eq "x"', "'urn:x:y:userName' is not an attribute of User."],
    ['nope[a eq "x"]', "'nope' is not an attribute of User."],
    ['emails[nope eq "x"]', "'emails' has no sub-attribute 'nope'."],
    ['password eq "x"', "'password' cannot be filtered on."],
    ["password pr", "'password' cannot be filtered on."],
    [
      "temporaryPassword.mailTo pr",
      "'urn:ietf:params:scim:schemas:extension:crm:2.0:User:temporaryPassword' cannot be filtered on.",
    ],
    ['name eq "x"', "'name' has sub-attributes: compare one of them, such as 'name.formatted'."],
    ['addresses co "x"', "'addresses' has sub-attributes"],
    ["active gt true", "The operator gt does not apply to 'active', which is of type boolean."],
    ['x509Certificates.value lt "aGk="', "The operator lt does not apply to 'x509Certificates.value'"],
    [
      'meta.created co "2026"',
      "The operator co does not apply to 'meta.created', which is of type dateTime.",
    ],
    ['meta.created gt "yesterday"', "'meta.created' cannot be compared with 'yesterday'"],
    ["userName eq 12", `'userName' cannot be compared with 12: its type string takes a string: write "12"`],
    ["userName gt null", "'userName' can be compared with null by eq and ne, not by gt."],
    ['meta.version gt "W/\\"1\\""', "'meta.version' can be compared by eq and ne only, not by gt."],
    ['meta.location sw "https://x"', "'meta.location' can be compared with a URI by eq and ne only"],
    ['manager.$ref co "x"', "'manager.$ref' can be compared with a URI by eq and ne only"],
    ["groups[$ref eq 1]", "'$ref' can be compared with a URI by eq and ne only"],
    [
      'title[value eq "x"]',
      "'title' cannot have a condition in brackets: it is neither complex nor multi-valued.",
    ],
    ['name.givenName[value eq "x"]', "'name.givenName' cannot have a condition in brackets"],
  ])("refuses %s", (text, message) => {
    expect(() => compileFilter(parseFilter(text), users)).toThrow(
      expect.objectContaining({ code: "invalidFilter", message: expect.stringContaining(message) }),
    );
  });

  describe("for a query over all resource types", () => {
    const root: FilterTarget = { ...users, unknownAttribute: "unassigned" };

    it.each([
      ['members eq "x"', "false"],
      ["members pr", "false"],
      ['members[value eq "x"]', "false"],
      ['members ne "x"', "true"],
      ["members ne null", "false"],
      ["members eq null", "not coalesce((false), false)"],
      [
        'emails[nope eq "x"]',
        "exists (select 1 from json_each((users.search -> 'emails')) as e where false)",
      ],
    ])("takes what the type lacks as unassigned: %s [RFC 7644 §3.4.2.1]", (text, sql) => {
      expect(compileFilter(parseFilter(text), root).sql).toBe(sql);
    });

    it("refuses the password all the same", () => {
      expect(() => compileFilter(parseFilter("password pr"), root)).toThrow("cannot be filtered on");
    });
  });
});

describe("compileMemberFilter", () => {
  it("compiles a condition on rows of group_members", () => {
    expect(compileMemberFilter(parseFilter('type eq "Group" and not (value eq "A")'), groups)).toEqual({
      sql: "(lower(group_members.member_type) = ? and not coalesce((group_members.member_id in (?, ?)), false))",
      bindings: ["group", "A", "a"],
    });
  });

  it.each(['nope eq "x"', 'members[value eq "x"]', 'emails[value eq "x"]'])("refuses %s", (text) => {
    expect(() => compileMemberFilter(parseFilter(text), groups)).toThrow(
      expect.objectContaining({ code: "invalidFilter" }),
    );
  });
});

describe("compileSort", () => {
  it.each([
    [undefined, "ascending", "users.id"],
    ["userName", "ascending", "users.user_name_key asc nulls last, users.id"],
    ["TITLE", "descending", "users.title_key desc nulls first, users.id"],
    ["name", "ascending", "(users.search ->> 'name.formatted') asc nulls last, users.id"],
    ["emails", "ascending", "(((users.search -> 'emails') -> 0) ->> 'value') asc nulls last, users.id"],
    ["meta.created", "descending", "users.created_at desc nulls first, users.id"],
    ["meta.location", "ascending", "users.id asc nulls last, users.id"],
    ["meta.resourceType", "ascending", "users.id"],
  ] as const)("compiles %s %s", (sortBy, order, sql) => {
    expect(compileSort(sortBy, order, users).sql).toBe(sql);
  });

  it.each(["nope", "name.nope", "password", "meta", "licenses", "licenses.disabledPlans", "members", ""])(
    "refuses to sort users by %p",
    (sortBy) => {
      expect(() => compileSort(sortBy, "ascending", users)).toThrow(
        expect.objectContaining({
          code: "invalidValue",
          message: expect.stringContaining(`sortBy '${sortBy}'`),
        }),
      );
    },
  );

  it("has nothing to sort by where the resource type lacks the attribute", () => {
    const root: FilterTarget = { ...users, unknownAttribute: "unassigned" };

    expect(compileSort("members", "ascending", root).sql).toBe("users.id");
    expect(compileSortKey("members", root).sql).toBe("null");
  });
});
