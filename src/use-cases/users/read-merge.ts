import { withoutShownRights } from "../../effects/attributes/wished-rights.js";
import { type Context, clientSchema } from "../../effects/context.js";
import { hashSentPassword } from "../../effects/passwords/provisioned-password.js";
import { isJsonObject } from "../../schema/coerce-value.js";
import { mergeResource } from "../../schema/merge.js";
import type { UserChange } from "./update-user.js";

/**
 * Reads attributes to merge into a user, as a function of the stored user; `null` clears. RFC 7396.
 * @throws AppError `invalidValue`, `invalidSyntax`
 */
export async function readUserMerge(ctx: Context, input: unknown): Promise<UserChange> {
  const schema = clientSchema(ctx, "User");
  const { resource, ignored } = mergeResource(schema, {}, input, ctx.options);
  ctx.reportIgnored(ignored);
  const password = resource["password"] as string | undefined;
  return {
    wishes: () => mergeResource(schema, {}, withoutShownRights(input), ctx.options).resource,
    apply: (current) => {
      const { password: _, ...next } = mergeResource(schema, current, input, ctx.options).resource;
      return next;
    },
    passwordHash: await hashSentPassword(ctx, password ?? (clearsPassword(input) ? null : undefined)),
  };
}

function clearsPassword(input: unknown): boolean {
  if (!isJsonObject(input)) return false;
  return Object.entries(input).some(([name, value]) => name.toLowerCase() === "password" && value === null);
}
