import type { UserRow } from "../directory/resource-row.js";
import { coerceResource } from "../schema/coerce.js";
import { replaceResource } from "../schema/replace.js";
import type { Context } from "./context.js";
import type { Precondition } from "./precondition.js";
import { updateUser } from "./update-user.js";

/**
 * Replaces a user by a SCIM representation; it never creates one. RFC 7644 §3.5.1.
 * @throws AppError `notFound`, `preconditionFailed`, `uniqueness`, `mutability`, `invalidValue`, `invalidSyntax`
 */
export async function replaceUser(
  ctx: Context,
  id: string,
  precondition: Precondition,
  input: unknown,
): Promise<UserRow> {
  const { resource, ignored } = coerceResource(ctx.viewer.schemas.User, input, ctx.mode);
  ctx.reportIgnored(ignored);
  const password = resource["password"] as string | undefined;
  return updateUser(ctx, id, precondition, {
    // The password is stored apart, so that a PUT without one leaves it.
    apply: (current) => {
      const { password: _, ...next } = replaceResource(
        ctx.viewer.schemas.User,
        current,
        input,
        ctx.mode,
      ).resource;
      return next;
    },
    password,
  });
}
