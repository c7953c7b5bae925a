import { textAt } from "./answer-text.js";
import type { Call, Command } from "./command.js";
import { requireUserId } from "./names.js";
import { operationCommand } from "./operation-command.js";

const MAIL_OPTIONS = {
  "send-mail": { doc: "mail the temporary password, as clear text", fills: "sendPasswordMail" },
  "mail-to": {
    value: "ADDRESS",
    doc: "mail it to this address; with --send-mail alone it goes to the user's own",
  },
} as const;

/** `usher account …`. */
export const accountCommands: readonly Command[] = [
  operationCommand({
    name: "account create",
    summary: "Create a user with a temporary password, which is shown once",
    operation: "createUser",
    options: {
      "user-name": { value: "NAME", doc: "made from the given and the family name if not given" },
      given: { value: "NAME", doc: "given name" },
      family: { value: "NAME", doc: "family name" },
      email: { value: "ADDRESS", doc: "mail address" },
      ...MAIL_OPTIONS,
    },
    makesResource: true,
    members: attributesOf,
    line: "Created user {user.id}, user name {user.userName}, temporary password, shown this once:\n{temporaryPassword}",
    json: ({ user, ...answer }) => ({
      id: textAt(user, "id"),
      userName: textAt(user, "userName"),
      ...answer,
    }),
  }),
  operationCommand({
    name: "account reset-password",
    summary: "Give a user a temporary password, which is shown once",
    operation: "resetPassword",
    operands: { USER: { fills: "id", find: requireUserId } },
    options: MAIL_OPTIONS,
    json: (answer, { id }) => ({ id, ...answer }),
    line: "Temporary password of user {id}, shown this once:\n{temporaryPassword}",
  }),
];

function attributesOf(call: Call): Record<string, unknown> {
  const name = { givenName: call.text("given"), familyName: call.text("family") };
  const email = call.text("email");
  return {
    active: true,
    userName: call.text("user-name"),
    name: (name.givenName ?? name.familyName) === undefined ? undefined : name,
    emails: email === undefined ? undefined : [{ value: email, type: "work", primary: true }],
  };
}
