import { routeClass } from "../../../src/http/route-class.js";

describe("routeClass", () => {
  it.each([
    ["/scim/v2/Users", "/scim/v2/Users"],
    ["/scim/v2/users/", "/scim/v2/Users"],
    ["/scim/Users", "/scim/v2/Users"],
    ["/scim/v2/Users/.search", "/scim/v2/Users/.search"],
    ["/scim/v2/Users/ann@example.com", "/scim/v2/Users/:id"],
    ["/scim/Groups/1", "/scim/v2/Groups/:id"],
    ["/crm/v1/users/1", "/crm/v1/users/:id"],
    ["/healthz", "/healthz"],
    ["/", "other"],
    ["/scim", "/scim/v2"],
    ["/scim/", "/scim/v2"],
    ["/scim/v2", "/scim/v2"],
    ["/scim/v2/", "/scim/v2"],
    ["/scimmy", "other"],
    ["/scim/v2/Users/1/2", "other"],
    ["/scim/v2/Secrets/ann", "other"],
    ["", "other"],
  ])("takes %j for %s", (path, route) => {
    expect(routeClass(path)).toBe(route);
  });
});
