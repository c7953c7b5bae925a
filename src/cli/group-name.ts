import { findGroup } from "../directory/groups/groups.js";
import { listGroups } from "../directory/search/list-resources.js";
import { AppError } from "../errors.js";
import type { OperatorContext } from "./operator-context.js";

/**
 * The id of a group of the context's tenant, which is named by it or by its displayName.
 * @throws AppError `notFound`, and `conflict` when several have the name
 */
export async function requireGroupId({ db, viewer }: OperatorContext, name: string): Promise<string> {
  const byId = await findGroup(db.read, viewer, name, 0);
  if (byId !== undefined) return byId.id;
  const { rows } = await listGroups(
    db.read,
    viewer,
    {
      filter: { kind: "compare", path: "displayName", op: "eq", value: name },
      sortBy: undefined,
      descending: false,
      offset: 0,
      limit: 2,
    },
    0,
  );
  const [found, other] = rows;
  if (found === undefined) throw new AppError("notFound", `The tenant has no Group '${name.slice(0, 60)}'`);
  if (other !== undefined) throw new AppError("conflict", `Several groups are named '${name}': use the id`);
  return found.id;
}
