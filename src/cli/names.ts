import type { AdminContext } from "../admin/route.js";
import { findGroup } from "../directory/groups/groups.js";
import { requireUser } from "../effects/users/resolve-user.js";
import { AppError } from "../errors.js";
import { textAt } from "./answer-text.js";
import { listOperation } from "./call-operation.js";

/**
 * Finds the id of a group by id or displayName.
 * @throws AppError `notFound`, and `conflict` if several groups have the name
 */
export async function requireGroupId(ctx: AdminContext, name: string): Promise<string> {
  const byId = await findGroup(ctx.db.read, ctx.viewer, name, 0);
  if (byId !== undefined) return byId.id;
  const [found, other] = await listOperation(
    ctx,
    "listGroups",
    { filter: `displayName eq ${JSON.stringify(name)}` },
    2,
  );
  if (found === undefined) throw new AppError("notFound", `The tenant has no Group '${name.slice(0, 60)}'`);
  if (other !== undefined) throw new AppError("conflict", `Several groups are named '${name}': use the id`);
  return textAt(found, "id");
}

/** Finds the id of a user by id or userName. @throws AppError `notFound` */
export function requireUserId({ db, viewer }: AdminContext, name: string): Promise<string> {
  return requireUser(db.read, viewer.tenantId, name);
}
