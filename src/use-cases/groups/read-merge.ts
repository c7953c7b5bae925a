import { type Context, clientSchema } from "../../effects/context.js";
import { AppError } from "../../errors.js";
import { isJsonObject } from "../../schema/coerce-value.js";
import { mergeResource } from "../../schema/merge.js";
import type { GroupChange } from "./update-group.js";

/**
 * Reads attributes that are to be merged into a group; `null` clears. RFC 7396.
 * @throws AppError `invalidValue` for members, which are added and removed one by one; `invalidSyntax`
 */
export function readGroupMerge(ctx: Context, input: unknown): GroupChange {
  refuseMembers(input);
  const schema = clientSchema(ctx, "Group");
  return {
    apply: (current) => mergeResource(schema, current, input, ctx.options).resource,
    members: [],
  };
}

function refuseMembers(input: unknown): void {
  if (!isJsonObject(input) || !Object.keys(input).some((name) => name.toLowerCase() === "members")) return;
  throw new AppError(
    "invalidValue",
    "'members' are added and removed at the group's /members endpoint: leave them out",
  );
}
