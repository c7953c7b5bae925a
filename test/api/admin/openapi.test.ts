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

/** The names of the schemas that schemas refer to, themselves or through others. */
function referencesOf(schemas: readonly Json[], all: Json): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (schema: Json): void => {
    for (const [, name = ""] of JSON.stringify(schema).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      if (found.has(name)) continue;
      found.add(name);
      visit(all[name]);
    }
  };
  schemas.forEach(visit);
  return found;
}

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
      expect(operation.responses.default).toEqual({ $ref: "#/components/responses/Refused" });
    }
  });

  it("types every value of every answer, so that a generated client has no unknown value", async () => {
    const { paths, components } = await read();
    const untyped: string[] = [];
    const visit = (schema: Json, place: string): void => {
      if (schema.$ref !== undefined) return;
      const { properties = {}, items, additionalProperties, patternProperties = {} } = schema;
      const alternatives = schema.anyOf ?? schema.oneOf;
      const isTyped = schema.type !== undefined || schema.const !== undefined || alternatives !== undefined;
      const members = [...Object.values(properties), ...Object.values(patternProperties)];
      const isOpen =
        [schema.type].flat().includes("object") &&
        members.length === 0 &&
        typeof additionalProperties !== "object";
      if (!isTyped || isOpen || additionalProperties === true) untyped.push(place);
      for (const [name, one] of Object.entries({ ...properties, ...patternProperties })) {
        visit(one, `${place}.${name}`);
      }
      if (typeof additionalProperties === "object") visit(additionalProperties, `${place}.*`);
      if (schema.type === "array") visit(items, `${place}[]`);
      for (const one of alternatives ?? []) visit(one, place);
    };
    const answers = Object.values<Json>(paths).flatMap((item) =>
      Object.values<Json>(item).flatMap(({ operationId, responses }) =>
        Object.values<Json>(responses).flatMap(({ content = {} }) =>
          Object.values<Json>(content).map(({ schema }) => [operationId, schema] as const),
        ),
      ),
    );
    for (const [operationId, schema] of answers) visit(schema, operationId);
    const reached = referencesOf(
      answers.map(([, schema]) => schema),
      components.schemas,
    );
    for (const name of reached) visit(components.schemas[name], name);

    expect(untyped).toEqual([]);
    expect(reached.size).toBeGreaterThan(80);
  });

  it("declares the codes of refusals and the headers, so that a client can rely on them", async () => {
    const operations = await documented();
    const { components } = await read();
    const change = operations.get("patch /admin/v1/users/{id}");

    expect(Object.keys(change.responses)).toEqual(
      expect.arrayContaining(["200", "400", "401", "403", "404", "409", "412", "503", "default"]),
    );
    expect(change.parameters.map(({ name }: Json) => name)).toEqual(expect.arrayContaining(["If-Match"]));
    expect(Object.keys(change.responses["200"].headers)).toEqual(["ETag", "Location"]);
    expect(Object.keys(components.responses.TooManyRequests.headers)).toEqual(["Retry-After"]);
    expect(components.schemas.Problem.properties.title.enum).toContain("preconditionFailed");
    expect(components.schemas.Problem.properties.code.enum).toContain("LICENSE_POOL_EXHAUSTED");
    expect(
      operations.get("get /admin/v1/groups").responses["200"].content["application/json"].schema,
    ).toEqual({
      $ref: "#/components/schemas/GroupPage",
    });
  });

  it("describes every parameter, and asks for a limit as a number", async () => {
    const parameters = [...(await documented())].flatMap(([key, one]) =>
      one.parameters.map((parameter: Json) => ({ key, ...parameter })),
    );

    expect(parameters.filter(({ description }: Json) => description === undefined)).toEqual([]);
    const limits = parameters.filter(({ name }: Json) => name === "limit");
    expect(limits.length).toBeGreaterThan(10);
    expect(limits.filter(({ schema }: Json) => schema.type !== "integer")).toEqual([]);
  });

  it("heeds If-Match where it says so", async () => {
    const client = await app.connectToCrm();
    const admin = await app.admin(client);
    const { id } = await client.createUser({ userName: "ann" });
    const group = await client.create("/Groups", { displayName: "Sales" });
    await admin.post("/licenses", { partNumber: "CRM", purchased: 5 });
    const bodies: Readonly<Record<string, unknown>> = {
      changeUser: { title: "x" },
      replaceUser: { userName: "ann" },
      changeGroup: { displayName: "x" },
      changeMembers: { add: [id] },
      changeSku: { displayName: "x" },
      changeInstance: { displayName: "x" },
      setGuard: { groupId: group.id },
      setAdministratorRoles: { roles: [] },
      changeSettings: { "invitation.ttlDays": 7 },
      changeInstanceSettings: { ruleset: "current" },
    };
    const idOf = (path: string): string => {
      if (path.startsWith("/groups")) return group.id;
      return path.startsWith("/instances/{id}") ? "main" : id;
    };
    const conditional = [...(await documented())].filter(([, { parameters }]) =>
      parameters.some(({ name }: Json) => name === "If-Match"),
    );

    for (const [key, { operationId }] of conditional) {
      const [method = "", path = ""] = key.split(" /admin/v1");
      const target = path.replace("{id}", idOf(path)).replace("{sku}", "CRM").replace("{instance}", "main");
      const answer = await admin.send(method.toUpperCase(), target, bodies[operationId], {
        "If-Match": 'W/"999"',
      });
      expect([key, answer.status]).toEqual([key, 412]);
    }
    expect(conditional.length).toBeGreaterThan(10);
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
