import { type AddedMember } from "./members.js";

/** What a change to the members did; a member that came and went again is in both lists. */
export interface MembersChanged {
  readonly added: readonly AddedMember[];
  /** Ids. */
  readonly removed: readonly string[];
}

/** No member came, none went. */
export const NOBODY: MembersChanged = { added: [], removed: [] };

/** How a change of members is reported, which names nobody; nothing when there was none. */
export function membersName({ added, removed }: MembersChanged): string[] {
  return added.length + removed.length === 0 ? [] : [`members +${added.length} -${removed.length}`];
}
