import type { Operation } from "../../api/preview-operations";

/** A change of many users that the list offers. */
export interface BulkChange {
  readonly label: string;
  /** The kind of the job. */
  readonly kind: string;
  /** The action of administrators that permits it. */
  readonly needsAction: string;
  /** What the person chooses besides the users. */
  readonly needs?: "sku" | "group";
  /** What follows from it. */
  readonly consequence: string;
  /** The change of one of them, whose preview says more; without one if nobody's access changes by it. */
  readonly operation?: (id: string, choice: string) => Operation;
}

/** The changes of many users that the list offers, in the order of its command bar. */
export const BULK_ACTIONS = {
  assign: {
    label: "Assign licenses",
    kind: "assignLicenses",
    needsAction: "assignLicenses",
    needs: "sku",
    consequence: "Each of them takes a seat. Once no seat is left, it fails for the others.",
    operation: (id, sku) => changeOf(id, "POST", "/licenses", { add: [sku] }),
  },
  remove: {
    label: "Remove licenses",
    kind: "removeLicenses",
    needsAction: "assignLicenses",
    needs: "sku",
    consequence: "Their seats become free, and they lose access to what only this license opens.",
    operation: (id, sku) => changeOf(id, "POST", "/licenses", { remove: [sku] }),
  },
  group: {
    label: "Add to group",
    kind: "addToGroup",
    needsAction: "manageUsers",
    needs: "group",
    consequence: "They get the licenses of the group, and access to instances that it guards.",
    operation: (id, group) => ({ method: "POST", path: `/groups/${group}/members`, body: { add: [id] } }),
  },
  invite: {
    label: "Invite",
    kind: "invite",
    needsAction: "manageUsers",
    consequence: "Each of them is mailed a link, and a seat is held until it is accepted or ends.",
  },
  sync: {
    label: "Synchronize",
    kind: "sync",
    needsAction: "manageInstances",
    consequence: "Their records in all instances are compared with the directory now.",
  },
  block: {
    label: "Block sign-in",
    kind: "block",
    needsAction: "manageUsers",
    consequence: "They lose access to all instances at once. Their records stay theirs.",
    operation: (id) => changeOf(id, "PATCH", "", { active: false }),
  },
  unblock: {
    label: "Unblock sign-in",
    kind: "unblock",
    needsAction: "manageUsers",
    consequence: "They regain access as far as licenses, groups and roles give it.",
    operation: (id) => changeOf(id, "PATCH", "", { active: true }),
  },
  delete: {
    label: "Delete users",
    kind: "delete",
    needsAction: "manageUsers",
    consequence:
      "They lose access and seats at once. They can be restored for a while, without seats and groups.",
    operation: (id) => changeOf(id, "DELETE", ""),
  },
} as const satisfies Readonly<Record<string, BulkChange>>;

function changeOf(id: string, method: Operation["method"], path: string, body?: object): Operation {
  return { method, path: `/users/${id}${path}`, ...(body !== undefined && { body }) };
}

/** One of them. */
export type BulkAction = keyof typeof BULK_ACTIONS;
