import { TOLERANT } from "../../../src/schema/behavior.js";
import { mergeResource } from "../../../src/schema/merge.js";
import type { Resource } from "../../../src/schema/model.js";
import { userSchema } from "../../../src/schema/resource-schemas.js";
import { CORE_USER, CRM_USER, ENTERPRISE } from "../../support/scim-client.js";

const STORED: Resource = {
  schemas: [CORE_USER, ENTERPRISE, CRM_USER],
  userName: "ann",
  name: { familyName: "Lee", givenName: "Ann" },
  title: "Lead",
  emails: [{ value: "a@example.com", type: "work" }],
  [ENTERPRISE]: { department: "Sales", manager: { value: "42" } },
  [CRM_USER]: { accessMode: "Read", licenses: [{ skuPartNumber: "CRM", status: "active" }] },
};

function merged(input: unknown): Resource {
  return mergeResource(userSchema, STORED, input, TOLERANT).resource;
}

describe("mergeResource", () => {
  it("leaves everything that is not named to the letter, what only the server may write included", () => {
    expect(merged({})).toEqual(STORED);
    expect(merged({ title: "Head" })).toEqual({ ...STORED, title: "Head" });
    expect(merged({ [CRM_USER]: { accessMode: "Read-Write" } })[CRM_USER]).toEqual({
      accessMode: "Read-Write",
      licenses: [{ skuPartNumber: "CRM", status: "active" }],
    });
  });

  it("merges an object by its parts, in any case, and replaces a list as a whole", () => {
    expect(merged({ NAME: { GIVENNAME: "Anna" } })["name"]).toEqual({ familyName: "Lee", givenName: "Anna" });
    expect(merged({ name: { givenName: null } })["name"]).toEqual({ familyName: "Lee" });
    expect(merged({ emails: [{ value: "b@example.com" }] })["emails"]).toEqual([{ value: "b@example.com" }]);
    expect(merged({ [`${ENTERPRISE}:department`]: "Field" })[ENTERPRISE]).toMatchObject({
      department: "Field",
      manager: { value: "42" },
    });
  });

  it("clears with null, an attribute or a whole extension, and says so in schemas", () => {
    const { title: _, ...rest } = STORED;
    expect(merged({ title: null })).toEqual(rest);
    expect(merged({ name: null })).not.toHaveProperty("name");
    const without = merged({ [ENTERPRISE]: null });
    expect(without).not.toHaveProperty([ENTERPRISE]);
    expect(without["schemas"]).toEqual([CORE_USER, CRM_USER]);
    expect(merged({ [ENTERPRISE.toUpperCase()]: { department: null } })[ENTERPRISE]).toEqual({
      manager: { value: "42" },
    });
  });

  it("takes no part of the stored resource for its own", () => {
    const before = structuredClone(STORED);
    merged({ name: { givenName: "Eve" }, emails: [], [CRM_USER]: { accessMode: null } });

    expect(STORED).toEqual(before);
  });

  it("is no way to what only the server may write", () => {
    expect(merged({ id: "7", meta: { version: "x" }, groups: [{ value: "1" }] })).toEqual(STORED);
  });
});
