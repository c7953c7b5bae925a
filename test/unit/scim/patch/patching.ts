import { AppError } from "../../../../src/errors.js";
import { behaviorOf } from "../../../../src/schema/behavior.js";
import type { Mode, Resource } from "../../../../src/schema/model.js";
import { userSchema } from "../../../../src/schema/resource-schemas.js";
import { applyPatch } from "../../../../src/scim/patch/apply.js";
import { parsePatch } from "../../../../src/scim/patch/parse.js";

export const CORE = "urn:ietf:params:scim:schemas:core:2.0:User";
export const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
export const CRM = "urn:ietf:params:scim:schemas:extension:crm:2.0:User";
const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/** The body of a PATCH request with these operations. */
export function patchOp(...Operations: unknown[]): Record<string, unknown> {
  return { schemas: [PATCH_OP], Operations };
}

/** A stored user with these attributes. */
export function user(attributes: Resource = {}): Resource {
  return { schemas: [CORE], userName: "babs@example.com", ...attributes };
}

/** Freezes a value at every depth, so that whoever writes to it fails. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}

/** The user after the operations; the one given is frozen before. */
export function patched(
  resource: Resource,
  operations: readonly unknown[],
  mode: Mode = "tolerant",
): Resource {
  // The samples are words, not codes of countries.
  const behavior = behaviorOf(mode, { acceptAnyCode: true });
  const request = parsePatch(userSchema, deepFreeze(patchOp(...operations)), behavior);
  return applyPatch(userSchema, deepFreeze(resource), request.operations, behavior);
}

/** The code of the error with which a body, or one operation on a user, is refused. */
export function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
  return "accepted";
}
