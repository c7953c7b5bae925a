import type { RefusalMeaning } from "./error-code.js";

/** Business codes about records of an instance: access modes, synchronization, workflows; and the audit trail. */
export const RECORD_CODES = {
  LICENSE_REQUIRED_TO_CHANGE_MODE: {
    error: "invalidValue",
    meaning: "An access mode can be set only while the user has a license that opens the instance.",
    next: "Assign a license first; it can be removed afterwards.",
  },
  NOT_SYNCHRONIZED_YET: {
    error: "conflict",
    meaning: "The instance has no enabled record of the user yet.",
    next: "Wait for synchronization, or synchronize the user.",
  },
  RECORD_DISABLED: {
    error: "conflict",
    meaning: "The record of the user in the instance is disabled.",
    next: "See what access says of the user, and enable the user there.",
  },
  NON_INTERACTIVE_LIMIT: {
    error: "conflict",
    meaning: "The instance has as many non-interactive users as the setting `nonInteractive.limit` allows.",
    next: "Set the mode of another one back or delete it, or raise the limit.",
  },
  SYNC_PARKED: {
    error: "conflict",
    meaning: "Synchronization has given the user up: the instance refused the record, or failed each time.",
    next: "Correct what the detail names in the instance, then retry the task.",
  },
  SYNC_WAITING: {
    error: "unavailable",
    meaning: "The user could not be synchronized now.",
    next: "Wait: the server tries again by itself.",
  },
  WORKFLOW_OPEN: {
    error: "conflict",
    meaning: "Another workflow is running for this user in this instance.",
    next: "Resume that one.",
  },
  WORKFLOW_CONFIRMED: {
    error: "conflict",
    meaning: "The workflow has ended well and cannot be canceled.",
    next: "Assign a license and set another access mode to undo it.",
  },
  WORKFLOW_MOVED: {
    error: "conflict",
    meaning: "Another process took the workflow a step further at the same time.",
    next: "Read the workflow again.",
  },
  AUDIT_BROKEN: {
    error: "conflict",
    meaning: "An entry of the audit trail was altered, removed or added.",
    next: "Compare the entry that the detail names with a backup of the database.",
  },
} as const satisfies Readonly<Record<string, RefusalMeaning>>;
