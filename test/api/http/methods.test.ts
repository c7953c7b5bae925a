import { ROUTES } from "../../../src/http/route-class.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { send } from "../../support/http.js";

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "PROPFIND"];

// Which database stands behind makes no difference to what a path is.
describe.each(DATABASES.slice(0, 1))("methods of every route on %s", (database) => {
  const app = useTestApp(database);

  const tokenOf = async (pattern: string): Promise<string> => {
    const client = await app.connect();
    if (pattern.startsWith("/admin/")) return (await app.admin(client)).token;
    return (await app.withToken(client, { scopes: ["scim", "crm.read", "access.read"] })).token;
  };
  const pathOf = (pattern: string): string => pattern.replaceAll(/:\w+/g, "x");

  it.each(ROUTES)("$pattern has $methods, and every other one is 405 with Allow", async (route) => {
    const { pattern, methods } = route;
    const path = pathOf(pattern);
    const token = await tokenOf(pattern);
    const allow = [...methods, "OPTIONS"].join(", ");
    for (const method of METHODS) {
      const body = ["POST", "PUT", "PATCH"].includes(method) ? "{}" : undefined;
      const headers = {
        Authorization: `Bearer ${token}`,
        ...(body !== undefined && { "Content-Type": "application/json" }),
      };
      const { status, headers: answered, text } = await send(app.url, { method, path, headers, body });
      const isThere = methods.includes(method);

      expect([method, status === 405, answered["allow"]]).toEqual([
        method,
        !isThere,
        isThere ? undefined : allow,
      ]);
      expect(text).not.toContain("There is nothing at ");
    }
    const options = await send(app.url, { method: "OPTIONS", path });
    expect([options.status, options.headers["allow"]]).toEqual([204, allow]);
  });

  it("of a path that is not there are not asked about", async () => {
    for (const path of ["/nothing", "/crm/v1/nothing", "/healthz/x"]) {
      const token = await tokenOf(path);
      const headers = { Authorization: `Bearer ${token}` };
      expect((await send(app.url, { method: "DELETE", path, headers })).status).toBe(404);
    }
  });
});
