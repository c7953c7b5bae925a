import { AppError } from "../../../src/errors.js";
import { behaviorOf } from "../../../src/schema/behavior.js";
import { compileExtensionSchema } from "../../../src/schema/compile.js";
import { complex, schema, simple } from "../../../src/schema/definitions/build.js";
import type { Mode, Resource, ResourceSchema } from "../../../src/schema/model.js";
import { groupSchema, userSchema } from "../../../src/schema/resource-schemas.js";
import { checkResource } from "../../../src/schema/validate.js";

const CORE = "urn:ietf:params:scim:schemas:core:2.0:User";
const CRM = "urn:ietf:params:scim:schemas:extension:crm:2.0:User";
const OWN = "urn:ietf:params:scim:schemas:extension:own:2.0:User";

const ownSchema: ResourceSchema = {
  ...userSchema,
  extensions: [
    {
      required: true,
      schema: compileExtensionSchema(
        schema("Own", OWN, "", [
          simple("string", "badge", "", { required: true, mutable: "immutable", caseExact: true }),
          complex("desk", "", {}, [
            simple("string", "floor", "", { required: true }),
            simple("string", "serial", "", { mutable: "immutable" }),
          ]),
        ]),
      ),
    },
  ],
};

function check(
  next: Resource,
  previous?: Resource,
  { mode = "tolerant", type = userSchema }: { mode?: Mode; type?: ResourceSchema } = {},
): string {
  try {
    checkResource(type, next, previous, behaviorOf(mode));
  } catch (error) {
    if (error instanceof AppError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return "ok";
}

const user: Resource = { schemas: [CORE], userName: "ada" };

describe("checkResource", () => {
  it("accepts a user with nothing but a userName", () => {
    expect(check(user)).toBe("ok");
  });

  it("wants the required attributes, and names them [RFC 7643 §2.2]", () => {
    expect(check({ schemas: [CORE] })).toMatch(/^invalidValue: .*'userName' is required/);
    expect(check({ schemas: [CORE], userName: "" })).toMatch(/^invalidValue/);
    expect(check({ schemas: [groupSchema.core.id] }, undefined, { type: groupSchema })).toMatch(
      /'displayName'/,
    );
  });

  it("wants the required sub-attributes of every element", () => {
    expect(check({ ...user, [CRM]: { securityRoles: [{ value: "a" }, { display: "b" }] } })).toMatch(
      /^invalidValue: .*securityRoles.value' is required/,
    );
  });

  it("wants required extensions and their required attributes [RFC 7643 §6]", () => {
    const options = { type: ownSchema };
    expect(check(user, undefined, options)).toMatch(/^invalidValue: The extension .*own.* is required/);
    expect(check({ ...user, [OWN]: { desk: { floor: "1" } } }, undefined, options)).toMatch(
      /badge' is required/,
    );
    expect(check({ ...user, [OWN]: { badge: "1", desk: { serial: "2" } } }, undefined, options)).toMatch(
      /desk.floor' is required/,
    );
  });

  it("lets an immutable attribute be set once and be sent again [RFC 7644 §3.5.1]", () => {
    const withId = { ...user, [CRM]: { directoryObjectId: "abc" } };
    expect(check(withId)).toBe("ok");
    expect(check(withId, user)).toBe("ok");
    expect(check(withId, withId)).toBe("ok");
    expect(check({ ...user, [CRM]: { directoryObjectId: "ABC" } }, withId)).toBe("ok");
  });

  it("refuses to change or remove an immutable value [RFC 7643 §7]", () => {
    const withId = { ...user, [CRM]: { directoryObjectId: "abc", accessMode: "Read" } };
    expect(check({ ...user, [CRM]: { directoryObjectId: "x" } }, withId)).toMatch(
      /^mutability: .*directoryObjectId/,
    );
    expect(check({ ...user, [CRM]: { accessMode: "Read" } }, withId)).toMatch(/^mutability/);
    expect(check(user, withId)).toMatch(/^mutability/);
  });

  it("compares a caseExact immutable value with case", () => {
    const own = { ...user, [OWN]: { badge: "a" } };
    expect(check({ ...user, [OWN]: { badge: "A" } }, own, { type: ownSchema })).toMatch(/^mutability/);
  });

  it("refuses to change an immutable sub-attribute of a single value", () => {
    const own = { ...user, [OWN]: { badge: "a", desk: { floor: "1", serial: "s" } } };
    const moved = { ...user, [OWN]: { badge: "a", desk: { floor: "2", serial: "s" } } };
    const swapped = { ...user, [OWN]: { badge: "a", desk: { floor: "1", serial: "t" } } };
    expect(check(moved, own, { type: ownSchema })).toBe("ok");
    expect(check(swapped, own, { type: ownSchema })).toMatch(/^mutability: .*desk.serial/);
  });

  it.each<Mode>(["tolerant", "strict"])("refuses two primary elements in %s mode [RFC 7643 §2.4]", (mode) => {
    const emails = [
      { value: "a", primary: true },
      { value: "b", primary: true },
    ];
    expect(check({ ...user, emails }, undefined, { mode })).toMatch(/^invalidValue: .*'emails'/);
  });

  it("refuses the same type and value twice in strict mode only [RFC 7643 §2.4]", () => {
    const emails = [
      { value: "a", type: "work" },
      { value: "A", type: "work" },
    ];
    expect(check({ ...user, emails }, undefined, { mode: "strict" })).toMatch(/^invalidValue/);
    expect(check({ ...user, emails })).toBe("ok");
  });
});
