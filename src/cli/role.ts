import { listBusinessUnits, pickBusinessUnit } from "../access/business-units.js";
import { type Privilege, VERBS } from "../access/default-roles.js";
import { ACCESS_LEVELS } from "../access/privileges.js";
import { listSecurityRoles, type SecurityRole } from "../access/security-roles.js";
import type { RolesChange } from "../effects/roles/pick-roles.js";
import { warningText } from "../effects/warnings.js";
import { AppError } from "../errors.js";
import { fold } from "../schema/fold.js";
import { listGrantableRoles, setConnectionRole } from "../use-cases/roles/connection-roles.js";
import { refreshAllRoles } from "../use-cases/roles/refresh-roles.js";
import {
  changeSecurityRole,
  copySecurityRole,
  getRoleDetail,
  type RoleDetail,
  removeSecurityRole,
} from "../use-cases/roles/security-roles.js";
import {
  changeUserRoles,
  getUserRoles,
  previewUserRoles,
  type UserRolesResult,
} from "../use-cases/roles/user-roles.js";
import type { Call, Command } from "./command.js";
import { TENANT_OPTION } from "./database.js";
import { INSTANCE_OPTION, instanceIdOf, instanceRef } from "./instance.js";
import { asOperator, type OperatorContext } from "./operator-context.js";
import { requireUserId } from "./user.js";

const OPTIONS = { ...INSTANCE_OPTION, ...TENANT_OPTION } as const;
const UNIT = {
  value: "UNIT",
  doc: "the business unit, by id, path or name; the root if not given",
} as const;
const ROLES = {
  repeat: true,
  value: "ROLE",
  doc: "a role, by id or name; may be repeated",
} as const;
const EDITABLE = {
  privilege: {
    repeat: true,
    value: "VERB:TABLE:LEVEL",
    doc: `what it allows otherwise, such as Read:account:organization; may be repeated; verbs ${VERBS.join(", ")}, levels ${ACCESS_LEVELS.join(", ")}`,
  },
  description: { value: "TEXT", doc: "what it is for" },
} as const;

function readPrivileges(call: Call): Privilege[] {
  return call.texts("privilege").map((text) => {
    const [first, table = "", last] = text.split(":");
    const verb = VERBS.find((candidate) => candidate === first);
    const level = ACCESS_LEVELS.find((candidate) => candidate === last);
    if (verb !== undefined && level !== undefined && /^[A-Za-z][A-Za-z0-9_]{0,63}$/.test(table)) {
      return { verb, table, level };
    }
    throw new AppError("invalidValue", "--privilege must be like Read:account:organization");
  });
}

async function rolesOfUnit(call: Call, ctx: OperatorContext): Promise<SecurityRole[]> {
  const { tenantId } = ctx.viewer;
  const instanceId = await instanceIdOf(call, ctx);
  const units = await listBusinessUnits(ctx.db.read, tenantId, instanceId);
  const unit = pickBusinessUnit(units, call.text("unit") ?? units[0]?.id ?? "");
  return listSecurityRoles(ctx.db.read, tenantId, instanceId, unit.id);
}

/** The id of the role that an operand names, by id or by the name that it has in the business unit. */
async function roleIdOf(call: Call, ctx: OperatorContext, name: string): Promise<string> {
  const roles = await rolesOfUnit(call, ctx);
  const found = roles.find((role) => role.id === name || fold(role.name) === fold(name));
  // An id of another business unit's copy is one too.
  return found?.id ?? name;
}

function printDetail(call: Call, detail: RoleDetail): void {
  const { role, privileges } = detail;
  const lines = privileges.map(({ verb, table, level }) => `  ${verb} ${table}: ${level}`);
  call.print({ ...role, privileges }, [`${role.name} (${role.id})`, ...lines].join("\n"));
}

async function list(call: Call): Promise<void> {
  const roles = await asOperator(call, (ctx) => rolesOfUnit(call, ctx));
  call.printTable(
    roles.map(({ name, id, isManaged, description = "" }) => ({
      name,
      id,
      managed: isManaged ? "yes" : "",
      description,
    })),
    roles,
  );
}

/** The roles that `--role` names. @throws AppError when it is not given */
function requireRoles(call: Call, what: string): string[] {
  const names = call.texts("role");
  if (names.length > 0) return names;
  throw new AppError("invalidValue", `--role must be given: name the role to ${what}`);
}

async function changeRoles(call: Call, wanted: RolesChange): Promise<void> {
  const result = await asOperator(call, async (ctx) => {
    const userId = await requireUserId(ctx, call.operand);
    const [changed] = await changeUserRoles(ctx, instanceRef(call), [userId], wanted);
    return changed;
  });
  call.print(result, `${call.operand}: ${describeChange(result)}`);
  for (const warning of result?.warnings ?? []) call.note(warningText(warning));
}

async function preview(call: Call): Promise<void> {
  const result = await asOperator(call, async (ctx) => {
    const userId = await requireUserId(ctx, call.operand);
    return previewUserRoles(ctx.db.read, ctx.viewer.tenantId, instanceRef(call), userId, call.texts("role"));
  });
  call.print(result, `${call.operand} would be changed: ${describeChange(result)}`);
}

function describeChange(result: Partial<Pick<UserRolesResult, "added" | "removed">> = {}): string {
  const { added = [], removed = [] } = result;
  if (added.length + removed.length === 0) return "nothing added, nothing removed";
  return `added ${added.join(", ") || "nothing"}; removed ${removed.join(", ") || "nothing"}`;
}

