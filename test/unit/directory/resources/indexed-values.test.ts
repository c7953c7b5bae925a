import { indexKey } from "../../../../src/db/index-key.js";
import {
  groupKeyColumns,
  indexedValues,
  userKeyColumns,
} from "../../../../src/directory/resources/indexed-values.js";
import { groupSchema, userSchema } from "../../../../src/schema/resource-schemas.js";

const enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const crmUser = "urn:ietf:params:scim:schemas:extension:crm:2.0:User";
const crmGroup = "urn:ietf:params:scim:schemas:extension:crm:2.0:Group";

describe("userKeyColumns", () => {
  it("folds the columns that filters seek by", () => {
    const columns = userKeyColumns({
      userName: "Anna@Example.COM",
      displayName: "ANNA Ö",
      name: { familyName: "Öz", givenName: "Anna" },
      title: "Vice President",
      active: false,
    });

    expect(columns).toEqual({
      user_name_key: "anna@example.com",
      display_name_key: "anna ö",
      family_name_key: "öz",
      given_name_key: "anna",
      title_key: "vice president",
      active: 0,
    });
  });

  it("leaves unassigned attributes null; active has no default", () => {
    expect(userKeyColumns({ userName: "a" })).toEqual({
      user_name_key: "a",
      display_name_key: null,
      family_name_key: null,
      given_name_key: null,
      title_key: null,
      active: null,
    });
  });

  it("shortens a long text to its index key", () => {
    const title = "T".repeat(1000);

    expect(userKeyColumns({ userName: "a", title }).title_key).toBe(indexKey("t".repeat(1000)));
  });
});

describe("groupKeyColumns", () => {
  it("folds the name", () => {
    expect(groupKeyColumns({ displayName: "Sales TEAM" })).toEqual({ display_name_key: "sales team" });
  });
});

describe("indexedValues", () => {
  it("lists each folded value of the core attributes that are sought, once", () => {
    const values = indexedValues(userSchema, {
      userName: "a",
      nickName: "not indexed",
      emails: [
        { value: "A@example.com", type: "work" },
        { value: "a@EXAMPLE.com", type: "home" },
        { type: "other", display: "no value" },
      ],
      phoneNumbers: [{ value: "+49 1" }],
      roles: [{ value: "Admin", type: "x" }],
      entitlements: [{ value: "E5" }],
      ims: [{ value: "not indexed" }],
    });

    expect(values).toEqual([
      { attribute: "emails.value", value: "a@example.com" },
      { attribute: "phonenumbers.value", value: "+49 1" },
      { attribute: "entitlements.value", value: "e5" },
      { attribute: "roles.value", value: "admin" },
    ]);
  });

  it("lists the texts of the extensions, those inside complex values too", () => {
    const values = indexedValues(userSchema, {
      userName: "a",
      [enterprise]: { department: "Sales", manager: { value: "ID-1", $ref: "https://x/Users/ID-1" } },
      [crmUser]: {
        administratorRoles: ["global", "billing"],
        licenses: [{ skuId: "S1", skuPartNumber: "P1", disabledPlans: ["A", "B"], primary: true }],
        sendInvitation: true,
      },
    });

    expect(values.map(({ attribute, value }) => `${attribute.split(":").at(-1)} ${value}`).sort()).toEqual([
      "administratorroles billing",
      "administratorroles global",
      "department sales",
      "licenses.disabledplans a",
      "licenses.disabledplans b",
      "licenses.skuid s1",
      "licenses.skupartnumber p1",
      "manager.value id-1",
    ]);
  });

  it("lists the texts of a group's extension", () => {
    const values = indexedValues(groupSchema, { displayName: "G", [crmGroup]: { businessUnit: "North" } });

    expect(values).toEqual([{ attribute: `${crmGroup.toLowerCase()}:businessunit`, value: "north" }]);
  });
});
