import { groupView } from "../admin/views.js";
import { findGroup } from "../directory/groups/groups.js";
import { listMembers, type MemberRow } from "../directory/groups/members.js";
import type { MembershipChange } from "../directory/groups/membership-change.js";
import { listGroups } from "../directory/search/list-resources.js";
import { AppError } from "../errors.js";
import { createGroup } from "../use-cases/groups/create-group.js";
import { deleteGroup } from "../use-cases/groups/delete-group.js";
import { readGroupMerge } from "../use-cases/groups/read-merge.js";
import { updateGroup } from "../use-cases/groups/update-group.js";
import { DEFAULT_NAME } from "../use-cases/tenants/bootstrap.js";
import type { Call, Command } from "./command.js";
import { TENANT_OPTION } from "./database.js";
import { requireGroupId } from "./group-name.js";
import { asOperator, type OperatorContext } from "./operator-context.js";
import { LIST_OPTIONS, readList } from "./pages.js";
import { ALWAYS } from "./server-context.js";
import { requireUserId } from "./user.js";

const MEMBER_PAGE = 1000;

const MEMBER_OPTIONS = {
  member: {
    repeat: true,
    value: "MEMBER",
    doc: "id of a user or group, or a userName; may be repeated",
  },
  ...TENANT_OPTION,
} as const;

async function show(ctx: OperatorContext, id: string) {
  const row = await findGroup(ctx.db.read, ctx.viewer, id, 0);
  if (row === undefined) throw new AppError("notFound", `The tenant has no Group '${id}'`);
  return groupView(ctx, row);
}

async function allMembers({ db, viewer }: OperatorContext, id: string): Promise<MemberRow[]> {
  const members: MemberRow[] = [];
  for (let after: string | undefined = ""; after !== undefined; ) {
    const page: MemberRow[] = await listMembers(db.read, viewer.tenantId, id, after, MEMBER_PAGE);
    members.push(...page);
    after = page.length < MEMBER_PAGE ? undefined : page.at(-1)?.value;
  }
  return members;
}

/** The ids of the members that `--member` names: groups by id, users by id or userName. */
async function namedMembers(call: Call, ctx: OperatorContext): Promise<string[]> {
  const names = call.texts("member");
  if (names.length === 0) throw new AppError("invalidValue", "--member must name at least one member");
  const ids: string[] = [];
  for (const name of names) {
    const group = await findGroup(ctx.db.read, ctx.viewer, name, 0);
    ids.push(group?.id ?? (await requireUserId(ctx, name)));
  }
  return ids;
}

async function changeMembers(call: Call, toChange: (ids: string[]) => MembershipChange): Promise<void> {
  const result = await asOperator(call, async (ctx) => {
    const id = await requireGroupId(ctx, call.operand);
    const members = [toChange(await namedMembers(call, ctx))];
    const change = { apply: <T>(current: T): T => current, members };
    const { moved } = await updateGroup(ctx, id, ALWAYS, change, undefined);
    return { id, added: moved.added.length, removed: moved.removed.length };
  });
  call.print(result, `Group ${result.id}: ${result.added} members added, ${result.removed} removed`);
}

/** `usher group …`: the groups of a tenant and their members. */
export const groupCommands: readonly Command[] = [
  {
    name: "group list",
    summary: "list groups",
    options: { ...LIST_OPTIONS, ...TENANT_OPTION },
    async run(call) {
      const groups = await asOperator(call, async (ctx) => {
        const { db, viewer } = ctx;
        const rows = await readList(call, ctx, (query) => listGroups(db.read, viewer, query, 0));
        return rows.map((row) => groupView(ctx, row));
      });
      call.printTable(
        groups.map(({ id, displayName, memberCount }) => ({
          id,
          name: displayName,
          members: String(memberCount),
        })),
        groups,
      );
    },
  },
  {
    name: "group show",
    summary: "show a group, by id or displayName, without its members",
    operands: ["GROUP"],
    options: TENANT_OPTION,
    async run(call) {
      const group = await asOperator(call, async (ctx) => show(ctx, await requireGroupId(ctx, call.operand)));
      call.print(group, JSON.stringify(group, null, 2));
    },
  },
  {
    name: "group create",
    summary: "create a group",
    operands: ["NAME"],
    options: {
      connection: { value: "NAME", doc: `whose group it is; '${DEFAULT_NAME}' if not given` },
      ...TENANT_OPTION,
    },
    async run(call) {
      const input = { displayName: call.operand };
      const create = async (ctx: OperatorContext) => groupView(ctx, await createGroup(ctx, input, 0));
      const group = await asOperator(call, create, call.text("connection") ?? DEFAULT_NAME);
      call.print(group, `Created group ${group.id}`);
    },
  },
  {
    name: "group rename",
    summary: "give a group, by id or displayName, another displayName",
    operands: ["GROUP", "NAME"],
    options: TENANT_OPTION,
    async run(call) {
      const group = await asOperator(call, async (ctx) => {
        const id = await requireGroupId(ctx, call.operand);
        const change = readGroupMerge(ctx, { displayName: call.secondOperand });
        await updateGroup(ctx, id, ALWAYS, change, undefined);
        return show(ctx, id);
      });
      call.print(group, `Renamed group ${group.id}`);
    },
  },
  {
    name: "group delete",
    summary: "delete a group, by id or displayName; its members stay",
    operands: ["GROUP"],
    options: TENANT_OPTION,
    async run(call) {
      const id = await asOperator(call, async (ctx) => {
        const found = await requireGroupId(ctx, call.operand);
        await deleteGroup(ctx, found, ALWAYS);
        return found;
      });
      call.print({ id, deleted: true }, `Deleted group ${id}`);
    },
  },
  {
    name: "group members",
    summary: "list the direct members of a group",
    operands: ["GROUP"],
    options: TENANT_OPTION,
    async run(call) {
      const members = await asOperator(call, async (ctx) =>
        allMembers(ctx, await requireGroupId(ctx, call.operand)),
      );
      call.printTable(
        members.map(({ value, type, display }) => ({ id: value, type: type ?? "", name: display ?? "" })),
        members.map(({ value, type, display }) => ({ id: value, type, displayName: display })),
      );
    },
  },
  {
    name: "group add",
    summary: "add members to a group; who is one already is no error",
    operands: ["GROUP"],
    options: MEMBER_OPTIONS,
    run: (call) => changeMembers(call, (ids) => ({ kind: "add", members: ids.map((value) => ({ value })) })),
  },
  {
    name: "group remove",
    summary: "remove members from a group; who is none is no error",
    operands: ["GROUP"],
    options: MEMBER_OPTIONS,
    run: (call) => changeMembers(call, (ids) => ({ kind: "remove", ids })),
  },
];
