import { arrangeResource } from "../../../src/schema/arrange.js";
import { TOLERANT } from "../../../src/schema/behavior.js";
import { mergeResource } from "../../../src/schema/merge.js";
import type { Resource } from "../../../src/schema/model.js";
import { replaceResource } from "../../../src/schema/replace.js";
import { userSchema } from "../../../src/schema/resource-schemas.js";

const CORE = "urn:ietf:params:scim:schemas:core:2.0:User";
const DECLARED = "urn:example:params:scim:contoso:2.0:User";

describe("what a resource holds of an extension that was declared while a request was on its way", () => {
  const stored: Resource = { schemas: [CORE, DECLARED], userName: "ada", [DECLARED]: { badge: "B1" } };
  const changed = { schemas: [CORE, DECLARED], userName: "bob", [DECLARED]: { badge: "B1" } };

  it("stays when the resource is arranged", () => {
    expect(arrangeResource(userSchema, { ...stored, userName: "bob" })).toEqual(changed);
  });

  it("stays when the resource is replaced or merged", () => {
    const body = { schemas: [CORE], userName: "bob" };

    expect(replaceResource(userSchema, stored, body, TOLERANT).resource).toEqual(changed);
    expect(mergeResource(userSchema, stored, body, TOLERANT).resource).toEqual(changed);
  });
});
