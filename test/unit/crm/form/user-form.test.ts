import { defaultMapping, parseMapping } from "../../../../src/crm/form/mapping.js";
import { formatAddress, formRows, toUserForm } from "../../../../src/crm/form/user-form.js";
import type { Resource } from "../../../../src/schema/model.js";
import { userSchema } from "../../../../src/schema/resource-schemas.js";

const mapping = defaultMapping(userSchema);

/** The user of the examples: a value for every row of the form. */
const ada = {
  userName: "ada@contoso.com",
  name: { givenName: "Ada", familyName: "Byron" },
  displayName: "Countess",
  title: "Analyst",
  emails: [{ value: "ada@contoso.com", type: "work", primary: true }],
  phoneNumbers: [
    { type: "work", value: "+44 1" },
    { type: "mobile", value: "+44 2" },
    { type: "fax", value: "+44 3" },
  ],
  addresses: [
    {
      type: "work",
      streetAddress: "1 Row",
      locality: "London",
      region: "Greater London",
      postalCode: "N1",
      country: "GB",
    },
  ],
} satisfies Resource;

function formOf(resource: Resource) {
  return toUserForm("u1", resource, mapping);
}

/** Whoever has nothing but a userName that is an address, and these attributes. */
function formWith(attributes: Resource) {
  return formOf({ userName: "ada@contoso.com", ...attributes });
}

