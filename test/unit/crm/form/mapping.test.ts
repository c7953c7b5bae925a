import { parseMapping } from "../../../../src/crm/form/mapping.js";
import { type RowName, toUserForm } from "../../../../src/crm/form/user-form.js";
import type { AppError } from "../../../../src/errors.js";
import type { Resource } from "../../../../src/schema/model.js";
import { userSchema } from "../../../../src/schema/resource-schemas.js";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const CRM = "urn:ietf:params:scim:schemas:extension:crm:2.0:User";

const user: Resource = {
  userName: "ada@contoso.com",
  name: { givenName: "Ada", familyName: "Byron", honorificPrefix: "Lady" },
  displayName: "Countess",
  active: true,
  emails: [
    { value: "ada@contoso.com", type: "work" },
    { value: "ada@home.example", type: "home" },
  ],
  phoneNumbers: [{ type: "other", value: "+44 9" }],
  [ENTERPRISE]: { department: "Engines", manager: { value: "m1" } },
  [CRM]: { usageLocation: "GB" },
};

/** The form under a mapping that changes one row. */
function formWith(name: RowName, sources: unknown) {
  return toUserForm("u1", user, parseMapping({ rows: { [name]: sources } }, userSchema));
}

describe("parseMapping", () => {
  it.each<[string, unknown, string | null]>([
    ["a simple attribute", { source: "displayName" }, "Countess"],
    ["a path in another case", { source: "DISPLAYNAME" }, "Countess"],
    ["a sub-attribute", { source: "name.honorificPrefix" }, "Lady"],
    [
      "a path with the core URN",
      { source: "urn:ietf:params:scim:schemas:core:2.0:User:displayName" },
      "Countess",
    ],
    ["an attribute of the enterprise extension", { source: `${ENTERPRISE}:department` }, "Engines"],
    ["an attribute of the CRM extension", { source: `${CRM}:usageLocation` }, "GB"],
    ["the value of a complex attribute", { source: `${ENTERPRISE}:manager` }, "m1"],
    ["the first value of a list", { source: "emails" }, "ada@contoso.com"],
    ["a condition", { source: 'emails[type eq "HOME"].value' }, "ada@home.example"],
    ["a condition without sub-attribute", { source: 'emails[type eq "home"]' }, "ada@home.example"],
    [
      "a longer condition",
      { source: 'emails[not (type eq "work") and value ew ".example"].value' },
      "ada@home.example",
    ],
    ["a truth value", { source: "active" }, "true"],
    ["a source without a value", { source: "title" }, null],
    [
      "the first fallback that has a value",
      { source: "title", fallbacks: ["nickName", "displayName"] },
      "Countess",
    ],
    ["fallbacks alone", { fallbacks: ["title", "displayName"] }, "Countess"],
    ["a constant", { constant: "Analyst" }, "Analyst"],
    ["a constant behind a source", { source: "displayName", constant: "Analyst" }, "Countess"],
    ["a constant in place of a value", { source: "title", constant: "Analyst" }, "Analyst"],
    [
      "joined parts",
      { join: { paths: ["name.familyName", "name.givenName"], separator: ", " } },
      "Byron, Ada",
    ],
    ["joined parts with a space", { join: { paths: ["name.givenName", "name.familyName"] } }, "Ada Byron"],
    [
      "joined parts of which one is missing",
      { join: { paths: ["name.middleName", "name.familyName"], separator: "-" } },
      "Byron",
    ],
    [
      "a fallback of joined parts",
      { join: { paths: ["title", "nickName"] }, fallbacks: ["displayName"] },
      "Countess",
    ],
  ])("reads %s", (_what, sources, expected) => {
    expect(formWith("title", sources).fields.title).toBe(expected);
  });

  it("keeps the default of every row that the file does not name", () => {
    const { title: _title, ...others } = formWith("title", { constant: "Analyst" }).fields;
    const { title: _default, ...expected } = toUserForm("u1", user, parseMapping({}, userSchema)).fields;

    expect(others).toEqual(expected);
  });

  it.each(["middleName", "postalCode", "employeeNumber"] as const)("switches %s off [R037]", (name) => {
    const all = Object.keys(toUserForm("u1", user, parseMapping({}, userSchema)).columns);

    expect(Object.keys(formWith(name, null).columns)).toHaveLength(all.length - 1);
  });

  it("takes an e-mail address from another attribute, but nothing that is none", () => {
    expect(formWith("primaryEmail", { source: "userName" }).fields.primaryEmail).toBe("ada@contoso.com");
    expect(formWith("primaryEmail", { source: "displayName" }).fields.primaryEmail).toBeNull();
    expect(
      formWith("primaryEmail", { join: { paths: ["name.givenName", "title"] } }).fields.primaryEmail,
    ).toBeNull();
  });
});

/** A mapping file that changes one row. */
const title = (sources: unknown) => ({ rows: { title: sources } });

/** What parseMapping says of a mistake. */
function refusalOf(json: unknown): Partial<AppError> {
  try {
    parseMapping(json, userSchema);
    return {};
  } catch (error) {
    return error as AppError;
  }
}

