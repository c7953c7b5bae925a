/** What each finding of the health report says. */
export const FINDING_CODES = {
  SINGLE_GLOBAL_ADMIN: "Only one active user has the administrator role `global`.",
  NO_GLOBAL_ADMIN: "No active user has the administrator role `global`, so that only tokens administer.",
  SYNC_PARKED: "Synchronization has parked records of an instance.",
  MAILS_GIVEN_UP: "Mails are parked and have not been delivered.",
  TOKEN_ENDS_SOON: "A token of a connection is about to expire.",
  CLIENT_SECRET_ENDS_SOON: "A secret of a client is about to expire.",
  CONNECTION_SILENT: "A connection has sent nothing for a week, or has never been used.",
  CHANGES_HELD: "Changes of a connection that would take access from many people are held.",
  POOL_EXHAUSTED: "All seats of a SKU are in use.",
  POOL_NEARLY_EXHAUSTED: "Nearly all seats of a SKU are in use.",
  PEOPLE_WAIT_FOR_SEAT: "People are waiting for a seat of a SKU.",
  INVITATION_REQUIRED: "People need a new invitation before they can enter an instance again.",
  GUARD_MISSING: "The group that guards an instance was deleted, so that hardly anybody can enter.",
  GUARD_EMPTY: "The group that guards an instance has no direct member, so that nobody can enter.",
  NO_SYSTEM_ADMINISTRATOR: "No System Administrator of an instance can enter it.",
  USERS_WITHOUT_ROLE: "Enabled users of an instance have no security role and cannot enter it.",
  TEAM_GROUP_MISSING: "The group of a team was deleted, so that the team has no members.",
  WORKFLOW_FAILED: "A workflow failed to make somebody an administrative or non-interactive user.",
} as const satisfies Readonly<Record<string, string>>;

/** The code of a finding of the health report. */
export type FindingCode = keyof typeof FINDING_CODES;
