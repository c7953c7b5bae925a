import type { Resource } from "../schema/model.js";
import { applyGuardsAndRoles } from "./groups/apply-guards-and-roles.js";
import type { Deletion, Effect, PendingChange, StoredGroupChange } from "./pending-change.js";
import { enqueueMembersOfDeleted, enqueueMoved, enqueueTeam } from "./records/enqueue.js";
import { applyGroupLicenses, applyMemberLicenses, endLicensesOfGroup } from "./seats/apply-group-licenses.js";

/** The effects of changes of a group, by when they happen. */
interface GroupEffects {
  /** Each returns the group to store. */
  readonly beforeStored: readonly Effect<PendingChange, Resource>[];
  /** Run after its members have changed. */
  readonly afterStored: readonly Effect<StoredGroupChange, void>[];
  readonly beforeDeleted: readonly ((deletion: Deletion) => Promise<void>)[];
  readonly afterDeleted: readonly ((deletion: Deletion) => Promise<void>)[];
}

/** The effects of a change of a group, in order, in the transaction of the change. Adding an effect is one line here. */
export const GROUP_EFFECTS: GroupEffects = {
  beforeStored: [
    { on: ["create", "update"], effect: applyGroupLicenses },
    { on: ["create", "update"], effect: applyGuardsAndRoles },
  ],
  afterStored: [
    { on: ["create", "update"], effect: applyMemberLicenses },
    // Every member of a new group is new, so the next effect covers them.
    { on: ["update"], effect: enqueueTeam },
    { on: ["create", "update"], effect: enqueueMoved },
  ],
  beforeDeleted: [enqueueMembersOfDeleted],
  afterDeleted: [endLicensesOfGroup],
};
