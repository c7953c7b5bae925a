import { Type } from "@sinclair/typebox";
import type { AccessFacts } from "../../../access/access-facts.js";
import { decideAccess } from "../../../access/decide.js";
import { REASON_ORDER, REASONS } from "../../../access/reasons.js";
import { ACCESS_MODE_LABELS } from "../../../crm/access-mode-codes.js";
import type { PastAccess } from "../../../crm/history/access-rows.js";
import { signsIn } from "../../../crm/history/past-access.js";
import type { NamedPastAccess } from "../../../use-cases/access/past-access.js";
import { choice, flag, type Shown, text } from "../../json-schema.js";
import { timeJson, toTime } from "../../times.js";
import { userNameOf } from "../../views.js";
import { entrySchema, showEntry } from "./decision-view.js";

/** The schema of a state of access in the history. docs/history.md */
export const pastAccessSchema = Type.Object(
  {
    userId: text,
    userName: Type.Optional({
      ...text,
      description: "As it is now; absent once the user is deleted for good.",
    }),
    instance: Type.Object({ id: text, name: text, displayName: text }),
    known: {
      ...flag,
      description: "False if nothing is remembered; then the members of the decision are absent.",
    },
    beforeHistory: Type.Optional({
      ...flag,
      description:
        "If not known: true if it was before the history began; false if the user had neither a record nor a license in the instance, and no access.",
    }),
    historySince: Type.Optional({
      ...timeJson,
      description: "If not known: since when the history is complete.",
    }),
    kind: Type.Optional(choice(["person", "application", "stub", "system"])),
    portalSignIn: Type.Optional(flag),
    canSignIn: Type.Optional(flag),
    apiAccess: Type.Optional(flag),
    features: Type.Optional(choice(["full", "readOnly", "settingsOnly", "apiOnly", "none"])),
    accessMode: Type.Optional(choice(Object.values(ACCESS_MODE_LABELS))),
    roles: Type.Optional(
      Type.Array(
        Type.Object({
          id: text,
          name: Type.Optional({ ...text, description: "As it is now; absent once the role is deleted." }),
        }),
      ),
    ),
    teamRole: Type.Optional(choice(["none", "owner", "group"])),
    license: Type.Optional(Type.Object({ state: choice(["active", "held", "error", "none"]) })),
    invitation: Type.Optional(
      Type.Object({
        state: choice(["none", "required", "invited", "accepted", "expired", "rejected", "revoked"]),
      }),
    ),
    securityGroup: Type.Optional(Type.Object({ member: choice(["direct", "nested", "no"]) })),
    reasons: Type.Optional(
      Type.Array(
        Type.Object({ code: choice(REASON_ORDER), effect: choice(["disables", "refuses", "explains"]) }),
      ),
    ),
    since: Type.Optional({ ...timeJson, description: "Since when this was so." }),
    until: Type.Optional({ ...timeJson, description: "Until when; absent while it lasts." }),
    decidedAt: Type.Optional({ ...timeJson, description: "When the directory decided it." }),
    inEffectAt: Type.Optional({
      ...timeJson,
      description: "When it took effect: access that is gained waits for synchronization.",
    }),
    changedBy: Type.Optional(
      Type.Object(
        { entry: entrySchema },
        { description: "The change that caused it; absent if time did, or if it cannot be told." },
      ),
    ),
    rebuilt: Type.Optional({
      ...flag,
      description: "True if it is from before the history began, and was rebuilt from the audit trail.",
    }),
  },
  { title: "PastAccess" },
);

type Shape = Shown<typeof pastAccessSchema>;

/** Returns a state of the history as it is answered. @param beginning - since when the history is complete */
export function showPast(
  named: NamedPastAccess,
  asked?: { readonly at: number; readonly beginning: number },
): Shape {
  const { userId, user, instance, past } = named;
  const about = {
    userId,
    ...(user !== undefined && { userName: userNameOf(user.resource) }),
    instance: { id: instance.id, name: instance.name, displayName: instance.displayName },
    known: past !== undefined,
  };
  if (past !== undefined) return { ...about, ...showState(named, past) };
  if (asked === undefined) return about;
  return { ...about, beforeHistory: asked.at < asked.beginning, historySince: toTime(asked.beginning) };
}

function showState({ roleNames, causedBy }: NamedPastAccess, past: PastAccess): Partial<Shape> {
  const { features, mode, reasons, from, until, decidedAt, isRebuilt } = past;
  return {
    canSignIn: signsIn(past),
    apiAccess: features !== "none",
    features,
    accessMode: ACCESS_MODE_LABELS[mode],
    reasons: reasons.map((code) => ({ code, effect: REASONS[code] })),
    ...(!isRebuilt && {
      roles: past.roles.map((id) => ({ id, name: roleNames.get(id) })),
      ...showFacts(past.facts),
    }),
    since: toTime(from),
    until: toTime(until),
    decidedAt: toTime(decidedAt),
    inEffectAt: toTime(from),
    changedBy: causedBy && { entry: showEntry(causedBy) },
    rebuilt: isRebuilt,
  };
}

const LICENSES = { assigned: "active", held: "held", error: "error", none: "none" } as const;

function showFacts(facts: AccessFacts): Partial<Shape> {
  return {
    kind: facts.kind,
    portalSignIn: decideAccess(facts).portalSignIn,
    teamRole: facts.teamRole,
    license: { state: LICENSES[facts.license] },
    invitation: { state: facts.invitation },
    ...(facts.instanceGroup && { securityGroup: { member: facts.member } }),
  };
}
