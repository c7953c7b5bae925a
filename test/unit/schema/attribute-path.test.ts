import { resolveAttributePath, resolveSchemaUrn } from "../../../src/schema/attribute-path.js";
import { compileExtensionSchema } from "../../../src/schema/compile.js";
import { schema, simple } from "../../../src/schema/definitions/build.js";
import { groupSchema, userSchema } from "../../../src/schema/resource-schemas.js";

const CORE = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const CRM = "urn:ietf:params:scim:schemas:extension:crm:2.0:User";

function keyOf(path: string): string | undefined {
  const resolved = resolveAttributePath(userSchema, path);
  return resolved && (resolved.subAttribute ?? resolved.attribute).key;
}

describe("resolveAttributePath", () => {
  it.each([
    ["userName", "username"],
    ["USERNAME", "username"],
    ["name.givenName", "name.givenname"],
    ["NAME.GIVENNAME", "name.givenname"],
    ["emails.value", "emails.value"],
    ["meta.lastModified", "meta.lastmodified"],
    ["id", "id"],
    ["externalId", "externalid"],
    ["schemas", "schemas"],
    [`${CORE}:userName`, "username"],
    [`${CORE.toUpperCase()}:name.givenName`, "name.givenname"],
    [`${CORE}:meta.created`, "meta.created"],
    [`${ENTERPRISE}:department`, `${ENTERPRISE}:department`.toLowerCase()],
    [`${ENTERPRISE}:manager.value`, `${ENTERPRISE}:manager.value`.toLowerCase()],
    [`${ENTERPRISE}:manager.$ref`, `${ENTERPRISE}:manager.$ref`.toLowerCase()],
    [`${ENTERPRISE.toLowerCase()}:MANAGER.DISPLAYNAME`, `${ENTERPRISE}:manager.displayname`.toLowerCase()],
    [`${CRM}:accessMode`, `${CRM}:accessmode`.toLowerCase()],
  ])("reads %s [RFC 7644 §3.10]", (path, key) => {
    expect(keyOf(path)).toBe(key);
  });

  it.each([
    ["manager", `${ENTERPRISE}:manager`],
    ["Manager.Value", `${ENTERPRISE}:manager.value`],
    ["accessMode", `${CRM}:accessMode`],
  ])("finds the extension attribute of the unqualified name %s", (path, key) => {
    expect(keyOf(path)).toBe(key.toLowerCase());
  });

  it.each([
    "",
    ".",
    "nope",
    "name.nope",
    "name.",
    ".givenName",
    "userName.value",
    "name.givenName.value",
    CORE,
    ENTERPRISE,
    `${CORE}:`,
    `${CORE}.userName`,
    `${ENTERPRISE}.department`,
    `${ENTERPRISE}:nope`,
    `${ENTERPRISE}:userName`,
    `${ENTERPRISE}:manager.value.x`,
    "urn:ietf:params:scim:schemas:core:2.0:Group:displayName",
    "urn:x:userName",
    "constructor",
    "__proto__",
  ])("finds nothing under '%s'", (path) => {
    expect(keyOf(path)).toBeUndefined();
  });

  it("names the extension of an extension attribute and none for a core attribute", () => {
    expect(resolveAttributePath(userSchema, "manager")?.extension?.id).toBe(ENTERPRISE);
    expect(resolveAttributePath(userSchema, "userName")?.extension).toBeUndefined();
  });

  it("finds nothing under an unqualified name that two extensions have", () => {
    const other = compileExtensionSchema(
      schema("Other", "urn:ietf:params:scim:schemas:extension:other:2.0:User", "", [
        simple("string", "department", ""),
        simple("string", "shoeSize", ""),
      ]),
    );
    const extended = {
      ...userSchema,
      extensions: [...userSchema.extensions, { schema: other, required: false }],
    };
    expect(resolveAttributePath(extended, "department")).toBeUndefined();
    expect(resolveAttributePath(extended, "shoeSize")?.extension?.name).toBe("Other");
  });

  it("takes the longest schema URN that a path begins with", () => {
    const longer = compileExtensionSchema(
      schema("Longer", `${ENTERPRISE}:manager`, "", [simple("string", "value", "")]),
    );
    const extended = {
      ...userSchema,
      extensions: [...userSchema.extensions, { schema: longer, required: false }],
    };
    expect(resolveAttributePath(extended, `${ENTERPRISE}:manager:value`)?.extension?.name).toBe("Longer");
    expect(resolveAttributePath(extended, `${ENTERPRISE}:manager.value`)?.extension?.name).toBe(
      "EnterpriseUser",
    );
  });

  it("reads a path of a megabyte at once", () => {
    const started = performance.now();
    expect(keyOf(`${CORE}:${"a.".repeat(500_000)}`)).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe("resolveSchemaUrn", () => {
  it("finds core and extension schemas in any case", () => {
    expect(resolveSchemaUrn(userSchema, CORE.toUpperCase())?.id).toBe(CORE);
    expect(resolveSchemaUrn(userSchema, ENTERPRISE.toLowerCase())?.id).toBe(ENTERPRISE);
  });

  it("finds no schema of another resource type", () => {
    expect(resolveSchemaUrn(groupSchema, CORE)).toBeUndefined();
    expect(resolveSchemaUrn(userSchema, `${CORE}:userName`)).toBeUndefined();
  });
});
