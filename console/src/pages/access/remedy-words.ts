import type { Access, Remedy } from "./words";

/** What a remedy needs besides its request. */
export type RemedyForm = "none" | "roles" | "user" | "page";

function listed(remedy: Remedy, member: "add" | "remove"): string | undefined {
  const value = remedy.body?.[member];
  return Array.isArray(value) ? value.join(", ") : undefined;
}

/** Returns the label of the button of a remedy: "Assign CRM_SALES". */
export function remedyLabel(remedy: Remedy, { securityGroup, license, kind }: Access): string {
  switch (remedy.operationId) {
    case "changeLicenses":
      return listed(remedy, "add") === undefined
        ? `Remove ${listed(remedy, "remove") ?? "the license"}`
        : `Assign ${listed(remedy, "add") ?? "a license"}`;
    case "buySeats":
      return `Buy seats of ${license?.partNumber ?? "the license"}`;
    case "reassignLicense":
      return "Take a license from somebody";
    case "changeMembers":
      return `Add to ${securityGroup?.name ?? "the security group"}`;
    case "changeSku":
      return "Let a license open the instance";
    case "changeUser":
      return kind === "application" ? "Activate" : "Unblock sign-in";
    case "clearGuard":
      return "Clear the guard";
    case "setGuard":
      return "Set another guard";
    case "discardHold":
      return "Keep the access";
    case "releaseHold":
      return "Let the change take effect";
    case "inviteUser":
      return "Send an invitation";
    case "resendInvitation":
      return "Send the invitation again";
    case "reassignStub":
      return "Reassign the records";
    case "reprocessLicenses":
      return "Process the assignment again";
    case "restoreUser":
      return "Restore the user";
    case "retrySyncTasks":
      return "Try again";
    case "setUserRoles":
      return "Manage roles";
    case "synchronize":
      return "Synchronize now";
    default:
      return remedy.operationId;
  }
}

/** Returns what a remedy asks for: nothing, roles, a person, or a choice that a page of its own has. */
export function remedyForm({ asks }: Remedy): RemedyForm {
  if (asks.length === 0) return "none";
  if (asks.includes("roleIds")) return "roles";
  return asks.length === 1 && (asks[0] === "from" || asks[0] === "to") ? "user" : "page";
}

/** Returns the page where the choice of a remedy is made. */
export function remedyPage({ operationId }: Remedy, { license, instance }: Access): string {
  if (operationId === "buySeats" && license !== undefined) {
    return `/licenses/${encodeURIComponent(license.partNumber)}/seats`;
  }
  return operationId === "changeSku" ? "/licenses" : `/instances/${encodeURIComponent(instance.name)}/guard`;
}

/** Returns whether a remedy shows its effect by itself, so that no preview is asked for. */
export function isHarmless({ operationId }: Remedy): boolean {
  return ["synchronize", "retrySyncTasks", "resendInvitation"].includes(operationId);
}
