import { listGrantableRoles, setConnectionRole } from "../../provisioning/set-connection-role.js";
import { listOf } from "../pages.js";
import { type AdminRoute, adminRoute, type JsonSchema } from "../route.js";
import { NAME } from "./access-schemas.js";

const TAG = "Connections";
const grantable: JsonSchema = {
  title: "GrantableRole",
  type: "object",
  required: ["role", "allowed", "chosen"],
  properties: {
    role: { type: "string" },
    allowed: { type: "boolean", description: "Whether the connection may grant it." },
    chosen: { type: "boolean", description: "Whether that was decided, and is not the default." },
  },
};

/** Which security roles a connection may grant. docs/access-catalog.md */
export const connectionRoleRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/connections/{name}/roles",
    action: "manageServer",
    operationId: "listGrantableRoles",
    tag: TAG,
    summary: "Lists the security roles and whether a connection may grant them",
    answers: { 200: listOf(grantable) },
    async run({ ctx, params }) {
      const value = await listGrantableRoles(ctx.db.read, ctx.viewer.tenantId, params["name"] ?? "");
      return { body: { value } };
    },
  }),
  adminRoute({
    method: "put",
    path: "/connections/{name}/roles",
    action: "manageServer",
    operationId: "setGrantableRole",
    tag: TAG,
    summary: "Lets a connection grant a security role or not; without `allowed` the default counts again",
    body: {
      type: "object",
      required: ["role"],
      properties: { role: NAME, allowed: { type: "boolean" } },
    },
    answers: { 200: listOf(grantable) },
    async run({ ctx, params, body }) {
      const { role, allowed } = body as { role: string; allowed?: boolean };
      const name = params["name"] ?? "";
      await setConnectionRole(ctx, name, role, allowed);
      return { body: { value: await listGrantableRoles(ctx.db.read, ctx.viewer.tenantId, name) } };
    },
  }),
];
