import type { RefusalMeaning } from "./error-code.js";

/** Business codes about sign-in, passwords, mails and administrator roles. */
export const SIGN_IN_CODES = {
  SIGN_IN_FAILED: {
    error: "unauthorized",
    meaning: "The tenant, the user name or the password is wrong; the answer does not tell which.",
    next: "Check all three.",
  },
  SIGN_IN_BLOCKED: {
    error: "forbidden",
    meaning: "The password is right, but sign-in is blocked for the account.",
    next: "Ask an administrator to unblock it.",
  },
  SIGN_IN_THROTTLED: {
    error: "tooManyRequests",
    meaning: "Sign-in failed too often.",
    next: "Repeat after the seconds in `Retry-After`.",
  },
  SIGN_IN_BUSY: {
    error: "unavailable",
    meaning: "More people sign in at this moment than the server checks passwords for at once.",
    next: "Try again in a few seconds.",
  },
  SESSION_ENDED: {
    error: "unauthorized",
    meaning:
      "The browser has no session, or it has ended: too old, unused for too long, signed out or blocked.",
    next: "Sign in again.",
  },
  PASSWORD_CONFIRMATION_REQUIRED: {
    error: "forbidden",
    meaning:
      "The change is dangerous, and the person in front of the browser gave the password more than ten minutes ago.",
    next: "Send the password to `POST /console/session/confirm`, then the request again.",
  },
  SETUP_LINK_UNUSABLE: {
    error: "notFound",
    meaning: "The set-up link is unknown, was used or is older than a day; the answer does not tell which.",
    next: "Run `usher admin setup-link` on the server for a new one.",
  },
  SETUP_DONE: {
    error: "conflict",
    meaning: "The tenant has a global administrator, so that no set-up link makes another.",
    next: "Sign in, or run `usher account reset-password`.",
  },
  CROSS_SITE_REQUEST: {
    error: "forbidden",
    meaning:
      "A page of another site may have caused the request, which the session of a browser is not used for.",
    next: "Send it from a page of the server itself, or send a token in `Authorization`; check `PUBLIC_URL`.",
  },
  CSRF_TOKEN: {
    error: "forbidden",
    meaning: "The request has the cookie of a session without the header `X-Usher-CSRF` that belongs to it.",
    next: "Send the `csrfToken` of `GET /console/session` in it.",
  },
  PASSWORD_CHANGE_REQUIRED: {
    error: "forbidden",
    meaning: "The password is a temporary one, which opens no session.",
    next: "Choose your own by `POST /admin/v1/sessions/password`.",
  },
  PASSWORD_EXPIRED: {
    error: "forbidden",
    meaning: "The temporary password is too old.",
    next: "Ask an administrator for a new one.",
  },
  PASSWORD_OF_PROVIDER: {
    error: "forbidden",
    meaning: "A provisioning client set the password, and such a password gives no administrator rights.",
    next: "Ask another administrator to reset it, or run `usher account reset-password`.",
  },
  PASSWORD_OF_ADMINISTRATOR: {
    error: "forbidden",
    meaning: "The user is an administrator whose password your own roles do not allow you to change.",
    next: "Ask the administrator that the detail names.",
  },
  PASSWORD_TOO_SHORT: {
    error: "invalidValue",
    meaning: "The password has fewer characters than the policy of the tenant asks for.",
    next: "Choose a longer one.",
  },
  PASSWORD_TOO_LONG: {
    error: "invalidValue",
    meaning: "The password has more characters than a password may have.",
    next: "Choose a shorter one.",
  },
  PASSWORD_IS_USER_NAME: {
    error: "invalidValue",
    meaning: "The password is made of the user name.",
    next: "Choose another one.",
  },
  PASSWORD_UNCHANGED: {
    error: "invalidValue",
    meaning: "The new password is the present one.",
    next: "Choose another one.",
  },
  PASSWORD_IS_HASH: {
    error: "invalidValue",
    meaning: "The value of `password` is the hash of a password, with which nobody could sign in.",
    next: "Send the password itself, or leave it out.",
  },
  MAIL_ADDRESS: {
    error: "invalidValue",
    meaning: "The value is no mail address, or a mail is to be sent to a user who has no address.",
    next: "Send an address such as `ann@example.com`.",
  },
  MAIL_ADDRESS_NOT_CONFIRMED: {
    error: "invalidValue",
    meaning: "A provisioning client set the address, and no administrator has confirmed it.",
    next: "Make sure whose address it is, and send it as `mailTo`.",
  },
  MAIL_ERASED: {
    error: "conflict",
    meaning: "The content of the mail has been erased, so that it cannot be sent again.",
    next: "Reset the password, or invite the user again.",
  },
  ADMIN_ROLE_SCOPE: {
    error: "forbidden",
    meaning: "The token lacks the scope `scim.adminroles`, which changing administrators takes.",
    next: "Leave the attribute out, or ask for a token that has the scope.",
  },
  GLOBAL_ADMINISTRATOR_ONLY: {
    error: "forbidden",
    meaning:
      "Only global administrators give administrator roles, and manage users who have the role `global`.",
    next: "Ask a global administrator.",
  },
  ADMINISTRATOR_ROLE_REQUIRED: {
    error: "forbidden",
    meaning: "The workflow also assigns and removes a license, which your administrator roles do not allow.",
    next: "Ask somebody who has the role `global` or `userManagement`.",
  },
  OWN_GLOBAL_ROLE: {
    error: "conflict",
    meaning: "Administrators cannot remove the role `global` from themselves.",
    next: "Ask another global administrator to remove it.",
  },
  LAST_GLOBAL_ADMINISTRATOR: {
    error: "conflict",
    meaning: "The tenant would be left without an active global administrator.",
    next: "Give the role `global` to another user first.",
  },
} as const satisfies Readonly<Record<string, RefusalMeaning>>;
