import { requireUser } from "../effects/users/resolve-user.js";
import { warningText } from "../effects/warnings.js";
import { createAccount } from "../use-cases/accounts/create-account.js";
import { resetPassword } from "../use-cases/accounts/reset-password.js";
import { DEFAULT_NAME } from "../use-cases/tenants/bootstrap.js";
import type { Call, Command, Option } from "./command.js";
import { TENANT_OPTION, withTenant } from "./database.js";
import { operatorContext } from "./operator-context.js";

const MAIL_OPTIONS = {
  "send-mail": { doc: "mail the temporary password, as clear text" },
  "mail-to": {
    value: "ADDRESS",
    doc: "mail it there; with --send-mail alone, to the user's own address",
  },
} as const satisfies Record<string, Option>;

function mailWish(call: Call): { sendPasswordMail: boolean | undefined; mailTo: string | undefined } {
  // Whoever says where to mail wants a mail.
  return { sendPasswordMail: call.flag("send-mail") || undefined, mailTo: call.text("mail-to") };
}

function attributesOf(call: Call): Record<string, unknown> {
  const name = { givenName: call.text("given"), familyName: call.text("family") };
  const email = call.text("email");
  const userName = call.text("user-name");
  return {
    active: true,
    ...(userName !== undefined && { userName }),
    ...((name.givenName ?? name.familyName) !== undefined && { name }),
    ...(email !== undefined && { emails: [{ value: email, type: "work", primary: true }] }),
  };
}

/** `usher account …`. */
export const accountCommands: readonly Command[] = [
  {
    name: "account create",
    summary: "create a user with a temporary password, which is shown this once",
    options: {
      "user-name": { value: "NAME", doc: "generated from the names if not given" },
      given: { value: "NAME", doc: "given name" },
      family: { value: "NAME", doc: "family name" },
      email: { value: "ADDRESS", doc: "mail address" },
      connection: { value: "NAME", doc: `whose user it is; '${DEFAULT_NAME}' if not given` },
      ...MAIL_OPTIONS,
      ...TENANT_OPTION,
    },
    async run(call) {
      const { user, temporaryPassword, warnings } = await withTenant(call, async (db, tenant) => {
        const ctx = await operatorContext(call, db, tenant, call.text("connection") ?? DEFAULT_NAME);
        return createAccount(ctx, { attributes: attributesOf(call), ...mailWish(call) });
      });
      const { userName } = JSON.parse(user.resource) as { userName: string };
      const line = `Created user ${user.id}, user name ${userName}, temporary password, shown this once:\n${temporaryPassword}`;
      call.print({ id: user.id, userName, temporaryPassword, warnings }, line);
      for (const warning of warnings) call.note(warningText(warning));
    },
  },
  {
    name: "account reset-password",
    summary: "give a user, by id or userName, a temporary password, which is shown this once",
    operands: ["USER"],
    options: { ...MAIL_OPTIONS, ...TENANT_OPTION },
    async run(call) {
      const reset = await withTenant(call, async (db, tenant) => {
        const id = await requireUser(db.read, tenant.id, call.operand);
        const ctx = await operatorContext(call, db, tenant);
        return { id, ...(await resetPassword(ctx, id, mailWish(call))) };
      });
      call.print(
        reset,
        `Temporary password of user ${reset.id}, shown this once:\n${reset.temporaryPassword}`,
      );
      for (const warning of reset.warnings) call.note(warningText(warning));
    },
  },
];
