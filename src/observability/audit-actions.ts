/** What an entry of the audit trail with this action tells. */
interface ActionInfo {
  /** When it is written: ends the sentence "An entry is written when …". */
  readonly when: string;
  /** Names of its facts; none when empty. */
  readonly facts: readonly string[];
  /** Names of its changes, which hold values; none when undefined. */
  readonly changes?: string;
}

const ATTRIBUTES = "attributes by name, those of extensions as `urn:…:User:department`";
const MEMBERS = "`members` and `groups` as ids that came and went";
const INSTANCE = "name, displayName, type, connector";
const MOVED = ["membersAdded", "membersRemoved", "note", "changedSecrets"];

/** Every action of the audit trail. docs/events.md is printed from it. */
export const AUDIT_ACTIONS = {
  "user.created": { when: "a user is created", facts: ["changedSecrets"], changes: ATTRIBUTES },
  "user.changed": {
    when: "attributes or the password of a user change",
    facts: ["changedSecrets"],
    changes: ATTRIBUTES,
  },
  "user.deleted": {
    when: "a user is deleted",
    facts: ["groupsLeft", "note"],
    changes: `${ATTRIBUTES}, and ${MEMBERS}`,
  },
  "user.restored": { when: "a deleted user is restored", facts: ["changedSecrets"], changes: ATTRIBUTES },
  "user.rolesChanged": {
    when: "the security roles of a user change",
    facts: ["added", "removed", "warnings", "withoutRole", "instance", "businessUnit"],
  },
  "user.handedOver": {
    when: "a user is handed over to another connection",
    facts: ["from", "to"],
    changes: "externalId",
  },
  "user.passwordChanged": { when: "a person changes the own password", facts: [] },
  "user.temporaryPasswordSet": {
    when: "a user is given a temporary password",
    facts: ["expiresAt", "isMailed"],
  },
  "group.created": { when: "a group is created", facts: MOVED, changes: `${ATTRIBUTES}, and ${MEMBERS}` },
  "group.changed": {
    when: "attributes or members of a group change; not when a member is deleted, whose own entry tells its groups",
    facts: MOVED,
    changes: `${ATTRIBUTES}, and ${MEMBERS}`,
  },
  "group.deleted": {
    when: "a group is deleted",
    facts: ["membersRemoved", "groupsLeft", "note"],
    changes: `${ATTRIBUTES}, and ${MEMBERS}`,
  },
  "group.handedOver": {
    when: "a group is handed over to another connection",
    facts: ["from", "to"],
    changes: "externalId",
  },
  "license.assigned": { when: "an administrator assigns a license", facts: ["skuId", "partNumber"] },
  "license.removed": { when: "an administrator removes a license", facts: ["skuId", "partNumber"] },
  "license.reassigned": {
    when: "an administrator moves a license from this user to another one",
    facts: ["skuId", "partNumber"],
  },
  "record.created": {
    when: "a person gets a record in an instance",
    facts: ["instanceId", "instance", "recordId", "cause", "reasons"],
  },
  "record.enabled": {
    when: "the record of a person is enabled again",
    facts: ["instanceId", "instance", "recordId", "cause", "reasons"],
  },
  "record.disabled": {
    when: "the record of a person is disabled",
    facts: ["instanceId", "instance", "recordId", "cause", "reasons"],
  },
  "record.changed": {
    when: "the record of a person changes otherwise",
    facts: ["instanceId", "instance", "recordId", "cause", "reasons"],
  },
  "instance.created": { when: "an instance is added", facts: [], changes: INSTANCE },
  "instance.changed": {
    when: "an instance is called or reached otherwise",
    facts: ["connectorChanged"],
    changes: INSTANCE,
  },
  "instance.guardSet": {
    when: "a group comes to guard an instance",
    facts: ["before", "after", "disabled", "gaining"],
  },
  "instance.guardCleared": {
    when: "no group guards an instance any longer",
    facts: ["before", "after", "disabled", "gaining"],
  },
  "instance.guardMissing": {
    when: "the group that guards an instance is deleted, so that nobody enters",
    facts: ["instance", "groupId", "alarm"],
  },
  "businessUnit.created": { when: "a business unit is added", facts: ["instance", "name", "parentId"] },
  "businessUnit.changed": {
    when: "a business unit is renamed or moved",
    facts: ["instance", "before", "after"],
  },
  "businessUnit.deleted": { when: "a business unit is deleted", facts: ["instance", "path"] },
  "securityRole.created": {
    when: "a security role is made of a copy",
    facts: ["instance", "name", "copyOf", "privileges"],
  },
  "securityRole.changed": {
    when: "a security role allows something else",
    facts: ["instance", "name", "privileges"],
  },
  "securityRole.deleted": { when: "a security role is deleted", facts: ["instance", "name", "users"] },
  "team.created": { when: "a team is added", facts: ["instance", "team", "groupId", "roles"] },
  "team.changed": {
    when: "a team has another name or other roles",
    facts: ["instance", "team", "before", "after"],
  },
  "team.deleted": { when: "a team is deleted", facts: ["instance", "team"] },
  "team.membersChanged": {
    when: "users come into a team or go",
    facts: ["instance", "team"],
    changes: "`members` as ids that came and went",
  },
  "connection.roleChanged": {
    when: "a connection may grant a security role, or may not any longer",
    facts: ["role", "allowed"],
  },
  "record.modeChanged": {
    when: "somebody sets the access mode of a record",
    facts: ["instanceId", "instance", "recordId", "before", "after"],
  },
  "instance.recordsImported": {
    when: "some lines of an import are stored",
    facts: ["instance", "import", "from", "to", "rows", "stubs"],
  },
  "stub.reassigned": {
    when: "everything that a stub owns is given to this user",
    facts: ["instanceId", "instance", "stub", "recordId", "rows"],
  },
  "workflow.started": {
    when: "somebody begins to make this user an administrative or non-interactive one",
    facts: ["workflow", "kind", "instance", "skuId"],
  },
  "workflow.advanced": {
    when: "a step of that is done",
    facts: ["workflow", "kind", "instance", "from", "to"],
  },
  "workflow.canceled": {
    when: "somebody ends that where it is",
    facts: ["workflow", "kind", "instance", "from"],
  },
  "workflow.failed": {
    when: "it comes to no good end",
    facts: ["workflow", "kind", "instance", "from", "to", "problem"],
  },
  "sync.requested": {
    when: "somebody asks for everybody to be synchronized",
    facts: ["job", "instanceId", "instance"],
  },
  "sync.retried": {
    when: "somebody has synchronization try again what it had given up",
    facts: ["tasks", "userId", "instanceId", "instance"],
  },
  "sku.created": { when: "a SKU is added", facts: ["partNumber", "purchased", "offerMinimum"] },
  "sku.changed": { when: "a SKU is changed", facts: ["partNumber"], changes: "what changed by name" },
  "sku.deleted": {
    when: "a SKU is removed that nobody used",
    facts: ["partNumber", "purchased", "instancesWithoutSku"],
  },
  "sku.seatsBought": { when: "seats are bought", facts: ["partNumber", "seats", "purchased"] },
  "sku.reductionRequested": {
    when: "a reduction of seats is requested",
    facts: ["partNumber", "from", "to"],
  },
  "sku.reductionScheduled": {
    when: "a requested reduction is scheduled for the end of the billing cycle",
    facts: ["partNumber", "to"],
  },
  "sku.reductionWithdrawn": { when: "a reduction is withdrawn", facts: ["partNumber", "to"] },
  "connection.created": { when: "a connection is added", facts: [], changes: "settings by name" },
  "connection.changed": { when: "settings of a connection change", facts: [], changes: "settings by name" },
  "token.created": {
    when: "a static token is made; access tokens of OAuth clients are not told",
    facts: ["connectionId"],
    changes: "name, scopes, expiresAt, userId",
  },
  "token.revoked": { when: "a static token is ended", facts: [] },
  "client.created": {
    when: "an OAuth client is added",
    facts: ["connectionId", "ownKeys", "secretId", "changedSecrets"],
    changes: "scopes, tokenLifetime, algorithms, jwksUrl",
  },
  "client.deleted": { when: "an OAuth client is ended with its secrets, issuers and tokens", facts: [] },
  "client.secretAdded": {
    when: "an OAuth client is given another secret",
    facts: ["secretId", "changedSecrets"],
    changes: "expiresAt",
  },
  "client.secretRevoked": { when: "a secret of an OAuth client is ended", facts: ["secretId"] },
  "issuer.trusted": {
    when: "an issuer of signed tokens is trusted",
    facts: ["connectionId", "scopes", "clientId"],
    changes: "issuer, audience, subject, jwksUrl, algorithms",
  },
  "issuer.removed": { when: "an issuer is trusted no longer", facts: [] },
  "schema.declared": {
    when: "an extension schema is declared, for the first time or anew",
    facts: ["resourceType", "required", "attributes"],
  },
  "schema.removed": { when: "an extension schema is taken back", facts: [] },
  "setting.changed": {
    when: "a setting of the tenant or of an instance changes",
    facts: ["name", "before", "after"],
  },
  "session.started": { when: "a person signs in", facts: ["userId"] },
  "session.ended": { when: "a person signs out", facts: ["userId"] },
  "invitation.sent": {
    when: "a person is invited",
    facts: ["userId", "expiresAt", "skuId", "isMailed"],
  },
  "invitation.resent": {
    when: "an open invitation is sent again, with a new link and a new time",
    facts: ["userId", "expiresAt", "skuId", "isMailed"],
  },
  "invitation.accepted": {
    when: "a person accepts an invitation; `instances` are those that had waited for it",
    facts: ["userId", "skuId", "instances"],
  },
  "invitation.rejected": { when: "a person rejects an invitation", facts: ["userId", "skuId"] },
  "invitation.revoked": {
    when: "an open invitation is taken back, or its user is deleted (`cause`)",
    facts: ["userId", "skuId", "cause"],
  },
  "invitation.linkEnded": {
    when: "the address to which the link of an open invitation was mailed is the person's no longer; it is sent again by hand",
    facts: ["userId", "cause"],
  },
  "invitation.expired": { when: "the time of an invitation is over", facts: ["userId", "skuId"] },
  "invitation.required": {
    when: "a new invitation becomes required of a user in an instance",
    facts: ["instanceId", "cause"],
  },
  "mail.retried": { when: "an administrator has a mail sent again that was given up", facts: [] },
  "tenant.created": { when: "a tenant is added", facts: [], changes: "name" },
  "tenant.bootstrapped": {
    when: "the first start on an empty database makes tenant, connection and tokens",
    facts: ["connectionId", "tokenIds"],
  },
  "audit.erased": { when: "the values in the entries of a resource are erased", facts: ["entries"] },
} as const satisfies Readonly<Record<`${string}.${string}`, ActionInfo>>;

/** What was done, `user.created`: resource.pastTense. */
export type AuditAction = keyof typeof AUDIT_ACTIONS;

/** The table of docs/events.md, in Markdown. */
export function auditActionsTable(): string {
  const rows = Object.entries<ActionInfo>(AUDIT_ACTIONS).map(([action, { when, facts, changes = "" }]) => {
    return `| \`${action}\` | ${when} | ${facts.map((name) => `\`${name}\``).join(", ")} | ${changes} |`;
  });
  return ["| Action | Written when | Facts | Changes |", "|---|---|---|---|", ...rows].join("\n");
}
