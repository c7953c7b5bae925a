/** A description of the entries with one action. */
interface ActionInfo {
  /** Completes the sentence "An entry is written when …". */
  readonly when: string;
  /** The names of its facts; empty when there are none. */
  readonly facts: readonly string[];
  /** The names of its changes, which contain values; undefined when there are none. */
  readonly changes?: string;
}

const ATTRIBUTES = "attributes by name, those of extensions as `urn:…:User:department`";
const MEMBERS = "`members` and `groups` as ids that were added and removed";
const INSTANCE = "name, displayName, type, connector";
const MOVED = ["membersAdded", "membersRemoved", "parts", "changedSecrets"];

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
    facts: ["groupsLeft", "parts"],
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
  "user.passwordChanged": { when: "a person changes their password", facts: [] },
  "user.temporaryPasswordSet": {
    when: "a user is given a temporary password",
    facts: ["expiresAt", "isMailed"],
  },
  "group.created": { when: "a group is created", facts: MOVED, changes: `${ATTRIBUTES}, and ${MEMBERS}` },
  "group.changed": {
    when: "attributes or members of a group change; not when a member is deleted, because the member's own entry lists its groups",
    facts: MOVED,
    changes: `${ATTRIBUTES}, and ${MEMBERS}`,
  },
  "group.deleted": {
    when: "a group is deleted",
    facts: ["membersRemoved", "groupsLeft", "parts"],
    changes: `${ATTRIBUTES}, and ${MEMBERS}`,
  },
  "group.handedOver": {
    when: "a group is handed over to another connection",
    facts: ["from", "to"],
    changes: "externalId",
  },
  "job.started": { when: "an administrator starts a change of many users", facts: ["kind", "users"] },
  "job.canceled": { when: "an administrator ends such a change before its end", facts: [] },
  "import.passwordsTaken": {
    when: "whoever applied an import of users takes the temporary passwords of the users that it created",
    facts: ["import", "users"],
  },
  "hold.started": {
    when: "a connection sends changes that would take access from many people, and their effect waits",
    facts: ["connectionId", "people", "endsAt"],
  },
  "hold.extended": {
    when: "further changes of the connection wait with those of an open hold",
    facts: ["connectionId", "people", "endsAt"],
  },
  "hold.released": { when: "an administrator lets held changes take effect", facts: ["people"] },
  "hold.discarded": {
    when: "an administrator decides that people keep the access that held changes would have ended",
    facts: ["people"],
  },
  "hold.personReleased": {
    when: "an administrator lets held changes take effect for one person",
    facts: ["userId"],
  },
  "hold.ended": { when: "the end of a hold comes, and its changes take effect", facts: ["people"] },
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
    when: "the record of a person changes in another way",
    facts: ["instanceId", "instance", "recordId", "cause", "reasons"],
  },
  "instance.created": { when: "an instance is added", facts: [], changes: INSTANCE },
  "instance.changed": {
    when: "the name or connector of an instance changes",
    facts: ["connectorChanged"],
    changes: INSTANCE,
  },
  "instance.guardSet": {
    when: "a group is set to guard an instance",
    facts: ["before", "after", "disabled", "gaining"],
  },
  "instance.guardCleared": {
    when: "an instance is no longer guarded by a group",
    facts: ["before", "after", "disabled", "gaining"],
  },
  "instance.guardMissing": {
    when: "the group that guards an instance is deleted, so that nobody can enter",
    facts: ["instance", "groupId", "alarm"],
  },
  "businessUnit.created": { when: "a business unit is added", facts: ["instance", "name", "parentId"] },
  "businessUnit.changed": {
    when: "a business unit is renamed or moved",
    facts: ["instance", "before", "after"],
  },
  "businessUnit.deleted": { when: "a business unit is deleted", facts: ["instance", "path"] },
  "securityRole.created": {
    when: "a security role is copied",
    facts: ["instance", "name", "copyOf", "privileges"],
  },
  "securityRole.changed": {
    when: "the privileges of a security role change",
    facts: ["instance", "name", "privileges"],
  },
  "securityRole.deleted": { when: "a security role is deleted", facts: ["instance", "name", "users"] },
  "team.created": { when: "a team is added", facts: ["instance", "team", "groupId", "roles"] },
  "team.changed": {
    when: "the name or the roles of a team change",
    facts: ["instance", "team", "before", "after"],
  },
  "team.deleted": { when: "a team is deleted", facts: ["instance", "team"] },
  "team.membersChanged": {
    when: "users are added to a team or removed from it",
    facts: ["instance", "team"],
    changes: "`members` as ids that were added and removed",
  },
  "connection.roleChanged": {
    when: "a connection is allowed to grant a security role, or no longer allowed",
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
    when: "everything that a stub owns is reassigned to this user",
    facts: ["instanceId", "instance", "stub", "recordId", "rows"],
  },
  "workflow.started": {
    when: "an administrator starts the workflow that makes this user administrative or non-interactive",
    facts: ["workflow", "kind", "instance", "skuId"],
  },
  "workflow.advanced": {
    when: "a step of the workflow is completed",
    facts: ["workflow", "kind", "instance", "from", "to"],
  },
  "workflow.canceled": {
    when: "an administrator cancels the workflow",
    facts: ["workflow", "kind", "instance", "from"],
  },
  "workflow.failed": {
    when: "the workflow fails",
    facts: ["workflow", "kind", "instance", "from", "to", "problem"],
  },
  "sync.requested": {
    when: "an administrator requests the synchronization of everybody",
    facts: ["job", "instanceId", "instance"],
  },
  "sync.retried": {
    when: "an administrator retries synchronizations that were given up",
    facts: ["tasks", "userId", "instanceId", "instance"],
  },
  "sku.created": { when: "a SKU is added", facts: ["partNumber", "purchased", "offerMinimum"] },
  "sku.changed": { when: "a SKU is changed", facts: ["partNumber"], changes: "what changed by name" },
  "sku.deleted": {
    when: "a SKU that nobody uses is deleted",
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
    when: "a static token is created; access tokens of OAuth clients are not recorded",
    facts: ["connectionId"],
    changes: "name, scopes, expiresAt, userId",
  },
  "token.revoked": { when: "a static token is revoked", facts: [] },
  "client.created": {
    when: "an OAuth client is added",
    facts: ["connectionId", "ownKeys", "secretId", "changedSecrets"],
    changes: "scopes, tokenLifetime, algorithms, jwksUrl",
  },
  "client.deleted": { when: "an OAuth client is deleted, with its secrets, issuers and tokens", facts: [] },
  "client.secretAdded": {
    when: "a secret is added to an OAuth client",
    facts: ["secretId", "changedSecrets"],
    changes: "expiresAt",
  },
  "client.secretRevoked": { when: "a secret of an OAuth client is revoked", facts: ["secretId"] },
  "issuer.trusted": {
    when: "an issuer of signed tokens is trusted",
    facts: ["connectionId", "scopes", "clientId"],
    changes: "issuer, audience, subject, jwksUrl, algorithms",
  },
  "issuer.removed": { when: "an issuer is no longer trusted", facts: [] },
  "schema.declared": {
    when: "an extension schema is declared or redeclared",
    facts: ["resourceType", "required", "attributes"],
  },
  "schema.removed": { when: "an extension schema is removed", facts: [] },
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
    when: "an open invitation is sent again, with a new link and a new expiry",
    facts: ["userId", "expiresAt", "skuId", "isMailed"],
  },
  "invitation.accepted": {
    when: "a person accepts an invitation; `instances` are those that required it",
    facts: ["userId", "skuId", "instances"],
  },
  "invitation.rejected": { when: "a person rejects an invitation", facts: ["userId", "skuId"] },
  "invitation.revoked": {
    when: "an open invitation is revoked, or its user is deleted (`cause`)",
    facts: ["userId", "skuId", "cause"],
  },
  "invitation.linkEnded": {
    when: "the address to which the link of an open invitation was mailed no longer belongs to the person; an administrator must send it again",
    facts: ["userId", "cause"],
  },
  "invitation.expired": { when: "an invitation expires", facts: ["userId", "skuId"] },
  "invitation.required": {
    when: "an instance requires a new invitation of a user",
    facts: ["instanceId", "cause"],
  },
  "mail.retried": { when: "an administrator retries a mail that was given up", facts: [] },
  "tenant.created": { when: "a tenant is added", facts: [], changes: "name" },
  "tenant.bootstrapped": {
    when: "the first start on an empty database creates a tenant, a connection and tokens",
    facts: ["connectionId", "tokenIds"],
  },
  "tenant.setupLinkCreated": {
    when: "an operator creates the link by which the first global administrator is made",
    facts: ["expiresAt"],
  },
  "audit.continued": {
    when: "a change adds or removes more ids than its entry lists: each further 1,000 have an entry, in the same transaction",
    facts: ["entry", "part"],
    changes: MEMBERS,
  },
  "audit.erased": { when: "the values in the entries of a resource are erased", facts: ["entries"] },
} as const satisfies Readonly<Record<`${string}.${string}`, ActionInfo>>;

/** An action, as resource.pastTense: `user.created`. */
export type AuditAction = keyof typeof AUDIT_ACTIONS;

/** Returns the table of docs/events.md, in Markdown. */
export function auditActionsTable(): string {
  const rows = Object.entries<ActionInfo>(AUDIT_ACTIONS).map(([action, { when, facts, changes = "" }]) => {
    return `| \`${action}\` | ${when} | ${facts.map((name) => `\`${name}\``).join(", ")} | ${changes} |`;
  });
  return ["| Action | Written when | Facts | Changes |", "|---|---|---|---|", ...rows].join("\n");
}
