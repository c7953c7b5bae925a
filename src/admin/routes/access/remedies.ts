import { Type } from "@sinclair/typebox";
import {
  ADMINISTRATOR_ROLES,
  type AdminAction,
  mayManageUser,
  PERMISSIONS,
} from "../../../access/administrator-roles.js";
import type { Reason } from "../../../access/reasons.js";
import type { ExplainedAccess } from "../../../crm/decision/explain.js";
import { choice, flag, jsonMembers, type Shown, text } from "../../json-schema.js";
import { mayDo } from "../../permission.js";
import type { AdminContext } from "../../route.js";

/** The schema of an operation that does something about a reason. */
export const remedySchema = Type.Object(
  {
    operationId: text,
    method: choice(["POST", "PUT", "PATCH", "DELETE"]),
    path: Type.String({
      description: "Below `/admin/v1`, as it is sent, and as `POST /previews` takes it.",
    }),
    body: Type.Optional(
      jsonMembers({ description: "As it is sent; without the members that `asks` names." }),
    ),
    asks: Type.Array(text, {
      description:
        "What the administrator has to choose: members of the body, or `sku` for `{sku}` in the path. Empty if the request is complete.",
    }),
    permitted: { ...flag, description: "Whether the administrator roles of the caller permit it." },
    needs: Type.Array(choice(ADMINISTRATOR_ROLES), { description: "The roles that permit it." }),
  },
  { title: "Remedy" },
);

/** An operation that does something about a reason, as it is answered. */
export type Remedy = Shown<typeof remedySchema>;

/** The operations that do something about a reason, as their routes declare them. */
export const REMEDY_OPERATIONS = {
  buySeats: { method: "POST", path: "/licenses/{sku}/purchase", action: "manageSeats" },
  changeLicenses: { method: "POST", path: "/users/{id}/licenses", action: "assignLicenses" },
  changeMembers: { method: "POST", path: "/groups/{id}/members", action: "manageUsers" },
  changeSku: { method: "PATCH", path: "/licenses/{sku}", action: "manageSeats" },
  changeUser: { method: "PATCH", path: "/users/{id}", action: "manageUsers" },
  clearGuard: { method: "DELETE", path: "/instances/{instance}/guard", action: "manageInstances" },
  discardHold: { method: "POST", path: "/holds/{id}/discard", action: "manageInstances" },
  inviteUser: { method: "POST", path: "/users/{id}/invitation", action: "manageUsers" },
  reassignLicense: { method: "POST", path: "/licenses/{sku}/reassign", action: "assignLicenses" },
  reassignStub: {
    method: "POST",
    path: "/instances/{instance}/stubs/{recordId}/reassign",
    action: "manageInstances",
  },
  releaseHold: { method: "POST", path: "/holds/{id}/release", action: "manageInstances" },
  reprocessLicenses: { method: "POST", path: "/users/{id}/licenses/reprocess", action: "assignLicenses" },
  resendInvitation: { method: "POST", path: "/invitations/{id}/resend", action: "manageUsers" },
  restoreUser: { method: "POST", path: "/deleted-users/{id}/restore", action: "manageUsers" },
  retrySyncTasks: { method: "POST", path: "/sync/tasks/retry", action: "manageInstances" },
  setGuard: { method: "PUT", path: "/instances/{instance}/guard", action: "manageInstances" },
  setUserRoles: {
    method: "PUT",
    path: "/instances/{instance}/users/{user}/roles",
    action: "manageInstances",
  },
  synchronize: { method: "POST", path: "/sync", action: "manageInstances" },
} as const satisfies Record<string, { method: Remedy["method"]; path: string; action: AdminAction }>;

type OperationId = keyof typeof REMEDY_OPERATIONS;

/** A call of an operation. */
interface Call {
  readonly operationId: OperationId;
  /** The parameters of the path by name; one that is missing stays in braces and is asked for. */
  readonly params: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly asks?: readonly string[];
}

type CallsFor = (access: ExplainedAccess) => readonly Call[];

const none: CallsFor = () => [];

function user({ one }: ExplainedAccess): string {
  return one.userId;
}

/** Gives the license that opens the instance; without a free seat, gets one first or takes one from somebody. */
const assignLicense: CallsFor = (access) => {
  const { license } = access;
  if (license === undefined) return openInstance(access);
  const { partNumber: sku, seatsAvailable } = license;
  if (seatsAvailable > 0) {
    return [{ operationId: "changeLicenses", params: { id: user(access) }, body: { add: [sku] } }];
  }
  return [
    buySeats(sku),
    { operationId: "reassignLicense", params: { sku }, body: { to: user(access) }, asks: ["from"] },
  ];
};

function buySeats(sku: string): Call {
  return { operationId: "buySeats", params: { sku }, asks: ["seats"] };
}

const openInstance: CallsFor = () => [{ operationId: "changeSku", params: {}, asks: ["instances"] }];

const waitsForSeat: CallsFor = (access) => {
  const again: Call = { operationId: "reprocessLicenses", params: { id: user(access) } };
  const { license } = access;
  return license === undefined || license.seatsAvailable > 0
    ? [again]
    : [buySeats(license.partNumber), again];
};

