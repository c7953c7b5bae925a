import { type Static, Type } from "@sinclair/typebox";
import { createAccount } from "../../../use-cases/accounts/create-account.js";
import { resetPassword } from "../../../use-cases/accounts/reset-password.js";
import { documentedAs, oneForm } from "../../documented-as.js";
import type { JsonSchema } from "../../json-schema.js";
import { type AdminRoute, adminRoute } from "../../route.js";
import { ownAddress, userInputProperties, userJson } from "../../scim-schema.js";
import { resourceHeaders, userView } from "../../views.js";
import { showWarnings, warningsJson } from "../../warnings.js";

const mailWish = Type.Object({
  sendPasswordMail: Type.Optional(
    Type.Boolean({
      description: "Mails the temporary password, as clear text; false if left out and mailTo too.",
    }),
  ),
  mailTo: Type.Optional(Type.String({ description: "Mails it there; the user's own address if left out." })),
});

/** The attributes of a user, with or without userName and password, and the recipient of the password mail. */
const account = Type.Unsafe<Static<typeof mailWish> & Readonly<Record<string, unknown>>>({
  ...mailWish,
  additionalProperties: true,
});

/** An address turns mailing on; without one, the user must have an address. */
function mailForms(properties: Readonly<Record<string, JsonSchema>>, own: readonly string[]): JsonSchema {
  const { sendPasswordMail, mailTo } = mailWish.properties;
  const mailed = { ...sendPasswordMail, const: true };
  const address = { ...mailTo, format: "email" };
  return oneForm({ properties }, [
    { properties: { sendPasswordMail: { ...sendPasswordMail, const: false } } },
    { required: ["mailTo"], properties: { sendPasswordMail: mailed, mailTo: address } },
    ...own.map((name) => ({
      required: ["sendPasswordMail", name],
      properties: { sendPasswordMail: mailed, [name]: ownAddress },
    })),
  ]);
}

const warnings = warningsJson(["PASSWORD_MAIL_IS_CLEAR_TEXT"]);

const temporaryPassword = Type.String({
  description: "Shown this once; it must be changed at the first sign-in.",
});

/** The routes of accounts and temporary passwords. R006–R011, R080 */
export const accountRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "post",
    path: "/users",
    action: "manageUsers",
    operationId: "createUser",
    tag: "Users",
    summary: "Creates a user; a userName and a temporary password are generated where none is sent",
    body: documentedAs(account, {
      description: "A SCIM User, with or without userName and password.",
      ...mailForms(userInputProperties, ["emails"]),
    }),
    takesResource: true,
    sends: ["ETag", "Location"],
    answers: {
      201: Type.Object(
        { user: userJson, temporaryPassword: Type.Optional(temporaryPassword), ...warnings },
        { title: "CreatedUser" },
      ),
    },
    async run({ ctx, body }) {
      const { sendPasswordMail, mailTo, ...attributes } = body;
      const { user, ...created } = await createAccount(ctx, { attributes, sendPasswordMail, mailTo });
      return {
        body: { user: userView(ctx, user), ...created, ...showWarnings(created.warnings) },
        headers: resourceHeaders(ctx, "users", user),
      };
    },
  }),
  adminRoute({
    method: "post",
    path: "/users/{id}/password-reset",
    action: "resetPasswords",
    operationId: "resetPassword",
    tag: "Users",
    summary: "Replaces a user's password by a temporary one, and ends the user's sessions",
    body: documentedAs(mailWish, mailForms({}, [])),
    bodyOptional: true,
    answers: { 200: Type.Object({ temporaryPassword, ...warnings }, { title: "PasswordReset" }) },
    async run({ ctx, params, body }) {
      const reset = await resetPassword(ctx, params.id, body);
      return { body: { ...reset, ...showWarnings(reset.warnings) } };
    },
  }),
];
