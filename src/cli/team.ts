import type { AdminContext } from "../admin/route.js";
import { AppError } from "../errors.js";
import { fold } from "../schema/fold.js";
import { type Answer, textAt } from "./answer-text.js";
import { listOperation } from "./call-operation.js";
import type { Call, Command } from "./command.js";
import { requireGroupId } from "./names.js";
import { operationCommand } from "./operation-command.js";

const TEAM = { fills: "team", find: teamId } as const;
const ROLE = {
  role: {
    value: "ROLE",
    doc: "a role of its business unit, by id or name; may be repeated",
    repeat: true,
    fills: "roles",
  },
} as const;
const MEMBER = { value: "USER", repeat: true } as const;

/** `usher team …`: teams of an instance. R072 */
export const teamCommands: readonly Command[] = [
  operationCommand({
    name: "team list",
    summary: "List the teams of an instance",
    operation: "listTeams",
    columns: { name: "name", id: "id", kind: "kind", group: "groupId", roles: "roles.name" },
  }),
  operationCommand({
    name: "team add",
    summary: "Add an owner team, or with --group the team of a group",
    operation: "addTeam",
    operands: { NAME: "name" },
    options: {
      ...ROLE,
      group: {
        value: "GROUP",
        doc: "the group, by id or displayName",
        fills: "groupId",
        find: requireGroupId,
      },
      unit: {
        value: "UNIT",
        doc: "the business unit, by id, path or name; the root if not given",
        fills: "businessUnit",
      },
    },
    line: describe,
  }),
  operationCommand({
    name: "team set",
    summary: "Rename a team, or give it exactly these roles",
    operation: "changeTeam",
    operands: { TEAM },
    options: {
      name: { value: "TEXT", doc: "its new name" },
      ...ROLE,
      "no-roles": { doc: "take all roles from it" },
    },
    members: (call) => (call.flag("no-roles") && call.texts("role").length === 0 ? { roles: [] } : {}),
    line: describe,
  }),
  operationCommand({
    name: "team members",
    summary: "Add users to an owner team and remove users from it",
    operation: "moveTeamMembers",
    operands: { TEAM },
    options: {
      add: { ...MEMBER, doc: "a user to add, by id or userName; may be repeated" },
      remove: { ...MEMBER, doc: "a user to remove; may be repeated" },
    },
    line: ({ added, removed }) => `${countOf(added)} came, ${countOf(removed)} went`,
  }),
  operationCommand({
    name: "team remove",
    summary: "Delete a team",
    operation: "removeTeam",
    operands: { TEAM },
    json: (_, __, call) => ({ removed: call.operand }),
    line: (_, call) => `Deleted team '${call.operand}'`,
  }),
];

/** Finds the id of a team of the instance by id or name. @throws AppError `notFound` */
async function teamId(ctx: AdminContext, name: string, call: Call): Promise<string> {
  const teams = await listOperation(ctx, "listTeams", { instance: call.text("instance") }, Infinity);
  const found = teams.find((team) => team["id"] === name || fold(textAt(team, "name")) === fold(name));
  if (found !== undefined) return textAt(found, "id");
  throw new AppError("notFound", `The instance has no team '${name.slice(0, 60)}'`);
}

function describe(team: Answer): string {
  return `Team '${textAt(team, "name")}' (${textAt(team, "id")}): ${textAt(team, "roles.name") || "no roles"}`;
}

function countOf(list: unknown): number {
  return Array.isArray(list) ? list.length : 0;
}
