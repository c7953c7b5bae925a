import { ADMINISTRATOR_ROLES, type AdministratorRole } from "../access/administrator-roles.js";
import { setupUrl } from "../auth/setup-links.js";
import { heldRoles } from "../effects/administrators/global-administrators.js";
import type { Resource } from "../schema/model.js";
import { addSetupLink } from "../use-cases/accounts/set-up.js";
import { spaced, textAt } from "./answer-text.js";
import { callOperation } from "./call-operation.js";
import type { Call, Command } from "./command.js";
import { TENANT_OPTION } from "./database.js";
import { operationCommand } from "./operation-command.js";
import { asOperator } from "./operator-context.js";
import { CHANGE_OPTIONS } from "./preview.js";
import { oneOf } from "./values.js";

/** The common parts of granting and revoking. */
const CHANGE = {
  operands: ["USER", "ROLE"],
  options: { ...CHANGE_OPTIONS, ...TENANT_OPTION },
  operations: ["setAdministratorRoles"],
} as const;

/** `usher admin …`: who administers. R077–R079 */
export const adminCommands: readonly Command[] = [
  operationCommand({
    name: "admin list",
    summary: "List the users who hold an administrator role",
    operation: "listAdministrators",
    columns: {
      id: "id",
      "user name": "userName",
      name: "displayName",
      active: "active",
      roles: spaced("roles"),
    },
  }),
  {
    name: "admin grant",
    summary: `Give a user one of the administrator roles ${ADMINISTRATOR_ROLES.join(", ")}`,
    ...CHANGE,
    run: (call) => change(call, (held, role) => [...held, role]),
  },
  {
    name: "admin revoke",
    summary: "Take an administrator role from a user",
    ...CHANGE,
    run: (call) => change(call, (held, role) => held.filter((one) => one !== role)),
  },
  {
    name: "admin setup-link",
    summary: "Print a link by which a browser makes the first global administrator, within a day",
    options: TENANT_OPTION,
    async run(call) {
      const shown = await asOperator(call, async (ctx) => {
        const link = await addSetupLink(ctx);
        return { url: setupUrl(ctx.baseUrl, link), expiresAt: new Date(link.expiresAt).toISOString() };
      });
      call.print(shown, shown.url);
    },
  },
];

/** Sets the roles of a user computed from the current ones, unless somebody else changes the user at the same time. */
async function change(
  call: Call,
  rolesOf: (held: readonly AdministratorRole[], role: AdministratorRole) => readonly AdministratorRole[],
): Promise<void> {
  const role = oneOf("ROLE", ADMINISTRATOR_ROLES, call.secondOperand);
  const answer = await asOperator(call, async (ctx) => {
    const user = await callOperation(ctx, "getUser", { id: call.operand });
    const roles = [...new Set(rolesOf([...heldRoles(user as Resource)], role))];
    const sent = { id: textAt(user, "id"), roles };
    return callOperation(ctx, "setAdministratorRoles", sent, { ifMatch: textAt(user, "meta.version") });
  });
  const held = textAt(answer, "roles");
  call.print(answer, `User ${textAt(answer, "id")} holds ${held === "" ? "no administrator role" : held}`);
}
