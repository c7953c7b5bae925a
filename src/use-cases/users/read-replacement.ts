import { withoutShownRights } from "../../effects/attributes/wished-rights.js";
import { type Context, clientSchema } from "../../effects/context.js";
import { hashSentPassword } from "../../effects/passwords/provisioned-password.js";
import { coerceResource } from "../../schema/coerce.js";
import { replaceResource } from "../../schema/replace.js";
import type { UserChange } from "./update-user.js";

/**
 * Reads the body of a PUT as a change that is applied to the stored user. RFC 7644 §3.5.1.
 * @throws AppError `invalidValue`, `invalidSyntax`; and `mutability` when it is applied
 */
export async function readUserReplacement(ctx: Context, input: unknown): Promise<UserChange> {
  const schema = clientSchema(ctx, "User");
  const { resource, ignored } = coerceResource(schema, input, ctx.options);
  ctx.reportIgnored(ignored);
  return {
    wishes: () => coerceResource(schema, withoutShownRights(input), ctx.options).resource,
    // The password is stored separately, so a PUT without one keeps it.
    apply: (current) => {
      const { password: _, ...next } = replaceResource(schema, current, input, ctx.options).resource;
      return next;
    },
    passwordHash: await hashSentPassword(ctx, resource["password"] as string | undefined),
  };
}
