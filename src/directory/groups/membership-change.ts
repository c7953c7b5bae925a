import type { Filter } from "../../schema/filter/ast.js";

/** A member as a client names it. RFC 7643 §4.2. */
export interface MemberInput {
  /** The member's id; may name nothing that exists in tolerant mode. */
  readonly value: string;
  /** The name to show instead of that of the user or group. */
  readonly display?: string;
}

/** One step of a change to a group's members; steps apply in order. RFC 7644 §3.5.2. */
export type MembershipChange =
  | {
      readonly kind: "add";
      readonly members: readonly MemberInput[];
      /** Ids of resources that the same transaction creates yet. */
      readonly comingIds?: ReadonlySet<string> | undefined;
    }
  | { readonly kind: "remove"; readonly ids: readonly string[] }
  /** Removes the members that match a condition on a member's sub-attributes: `members[type eq "Group"]`. */
  | { readonly kind: "removeWhere"; readonly filter: Filter }
  /** Refuses the change unless a member matches the condition of a path. */
  | { readonly kind: "require"; readonly filter: Filter; readonly path: string }
  | { readonly kind: "removeAll" }
  /** Afterwards exactly these are members. */
  | { readonly kind: "replaceAll"; readonly members: readonly MemberInput[] };
