/** The warnings of answers: a code for programs, and a sentence for people. */
export const WARNINGS = {
  LAST_ROLE_REMOVED_NOT_A_WAY_TO_DISABLE:
    "the user has no role left in the instance, which keeps the user out but frees no license: to disable the user, remove the license or block sign-in",
  ROLE_FOLLOWS_ADMINISTRATOR_ROLE:
    "a role stays because an administrator role brings it: take the administrator role to end it",
  PASSWORD_MAIL_IS_CLEAR_TEXT: "the password is mailed as clear text, which others may read on the way",
  ACCESS_WAITS_FOR_ACCEPTANCE:
    "the user could come in until now, and cannot until the invitation is accepted",
  INVITATION_NOT_REQUIRED: "the user has accepted one before, and nothing asks for another",
  NOT_MAILED: "no mail is sent: hand the link over yourself",
  NO_SECURITY_ROLE: "the application user has no security role, so that it may do nothing yet: assign one",
  CUSTOM_ROLE_EXPECTED:
    "the application user has only roles that every instance has: give it one of its own that allows no more than it needs",
} as const satisfies Readonly<Record<string, string>>;

/** The code of a warning. */
export type Warning = keyof typeof WARNINGS;

/** Returns a warning for people: the code and its sentence, `NOT_MAILED: no mail is sent: …`. */
export function warningText(warning: Warning): string {
  return `${warning}: ${WARNINGS[warning]}`;
}
