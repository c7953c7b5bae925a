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
}

/** The changes of many users that the list offers, in the order of its command bar. */
export const BULK_ACTIONS = {
  assign: {
    label: "Assign licenses",
    kind: "assignLicenses",
    needsAction: "assignLicenses",
    needs: "sku",
    consequence: "Each of them takes a seat. Once no seat is left, it fails for the others.",
  },
  remove: {
    label: "Remove licenses",
    kind: "removeLicenses",
    needsAction: "assignLicenses",
    needs: "sku",
    consequence: "Their seats become free, and they lose access to what only this license opens.",
  },
  group: {
    label: "Add to group",
    kind: "addToGroup",
    needsAction: "manageUsers",
    needs: "group",
    consequence: "They get the licenses of the group, and access to instances that it guards.",
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
  },
  unblock: {
    label: "Unblock sign-in",
    kind: "unblock",
    needsAction: "manageUsers",
    consequence: "They regain access as far as licenses, groups and roles give it.",
  },
  delete: {
    label: "Delete users",
    kind: "delete",
    needsAction: "manageUsers",
    consequence:
      "They lose access and seats at once. They can be restored for a while, without seats and groups.",
  },
} as const satisfies Readonly<Record<string, BulkChange>>;

/** One of them. */
export type BulkAction = keyof typeof BULK_ACTIONS;
