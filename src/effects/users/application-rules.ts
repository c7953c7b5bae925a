import { isDeepStrictEqual } from "node:util";
import { ACCESS_MODE_LABELS } from "../../crm/access-mode-codes.js";
import { AppError } from "../../errors.js";
import { arrangeResource } from "../../schema/arrange.js";
import { type CrmChanges, crmOfUser, withCrmOfUser } from "../../schema/crm-extension.js";
import { CRM_USER_URN } from "../../schema/definitions/crm-user.js";
import type { Resource } from "../../schema/model.js";
import type { Context } from "../context.js";

type RuleContext = Pick<Context, "trigger" | "scopes" | "viewer">;

/**
 * The attributes of an application user that can change: active, mail, business unit and roles. docs/modes-of-users.md
 */
const EDITABLE: ReadonlySet<string> = new Set([
  "active",
  "emails",
  "roles",
  "externalId",
  "schemas",
  "groups",
]);

/** Those of the CRM extension; licenses have an error of their own. */
const EDITABLE_CRM: ReadonlySet<string> = new Set([
  "businessUnit",
  "securityRoles",
  "securityRoleNames",
  "licenses",
  "licenseSkus",
]);

/**
 * Refuses a change of an application user's fixed attributes.
 * @throws AppError `mutability` APPLICATION_USER_FIXED
 */
export function refuseFixed(user: Resource, name: string): void {
  if (!crmOfUser(user).isApplication) return;
  throw new AppError(
    "APPLICATION_USER_FIXED",
    `${name} of an application user stays as it is: only active, emails, businessUnit and security roles change`,
  );
}

/**
 * Refuses changes of application users by a connection without the scope for them. docs/modes-of-users.md
 * @throws AppError `forbidden` APPLICATION_SCOPE
 */
function requireApplicationScope({ trigger, scopes }: RuleContext): void {
  if (trigger !== "scim" || scopes.has("scim.applications")) return;
  throw new AppError(
    "APPLICATION_SCOPE",
    "application users are managed with the scope 'scim.applications' only: ask for a token that has it",
  );
}

/**
 * Checks the kind of a user and sets it in the representation. A client sets `person` or `application` once;
 * `nonInteractive` follows from the access mode of a person. Pure. R118, R128, R130, R141
 * @param previous - the stored user, undefined for a new one
 * @throws AppError `invalidValue`, `mutability`, `forbidden`
 */
export function normalizeKind(ctx: RuleContext, next: Resource, previous: Resource | undefined): Resource {
  if (crmOfUser(next).isApplication || (previous !== undefined && crmOfUser(previous).isApplication)) {
    requireApplicationScope(ctx);
    return previous === undefined ? newApplication(ctx, next) : changedApplication(next, previous);
  }
  // For a client without the scope the kind is readOnly.
  if (ctx.trigger === "scim" && !ctx.scopes.has("scim.applications")) {
    return withDerivedKind(ctx, withKindOf(ctx, next, previous), previous);
  }
  if (crmOfUser(next).applicationId !== undefined) {
    throw new AppError(
      "invalidValue",
      "applicationId is for application users: send userKind 'application' with it, or leave it out",
    );
  }
  return withDerivedKind(ctx, next, previous);
}

function withKindOf(ctx: RuleContext, next: Resource, previous: Resource | undefined): Resource {
  const { userKind } = crmOfUser(previous);
  return crmOfUser(next).userKind === userKind ? next : withCrm(ctx, next, { userKind });
}

function withDerivedKind(ctx: RuleContext, next: Resource, previous: Resource | undefined): Resource {
  const [is, was] = [crmOfUser(next).userKind, crmOfUser(previous).userKind];
  if (is === was) return next;
  if (was === "nonInteractive" || (was === "person" && is === "nonInteractive")) {
    return withCrm(ctx, next, { userKind: was });
  }
  if (is !== "nonInteractive") return next;
  throw new AppError(
    "invalidValue",
    "userKind 'nonInteractive' follows from the access mode: set accessMode to 'Non-interactive' instead",
  );
}

function withCrm({ viewer }: RuleContext, user: Resource, changes: CrmChanges): Resource {
  return arrangeResource(viewer.schemas.User, withCrmOfUser(user, changes));
}

function newApplication(ctx: RuleContext, user: Resource): Resource {
  const mode = ACCESS_MODE_LABELS.nonInteractive;
  const { applicationId, accessMode = mode, administratorRoles } = crmOfUser(user);
  if (applicationId === undefined) {
    throw new AppError(
      "APPLICATION_ID_REQUIRED",
      "an application user stands for a registered app: send its id as applicationId",
    );
  }
  if (accessMode !== mode) {
    throw new AppError("invalidValue", `accessMode of an application user is ${mode}: leave it out`);
  }
  if (administratorRoles.length > 0) {
    throw new AppError("invalidValue", "An application user holds no administrator roles: leave them out");
  }
  refusePassword(user["password"]);
  return withCrm(ctx, user, { accessMode: mode });
}

/** @throws AppError `invalidValue` for a password of a program, which has none. R128 */
export function refusePassword(password: unknown): void {
  if (password === undefined || password === null) return;
  throw new AppError(
    "NO_PASSWORD_FOR_APPLICATION_USER",
    "an application user proves itself with the credentials of its app: leave password out",
  );
}

function changedApplication(next: Resource, previous: Resource): Resource {
  // A change from or to an application user is refused like any change of an immutable attribute.
  if (!crmOfUser(next).isApplication || !crmOfUser(previous).isApplication) {
    throw new AppError(
      "mutability",
      "userKind is immutable: an application user is never a person, and no person becomes one",
    );
  }
  const fixed = [
    ...differing(next, previous, (name) => EDITABLE.has(name) || name === CRM_USER_URN),
    ...differing(crmOfUser(next).attributes, crmOfUser(previous).attributes, (name) =>
      EDITABLE_CRM.has(name),
    ),
  ];
  const [name] = fixed;
  if (name !== undefined) refuseFixed(previous, name);
  return next;
}

function differing(
  next: Readonly<Record<string, unknown>>,
  previous: Readonly<Record<string, unknown>>,
  mayDiffer: (name: string) => boolean,
): string[] {
  const names = new Set([...Object.keys(next), ...Object.keys(previous)]);
  return [...names].filter((name) => !mayDiffer(name) && !isDeepStrictEqual(next[name], previous[name]));
}

/**
 * Refuses to delete an active application user. docs/modes-of-users.md
 * @throws AppError `conflict` DEACTIVATE_FIRST
 */
export function requireDeactivated(ctx: RuleContext, user: Resource): void {
  if (!crmOfUser(user).isApplication) return;
  requireApplicationScope(ctx);
  if (user["active"] === false) return;
  throw new AppError(
    "DEACTIVATE_FIRST",
    "an active application user is not deleted: set active to false first",
  );
}
