import { Type } from "@sinclair/typebox";
import { CHECK_STATES, CHECKS, checksOf } from "../../../access/checks.js";
import { REASON_ORDER } from "../../../access/reasons.js";
import { ACCESS_MODE_LABELS } from "../../../crm/access-mode-codes.js";
import type { ExplainedAccess, ExplainedReason } from "../../../crm/decision/explain.js";
import type { UserAccess } from "../../../use-cases/access/explain-access.js";
import type { NamedCause } from "../../../use-cases/access/find-causes.js";
import { choice, flag, type Shown, text } from "../../json-schema.js";
import type { AdminContext } from "../../route.js";
import { timeJson, toTime } from "../../times.js";
import { userNameOf } from "../../views.js";
import { remediesFor, remedySchema } from "./remedies.js";

/** The schema of an entry of the audit trail that caused something. */
export const entrySchema = Type.Object(
  {
    id: text,
    time: timeJson,
    action: text,
    resourceType: text,
    resourceId: text,
    actor: Type.Object({
      kind: text,
      id: text,
      name: Type.Optional({
        ...text,
        description:
          "The name of the connection, token or person, if it still exists; `command line`, `server (sync)`.",
      }),
      userName: Type.Optional({ ...text, description: "Of a person." }),
    }),
    trigger: text,
    requestId: Type.Optional(text),
  },
  { description: "The entry of the audit trail that it came from, where it can be told." },
);

const causeSchema = Type.Object(
  {
    cause: Type.Optional({
      ...text,
      description: "The cause of the synchronization: `user.changed`, `members`, `forced`.",
    }),
    entry: Type.Optional(entrySchema),
  },
  {
    description: "The newest change that caused one of the reasons.",
  },
);

/** The schema of a decision about a user in an instance. docs/access.md */
export const accessSchema = Type.Object(
  {
    userId: text,
    userName: text,
    instance: Type.Object({ id: text, name: text, displayName: text }),
    recordId: Type.Optional({
      ...text,
      description: "The id of the record in the instance, if there is one.",
    }),
    kind: choice(["person", "application", "stub", "system"]),
    synced: { ...flag, description: "The instance has a record that follows the directory." },
    enabled: { ...flag, description: "The record is enabled, as the instance shows it now." },
    licenseConsumed: flag,
    portalSignIn: flag,
    canSignIn: flag,
    apiAccess: flag,
    features: choice(["full", "readOnly", "settingsOnly", "apiOnly", "none"]),
    accessMode: choice(Object.values(ACCESS_MODE_LABELS)),
    roles: Type.Array(Type.Object({ id: text, name: text, source: choice(["direct", "adminRole"]) })),
    teamRole: Type.Optional(
      choice(["none", "owner", "group"], { description: "The kind of team that gives the roles." }),
    ),
    businessUnit: Type.Optional(text),
    license: Type.Optional(
      Type.Object(
        {
          state: choice(["active", "held", "error", "released", "none"]),
          partNumber: text,
          since: Type.Optional(timeJson),
          seatsAvailable: Type.Integer({ minimum: 0 }),
        },
        { description: "The license of those that open the instance, or the one that could be had." },
      ),
    ),
    invitation: Type.Optional(
      Type.Object({
        state: choice(["none", "required", "invited", "accepted", "expired", "rejected", "revoked"]),
        issuedAt: Type.Optional(timeJson),
        expiresAt: Type.Optional(timeJson),
      }),
    ),
    securityGroup: Type.Optional(
      Type.Object(
        { id: text, name: Type.Optional(text), member: choice(["direct", "nested", "no"]) },
        { description: "The group that guards the instance." },
      ),
    ),
    reasons: Type.Array(
      Type.Object({
        code: choice(REASON_ORDER),
        effect: choice(["disables", "refuses", "explains"]),
        nextStep: text,
        changedBy: Type.Optional({
          ...entrySchema,
          description: "The last change that mattered for this reason; told of one user, not of a page.",
        }),
        actions: Type.Optional(
          Type.Array(remedySchema, {
            description:
              "The operations that do something about it, the recommended one first; told of one user, not of a page.",
          }),
        ),
      }),
    ),
    checks: Type.Optional(
      Type.Array(
        Type.Object({
          check: choice(CHECKS),
          state: choice(CHECK_STATES),
          reasons: Type.Array(choice(REASON_ORDER), { description: "The reasons that belong to the check." }),
        }),
        {
          description:
            "What was checked, in order: `failed` and `pending` keep the user out, `notReached` depends on an earlier check. Told of one user, not of a page.",
        },
      ),
    ),
    pending: Type.Optional(
      Type.Object(
        { cause: text, askedAt: timeJson, parked: Type.Optional(text) },
        { description: "The pending synchronization of the record." },
      ),
    ),
    since: Type.Optional({ ...timeJson, description: "Since when the reasons are these." }),
    changedBy: Type.Optional(causeSchema),
    lastSyncedAt: Type.Optional(timeJson),
    problems: Type.Optional(
      Type.Array(text, { description: "The problems that prevent columns of the record from being filled." }),
    ),
  },
  { title: "Access" },
);