describe("parseMapping on a file with a mistake", () => {
  it.each<[string, unknown, string[]]>([
    ["no object", [], ["the file", "[]", "rows, streetLines"]],
    ["null", null, ["the file", "null", "rows, streetLines"]],
    ["an unknown member", { row: {} }, ['"row" is unknown', "rows, streetLines"]],
    ["an unknown streetLines", { streetLines: "cut" }, ["streetLines", '"cut"', '"joined", "split"']],
    ["rows that are no object", { rows: [] }, ["rows: []", "userName, fullName"]],
    ["an unknown row", { rows: { jobTitle: {} } }, ['"jobTitle" is unknown', "title, primaryEmail"]],
    ["a row named __proto__", JSON.parse('{"rows":{"__proto__":{}}}'), ['"__proto__" is unknown']],
    ["a path in place of a row", title("displayName"), ['rows["title"]', '"displayName"', "source, join"]],
    ["a form row switched off", title(null), ['rows["title"]', "null"]],
    [
      "an unknown member of a row",
      title({ path: "title" }),
      ['"path" is unknown', "source, join, fallbacks, constant"],
    ],
    ["an empty row", title({}), ['rows["title"]', "gives no value", "source, join, fallbacks, constant"]],
    [
      "both source and join",
      title({ source: "title", join: { paths: ["title"] } }),
      ["both source and join"],
    ],
    ["a source that is a number", title({ source: 7 }), ['rows["title"].source', "7 is not a text"]],
    ["an empty source", title({ source: "" }), ['rows["title"].source', '"" is not a text']],
    ["fallbacks that are no list", title({ fallbacks: "title" }), ["fallbacks", '"title" is not a list']],
    ["an empty list of fallbacks", title({ fallbacks: [] }), ["fallbacks", "[] is not a list"]],
    [
      "a wrong fallback",
      title({ fallbacks: ["title", "titel"] }),
      ['fallbacks[1] "titel"', "userName, name"],
    ],
    [
      "a fallback that is no text",
      title({ fallbacks: ["title", null] }),
      ["fallbacks[1]", "null is not a text"],
    ],
    ["a constant that is no text", title({ constant: true }), ["constant", "true is not a text"]],
    ["a constant too long for the column", title({ constant: "t".repeat(129) }), ["constant", "129 > 128"]],
    ["a join without paths", title({ join: {} }), ["join.paths", "nothing is not a list"]],
    ["an unknown member of join", title({ join: { path: [] } }), ['"path" is unknown', "paths, separator"]],
    [
      "a separator that is no text",
      title({ join: { paths: ["title"], separator: 1 } }),
      ["separator", "1 is not a text"],
    ],
    [
      "a wrong path in join",
      title({ join: { paths: ["title", "titel"] } }),
      ["join.paths", "titel", "userName, name"],
    ],
    [
      "an unknown attribute",
      title({ source: "nme.givenName" }),
      ['"nme.givenName"', "a User", "userName, name", `${CRM}:…`],
    ],
    ["an unknown sub-attribute", title({ source: "name.first" }), ['"name.first"', "familyName, givenName"]],
    [
      "an unknown extension",
      title({ source: "urn:x:User:department" }),
      ["urn:x:User:department", `${ENTERPRISE}:…`],
    ],
    [
      "an unknown attribute of an extension",
      title({ source: `${ENTERPRISE}:dept` }),
      [`${ENTERPRISE}:dept`, "division, department"],
    ],
    ["an extension without attribute", title({ source: ENTERPRISE }), [ENTERPRISE, "division, department"]],
    [
      "a complex attribute without a value",
      title({ source: "addresses" }),
      ["name a sub-attribute", "locality, region"],
    ],
    [
      "an unknown sub-attribute behind brackets",
      title({ source: 'emails[type eq "work"].mail' }),
      ['"mail"', "value, display"],
    ],
    [
      "an unknown sub-attribute in brackets",
      title({ source: 'emails[kind eq "work"].value' }),
      ["kind", "value, display"],
    ],
    [
      "brackets at a single value",
      title({ source: 'name[givenName eq "Ada"].familyName' }),
      ["takes no brackets"],
    ],
    [
      "an operator that the type lacks",
      title({ source: "emails[primary co true].value" }),
      ["'co'", "primary"],
    ],
    ["brackets left open", title({ source: 'emails[type eq "work"' }), ["emails[type eq", "]"]],
    ["two paths in one", title({ source: "name givenName" }), ["name givenName", "position 6"]],
    ["a password", title({ source: "password" }), ["password"]],
    ["an id", title({ source: "id" }), ["id is nothing that clients write and read back"]],
    ["an externalId", title({ source: "externalId" }), ["externalId is nothing that clients write"]],
    ["the groups", title({ source: "groups.value" }), ["groups.value is nothing that clients write"]],
    [
      "a reference",
      title({ source: `${ENTERPRISE}:manager.$ref` }),
      ["manager.$ref is nothing that clients write"],
    ],
  ])("refuses %s, naming it and what is allowed", (_what, json, parts) => {
    const { code, message } = refusalOf(json);

    expect(code).toBe("invalidValue");
    for (const part of ["Mapping, ", ...parts]) expect(message).toContain(part);
  });
});

describe("a mapping file that takes parts of addresses", () => {
  const city = (addresses: Resource[]): string | null => {
    const rows = {
      "address.city": {
        source: 'addresses[type eq "home"].locality',
        fallbacks: ['addresses[type eq "home"].region', "addresses.locality"],
      },
    };
    return toUserForm("u", { userName: "ada", addresses }, parseMapping({ rows }, userSchema)).fields.address
      .city;
  };

  it("takes another part of the same address, and none of another one", () => {
    const work = { type: "work", locality: "Turin" };

    expect(city([work, { type: "home", region: "Kent" }])).toBe("Kent");
    expect(city([work, { type: "home", country: "GB" }])).toBeNull();
    expect(city([work])).toBe("Turin");
  });
});
