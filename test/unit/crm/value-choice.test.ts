import { defaultMapping } from "../../../src/crm/form/mapping.js";
import { toUserForm } from "../../../src/crm/form/user-form.js";
import type { Resource } from "../../../src/schema/model.js";
import { userSchema } from "../../../src/schema/resource-schemas.js";

const mapping = defaultMapping(userSchema);

/** Whoever has nothing but a userName that is an address, and these attributes. */
function formWith(attributes: Resource) {
  return toUserForm("u1", { userName: "ada@contoso.com", ...attributes }, mapping);
}

describe("the value that toUserForm chooses", () => {
  it.each<[string, Resource, string | null, string, string]>([
    [
      "given and family name",
      { name: { givenName: "Ada", familyName: "Byron" } },
      "Ada Byron",
      "Ada",
      "Byron",
    ],
    ["only a family name", { name: { familyName: "Byron" } }, "Byron", "#", "Byron"],
    ["only a given name", { name: { givenName: "Ada" } }, "Ada", "Ada", "#"],
    ["given name and displayName", { name: { givenName: "Ada" }, displayName: "C" }, "Ada", "Ada", "C"],
    ["family name and displayName", { name: { familyName: "B" }, displayName: "C" }, "B", "#", "B"],
    ["only displayName", { displayName: "Countess" }, "Countess", "#", "Countess"],
    ["no name at all", {}, null, "#", "#"],
    [
      "spaces around",
      { name: { givenName: " Ada ", familyName: " Byron " } },
      "Ada Byron",
      " Ada ",
      " Byron ",
    ],
    ["a blank given name", { name: { givenName: "  ", familyName: "Byron" } }, "Byron", "#", "Byron"],
    ["a formatted name too", { name: { formatted: "Dr B", familyName: "Byron" } }, "Byron", "#", "Byron"],
  ])("makes the Full Name of %s [R023]", (_what, attributes, fullName, firstName, lastName) => {
    const { fields, columns } = formWith(attributes);

    expect([fields.fullName, columns["firstname"], columns["lastname"]]).toEqual([
      fullName,
      firstName,
      lastName,
    ]);
  });

  it.each<[string, Resource[], string]>([
    [
      "the primary address before a work address",
      [
        { value: "w@x", type: "work" },
        { value: "p@x", primary: true },
      ],
      "p@x",
    ],
    [
      "a work address before the first",
      [
        { value: "h@x", type: "home" },
        { value: "w@x", type: "WORK" },
      ],
      "w@x",
    ],
    [
      "the first of several work addresses",
      [
        { value: "a@x", type: "work" },
        { value: "b@x", type: "work" },
      ],
      "a@x",
    ],
    ["the first when none is primary or work", [{ value: "h@x", type: "home" }, { value: "o@x" }], "h@x"],
    ["the next when the primary one is empty", [{ type: "work", primary: true }, { value: "o@x" }], "o@x"],
    ["a value that is no address, as it is", [{ value: "ada at home" }], "ada at home"],
    ["userName, when it is an address", [], "ada@contoso.com"],
  ])("takes as Primary Email %s [R025]", (_what, emails, expected) => {
    expect(formWith({ emails }).fields.primaryEmail).toBe(expected);
  });

  it.each<["work" | "mobile" | "fax", "mainPhone" | "mobilePhone" | "fax", string, string]>([
    ["work", "mainPhone", "address1_telephone1", "R026"],
    ["mobile", "mobilePhone", "mobilephone", "R027"],
    ["fax", "fax", "address1_fax", "R028"],
  ])("maps the %s number to %s and %s [%s]", (type, field, column) => {
    const form = formWith({
      phoneNumbers: [
        { type: "home", value: "0" },
        { type, value: "+44 1" },
      ],
    });

    expect([form.fields[field], form.columns[column]]).toEqual(["+44 1", "+44 1"]);
    expect(Object.values(form.columns)).not.toContain("0");
  });

  it.each<[string, Resource[], string | null]>([
    [
      "the primary one",
      [
        { type: "work", value: "1" },
        { type: "work", value: "2", primary: true },
      ],
      "2",
    ],
    [
      "the first when none is primary",
      [
        { type: "work", value: "1" },
        { type: "work", value: "2" },
      ],
      "1",
    ],
    ["a type in capitals", [{ type: "Work", value: "1" }], "1"],
    [
      "the one with a value",
      [
        { type: "work", primary: true },
        { type: "work", value: "2" },
      ],
      "2",
    ],
    ["none of another type, primary or not", [{ type: "home", value: "1", primary: true }], null],
    ["one without a type where no other is for work", [{ type: "home", value: "0" }, { value: "1" }], "1"],
    [
      "one for work before one without a type",
      [
        { value: "0", primary: true },
        { type: "work", value: "1" },
      ],
      "1",
    ],
    ["the primary one without a type", [{ value: "0" }, { value: "1", primary: true }], "1"],
  ])("takes of several phone numbers %s [R036]", (_what, phoneNumbers, expected) => {
    const { fields, problems } = formWith({ phoneNumbers });

    expect([fields.mainPhone, fields.mobilePhone, fields.fax, problems]).toEqual([expected, null, null, []]);
  });

  it("takes an address without a type where none is for work, and mixes it with no other [R029–R032, R036]", () => {
    const untyped = { streetAddress: "1 Row", locality: "London", region: "Greater London", country: "GB" };
    const whole = { street: "1 Row", city: "London", stateOrProvince: "Greater London", country: "GB" };
    const homeIsNo = formWith({
      addresses: [
        { type: "home", locality: "Bath" },
        { ...untyped, postalCode: "N1" },
      ],
    });
    const worksIsAll = formWith({ addresses: [untyped, { type: "work", locality: "Turin" }] });

    expect([homeIsNo.fields.address, homeIsNo.columns["address1_postalcode"]]).toEqual([whole, "N1"]);
    expect(worksIsAll.fields.address).toEqual({
      street: null,
      city: "Turin",
      stateOrProvince: null,
      country: null,
    });
    expect(worksIsAll.columns["address1_postalcode"]).toBeNull();
  });

  it("takes all parts of the address from the primary work address, and mixes none in [R029–R032, R036]", () => {
    const addresses = [
      { type: "work", streetAddress: "1 Row", locality: "London", country: "GB" },
      { type: "work", locality: "Turin", primary: true },
      { type: "home", streetAddress: "2 Row", region: "Kent" },
    ];

    expect(formWith({ addresses }).fields.address).toEqual({
      street: null,
      city: "Turin",
      stateOrProvince: null,
      country: null,
    });
  });
});
