import type { Resource } from "../schema/model.js";
import { confirmGivenAddresses, endMailedLink } from "./passwords/mail-addresses.js";
import type { Effect, PendingUserChange, StoredUserChange, UserDeletion } from "./pending-change.js";
import { applyDefaultMode } from "./records/apply-default-mode.js";
import { enqueueDeletedUser, enqueueRestoredUser, enqueueUser } from "./records/enqueue.js";
import { applyRoles } from "./roles/apply-roles.js";
import { applySendInvitation, endInvitationsOfUser } from "./seats/apply-send-invitation.js";
import { applyUserLicenses, endLicensesOfUser } from "./seats/apply-user-licenses.js";
import { claimApplication, registerApplication } from "./users/register-application.js";

/** The effects of changes of a user, by when they happen. */
interface UserEffects {
  /** Each returns the user to store. */
  readonly beforeStored: readonly Effect<PendingUserChange, Resource>[];
  readonly afterStored: readonly Effect<StoredUserChange, void>[];
  readonly afterDeleted: readonly ((deletion: UserDeletion) => Promise<void>)[];
}

/**
 * The effects of a change of a user, in order, in the transaction of the change. Adding an effect is one line here.
 * `restoreUserState` gives back what a user had before it was deleted; it is not an effect.
 */
export const USER_EFFECTS: UserEffects = {
  beforeStored: [
    { on: ["create", "update"], effect: applyUserLicenses },
    { on: ["create", "update"], effect: applyRoles },
    // A new user has no required invitation yet, and no record whose mode could change.
    { on: ["update"], effect: applySendInvitation },
    { on: ["update"], effect: applyDefaultMode },
    { on: ["create", "restore"], effect: claimApplication },
  ],
  afterStored: [
    { on: ["create", "update"], effect: confirmGivenAddresses },
    { on: ["update"], effect: endMailedLink },
    { on: ["create", "update"], effect: enqueueUser },
    { on: ["restore"], effect: enqueueRestoredUser },
    { on: ["create"], effect: registerApplication },
  ],
  afterDeleted: [endInvitationsOfUser, endLicensesOfUser, enqueueDeletedUser],
};
