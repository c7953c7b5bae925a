import type { components } from "../../api/schema";

/** A job. */
export type Job = components["schemas"]["Job"];

/** Returns whether a job still works. */
export function isOpen({ state }: Pick<Job, "state">): boolean {
  return state === "selecting" || state === "running";
}

const LABELS: Readonly<Record<string, string>> = {
  assignLicenses: "Assign licenses",
  removeLicenses: "Remove licenses",
  block: "Block sign-in",
  unblock: "Unblock sign-in",
  delete: "Delete users",
  restore: "Restore users",
  addToGroup: "Add to group",
  removeFromGroup: "Remove from group",
  addRoles: "Add security roles",
  removeRoles: "Remove security roles",
  moveUnit: "Move to a business unit",
  setMode: "Set access mode",
  importUsers: "Add multiple users",
  invite: "Invite",
  sync: "Synchronize",
};

/** Returns what a job does. */
export function labelOf({ kind }: Pick<Job, "kind">): string {
  return LABELS[kind] ?? kind;
}

/** Says how far a job is: "12 of 40 done, 2 failed, about 30 s left". */
export function wordsOf({ state, total, done, failed, etaSeconds }: Job): string {
  const parts = [
    `${done} of ${total} done`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(state === "canceled" ? ["stopped"] : []),
    ...(etaSeconds === undefined ? [] : [`about ${etaSeconds} s left`]),
  ];
  return parts.join(", ");
}
