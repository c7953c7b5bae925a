import { ADMINISTRATOR_ROLES, type AdministratorRole } from "../../access/administrator-roles.js";
import { type AdministratorRow, listAdministrators } from "../../directory/administrators.js";
import { heldRoles } from "../../provisioning/administrator-guard.js";
import { toEtag } from "../../provisioning/precondition.js";
import { setAdministratorRoles } from "../../provisioning/set-administrator-roles.js";
import type { Resource } from "../../schema/model.js";
import { listOf, readPage, toPage } from "../pages.js";
import { type AdminCall, type AdminRoute, adminRoute, type JsonSchema } from "../route.js";

const tag = "Administrators";

const roles: JsonSchema = {
  type: "array",
  items: { type: "string", enum: ADMINISTRATOR_ROLES },
  uniqueItems: true,
};

const administrator: JsonSchema = {
  title: "Administrator",
  type: "object",
  required: ["id", "userName", "displayName", "active", "roles"],
  properties: {
    id: { type: "string" },
    userName: { type: "string" },
    displayName: { type: "string" },
    active: { type: "boolean", description: "Who is not active cannot use the roles." },
    roles,
  },
};

type AdministratorView = { readonly id: string } & Readonly<Record<string, unknown>>;

function toView({ id, displayName, resource }: AdministratorRow): AdministratorView {
  const { userName, active = true } = resource;
  return { id, userName, displayName, active, roles: [...heldRoles(resource)] };
}

async function list(call: AdminCall) {
  const { db, viewer } = call.ctx;
  const { limit, after } = readPage(call);
  const found = await listAdministrators(db.read, viewer.tenantId, {
    role: call.query["role"],
    after,
    limit: limit + 1,
  });
  return { body: toPage(found.map(toView), limit) };
}

/** Who administers. R077–R083 */
export const administratorRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/administrators",
    action: "read",
    operationId: "listAdministrators",
    tag,
    summary: "Lists the users who hold an administrator role",
    query: { role: { type: "string", enum: ADMINISTRATOR_ROLES, description: "Those who hold this one." } },
    paged: true,
    answers: { 200: listOf(administrator, { paged: true }) },
    run: list,
  }),
  adminRoute({
    method: "put",
    path: "/users/{id}/administrator-roles",
    action: "grantAdministratorRoles",
    operationId: "setAdministratorRoles",
    tag,
    summary: "Gives a user exactly these administrator roles",
    body: { type: "object", required: ["roles"], properties: { roles } },
    answers: {
      200: {
        title: "AdministratorRoles",
        type: "object",
        required: ["id", "roles"],
        properties: { id: { type: "string" }, roles },
      },
    },
    async run({ ctx, params, body, precondition }) {
      const wanted = (body as { roles: readonly AdministratorRole[] }).roles;
      const row = await setAdministratorRoles(ctx, params["id"] ?? "", () => wanted, precondition);
      const held = heldRoles(JSON.parse(row.resource) as Resource);
      return { body: { id: row.id, roles: [...held] }, headers: { ETag: toEtag(row.version) } };
    },
  }),
];
