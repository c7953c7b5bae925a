import { listTeams, type Team } from "../access/teams.js";
import { AppError } from "../errors.js";
import { fold } from "../schema/fold.js";
import { addTeam, changeTeam, moveTeamMembers, removeTeam } from "../use-cases/roles/teams.js";
import type { Call, Command } from "./command.js";
import { TENANT_OPTION } from "./database.js";
import { requireGroupId } from "./group-name.js";
import { INSTANCE_OPTION, instanceIdOf, instanceRef } from "./instance.js";
import { asOperator, type OperatorContext } from "./operator-context.js";
import { requireUserId } from "./user.js";

const OPTIONS = { ...INSTANCE_OPTION, ...TENANT_OPTION } as const;
const ROLE = {
  role: {
    repeat: true,
    value: "ROLE",
    doc: "a role of its business unit, by id or name; may be repeated",
  },
} as const;

async function teamsIn(call: Call, ctx: OperatorContext): Promise<Team[]> {
  return listTeams(ctx.db.read, ctx.viewer.tenantId, { instanceId: await instanceIdOf(call, ctx) });
}

/** The id of the team that the operand names, by id or name. */
async function teamIdOf(call: Call, ctx: OperatorContext): Promise<string> {
  const name = call.operand;
  const found = (await teamsIn(call, ctx)).find((team) => team.id === name || fold(team.name) === fold(name));
  if (found === undefined) throw new AppError("notFound", `The instance has no team '${name.slice(0, 60)}'`);
  return found.id;
}

function print(call: Call, team: Team): void {
  call.print(
    team,
    `Team '${team.name}' (${team.id}): ${team.roles.map(({ name }) => name).join(", ") || "no roles"}`,
  );
}

/** `usher team …`: teams of an instance. R072 */
export const teamCommands: readonly Command[] = [
  {
    name: "team list",
    summary: "list the teams of an instance",
    options: OPTIONS,
    async run(call) {
      const teams = await asOperator(call, (ctx) => teamsIn(call, ctx));
      call.printTable(
        teams.map(({ name, id, kind, groupId = "", roles }) => ({
          name,
          id,
          kind,
          group: groupId,
          roles: roles.map((role) => role.name).join(", "),
        })),
        teams,
      );
    },
  },
  {
    name: "team add",
    summary: "add an owner team, or with --group the team of a group",
    operands: ["NAME"],
    options: {
      ...ROLE,
      group: { value: "GROUP", doc: "the group, by id or displayName" },
      unit: {
        value: "UNIT",
        doc: "the business unit, by id, path or name; the root if not given",
      },
      ...OPTIONS,
    },
    async run(call) {
      const group = call.text("group");
      const team = await asOperator(call, async (ctx) =>
        addTeam(ctx, instanceRef(call), {
          name: call.operand,
          businessUnit: call.text("unit"),
          groupId: group === undefined ? undefined : await requireGroupId(ctx, group),
          roles: call.texts("role"),
        }),
      );
      print(call, team);
    },
  },
  {
    name: "team set",
    summary: "rename a team, or give it exactly these roles",
    operands: ["TEAM"],
    options: {
      name: { value: "TEXT", doc: "its new name" },
      ...ROLE,
      "no-roles": { doc: "take all roles from it" },
      ...OPTIONS,
    },
    async run(call) {
      const roles = call.texts("role");
      const isNamed = roles.length > 0 || call.flag("no-roles");
      const change = { name: call.text("name"), ...(isNamed && { roles }) };
      const team = await asOperator(call, async (ctx) =>
        changeTeam(ctx, instanceRef(call), await teamIdOf(call, ctx), change),
      );
      print(call, team);
    },
  },
  {
    name: "team members",
    summary: "put users into an owner team and take users out of it",
    operands: ["TEAM"],
    options: {
      add: {
        repeat: true,
        value: "USER",
        doc: "who comes, by id or userName; may be repeated",
      },
      remove: { repeat: true, value: "USER", doc: "who goes; may be repeated" },
      ...OPTIONS,
    },
    async run(call) {
      const moved = await asOperator(call, async (ctx) => {
        const idsOf = (names: readonly string[]) =>
          Promise.all(names.map((name) => requireUserId(ctx, name)));
        const moves = { add: await idsOf(call.texts("add")), remove: await idsOf(call.texts("remove")) };
        return moveTeamMembers(ctx, instanceRef(call), await teamIdOf(call, ctx), moves);
      });
      call.print(moved, `${moved.added.length} came, ${moved.removed.length} went`);
    },
  },
  {
    name: "team remove",
    summary: "delete a team",
    operands: ["TEAM"],
    options: OPTIONS,
    async run(call) {
      await asOperator(call, async (ctx) => removeTeam(ctx, instanceRef(call), await teamIdOf(call, ctx)));
      call.print({ removed: call.operand }, `Deleted team '${call.operand}'`);
    },
  },
];
