import type { AdminContext } from "../admin/route.js";
import { findGroup } from "../directory/groups/groups.js";
import type { Command } from "./command.js";
import { requireGroupId, requireUserId } from "./names.js";
import { limitOption, operationCommand } from "./operation-command.js";
import { FILTER_OPTION } from "./values.js";

const GROUP = { fills: "id", find: requireGroupId } as const;

/** `usher group …`: the groups of a tenant and their members. */
export const groupCommands: readonly Command[] = [
  operationCommand({
    name: "group list",
    summary: "List groups",
    operation: "listGroups",
    options: { ...FILTER_OPTION, ...limitOption(100, 9_999_999) },
    columns: { id: "id", name: "displayName", members: "memberCount" },
  }),
  operationCommand({
    name: "group show",
    summary: "Show a group, by id or displayName, without its members",
    operation: "getGroup",
    operands: { GROUP },
    line: (group) => JSON.stringify(group, null, 2),
  }),
  operationCommand({
    name: "group create",
    summary: "Create a group",
    operation: "createGroup",
    operands: { NAME: "displayName" },
    makesResource: true,
    line: "Created group {id}",
  }),
  operationCommand({
    name: "group rename",
    summary: "Change the displayName of a group",
    operation: "changeGroup",
    operands: { GROUP, NAME: "displayName" },
    line: "Renamed group {id}",
  }),
  operationCommand({
    name: "group delete",
    summary: "Delete a group; its members stay",
    operation: "deleteGroup",
    operands: { GROUP },
    json: (_, { id }) => ({ id, deleted: true }),
    line: "Deleted group {id}",
  }),
  operationCommand({
    name: "group members",
    summary: "List the direct members of a group",
    operation: "listMembers",
    operands: { GROUP },
    columns: { id: "id", type: "type", name: "displayName" },
  }),
  changeMembers("add", "Add members to a group; adding an existing member is no error"),
  changeMembers("remove", "Remove members from a group; removing a non-member is no error"),
];

function changeMembers(verb: "add" | "remove", summary: string): Command {
  return operationCommand({
    name: `group ${verb}`,
    summary,
    operation: "changeMembers",
    operands: { GROUP },
    options: {
      member: {
        value: "MEMBER",
        doc: "id of a user or group, or a userName; may be repeated",
        repeat: true,
        required: true,
        fills: verb,
        find: memberId,
      },
    },
    json: (answer, { id }) => ({ id, ...answer }),
    line: "Group {id}: {added} members added, {removed} removed",
  });
}

/** Returns the id of a member: groups are named by id, users by id or userName. */
async function memberId(ctx: AdminContext, name: string): Promise<string> {
  const group = await findGroup(ctx.db.read, ctx.viewer, name, 0);
  return group?.id ?? requireUserId(ctx, name);
}