describe("toUserForm", () => {
  it("projects the golden user in the shape of the design", () => {
    expect(formOf(ada)).toEqual({
      id: "u1",
      userId: "u1",
      fields: {
        userName: "ada@contoso.com",
        fullName: "Ada Byron",
        title: "Analyst",
        primaryEmail: "ada@contoso.com",
        mainPhone: "+44 1",
        mobilePhone: "+44 2",
        fax: "+44 3",
        address: { street: "1 Row", city: "London", stateOrProvince: "Greater London", country: "GB" },
      },
      columns: {
        domainname: "ada@contoso.com",
        firstname: "Ada",
        middlename: null,
        lastname: "Byron",
        title: "Analyst",
        internalemailaddress: "ada@contoso.com",
        address1_telephone1: "+44 1",
        mobilephone: "+44 2",
        address1_fax: "+44 3",
        address1_line1: "1 Row",
        address1_city: "London",
        address1_stateorprovince: "Greater London",
        address1_postalcode: "N1",
        address1_country: "GB",
        employeeid: null,
      },
      problems: [],
    });
  });

  it("never sends fullname, which the platform computes, and nothing outside the table [R020]", () => {
    const names = Object.keys(formOf({ ...ada, nickName: "Ada", userType: "x" }).columns);

    expect(names).not.toContain("fullname");
    expect(formRows.map((row): string => row.column)).toEqual(expect.arrayContaining(names));
  });

  it("shows a rename under the same id [R022]", () => {
    const { id, fields, columns } = formOf({ ...ada, userName: "ada.king@contoso.com" });

    expect([id, fields.userName, columns["domainname"]]).toEqual([
      "u1",
      "ada.king@contoso.com",
      "ada.king@contoso.com",
    ]);
  });

  it("puts the title into title, not into jobtitle [R024]", () => {
    const { columns } = formWith({ title: "Analyst" });

    expect(columns).toMatchObject({ title: "Analyst" });
    expect(columns).not.toHaveProperty("jobtitle");
  });

  it.each([["ada"], ["ada byron@contoso.com"], ["@contoso.com"], [`${"a".repeat(100)}@contoso.com`]])(
    "keeps the old e-mail, with a problem, when userName %j cannot serve [R034]",
    (userName) => {
      const form = formOf({ userName });

      expect(form.fields.primaryEmail).toBeNull();
      expect(form.columns).not.toHaveProperty("internalemailaddress");
      expect(form.problems).toEqual([
        expect.objectContaining({ code: "EMAIL_REQUIRED", field: "primaryEmail" }),
      ]);
    },
  );

  it("keeps the old User Name, with a problem, when a mapping finds none [R034]", () => {
    const byTitle = parseMapping({ rows: { userName: { source: "title" } } }, userSchema);
    const form = toUserForm("u1", { userName: "ada@contoso.com" }, byTitle);

    expect(form.columns).not.toHaveProperty("domainname");
    expect(form.problems).toEqual([
      expect.objectContaining({ code: "USER_NAME_REQUIRED", attribute: "title" }),
    ]);
  });

  it.each(["GB", "United Kingdom"])("does not translate the country %s [R032]", (country) => {
    expect(formWith({ addresses: [{ type: "work", country }] }).columns["address1_country"]).toBe(country);
  });

  it("keeps the line breaks of a street in its one column by default [R029]", () => {
    const form = formWith({ addresses: [{ type: "work", streetAddress: "Hall\n1 Row\nEast" }] });

    expect([form.fields.address.street, form.columns["address1_line1"]]).toEqual([
      "Hall\n1 Row\nEast",
      "Hall\n1 Row\nEast",
    ]);
    expect(form.columns).not.toHaveProperty("address1_line2");
  });

  it.each<[string, string, (string | null)[]]>([
    ["one line", "1 Row", ["1 Row", null, null]],
    ["two line breaks", "Hall\r\n1 Row\nEast", ["Hall", "1 Row", "East"]],
    ["an empty line", "Hall\n\n1 Row", ["Hall", "1 Row", null]],
    ["more lines than columns", "a\nb\nc\nd", ["a", "b", "c\nd"]],
  ])("splits a street of %s when asked [R029]", (_what, streetAddress, lines) => {
    const split = parseMapping({ streetLines: "split" }, userSchema);
    const { fields, columns } = toUserForm(
      "u1",
      { ...ada, addresses: [{ type: "work", streetAddress }] },
      split,
    );

    expect(fields.address.street).toBe(streetAddress);
    expect([columns["address1_line1"], columns["address1_line2"], columns["address1_line3"]]).toEqual(lines);
  });

  it("clears the columns of a removed value, and only those [R034]", () => {
    const withoutFax = { ...ada, phoneNumbers: ada.phoneNumbers.filter(({ type }) => type !== "fax") };

    expect(formOf(withoutFax).columns).toEqual({ ...formOf(ada).columns, address1_fax: null });
    expect(formOf(withoutFax).fields.fax).toBeNull();
  });

  it("maps the postal code, the middle name and the employee number, and no department [R037]", () => {
    const { columns } = formWith({
      name: { middleName: "Augusta" },
      addresses: [{ type: "work", postalCode: "N1" }],
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {
        employeeNumber: "701",
        department: "Tours",
      },
    });

    expect(columns).toMatchObject({ middlename: "Augusta", address1_postalcode: "N1", employeeid: "701" });
    expect(Object.values(columns)).not.toContain("Tours");
  });

  it("shows a value that is too long among the problems and leaves its column out [R035, R038]", () => {
    const title = "t".repeat(140);
    const form = formWith({ title });

    expect(form.fields.title).toBe(title);
    expect(form.columns).not.toHaveProperty("title");
    expect(form.problems).toEqual([
      {
        code: "TOO_LONG",
        field: "title",
        attribute: "title",
        detail: "TOO_LONG: title 140 > 128 (Title)",
        length: 140,
        limit: 128,
      },
    ]);
  });
});

describe("formatAddress", () => {
  it("shows the four parts in one field [R033]", () => {
    expect(formatAddress(formOf(ada).fields.address)).toBe("1 Row\nLondon\nGreater London\nGB");
  });

  it("leaves no blank line for an empty part [R033]", () => {
    const address = { street: null, city: "London", stateOrProvince: null, country: "GB" };

    expect(formatAddress(address)).toBe("London\nGB");
  });

  it("is empty without parts", () => {
    expect(formatAddress(formOf({ userName: "ada" }).fields.address)).toBe("");
  });
});
