import { type UserView, userView } from "../admin/views.js";
import { DAY } from "../db/duration.js";
import { findDeletedUser, listDeletedUsers } from "../directory/resources/tombstones.js";
import { listUsers } from "../directory/search/list-resources.js";
import { administratorRolesOf } from "../directory/users/administrators.js";
import { findUser } from "../directory/users/users.js";
import { requireUser } from "../effects/users/resolve-user.js";
import { AppError } from "../errors.js";
import { personName } from "../schema/person-name.js";
import { DEFAULT_NAME } from "../use-cases/tenants/bootstrap.js";
import { createUser, readNewUser } from "../use-cases/users/create-user.js";
import { deleteUser } from "../use-cases/users/delete-user.js";
import { hintsOfDeletion } from "../use-cases/users/deletion-hints.js";
import { readUserMerge } from "../use-cases/users/read-merge.js";
import { restoreUser, restoreWindow } from "../use-cases/users/restore-user.js";
import { updateUser } from "../use-cases/users/update-user.js";
import type { Call, Command } from "./command.js";
import { TENANT_OPTION } from "./database.js";
import { asOperator, type OperatorContext } from "./operator-context.js";
import { LIST_OPTIONS, readList } from "./pages.js";
import { ALWAYS } from "./server-context.js";
import { readOperandJson, timeText } from "./values.js";

/** Users that `usher user deleted` shows at the most. */
const MAX_DELETED = 10_000;

/** The id of a user of the context's tenant, as `requireUser` finds it. */
export async function requireUserId(
  { db, viewer }: Pick<OperatorContext, "db" | "viewer">,
  name: string,
): Promise<string> {
  return requireUser(db.read, viewer.tenantId, name);
}

function toRow(user: UserView): Record<string, string> {
  const { id, userName, active } = user;
  return {
    id,
    "user name": userName,
    name: personName(user),
    active: active === false ? "false" : "true",
    "administrator roles": administratorRolesOf(user).join(" "),
  };
}

async function show(call: Call): Promise<void> {
  const user = await asOperator(call, async (ctx) => {
    const row = await findUser(ctx.db.read, ctx.viewer, await requireUserId(ctx, call.operand), true);
    if (row === undefined) throw new AppError("notFound", `The tenant has no User '${call.operand}'`);
    return userView(ctx, row);
  });
  call.print(user, JSON.stringify(user, null, 2));
}

async function listDeleted(call: Call): Promise<void> {
  const deleted = await asOperator(call, async ({ db, viewer, now }) => {
    const { since, length } = await restoreWindow(db.read, viewer.tenantId, now());
    const found = await listDeletedUsers(db.read, viewer.tenantId, since, { limit: MAX_DELETED });
    return found.map(({ id, deletedAt, resource }) => ({
      id,
      userName: resource["userName"] as string,
      displayName: personName(resource),
      deletedAt: timeText(deletedAt),
      restorableUntil: timeText(deletedAt + length),
    }));
  });
  call.printTable(
    deleted.map(({ id, userName, displayName, deletedAt, restorableUntil }) => ({
      id,
      "user name": userName,
      name: displayName,
      deleted: deletedAt,
      "restorable until": restorableUntil,
    })),
    deleted,
  );
}

/** `usher user …`: the people of a tenant. */
export const userCommands: readonly Command[] = [
  {
    name: "user list",
    summary: "list users",
    options: { ...LIST_OPTIONS, ...TENANT_OPTION },
    async run(call) {
      const users = await asOperator(call, async (ctx) => {
        const { db, viewer } = ctx;
        const rows = await readList(call, ctx, (query) => listUsers(db.read, viewer, query, false));
        return rows.map((row) => userView(ctx, row));
      });
      call.printTable(users.map(toRow), users);
    },
  },
  {
    name: "user show",
    summary: "show a user, by id or userName, with its groups",
    operands: ["USER"],
    options: TENANT_OPTION,
    run: show,
  },
  {
    name: "user create",
    summary:
      "create a user from a file with a SCIM User as JSON; 'usher account create' makes up a password too",
    operands: ["FILE"],
    options: {
      connection: { value: "NAME", doc: `whose user it is; '${DEFAULT_NAME}' if not given` },
      ...TENANT_OPTION,
    },
    async run(call) {
      const input = readOperandJson(call.operand);
      const create = async (ctx: OperatorContext) =>
        userView(ctx, await createUser(ctx, await readNewUser(ctx, input)));
      const user = await asOperator(call, create, call.text("connection") ?? DEFAULT_NAME);
      call.print(user, `Created user ${user.id}, user name ${user.userName}`);
    },
  },
  {
    name: "user change",
    summary: "change the attributes of a user that a file of JSON names; null clears",
    operands: ["USER", "FILE"],
    options: TENANT_OPTION,
    async run(call) {
      const input = readOperandJson(call.secondOperand);
      const user = await asOperator(call, async (ctx) => {
        const id = await requireUserId(ctx, call.operand);
        return userView(ctx, await updateUser(ctx, id, ALWAYS, await readUserMerge(ctx, input)));
      });
      call.print(user, `Changed user ${user.id}`);
    },
  },
  {
    name: "user delete",
    summary: "delete a user, by id or userName, who can be restored for a while",
    operands: ["USER"],
    options: TENANT_OPTION,
    async run(call) {
      const { id, days, hints } = await asOperator(call, async (ctx) => {
        const found = await requireUserId(ctx, call.operand);
        const { tenantId } = ctx.viewer;
        const told = await hintsOfDeletion(ctx.db.read, tenantId, found, ctx.now());
        await deleteUser(ctx, found, ALWAYS);
        const { length } = await restoreWindow(ctx.db.read, tenantId, ctx.now());
        return { id: found, days: length / DAY, hints: told };
      });
      call.print(
        { id, restorableDays: days, ...(hints.length > 0 && { hints }) },
        `Deleted user ${id}, who can be restored for ${days} days`,
      );
      for (const { code, detail } of hints) call.terminal.note(`usher: ${code}: ${detail}`);
    },
  },
  {
    name: "user deleted",
    summary: "list the users who can be restored",
    options: TENANT_OPTION,
    run: listDeleted,
  },
  {
    name: "user restore",
    summary:
      "restore a deleted user, by id or userName, with what it was in instances, without seats and groups",
    operands: ["USER"],
    options: TENANT_OPTION,
    async run(call) {
      const user = await asOperator(call, async (ctx) => {
        const deleted = await findDeletedUser(ctx.db.read, ctx.viewer.tenantId, call.operand);
        const { row, notRestored } = await restoreUser(ctx, deleted ?? call.operand);
        return { ...userView(ctx, row), notRestored };
      });
      const lost = user.notRestored.map(
        ({ type, name, instance, detail }) =>
          `\nNot restored: ${type} ${name}${instance === undefined ? "" : ` of ${instance}`}: ${detail}`,
      );
      call.print(user, `Restored user ${user.id}, user name ${user.userName}${lost.join("")}`);
    },
  },
];
