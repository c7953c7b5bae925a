import { PERMISSIONS } from "../../../src/access/administrator-roles.js";
import { consoleOperations } from "../../../src/admin/console-operations.js";
import { programOperations } from "../../../src/admin/program-operations.js";
import { publicOperations } from "../../../src/admin/public-operations.js";
import { adminRoutes } from "../../../src/admin/routes/all.js";
import { findTenantName } from "../../../src/tenants/tenants.js";
import { AdminClient } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { type Answer, send } from "../../support/http.js";

type Json = Answer["body"];

describe("GET /openapi.json", () => {
  const app = useTestApp("sqlite");
  const read = async (): Promise<Json> =>
    (await send(app.url, { method: "GET", path: "/openapi.json" })).body;

  /** `get /admin/v1/users/{id}` of each operation of the document. */
  async function documented(): Promise<Map<string, Json>> {
    const { paths } = await read();
    const entries = Object.entries<Json>(paths).flatMap(([path, item]) =>
      Object.entries<Json>(item).map(([method, operation]) => [`${method} ${path}`, operation] as const),
    );
    return new Map(entries);
  }

  it("is read without a token, as OpenAPI 3.1 with the URL of the server", async () => {
    const answer = await send(app.url, { method: "GET", path: "/openapi.json" });

    expect(answer.status).toBe(200);
    expect(answer.headers["content-type"]).toMatch(/^application\/json/);
    expect(answer.body).toMatchObject({ openapi: "3.1.0", servers: [{ url: app.url }] });
  });

  it("has every route that is mounted, and no other", async () => {
    const operations = await documented();

    expect(new Set(operations.keys())).toEqual(
      new Set([
        ...adminRoutes.map(({ method, path }) => `${method} /admin/v1${path}`),
        ...[...publicOperations, ...consoleOperations, ...programOperations].map(
          ({ method, path }) => `${method} ${path}`,
        ),
      ]),
    );
  });

  it("answers each documented operation, so that none is made up", async () => {
    for (const [key, { security }] of await documented()) {
      const [method = "", path = ""] = key.split(" ");
      const answer = await send(app.url, {
        method: method.toUpperCase(),
        path: path.replaceAll(/[{}]/g, ""),
      });

      // Without a token; or, where none is needed, without a body, if there is to be one.
      const status = security === undefined ? 401 : method === "get" ? 200 : 400;
      expect([key, answer.status]).toEqual([key, status]);
    }
  });

  it("describes what people who sign in are answered", async () => {
    const client = await app.connectToCrm();
    const password = "correct horse battery staple";
    await client.createUser({ userName: "ann", password });
    const name = await findTenantName(app.db.read, client.tenantId);
    const anybody = new AdminClient({ url: app.url, token: "" });
    const signIn = { userName: "ann", password, tenant: name };

    const { status, body } = await anybody.post("/sessions", signIn, { Authorization: "" });

    expect(status).toBe(201);
    const own = await send(app.url, {
      method: "GET",
      path: "/portal/v1/me",
      headers: { Authorization: `Bearer ${body.token}` },
    });
    expect(own.status).toBe(200);
    await anybody.hold("GET", "/portal/v1/me", own);
    const person = new AdminClient({ url: app.url, token: body.token });
    expect((await person.delete("/sessions/current")).status).toBe(204);
    expect((await person.delete("/sessions/current")).status).toBe(401);
  });

  it("names the action of each operation and the roles that may", async () => {
    const operations = await documented();
    for (const route of adminRoutes) {
      const operation = operations.get(`${route.method} /admin/v1${route.path}`);
      expect(operation["x-usher-action"]).toBe(route.action);
      expect(operation["x-usher-roles"]).toEqual(PERMISSIONS[route.action]);
      expect(operation.responses.default.content["application/problem+json"]).toBeDefined();
    }
  });

  it("gives each operation an id of its own and declares every part of its path", async () => {
    const operations = [...(await documented())];

    const ids = operations.map(([, { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [key, { parameters }] of operations) {
      const named = [...key.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const declared = parameters.filter((parameter: Json) => parameter.in === "path");
      expect(declared.map(({ name }: Json) => name)).toEqual(named);
    }
  });

  it("refers only to schemas that it has", async () => {
    const document = await read();
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)];

    for (const [, name = ""] of references) expect(document.components.schemas).toHaveProperty(name);
  });
});