async function show(call: Call): Promise<void> {
  const found = await asOperator(call, async (ctx) => {
    const userId = await requireUserId(ctx, call.operand);
    return getUserRoles(ctx.db.read, ctx.viewer.tenantId, instanceRef(call), userId);
  });
  const rows = found.roles.map(({ name, source, grants }) => ({
    name,
    source,
    given: grants.map(({ way }) => way).join(", "),
  }));
  call.printTable(rows, found.roles);
}

/** `usher role …`: security roles, who has them, and who may grant them. R061–R076 */
export const roleCommands: readonly Command[] = [
  {
    name: "role list",
    summary: "list the security roles of a business unit",
    options: { unit: UNIT, ...OPTIONS },
    run: list,
  },
  {
    name: "role show",
    summary: "show what a role allows",
    operands: ["ROLE"],
    options: { unit: UNIT, ...OPTIONS },
    async run(call) {
      const detail = await asOperator(call, async (ctx) => {
        const id = await roleIdOf(call, ctx, call.operand);
        return getRoleDetail(ctx.db.read, ctx.viewer.tenantId, instanceRef(call), id);
      });
      printDetail(call, detail);
    },
  },
  {
    name: "role copy",
    summary: "make a role of a copy under a new name",
    operands: ["ROLE", "NAME"],
    options: { ...EDITABLE, unit: UNIT, ...OPTIONS },
    async run(call) {
      const copy = {
        name: call.secondOperand,
        description: call.text("description"),
        businessUnit: call.text("unit"),
        privileges: readPrivileges(call),
      };
      const detail = await asOperator(call, async (ctx) =>
        copySecurityRole(ctx, instanceRef(call), await roleIdOf(call, ctx, call.operand), copy),
      );
      printDetail(call, detail);
    },
  },
  {
    name: "role change",
    summary: "change what a role allows that somebody made",
    operands: ["ROLE"],
    options: { ...EDITABLE, unit: UNIT, ...OPTIONS },
    async run(call) {
      const change = { description: call.text("description"), privileges: readPrivileges(call) };
      const detail = await asOperator(call, async (ctx) =>
        changeSecurityRole(ctx, instanceRef(call), await roleIdOf(call, ctx, call.operand), change),
      );
      printDetail(call, detail);
    },
  },
  {
    name: "role delete",
    summary: "delete a role that somebody made; who has it loses it",
    operands: ["ROLE"],
    options: { unit: UNIT, ...OPTIONS },
    async run(call) {
      const users = await asOperator(call, async (ctx) =>
        removeSecurityRole(ctx, instanceRef(call), await roleIdOf(call, ctx, call.operand)),
      );
      call.print({ removed: call.operand, users }, `Deleted the role, which ${users} users had`);
    },
  },
  {
    name: "role add",
    summary: "give a user roles of its business unit; what it has stays",
    operands: ["USER"],
    options: { role: ROLES, ...OPTIONS },
    run: (call) => changeRoles(call, { add: requireRoles(call, "give"), remove: [] }),
  },
  {
    name: "role remove",
    summary: "take roles from a user, whoever gave them; the others stay ('role delete' deletes a role)",
    operands: ["USER"],
    options: { role: ROLES, ...OPTIONS },
    run: (call) =>
      changeRoles(call, { add: [], remove: requireRoles(call, "take; 'usher role delete' deletes a role") }),
  },
  {
    name: "role set",
    summary: "give a user exactly these roles of its business unit, and show what came and what went",
    operands: ["USER"],
    options: {
      role: { ...ROLES, doc: `${ROLES.doc}; none if not given, which takes all` },
      preview: { doc: "only show what would come and what would go" },
      ...OPTIONS,
    },
    run: (call) =>
      call.flag("preview") ? preview(call) : changeRoles(call, { exactly: call.texts("role") }),
  },
  { name: "role user", summary: "show the roles of a user", operands: ["USER"], options: OPTIONS, run: show },
  {
    name: "role apply",
    summary: "give users what connections wish for them, where that was interrupted",
    options: TENANT_OPTION,
    async run(call) {
      const users = await asOperator(call, (ctx) => refreshAllRoles(ctx));
      call.print({ users }, `Looked at ${users} users`);
    },
  },
  {
    name: "role allow",
    summary: "let a connection grant a security role, or not",
    operands: ["CONNECTION", "ROLE"],
    options: {
      deny: { conflicts: ["default"], doc: "not" },
      default: { doc: "as if nothing had been said" },
      ...TENANT_OPTION,
    },
    async run(call) {
      const [connection, role] = [call.operand, call.secondOperand];
      const allowed = call.flag("default") ? undefined : !call.flag("deny");
      const roles = await asOperator(call, async (ctx) => {
        await setConnectionRole(ctx, connection, role, allowed);
        return listGrantableRoles(ctx.db.read, ctx.viewer.tenantId, connection);
      });
      const found = roles.find((one) => fold(one.role) === fold(role));
      call.print(found ?? { role }, `'${connection}' ${found?.allowed ? "may" : "may not"} grant '${role}'`);
    },
  },
  {
    name: "role grantable",
    summary: "list the security roles and whether a connection may grant them",
    operands: ["CONNECTION"],
    options: TENANT_OPTION,
    async run(call) {
      const roles = await asOperator(call, ({ db, viewer }) =>
        listGrantableRoles(db.read, viewer.tenantId, call.operand),
      );
      call.printTable(
        roles.map(({ role, allowed, chosen }) => ({
          role,
          allowed: allowed ? "yes" : "no",
          chosen: chosen ? "yes" : "",
        })),
        roles,
      );
    },
  },
];
