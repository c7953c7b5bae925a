import { listExtensions } from "../../directory/extension-schemas.js";
import { declareExtension } from "../../provisioning/declare-extension.js";
import { withdrawExtension } from "../../provisioning/withdraw-extension.js";
import { listOf } from "../pages.js";
import { type AdminRoute, adminRoute, type JsonSchema } from "../route.js";

const tag = "Extension schemas";
const text = { type: "string" };

const extension: JsonSchema = {
  title: "ExtensionSchema",
  type: "object",
  required: ["urn", "resourceType", "required", "attributes"],
  properties: {
    urn: text,
    resourceType: { type: "string", enum: ["User", "Group"] },
    required: { type: "boolean" },
    attributes: { type: "array", items: text },
  },
};

/** Extension schemas that the tenant declares itself. RFC 7643 §3.3 */
export const extensionSchemaRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/extension-schemas",
    action: "manageServer",
    operationId: "listExtensionSchemas",
    tag,
    summary: "Lists the extension schemas that the tenant has declared",
    answers: { 200: listOf(extension) },
    run: async ({ ctx }) => ({
      body: { value: await listExtensions(ctx.db.read, ctx.viewer.tenantId) },
    }),
  }),
  adminRoute({
    method: "post",
    path: "/extension-schemas",
    action: "manageServer",
    operationId: "declareExtensionSchema",
    tag,
    summary:
      "Declares an extension schema, or declares it anew with more attributes; it counts when it is answered",
    body: {
      type: "object",
      description: "The declaration as docs/extensions.md describes it.",
      additionalProperties: true,
    },
    answers: { 200: extension },
    run: async ({ ctx, body }) => ({ body: await declareExtension(ctx, body) }),
  }),
  adminRoute({
    method: "delete",
    path: "/extension-schemas/{urn}",
    action: "manageServer",
    operationId: "withdrawExtensionSchema",
    tag,
    summary: "Takes back an extension schema that no resource has values of",
    answers: { 204: undefined },
    async run({ ctx, params }) {
      await withdrawExtension(ctx, params["urn"] ?? "");
      return {};
    },
  }),
];
