import { STRICT, TOLERANT } from "../../../src/schema/behavior.js";
import { resolveClientPath, resolveClientSchema } from "../../../src/schema/client-path.js";
import { groupSchema, userSchema } from "../../../src/schema/resource-schemas.js";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

describe("resolveClientPath", () => {
  it.each([
    ["urn:scim:schemas:extension:enterprise:1.0:department", `${ENTERPRISE}:department`],
    ["URN:SCIM:Schemas:extension:enterprise:2.0:Manager.Value", `${ENTERPRISE}:manager.value`],
    ["urn:scim:schemas:core:1.0:name.givenName", "name.givenName"],
    ["department", `${ENTERPRISE}:department`],
    ["manager.value", `${ENTERPRISE}:manager.value`],
  ])("reads %s where the connection wants it", (path, expected) => {
    const resolved = resolveClientPath(userSchema, path, TOLERANT);

    expect((resolved?.subAttribute ?? resolved?.attribute)?.path).toBe(expected);
    expect(resolveClientPath(userSchema, path, STRICT)).toBeUndefined();
  });

  it.each(["userName", "name.givenName", `${ENTERPRISE}:department`, `${ENTERPRISE}:manager.value`])(
    "reads %s on every connection [RFC 7644 §3.10]",
    (path) => {
      expect(resolveClientPath(userSchema, path, STRICT)).toEqual(
        resolveClientPath(userSchema, path, TOLERANT),
      );
      expect(resolveClientPath(userSchema, path, STRICT)).toBeDefined();
    },
  );

  it.each([
    "urn:scim:schemas:extension:enterprise:1.0x:department",
    "urn:scim:schemas:extension:other:1.0:department",
    "urn:scim:schemas:core:1.0:nope",
  ])("does not read %s", (path) => {
    expect(resolveClientPath(userSchema, path, TOLERANT)).toBeUndefined();
  });
});

describe("resolveClientSchema", () => {
  it("takes the core URNs of SCIM 1.1 for the core schema of the resource type", () => {
    for (const schema of [userSchema, groupSchema]) {
      expect(resolveClientSchema(schema, "urn:scim:schemas:core:1.0", TOLERANT)).toBe(schema.core);
      expect(resolveClientSchema(schema, "urn:scim:schemas:core:2.0", TOLERANT)).toBe(schema.core);
      expect(resolveClientSchema(schema, "urn:scim:schemas:core:2.0", STRICT)).toBeUndefined();
    }
  });

  it("finds no enterprise schema where the resource type has none", () => {
    const urn = "urn:scim:schemas:extension:enterprise:1.0";

    expect(resolveClientSchema(groupSchema, urn, TOLERANT)).toBeUndefined();
    expect(resolveClientSchema(userSchema, urn, TOLERANT)?.id).toBe(ENTERPRISE);
  });
});
