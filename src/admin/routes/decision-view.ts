import { REASON_ORDER } from "../../access/reasons.js";
import { ACCESS_MODE_LABELS } from "../../crm/access-mode-codes.js";
import type { ExplainedAccess, ExplainedReason } from "../../crm/decision/explain.js";
import type { UserAccess } from "../../use-cases/access/explain-access.js";
import type { NamedCause } from "../../use-cases/access/find-causes.js";
import type { JsonSchema } from "../route.js";
import { timeJson, toTime } from "../times.js";

const text = { type: "string" };
const flag = { type: "boolean" };

const entrySchema: JsonSchema = {
  type: "object",
  description: "The entry of the audit trail that it came from, where it can be told.",
  required: ["id", "time", "action", "resourceType", "resourceId", "actor", "trigger"],
  properties: {
    id: text,
    time: timeJson,
    action: text,
    resourceType: text,
    resourceId: text,
    actor: {
      type: "object",
      required: ["kind", "id"],
      properties: {
        kind: text,
        id: text,
        name: {
          ...text,
          description:
            "Of the connection, token or person, as long as there is one; `command line`, `server (sync)`.",
        },
        userName: { ...text, description: "Of a person." },
      },
    },
    trigger: text,
    requestId: text,
  },
};

const causeSchema: JsonSchema = {
  type: "object",
  description:
    "What made the reasons what they are: the newest change of those that mattered for one of them.",
  properties: {
    cause: { ...text, description: "What had the record looked at: `user.changed`, `members`, `forced`." },
    entry: entrySchema,
  },
};

/** What is decided about a user in an instance, in answers. docs/access.md */
export const accessSchema: JsonSchema = {
  title: "Access",
  type: "object",
  required: [
    "userId",
    "userName",
    "instance",
    "kind",
    "synced",
    "enabled",
    "licenseConsumed",
    "portalSignIn",
    "canSignIn",
    "apiAccess",
    "features",
    "accessMode",
    "roles",
    "reasons",
  ],
  properties: {
    userId: text,
    userName: text,
    instance: {
      type: "object",
      required: ["id", "name", "displayName"],
      properties: { id: text, name: text, displayName: text },
    },
    recordId: { ...text, description: "Of the record in the instance, once there is one." },
    kind: { enum: ["person", "application", "stub", "system"] },
    synced: { ...flag, description: "The instance has a record that follows the directory." },
    enabled: { ...flag, description: "The record is enabled, as the instance shows it now." },
    licenseConsumed: flag,
    portalSignIn: flag,
    canSignIn: flag,
    apiAccess: flag,
    features: { enum: ["full", "readOnly", "settingsOnly", "apiOnly", "none"] },
    accessMode: { enum: Object.values(ACCESS_MODE_LABELS) },
    roles: {
      type: "array",
      items: {
        type: "object",
        required: ["id", "name", "source"],
        properties: { id: text, name: text, source: { enum: ["direct", "adminRole"] } },
      },
    },
    teamRole: { enum: ["none", "owner", "group"], description: "Through what kind of team roles come." },
    businessUnit: text,
    license: {
      type: "object",
      description: "The license of those that open the instance, or the one that could be had.",
      required: ["state", "partNumber", "seatsAvailable"],
      properties: {
        state: { enum: ["active", "held", "error", "released", "none"] },
        partNumber: text,
        since: timeJson,
        seatsAvailable: { type: "integer", minimum: 0 },
      },
    },
    invitation: {
      type: "object",
      required: ["state"],
      properties: {
        state: { enum: ["none", "required", "invited", "accepted", "expired", "rejected", "revoked"] },
        issuedAt: timeJson,
        expiresAt: timeJson,
      },
    },
    securityGroup: {
      type: "object",
      description: "The group that guards the instance.",
      required: ["id", "member"],
      properties: { id: text, name: text, member: { enum: ["direct", "nested", "no"] } },
    },
    reasons: {
      type: "array",
      items: {
        type: "object",
        required: ["code", "effect", "nextStep"],
        properties: {
          code: { enum: REASON_ORDER },
          effect: { enum: ["disables", "refuses", "explains"] },
          nextStep: text,
          changedBy: {
            ...entrySchema,
            description: "The last change that mattered for this reason; told of one user, not of a page.",
          },
        },
      },
    },
    pending: {
      type: "object",
      description: "What waits to be done about the record.",
      required: ["cause", "askedAt"],
      properties: { cause: text, askedAt: timeJson, parked: text },
    },
    since: { ...timeJson, description: "Since when the reasons are these." },
    changedBy: causeSchema,
    lastSyncedAt: timeJson,
    problems: {
      type: "array",
      items: text,
      description: "What keeps columns of the record from being filled.",
    },
  },
};

