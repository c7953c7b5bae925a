import { ADMINISTRATOR_ROLES, type AdministratorRole } from "../access/administrator-roles.js";
import { type AdministratorRow, listAdministrators } from "../directory/users/administrators.js";
import { heldRoles } from "../effects/administrators/global-administrators.js";
import { AppError } from "../errors.js";
import type { Resource } from "../schema/model.js";
import { setAdministratorRoles } from "../use-cases/accounts/set-administrator-roles.js";
import type { Call, Command } from "./command.js";
import { TENANT_OPTION } from "./database.js";
import { asOperator } from "./operator-context.js";
import { ALWAYS } from "./server-context.js";
import { requireUserId } from "./user.js";

/** Administrators that `usher admin list` shows at the most. */
const MAX_SHOWN = 10_000;

function readRole(text: string): AdministratorRole {
  const role = ADMINISTRATOR_ROLES.find((candidate) => candidate === text);
  if (role !== undefined) return role;
  throw new AppError("invalidValue", `ROLE must be one of ${ADMINISTRATOR_ROLES.join(", ")}`);
}

/** Gives a user the roles that come of those that it holds. */
async function change(
  call: Call,
  next: (held: ReadonlySet<AdministratorRole>) => readonly AdministratorRole[],
): Promise<void> {
  const { id, roles } = await asOperator(call, async (ctx) => {
    const userId = await requireUserId(ctx, call.operand);
    const row = await setAdministratorRoles(ctx, userId, next, ALWAYS);
    return { id: row.id, roles: [...heldRoles(JSON.parse(row.resource) as Resource)] };
  });
  call.print(
    { id, roles },
    `User ${id} holds ${roles.length === 0 ? "no administrator role" : roles.join(", ")}`,
  );
}

function toView({ id, displayName, resource }: AdministratorRow) {
  const { userName, active = true } = resource;
  return { id, userName: userName as string, displayName, active, roles: [...heldRoles(resource)] };
}

/** `usher admin …`: who administers. R077–R079 */
export const adminCommands: readonly Command[] = [
  {
    name: "admin list",
    summary: "list the users who hold an administrator role",
    options: TENANT_OPTION,
    async run(call) {
      const rows = await asOperator(call, ({ db, viewer }) =>
        listAdministrators(db.read, viewer.tenantId, { limit: MAX_SHOWN }),
      );
      const administrators = rows.map(toView);
      call.printTable(
        administrators.map(({ id, userName, displayName, active, roles }) => ({
          id,
          "user name": userName,
          name: displayName,
          active: active === false ? "false" : "true",
          roles: roles.join(" "),
        })),
        administrators,
      );
    },
  },
  {
    name: "admin grant",
    summary: `give a user, by id or userName, one of ${ADMINISTRATOR_ROLES.join(", ")}`,
    operands: ["USER", "ROLE"],
    options: TENANT_OPTION,
    run(call) {
      const role = readRole(call.secondOperand);
      return change(call, (held) => [...held, role]);
    },
  },
  {
    name: "admin revoke",
    summary: "take an administrator role from a user",
    operands: ["USER", "ROLE"],
    options: TENANT_OPTION,
    run(call) {
      const role = readRole(call.secondOperand);
      return change(call, (held) => [...held].filter((one) => one !== role));
    },
  },
];
