import type { CodeMeaning } from "./error-code.js";

/**
 * Codes of problems that refuse no request: why a record is not as it should be, why a workflow or a task does not
 * continue, why a mail was not sent, or what to consider before an action.
 */
export const PROBLEM_CODES = {
  USER_NAME_REQUIRED: {
    meaning:
      "The user has no value for User Name, a column that is never cleared, so that the old value stays.",
    next: "Give the user one of the attributes that the detail names.",
  },
  EMAIL_REQUIRED: {
    meaning:
      "The user has no value for Primary Email, a column that is never cleared, so that the old value stays.",
    next: "Give the user one of the attributes that the detail names.",
  },
  CUSTOM_ROLE_EXPECTED: {
    meaning: "The application user has only roles that every instance has.",
    next: "Give it a role of its own that allows no more than the app needs.",
  },
  CONNECTOR_FAILED: {
    meaning: "The instance failed each time the user was to be synchronized.",
    next: "Look at the instance and at the server's log, then retry the task.",
  },
  SKU_REQUIRED: {
    meaning:
      "The workflow waits: the user has no license that opens the instance, and the workflow names no SKU.",
    next: "Assign a license, or begin a workflow that names a SKU.",
  },
  SYNC_PENDING: {
    meaning: "The workflow waits for the instance to be synchronized after the license was removed.",
    next: "Wait, or synchronize the user.",
  },
  MODE_NOT_APPLIED_YET: {
    meaning: "The workflow waits for the instance to show the access mode that was set.",
    next: "Wait, or synchronize the user.",
  },
  RECORD_LOST: {
    meaning: "The workflow failed: the instance no longer has a row of the user.",
    next: "Find out who deleted the row, then resume the workflow.",
  },
  MODE_LOST: {
    meaning: "The workflow failed: the instance shows another access mode than the one that was set.",
    next: "Assign a license and resume the workflow.",
  },
  SEALED_WITH_ANOTHER_KEY: {
    meaning: "The mail was not sent: its content was sealed with another `USHER_KEY`.",
    next: "Reset the password or invite the user again, or start the server with the old key and retry the mail.",
  },
  ADOPTED_WITHOUT_EXTERNAL_ID: {
    meaning:
      "The connection that takes a user or group over has no `externalId` for it, and some providers delete what they do not know by one.",
    next: "Name the `externalId` that the provider has.",
  },
} as const satisfies Readonly<Record<string, CodeMeaning>>;
