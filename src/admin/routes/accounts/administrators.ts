import { Type } from "@sinclair/typebox";
import { ADMINISTRATOR_ROLES } from "../../../access/administrator-roles.js";
import { type AdministratorRow, listAdministrators } from "../../../directory/users/administrators.js";
import { heldRoles } from "../../../effects/administrators/global-administrators.js";
import { toEtag } from "../../../effects/precondition.js";
import type { Resource } from "../../../schema/model.js";
import { setAdministratorRoles } from "../../../use-cases/accounts/set-administrator-roles.js";
import { choice, text } from "../../json-schema.js";
import { pageSchema, readPage, toPage } from "../../pages.js";
import { type AdminRoute, adminRoute } from "../../route.js";
import { userNameOf } from "../../views.js";

const tag = "Administrators";

const role = choice(ADMINISTRATOR_ROLES, { type: "string" });
const roles = Type.Array(role, { uniqueItems: true });

const administrator = Type.Object(
  {
    id: text,
    userName: text,
    displayName: text,
    active: Type.Boolean({ description: "A user who is not active cannot use the roles." }),
    roles,
  },
  { title: "Administrator" },
);

function toView({ id, displayName, resource }: AdministratorRow) {
  const userName = userNameOf(resource);
  const active = resource["active"] !== false;
  return { id, userName, displayName, active, roles: [...heldRoles(resource)] };
}

/** The routes of administrators. R077–R083 */
export const administratorRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/administrators",
    action: "read",
    operationId: "listAdministrators",
    tag,
    summary: "Lists the users who hold an administrator role",
    query: { role: { ...role, description: "Only users with this role." } },
    paged: true,
    answers: { 200: pageSchema(administrator) },
    async run({ ctx: { db, viewer }, query }) {
      const { limit, after } = readPage(query);
      const wanted = { role: query.role, after, limit: limit + 1 };
      const found = await listAdministrators(db.read, viewer.tenantId, wanted);
      return { body: toPage(found.map(toView), limit) };
    },
  }),
  adminRoute({
    method: "put",
    path: "/users/{id}/administrator-roles",
    action: "grantAdministratorRoles",
    operationId: "setAdministratorRoles",
    tag,
    summary: "Sets the administrator roles of a user",
    body: Type.Object({ roles }),
    conditional: true,
    sends: ["ETag"],
    answers: { 200: Type.Object({ id: text, roles }, { title: "AdministratorRoles" }) },
    async run({ ctx, params, body, precondition }) {
      const row = await setAdministratorRoles(ctx, params.id, () => body.roles, precondition);
      const held = heldRoles(JSON.parse(row.resource) as Resource);
      return { body: { id: row.id, roles: [...held] }, headers: { ETag: toEtag(row.version) } };
    },
  }),
];
