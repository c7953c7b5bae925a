import { PERMISSIONS } from "../access/administrator-roles.js";
import { queryOf } from "./check-call.js";
import { closeSchema } from "./close-schema.js";
import { consoleOperations } from "./console-operations.js";
import { previewSchema } from "./difference-view.js";
import { DOCUMENTED_AS } from "./documented-as.js";
import type { JsonSchema } from "./json-schema.js";
import { PROBLEM, refusalComponents, refusalsOf } from "./openapi-errors.js";
import { parametersOf, SENT_HEADERS } from "./openapi-parameters.js";
import { programOperations } from "./program-operations.js";
import { type PublicOperation, publicOperations } from "./public-operations.js";
import { type AdminRoute, isChanging } from "./route.js";
import { adminRoutes } from "./routes/all.js";

/** What each paged list can do besides. */
const AS_CSV = " With `Accept: text/csv` it answers all pages as comma-separated values.";

/** The schemas with a title, by title. */
type Components = Map<string, JsonSchema>;

/** The part of the document that does not depend on the URL; it is created once, because anybody may request it. */
let described: JsonSchema | undefined;

/**
 * Returns the OpenAPI 3.1 document of the admin API, generated from its routes.
 * @param baseUrl - the server's URL without a trailing slash
 */
export function openApiDocument(baseUrl: string): JsonSchema {
  described ??= describe(adminRoutes);
  return { ...described, servers: [{ url: baseUrl }] };
}

function describe(routes: readonly AdminRoute[]): JsonSchema {
  const components: Components = new Map();
  const paths: Record<string, Record<string, unknown>> = {};
  const add = (path: string, method: string, operation: JsonSchema): void => {
    paths[path] = { ...paths[path], [method]: operation };
  };
  for (const route of routes) add(`/admin/v1${route.path}`, route.method, operationOf(route, components));
  const others = [...publicOperations, ...consoleOperations, ...programOperations];
  for (const one of others) add(one.path, one.method, publicOperationOf(one, components));
  return {
    openapi: "3.1.0",
    info: {
      title: "Usher",
      version: "1",
      summary: "The administration of users, seats and access, which an identity provider cannot express.",
      license: { name: "MIT", identifier: "MIT" },
    },
    security: [{ token: [] }, { session: [] }],
    tags: [...new Set([...routes, ...others].map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        token: {
          type: "http",
          scheme: "bearer",
          description: "A token with scopes `admin:*`, or a session token.",
        },
        session: {
          type: "apiKey",
          in: "cookie",
          name: "__Host-usher",
          description: "The cookie of `POST /console/session`; changes need the header `X-Usher-CSRF` too.",
        },
      },
      responses: refusalComponents(hoist(closeSchema(PROBLEM), components)),
      schemas: Object.fromEntries(components),
    },
  };
}

function operationOf(route: AdminRoute, components: Components): JsonSchema {
  const { action, operationId, tag, summary, body, bodyOptional = false } = route;
  const roles = PERMISSIONS[action];
  const isConditional = route.conditional === true;
  const refusals = refusalsOf({
    path: route.path,
    needsToken: true,
    isChanging: isChanging(route),
    isConditional,
    isLimited: false,
  });
  return {
    operationId,
    tags: [tag],
    summary,
    description: `Needs one of the administrator roles ${roles.join(", ")}${insiders(route)}.${route.paged === true && !isChanging(route) ? AS_CSV : ""}`,
    "x-usher-action": action,
    "x-usher-roles": roles,
    parameters: parametersOf(route.path, queryOf(route), isConditional),
    ...(route.stream ? streamOf(route.stream) : bodyOf(body, bodyOptional, components)),
    responses: responsesOf({ ...route, answers: answersOf(route) }, refusals, components),
  };
}

/** Returns the answers of a route; those of a change include its preview. */
function answersOf(route: AdminRoute): AdminRoute["answers"] {
  const { answers } = route;
  if (!isChanging(route)) return answers;
  const usual = answers[200];
  return { ...answers, 200: usual === undefined ? previewSchema : { anyOf: [usual, previewSchema] } };
}

function insiders({ inInstance, foresees = false }: AdminRoute): string {
  if (foresees) return "; and for each operation what it needs by itself, which alone suffices without `at`";
  if (inInstance === undefined) return "";
  return inInstance === "administrators"
    ? ", or the security role System Administrator in the instance"
    : ", or access to the instance with the privileges that it takes there";
}

/** Returns the operation of a route without an administrator role. */
function publicOperationOf(operation: PublicOperation, components: Components): JsonSchema {
  const { operationId, tag, summary, needsToken, path, query = {}, body } = operation;
  const isLimited = !needsToken || path.startsWith("/access/v1/search/");
  const refusals = refusalsOf({ path, needsToken, isChanging: false, isConditional: false, isLimited });
  return {
    operationId,
    tags: [tag],
    summary,
    ...(!needsToken && { security: [] }),
    parameters: parametersOf(path, query, false),
    ...bodyOf(body, false, components),
    responses: responsesOf(operation, refusals, components),
  };
}

function streamOf(type: string): JsonSchema {
  return { requestBody: { required: true, content: { [type]: { schema: { type: "string" } } } } };
}

function bodyOf(body: JsonSchema | undefined, optional: boolean, components: Components): JsonSchema {
  if (body === undefined) return {};
  const schema = hoist(closeSchema(body), components);
  return { requestBody: { required: !optional, content: { "application/json": { schema } } } };
}

function responsesOf(
  { answers, sends = [] }: Pick<AdminRoute, "answers" | "sends">,
  refusals: JsonSchema,
  components: Components,
): JsonSchema {
  const headers = Object.fromEntries(sends.map((name) => [name, SENT_HEADERS[name]]));
  const good = Object.entries(answers).map(([status, schema]) => [
    status,
    {
      description: "Done.",
      ...(sends.length > 0 && { headers }),
      ...(schema && { content: { "application/json": { schema: hoist(closeSchema(schema), components) } } }),
    },
  ]);
  return { ...Object.fromEntries(good), ...refusals };
}

/** Moves each schema with a title to the components and leaves a reference. */
function hoist(value: unknown, components: Components): unknown {
  if (Array.isArray(value)) return value.map((item) => hoist(item, components));
  if (typeof value !== "object" || value === null) return value;
  if (DOCUMENTED_AS in value) return hoist(value[DOCUMENTED_AS], components);
  const schema: JsonSchema = Object.fromEntries(
    Object.entries(withType(value)).map(([name, part]) => [name, hoist(part, components)]),
  );
  const title = schema["title"];
  if (typeof title !== "string") return schema;
  const known = components.get(title);
  if (known !== undefined && JSON.stringify(known) !== JSON.stringify(schema)) {
    throw new Error(`two schemas of the admin API have the title ${title}`);
  }
  components.set(title, schema);
  return { $ref: `#/components/schemas/${title}` };
}

/** Adds the type to a schema of strings that only lists them, because not every generator derives it. */
function withType(schema: object): object {
  if (!("enum" in schema) || "type" in schema || !Array.isArray(schema.enum)) return schema;
  const hasNull = schema.enum.includes(null);
  return { type: hasNull ? ["string", "null"] : "string", ...schema };
}