const enterGroup: CallsFor = ({ one, guardGroup }) => {
  const { name: instance, guardMissing } = one.instance;
  if (guardGroup === undefined) return [];
  if (guardMissing) {
    return [
      { operationId: "setGuard", params: { instance }, asks: ["groupId"] },
      { operationId: "clearGuard", params: { instance } },
    ];
  }
  return [{ operationId: "changeMembers", params: { id: guardGroup.id }, body: { add: [one.userId] } }];
};

const synchronize: CallsFor = ({ one, pending }) => {
  const body = { userId: one.userId, instance: one.instance.name };
  return [
    { operationId: pending?.parked === undefined ? "synchronize" : "retrySyncTasks", params: {}, body },
  ];
};

const invite: CallsFor = (access) => [
  {
    operationId: "inviteUser",
    params: { id: user(access) },
    body: access.license === undefined ? {} : { skuId: access.license.partNumber },
  },
];

const remind: CallsFor = ({ invitation }) =>
  invitation === undefined ? [] : [{ operationId: "resendInvitation", params: { id: invitation.id } }];

const chooseRoles: CallsFor = ({ one }) => [
  {
    operationId: "setUserRoles",
    params: { instance: one.instance.name, user: one.userId },
    asks: ["roleIds"],
  },
];

/** Mode Administrative may need the license again; a license of a group goes with the membership. */
const removeLicense: CallsFor = (access) => {
  const { license, mode } = access;
  if (license === undefined || mode === "administrative" || license.groupId !== undefined) return [];
  return [
    {
      operationId: "changeLicenses",
      params: { id: user(access) },
      body: { remove: [license.partNumber] },
    },
  ];
};

const endHold: CallsFor = ({ one }) => {
  const id = one.kept?.row.holdId;
  if (id === undefined) return [];
  return [
    { operationId: "releaseHold", params: { id } },
    { operationId: "discardHold", params: { id } },
  ];
};

const activate: CallsFor = (access) => [
  { operationId: "changeUser", params: { id: user(access) }, body: { active: true } },
];

const REMEDIES: Readonly<Record<Reason, CallsFor>> = {
  STUB_USER: ({ one }) => [
    {
      operationId: "reassignStub",
      params: { instance: one.instance.name, recordId: one.userId },
      asks: ["to"],
    },
  ],
  SYSTEM_USER: none,
  USER_DELETED: (access) => [{ operationId: "restoreUser", params: { id: user(access) } }],
  APPLICATION_USER_DEACTIVATED: activate,
  SIGN_IN_BLOCKED: activate,
  LICENSE_COUNT_VIOLATION: waitsForSeat,
  NO_LICENSE: assignLicense,
  INSTANCE_NOT_LICENSED: openInstance,
  NESTED_GROUP_IGNORED: enterGroup,
  NOT_IN_SECURITY_GROUP: enterGroup,
  SYNC_PENDING: synchronize,
  INVITATION_REQUIRED: invite,
  INVITATION_PENDING: remind,
  INVITATION_EXPIRED: invite,
  INVITATION_REJECTED: invite,
  INVITATION_REVOKED: invite,
  NO_SECURITY_ROLE: chooseRoles,
  TEAM_ROLE_INSUFFICIENT: chooseRoles,
  SELF_ELEVATION_REQUIRED: chooseRoles,
  NO_INTERACTIVE_SIGN_IN: none,
  ADMINISTRATIVE_MODE_FORCED: assignLicense,
  LICENSE_NOT_NEEDED: removeLicense,
  SYSTEM_ADMINISTRATOR_AUTO: none,
  SECURITY_GROUP_BYPASSED: none,
  EFFECT_HELD: endHold,
  KEPT_BY_EXCEPTION: none,
};

/** Returns the operations that do something about a reason, the recommended one first. */
export function remediesFor(
  ctx: Pick<AdminContext, "administrator">,
  access: ExplainedAccess,
  reason: Reason,
): readonly Remedy[] {
  return REMEDIES[reason](access).map((call) => {
    const { method, path, action } = REMEDY_OPERATIONS[call.operationId];
    const { filled, missing } = fill(path, call.params);
    return {
      operationId: call.operationId,
      method,
      path: filled,
      body: call.body,
      asks: [...missing, ...(call.asks ?? []).filter((name) => !missing.includes(name))],
      permitted: mayDo(ctx, action) && (!EDITS_USER.has(call.operationId) || mayEdit(ctx, access)),
      needs: PERMISSIONS[action],
    };
  });
}

/** The operations that user management may not use on a global administrator. R081 */
const EDITS_USER: ReadonlySet<OperationId> = new Set(["changeUser", "restoreUser"]);

function mayEdit({ administrator }: Pick<AdminContext, "administrator">, { one }: ExplainedAccess): boolean {
  return administrator === undefined || mayManageUser(administrator.roles, one.facts.administratorRoles);
}

function fill(path: string, params: Call["params"]): { readonly filled: string; readonly missing: string[] } {
  const missing: string[] = [];
  const filled = path.replaceAll(/\{(\w+)\}/g, (braces, name: string) => {
    const value = params[name];
    if (value !== undefined) return encodeURIComponent(value);
    missing.push(name);
    return braces;
  });
  return { filled, missing };
}
