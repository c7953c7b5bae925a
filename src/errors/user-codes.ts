import type { RefusalMeaning } from "./error-code.js";

/** Business codes about users, application users and the rows that an import left. */
export const USER_CODES = {
  USER_DELETED: {
    error: "notFound",
    meaning: "The user was deleted.",
    next: "Restore the user first, while that is still possible.",
  },
  USER_NAMES_EXHAUSTED: {
    error: "conflict",
    meaning: "The userName was to be generated, and every number that it could end with is taken.",
    next: "Send a userName.",
  },
  TOO_LONG: {
    error: "invalidValue",
    meaning: "A value is longer than the column of the CRM that holds it; nothing is cut off.",
    next: "Shorten the value that the detail names.",
  },
  SYSTEM_USER: {
    error: "mutability",
    meaning: "The record belongs to the platform itself, and nobody can change it.",
    next: "Leave it alone.",
  },
  STUB_USER: {
    error: "mutability",
    meaning: "The record is a placeholder that an import left, and it can be neither enabled nor changed.",
    next: "Create the user, then reassign the rows of the stub to that user.",
  },
  TOO_MANY_STUBS: {
    error: "invalidValue",
    meaning: "The imported file names more users who do not exist than one file may bring.",
    next: "Check that the column `owner` holds the owners, or split the file.",
  },
  IMPORT_HEADER: {
    error: "invalidValue",
    meaning: "The imported file is empty, or its first line lacks a column or cannot be understood.",
    next: "Begin a file of rows with `table,id,owner`, and one of users with the names of its columns.",
  },
  CSV_QUOTE_NOT_CLOSED: {
    error: "invalidSyntax",
    meaning:
      "A line of the imported file has a quote that is never closed, or is longer than a line may be, so that the rest cannot be read.",
    next: "Correct the line that the detail names, and import the file again.",
  },
  APPLICATION_SCOPE: {
    error: "forbidden",
    meaning: "The token lacks the scope `scim.applications`, which changing application users takes.",
    next: "Ask for a token that has the scope.",
  },
  APPLICATION_ID_REQUIRED: {
    error: "invalidValue",
    meaning: "An application user was to be created without the id of its registered app.",
    next: "Send the id as `applicationId`.",
  },
  DUPLICATE_APPLICATION_USER: {
    error: "uniqueness",
    meaning: "The registered app already has an application user.",
    next: "Change that one.",
  },
  APPLICATION_USER_FIXED: {
    error: "mutability",
    meaning: "The attribute of an application user cannot be changed.",
    next: "Change only `active`, `emails`, `businessUnit` and security roles.",
  },
  DEACTIVATE_FIRST: {
    error: "conflict",
    meaning: "An application user that is active cannot be deleted.",
    next: "Set `active` to false first.",
  },
  APPLICATION_USER: {
    error: "invalidValue",
    meaning: "An application user has no password and needs none.",
    next: "Use the credentials of the registered app.",
  },
  NO_PASSWORD_FOR_APPLICATION_USER: {
    error: "invalidValue",
    meaning: "An application user was sent with a password, but signs in with the credentials of its app.",
    next: "Leave `password` out.",
  },
  NO_LICENSE_FOR_APPLICATION_USER: {
    error: "invalidValue",
    meaning: "An application user needs no license and gets none.",
    next: "Leave licenses out.",
  },
} as const satisfies Readonly<Record<string, RefusalMeaning>>;
