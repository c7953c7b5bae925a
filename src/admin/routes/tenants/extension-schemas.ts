import { Type } from "@sinclair/typebox";
import { listExtensions } from "../../../tenants/extension-schemas.js";
import { addExtensionSchema, removeExtensionSchema } from "../../../use-cases/tenants/extension-schemas.js";
import { documentedAs } from "../../documented-as.js";
import { choice, flag, type JsonSchema, openObject, text } from "../../json-schema.js";
import { listSchema } from "../../pages.js";
import { type AdminRoute, adminRoute } from "../../route.js";

const tag = "Extension schemas";

const extension = Type.Object(
  {
    urn: text,
    resourceType: choice(["User", "Group"], { type: "string" }),
    required: flag,
    attributes: Type.Array(text),
  },
  { title: "ExtensionSchema" },
);

const attribute = (
  types: readonly string[],
  more: Readonly<Record<string, JsonSchema>> = {},
): JsonSchema => ({
  type: "object",
  required: ["name", ...Object.keys(more), ...(Object.keys(more).length > 0 ? ["type"] : [])],
  properties: {
    name: { type: "string", pattern: "^[A-Za-z][A-Za-z0-9_-]{0,63}$" },
    type: { enum: types },
    description: word,
    multiValued: flag,
    required: flag,
    caseExact: flag,
    mutability: { enum: ["readWrite", "immutable", "writeOnly", "readOnly"] },
    returned: { enum: ["default", "always", "request", "never"] },
    uniqueness: { const: "none" },
    ...more,
  },
});

const word = Type.String({ pattern: "\\S" });
const simple = attribute(["string", "boolean", "decimal", "integer", "dateTime", "binary", "reference"]);
const attributesOf = (items: JsonSchema): JsonSchema => ({
  type: "array",
  items,
  minItems: 1,
  maxItems: 200,
});
const complex = attribute(["complex"], { subAttributes: attributesOf(simple) });

/** The schema of an extension; the names of attributes must differ by more than case. */
const declaration = Type.Object(
  {
    resourceType: Type.Optional(choice(["User", "Group"])),
    required: Type.Optional(flag),
    schema: Type.Object({
      id: Type.String({ pattern: "^urn:[a-z0-9][a-z0-9-]{0,31}(:[A-Za-z0-9._-]+)+$" }),
      name: Type.Optional(word),
      description: Type.Optional(word),
      attributes: Type.Unsafe(attributesOf({ anyOf: [simple, complex] })),
    }),
  },
  { description: "The declaration as docs/extensions.md describes it." },
);

/** The routes of a tenant's extension schemas. RFC 7643 §3.3 */
export const extensionSchemaRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/extension-schemas",
    action: "manageServer",
    operationId: "listExtensionSchemas",
    tag,
    summary: "Lists the extension schemas that the tenant has declared",
    answers: { 200: listSchema(extension) },
    run: async ({ ctx }) => ({
      body: { value: await listExtensions(ctx.db.read, ctx.viewer.tenantId) },
    }),
  }),
  adminRoute({
    method: "post",
    path: "/extension-schemas",
    action: "manageServer",
    operationId: "addExtensionSchema",
    tag,
    summary:
      "Adds an extension schema, or replaces it with one that has more attributes; it is in effect when the call returns",
    body: documentedAs(openObject(), declaration),
    answers: { 200: extension },
    run: async ({ ctx, body }) => ({ body: await addExtensionSchema(ctx, body) }),
  }),
  adminRoute({
    method: "delete",
    path: "/extension-schemas/{urn}",
    action: "manageServer",
    operationId: "removeExtensionSchema",
    tag,
    summary: "Removes an extension schema of which no resource has values",
    answers: { 204: undefined },
    async run({ ctx, params }) {
      await removeExtensionSchema(ctx, params.urn);
      return {};
    },
  }),
];