type Access = Shown<typeof accessSchema>;

/** Returns a decision about a user in an instance as it is answered. */
export function showAccess(explained: ExplainedAccess | UserAccess): Access {
  const { one, decision, mode, reasons, businessUnit, origin } = explained;
  const { userId, user, instance, record, roles, facts } = one;
  const { reasons: _, ...flags } = decision;
  return {
    userId,
    userName: userNameOf(user.resource),
    instance: { id: instance.id, name: instance.name, displayName: instance.displayName },
    recordId: record?.id,
    kind: facts.kind,
    ...flags,
    accessMode: ACCESS_MODE_LABELS[mode],
    roles: roles.map(({ roleId: id, name, source }) => ({ id, name, source })),
    teamRole: facts.teamRole,
    businessUnit,
    license: licenseOf(explained),
    invitation: invitationOf(explained),
    securityGroup: guardOf(explained),
    reasons: reasons.map(showReason),
    pending: pendingOf(explained),
    since: toTime(origin.since),
    changedBy: changedBy(explained),
    lastSyncedAt: toTime(record?.syncedAt),
    problems: record?.problems ?? [],
  };
}

/** Returns the decision about one user as it is answered: with the checks, and with what can be done about each reason. */
export function showUserAccess(ctx: Pick<AdminContext, "administrator">, explained: UserAccess): Access {
  const { one, decision, reasons } = explained;
  return {
    ...showAccess(explained),
    reasons: reasons.map((reason) => ({
      ...showReason(reason),
      actions: remediesFor(ctx, explained, reason.code),
    })),
    checks: checksOf(one.facts, decision.reasons),
  };
}

function licenseOf({ license }: ExplainedAccess): Access["license"] {
  if (license === undefined) return undefined;
  const { status: state = "none", since, partNumber, seatsAvailable } = license;
  return { state, partNumber, seatsAvailable, since: toTime(since) };
}

function invitationOf({ one, invitation }: ExplainedAccess): Access["invitation"] {
  const state = one.facts.invitation;
  if (invitation === undefined || state === "none" || state === "required") return { state };
  return { state, issuedAt: toTime(invitation.issuedAt), expiresAt: toTime(invitation.expiresAt) };
}

function guardOf({ one, guardGroup }: ExplainedAccess): Access["securityGroup"] {
  return guardGroup && { id: guardGroup.id, name: guardGroup.name, member: one.facts.member };
}

function pendingOf({ pending }: ExplainedAccess): Access["pending"] {
  if (pending === undefined) return undefined;
  const { cause: why, askedAt, parked } = pending;
  return { cause: why, askedAt: toTime(askedAt), parked };
}

function changedBy(explained: ExplainedAccess | UserAccess): Access["changedBy"] {
  const entry = "causedBy" in explained ? explained.causedBy : undefined;
  const { cause: why } = explained.origin;
  if (entry === undefined && why === undefined) return undefined;
  return { cause: why, entry: entry && showEntry(entry) };
}

function showReason({
  causedBy,
  ...reason
}: ExplainedReason & { readonly causedBy?: NamedCause | undefined }) {
  return { ...reason, ...(causedBy && { changedBy: showEntry(causedBy) }) };
}

/** Returns an entry of the audit trail as it is answered. */
export function showEntry(cause: NamedCause) {
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
