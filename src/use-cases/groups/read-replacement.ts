import { type Context, clientSchema } from "../../effects/context.js";
import { toMemberInputs } from "../../effects/groups/members.js";
import { coerceResource } from "../../schema/coerce.js";
import { replaceResource } from "../../schema/replace.js";
import type { GroupChange } from "./update-group.js";

/**
 * Reads the body of a PUT as a change that is applied to the stored group. RFC 7644 §3.5.1.
 * @throws AppError `invalidValue`, `invalidSyntax`; and `mutability` when it is applied
 */
export function readGroupReplacement(ctx: Context, body: unknown): GroupChange {
  const schema = clientSchema(ctx, "Group");
  const { resource, ignored } = coerceResource(schema, body, ctx.options);
  ctx.reportIgnored(ignored);
  return {
    apply: (current) => {
      const { members: _, ...next } = replaceResource(schema, current, body, ctx.options).resource;
      return next;
    },
    members: [{ kind: "replaceAll", members: toMemberInputs(resource["members"]) }],
  };
}