/** What is decided about a user in an instance, as the admin API shows it. */
export function showAccess(explained: ExplainedAccess | UserAccess): Record<string, unknown> {
  const { one, decision, mode, reasons, businessUnit, origin } = explained;
  const { userId, user, instance, record, roles, facts } = one;
  const { reasons: _, ...flags } = decision;
  return {
    userId,
    userName: user.resource["userName"] ?? "",
    instance: { id: instance.id, name: instance.name, displayName: instance.displayName },
    ...(record && { recordId: record.id }),
    kind: facts.kind,
    ...flags,
    accessMode: ACCESS_MODE_LABELS[mode],
    roles: roles.map(({ roleId: id, name, source }) => ({ id, name, source })),
    teamRole: facts.teamRole,
    ...(businessUnit !== undefined && { businessUnit }),
    ...licenseOf(explained),
    invitation: invitationOf(explained),
    ...guardOf(explained),
    reasons: reasons.map(showReason),
    ...pendingOf(explained),
    ...(origin.since !== undefined && { since: toTime(origin.since) }),
    ...changedBy(explained),
    ...(record?.syncedAt !== undefined && { lastSyncedAt: toTime(record.syncedAt) }),
    problems: record?.problems ?? [],
  };
}

function licenseOf({ license }: ExplainedAccess): Record<string, unknown> {
  if (license === undefined) return {};
  const { status: state = "none", since, groupId: _, ...rest } = license;
  return { license: { state, ...rest, ...(since !== undefined && { since: toTime(since) }) } };
}

function invitationOf({ one, invitation }: ExplainedAccess): Record<string, unknown> {
  const state = one.facts.invitation;
  if (invitation === undefined || state === "none" || state === "required") return { state };
  return { state, issuedAt: toTime(invitation.issuedAt), expiresAt: toTime(invitation.expiresAt) };
}

function guardOf({ one, guardGroup }: ExplainedAccess): Record<string, unknown> {
  if (guardGroup === undefined) return {};
  const { id, name } = guardGroup;
  return { securityGroup: { id, ...(name !== undefined && { name }), member: one.facts.member } };
}

function pendingOf({ pending }: ExplainedAccess): Record<string, unknown> {
  if (pending === undefined) return {};
  const { cause: why, askedAt, parked } = pending;
  return { pending: { cause: why, askedAt: toTime(askedAt), ...(parked !== undefined && { parked }) } };
}

function changedBy(explained: ExplainedAccess | UserAccess): Record<string, unknown> {
  const entry = "causedBy" in explained ? explained.causedBy : undefined;
  const { cause: why } = explained.origin;
  if (entry === undefined && why === undefined) return {};
  return {
    changedBy: {
      ...(why !== undefined && { cause: why }),
      ...(entry && { entry: showEntry(entry) }),
    },
  };
}

function showReason({
  causedBy,
  ...reason
}: ExplainedReason & { readonly causedBy?: NamedCause | undefined }): Record<string, unknown> {
  return { ...reason, ...(causedBy && { changedBy: showEntry(causedBy) }) };
}

function showEntry(cause: NamedCause): Record<string, unknown> {
  const { id, at, action, resourceType, resourceId, actor, actorName, trigger, requestId } = cause;
  return {
    id,
    time: toTime(at),
    action,
    resourceType,
    resourceId,
    actor: { ...actor, ...actorName },
    trigger,
    ...(requestId !== undefined && { requestId }),
  };
}
