import { Type } from "@sinclair/typebox";
import { listGrantableRoles, setConnectionRole } from "../../../use-cases/roles/connection-roles.js";
import { flag, text } from "../../json-schema.js";
import { NAME } from "../../names.js";
import { listSchema } from "../../pages.js";
import { type AdminRoute, adminRoute } from "../../route.js";

const TAG = "Connections";
const grantable = Type.Object(
  {
    role: text,
    allowed: Type.Boolean({ description: "Whether the connection may grant it." }),
    chosen: Type.Boolean({ description: "Whether that was decided, and is not the default." }),
  },
  { title: "GrantableRole" },
);

/** The routes of the roles that a connection may grant. docs/access-catalog.md */
export const connectionRoleRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/connections/{name}/roles",
    action: "manageServer",
    operationId: "listGrantableRoles",
    tag: TAG,
    summary: "Lists the security roles and whether a connection may grant them",
    answers: { 200: listSchema(grantable) },
    async run({ ctx, params }) {
      const value = await listGrantableRoles(ctx.db.read, ctx.viewer.tenantId, params.name);
      return { body: { value } };
    },
  }),
  adminRoute({
    method: "put",
    path: "/connections/{name}/roles",
    action: "manageServer",
    operationId: "setGrantableRole",
    tag: TAG,
    summary:
      "Sets whether a connection may grant a security role; without `allowed` it is reset to the default",
    body: Type.Object({ role: NAME, allowed: Type.Optional(flag) }),
    answers: { 200: listSchema(grantable) },
    async run({ ctx, params: { name }, body }) {
      await setConnectionRole(ctx, name, body.role, body.allowed);
      return { body: { value: await listGrantableRoles(ctx.db.read, ctx.viewer.tenantId, name) } };
    },
  }),
];
