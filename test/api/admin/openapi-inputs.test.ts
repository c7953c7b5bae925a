import fc from "fast-check";
import { openApiDocument } from "../../../src/admin/openapi.js";
import { useTestApp } from "../../support/app.js";
import { arbitraryOf, isReference } from "../../support/arbitrary-json.js";
import { DATABASES } from "../../support/databases.js";
import { type Answer, send } from "../../support/http.js";
import type { ScimClient } from "../../support/scim-client.js";

type Json = Answer["body"];

/** Requests of each operation; more of them by hand: `OPENAPI_SAMPLES=100`. */
const SAMPLES = Number(process.env["OPENAPI_SAMPLES"] ?? 4);

const document: Json = openApiDocument("");

/** Every operation whose body, if it has one, is JSON. */
const OPERATIONS = Object.entries<Json>(document.paths).flatMap(([path, item]) =>
  Object.entries<Json>(item)
    .map(([method, operation]) => ({ method: method.toUpperCase(), path, operation }))
    .filter(({ operation: { requestBody } }) => requestBody?.content["text/csv"] === undefined),
);

interface Call {
  readonly parameters: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** Calls that the document allows, without what must name something that is there. */
function callsOf({ parameters, requestBody }: Json): fc.Arbitrary<Call> {
  const sent = parameters.filter((one: Json) => one.required || !isReference(one.schema));
  const schema = requestBody?.content["application/json"].schema;
  const names = sent.filter((one: Json) => one.required).map(({ name }: Json) => name);
  const record = Object.fromEntries(sent.map((one: Json) => [one.name, arbitraryOf(one.schema, document)]));
  return fc.record({
    parameters: fc.record(record, { requiredKeys: names }) as fc.Arbitrary<Call["parameters"]>,
    body: schema === undefined ? fc.constant(undefined) : arbitraryOf(schema, document),
  });
}

/** Whether a body cannot be sent without naming something that is there. */
function needsReference({ requestBody }: Json): boolean {
  const { required = [], properties = {} } = requestBody?.content["application/json"].schema ?? {};
  return required.some((name: string) => isReference(properties[name]));
}

/** Ids of what is there, by the part of the path that they stand behind. */
type World = Readonly<Record<string, string>>;

function targetOf(path: string, { parameters }: Call, { parameters: declared }: Json, world: World): string {
  let target = path;
  const query = new URLSearchParams();
  for (const { name, in: place, description = "" } of declared) {
    const value = parameters[name];
    // A change at a later instant may name no moment before it, and the past ends now.
    if (value === undefined || (place === "query" && ["at", "to"].includes(name))) continue;
    if (place === "query" && name === "from") {
      query.append(name, "2020-01-01T00:00:00Z");
      continue;
    }
    if (description.startsWith("With `preview`")) query.set("preview", "true");
    if (place === "query") query.set(name, value);
    else {
      const [before = ""] = target.split(`{${name}}`);
      const known = world[name] ?? world[before.split("/").at(-2) ?? ""] ?? value;
      target = target.replace(`{${name}}`, encodeURIComponent(known));
    }
  }
  return query.size > 0 ? `${target}?${query.toString()}` : target;
}

describe.each(DATABASES)("what the OpenAPI document allows on %s", (database) => {
  const app = useTestApp(database);
  let read: { client: ScimClient; world: World } | undefined;

  const build = async (): Promise<{ client: ScimClient; world: World }> => {
    const client = await app.connectToCrm();
    const admin = await app.admin(client);
    const user = await client.createUser({ userName: "ann", emails: [{ value: "ann@example.com" }] });
    const group = await client.create("/Groups", { displayName: "Sales" });
    await admin.post("/licenses", { partNumber: "CRM", purchased: 5 });
    const team = await admin.post("/instances/main/teams", { name: "T", roles: [] });
    const { body: roles } = await admin.get("/instances/main/security-roles");
    const { body: tokens } = await admin.get("/tokens");
    const world = {
      users: user.id,
      userId: user.id,
      groups: group.id,
      sku: "CRM",
      instances: "main",
      teams: team.body.id,
      "security-roles": roles.value[0].id,
      tokens: tokens.value[0].id,
    };
    return { client, world };
  };

  it.each(OPERATIONS)("is taken by $method $path", async ({ method, path, operation }) => {
    // What is only read stays as it is.
    if (read === undefined || method !== "GET") read = await build();
    const { client, world } = read;
    if (method !== "GET") read = undefined;
    const { token } = /^\/(?:admin|portal)\//.test(path)
      ? await app.admin(client)
      : await app.withToken(client, { scopes: ["crm.read", "access.read"] });
    const refused: string[] = [];
    for (const call of fc.sample(callsOf(operation), { numRuns: SAMPLES, seed: 7 })) {
      const target = targetOf(path, call, operation, world);
      const body = call.body === undefined ? undefined : JSON.stringify(call.body);
      const headers = {
        Authorization: `Bearer ${token}`,
        ...(body !== undefined && { "Content-Type": "application/json" }),
      };
      const { status, text } = await send(app.url, { method, path: target, headers, body });
      const isRefused = status === 400 ? !needsReference(operation) : status >= 500;
      if (isRefused) refused.push(`${target} ${body ?? ""}: ${status} ${text}`);
    }

    expect(refused).toEqual([]);
  });
});
