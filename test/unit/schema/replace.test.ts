import { AppError } from "../../../src/errors.js";
import { TOLERANT } from "../../../src/schema/behavior.js";
import { compileExtensionSchema } from "../../../src/schema/compile.js";
import { schema, simple } from "../../../src/schema/definitions/build.js";
import type { Resource } from "../../../src/schema/model.js";
import { replaceResource } from "../../../src/schema/replace.js";
import { userSchema } from "../../../src/schema/resource-schemas.js";

const CORE = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const CRM = "urn:ietf:params:scim:schemas:extension:crm:2.0:User";

const stored: Resource = {
  schemas: [CORE, ENTERPRISE, CRM],
  userName: "ada",
  title: "Boss",
  emails: [{ value: "a@b" }],
  [ENTERPRISE]: { department: "Sales", costCenter: "1" },
  [CRM]: { accessMode: "Read", businessUnit: "North", directoryObjectId: "x" },
};

function replace(input: unknown): Resource {
  return replaceResource(userSchema, stored, input, TOLERANT).resource;
}

describe("replaceResource", () => {
  it("clears omitted core attributes and keeps absent extensions [RFC 7644 §3.5.1]", () => {
    expect(replace({ userName: "ada" })).toEqual({
      schemas: [CORE, ENTERPRISE, CRM],
      userName: "ada",
      [ENTERPRISE]: stored[ENTERPRISE],
      [CRM]: stored[CRM],
    });
  });

  it("clears omitted attributes of a present extension, but for the CRM's", () => {
    const next = replace({ userName: "ada", [ENTERPRISE]: { division: "d" }, [CRM]: { accessMode: "0" } });
    expect(next[ENTERPRISE]).toEqual({ division: "d" });
    expect(next[CRM]).toEqual({ accessMode: "Read-Write", businessUnit: "North", directoryObjectId: "x" });
  });

  it("takes a flat key for the presence of its extension", () => {
    expect(replace({ userName: "ada", [`${ENTERPRISE}:division`]: "d" })[ENTERPRISE]).toEqual({
      division: "d",
    });
  });

  it.each([null, {}])("clears the enterprise extension given as %j", (value) => {
    const next = replace({ userName: "ada", [ENTERPRISE]: value });
    expect(next[ENTERPRISE]).toBeUndefined();
    expect(next["schemas"]).toEqual([CORE, CRM]);
  });

  it("clears what is null, and what is omitted beside it, in the enterprise extension", () => {
    expect(replace({ userName: "ada", [ENTERPRISE]: { department: null } })[ENTERPRISE]).toBeUndefined();
  });

  it("clears only what is null in the CRM extension", () => {
    expect(replace({ userName: "ada", [CRM]: { businessUnit: null } })[CRM]).toEqual({
      accessMode: "Read",
      directoryObjectId: "x",
    });
  });

  it("keeps an extension of which only unknown or readOnly members are given", () => {
    expect(replace({ userName: "ada", [CRM]: { instances: [{ value: "i" }], nope: 1 } })[CRM]).toEqual(
      stored[CRM],
    );
  });

  it("is a change of nothing when a client sends back what it read", () => {
    expect(replace({ ...stored, id: "1", meta: { version: "x" }, groups: [] })).toEqual(stored);
  });

  it.each([
    [{ userName: "ada", [CRM]: { directoryObjectId: "y" } }],
    [{ userName: "ada", [CRM]: { directoryObjectId: null } }],
    [{ userName: "ada", [CRM]: null }],
  ])("refuses %j, since an immutable value would change", (input) => {
    expect(() => replace(input)).toThrow(expect.objectContaining({ code: "mutability" }));
  });

  it("keeps an omitted immutable attribute of an extension that is replaced", () => {
    const urn = "urn:ietf:params:scim:schemas:extension:own:2.0:User";
    const own = compileExtensionSchema(
      schema("Own", urn, "", [
        simple("string", "badge", "", { mutable: "immutable" }),
        simple("string", "desk", ""),
        simple("string", "floor", ""),
      ]),
    );
    const extended = { ...userSchema, extensions: [{ schema: own, required: false }] };
    const before: Resource = { schemas: [CORE, urn], userName: "a", [urn]: { badge: "1", desk: "2" } };
    const input = { userName: "a", [urn]: { floor: "3" } };
    expect(replaceResource(extended, before, input, TOLERANT).resource[urn]).toEqual({
      badge: "1",
      floor: "3",
    });
  });

  it("wants the required attributes [RFC 7644 §3.5.1]", () => {
    expect(() => replace({ title: "x" })).toThrow(AppError);
    expect(() => replace({ userName: null })).toThrow(expect.objectContaining({ code: "invalidValue" }));
  });

  it("names what it dropped", () => {
    expect(replaceResource(userSchema, stored, { userName: "a", nope: 1 }, TOLERANT).ignored).toEqual([
      "nope",
    ]);
  });
});
