import { type AddedMember } from "./members.js";

/** The members that a change added and removed; one that was added and removed again is in both lists. */
export interface MembersChanged {
  readonly added: readonly AddedMember[];
  /** Ids. */
  readonly removed: readonly string[];
}

/** No member was added or removed. */
export const NOBODY: MembersChanged = { added: [], removed: [] };

/** Describes a change of members without naming anybody: `members +1 -0`; empty if nothing changed. */
export function membersName({ added, removed }: MembersChanged): string[] {
  return added.length + removed.length === 0 ? [] : [`members +${added.length} -${removed.length}`];
}
