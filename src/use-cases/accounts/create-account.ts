import { newId } from "../../db/new-id.js";
import { inTransaction } from "../../db/transaction.js";
import type { UserRow } from "../../directory/resources/resource-row.js";
import { isApplication } from "../../directory/users/applications.js";
import { findFreeUserName } from "../../directory/users/user-names.js";
import { type Context, within } from "../../effects/context.js";
import {
  makeTemporaryPassword,
  type PasswordMailWish,
  type PasswordWarning,
  passwordRecipient,
  storeTemporaryPassword,
  type TemporaryPassword,
} from "../../effects/passwords/temporary-password.js";
import { AppError } from "../../errors.js";
import { coerceResource } from "../../schema/coerce.js";
import { CRM_USER_URN } from "../../schema/definitions/crm-user.js";
import type { Resource } from "../../schema/model.js";
import { objectOrEmpty } from "../../schema/scim-object.js";
import { findTenantSettings, type TenantSettings } from "../../tenants/settings.js";
import { createUser, type NewUser, readNewUser } from "../users/create-user.js";

/** An account that is to be made. */
export interface AccountInput extends PasswordMailWish {
  /**
   * A SCIM User, with or without userName and password. The CRM extension's `temporaryPassword` says by `generate`
   * whether there is to be one, and by `sendMail` and `mailTo` the same as the members beside this.
   */
  readonly attributes: Attributes;
}

type Attributes = Readonly<Record<string, unknown>>;

/** An account that was made. */
export interface NewAccount {
  readonly user: UserRow;
  /** Shown this once; undefined when none was generated. */
  readonly temporaryPassword: string | undefined;
  readonly warnings: readonly PasswordWarning[];
}

/** Tries to find a free user name; each of so many that ask at once takes another one. */
const MAX_TRIES = 100;

/**
 * Creates a user as administrators do: what they leave out is generated, a user name by the tenant's rule and a
 * temporary password. One that is given is no temporary one, and nothing is mailed. R001, R006–R011
 * @throws AppError as `createUser`; `invalidValue` for an address that is none
 */
export async function createAccount(ctx: Context, input: AccountInput): Promise<NewAccount> {
  const settings = await findTenantSettings(ctx.db.read, ctx.viewer.tenantId);
  const attributes = withoutBlankName(input.attributes);
  const { resource: sent } = coerceResource(ctx.viewer.schemas.User, attributes, ctx.options);
  const order = objectOrEmpty(objectOrEmpty(sent[CRM_USER_URN])["temporaryPassword"]);
  const hasOwn = sent["password"] !== undefined;
  const isWanted = !hasOwn && order["generate"] !== false && !isApplication(sent);
  const recipient = isWanted ? passwordRecipient(mailWish(input, order), sent) : undefined;

  const isUnnamed = sent["userName"] === undefined && !isApplication(sent);
  const name = isUnnamed ? await nextName(ctx, settings, sent) : undefined;
  const user = await readNewUser(ctx, name === undefined ? attributes : { ...attributes, userName: name });
  const temporary = isWanted ? await makeTemporaryPassword(settings, ctx.now()) : undefined;

  for (let attempt = 1, candidate = user; ; attempt++) {
    try {
      return await store(ctx, candidate, temporary, recipient);
    } catch (error) {
      // Somebody else took a generated name in between: the next one is as good.
      if (name === undefined || attempt === MAX_TRIES || !isTaken(error)) throw error;
      const userName = await nextName(ctx, settings, sent);
      // The name is free, so something else is taken.
      if (userName === candidate.resource["userName"]) throw error;
      candidate = { ...user, resource: { ...user.resource, userName } };
    }
  }
}

function mailWish(input: AccountInput, order: Readonly<Record<string, unknown>>): PasswordMailWish {
  const mailTo = input.mailTo ?? order["mailTo"];
  return {
    sendPasswordMail: input.sendPasswordMail ?? (order["sendMail"] as boolean | undefined),
    mailTo: typeof mailTo === "string" ? mailTo : undefined,
  };
}

function nextName(ctx: Context, settings: TenantSettings, user: Resource): Promise<string> {
  const rule = { pattern: settings["userIds.pattern"], domain: settings["userIds.domain"] };
  return findFreeUserName(ctx.db.read, ctx.viewer.tenantId, rule, user);
}

/** Forms send empty fields; one that is empty makes room for the generated name. */
function withoutBlankName(attributes: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([key, value]) => !isBlankName(key, value)));
}

function isBlankName(key: string, value: unknown): boolean {
  const isBlank = value === null || (typeof value === "string" && value.trim() === "");
  return isBlank && key.toLowerCase() === "username";
}

async function store(
  ctx: Context,
  newUser: NewUser,
  temporary: TemporaryPassword | undefined,
  recipient: string | undefined,
): Promise<NewAccount> {
  const id = newId();
  return inTransaction(ctx.db, async (trx) => {
    const user = await createUser(within(ctx, trx), newUser, id);
    if (temporary === undefined) return { user, temporaryPassword: undefined, warnings: [] };
    const userName = newUser.resource["userName"] as string;
    const warnings = await storeTemporaryPassword(trx, ctx, { id, userName }, temporary, recipient);
    return { user, temporaryPassword: temporary.password, warnings };
  });
}

function isTaken(error: unknown): boolean {
  return error instanceof AppError && error.code === "uniqueness";
}
