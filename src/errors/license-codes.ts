import type { RefusalMeaning } from "./error-code.js";

/** Business codes about licenses, SKUs and invitations. */
export const LICENSE_CODES = {
  UNKNOWN_SKU: {
    error: "notFound",
    inBody: "invalidValue",
    meaning: "The tenant has no SKU with this id or part number.",
    next: "Use the id or part number of a SKU that `/licenses` or `/Licenses` lists.",
  },
  SKU_IN_USE: {
    error: "conflict",
    meaning: "The SKU cannot be removed, because users, groups or invitations use it.",
    next: "Remove the license from those that the detail names first.",
  },
  SKU_OPENS_OTHERS: {
    error: "invalidValue",
    meaning: "The SKU does not open the instance of the workflow.",
    next: "Name a SKU that does.",
  },
  LICENSE_POOL_EXHAUSTED: {
    error: "conflict",
    meaning: "The SKU has no free seat.",
    next: "Buy seats, or free one.",
  },
  LICENSE_INHERITED: {
    error: "conflict",
    meaning: "The user has the license through a group.",
    next: "Remove the user from the group, or the license from the group.",
  },
  NOT_LICENSED: {
    error: "conflict",
    meaning: "The seat cannot be moved, because the user it is taken from does not have one.",
    next: "Name a user who has a seat of the SKU.",
  },
  ALREADY_LICENSED: {
    error: "conflict",
    meaning: "The seat cannot be moved, because the user it is given to already has one.",
    next: "Name a user who has no seat of the SKU.",
  },
  BELOW_OFFER_MINIMUM: {
    error: "conflict",
    inBody: "invalidValue",
    meaning: "The number of seats is smaller than the offer of the SKU allows.",
    next: "Name a number that is not below `offerMinimum`.",
  },
  BELOW_CONSUMED: {
    error: "conflict",
    meaning: "More seats are assigned or held than would be left after the reduction.",
    next: "Free seats first, or reduce to a larger number.",
  },
  REDUCTION_OPEN: {
    error: "conflict",
    meaning: "A reduction of the SKU is already waiting for the next cycle date.",
    next: "Withdraw that reduction first.",
  },
  NO_REDUCTION: {
    error: "conflict",
    meaning: "There is no open reduction of the SKU to withdraw.",
    next: "Ask for a reduction first.",
  },
  LICENSE_REQUIRED_TO_INVITE: {
    error: "conflict",
    meaning: "The user has no license, and it is not clear of which SKU a seat is to be held.",
    next: "Assign a license, or name the SKU.",
  },
  CANNOT_INVITE_DISABLED_USER: {
    error: "conflict",
    meaning: "The user is not active, so that an invitation would lead nowhere.",
    next: "Activate the user first.",
  },
  CANNOT_INVITE_APPLICATION_USER: {
    error: "conflict",
    meaning: "Application users are not invited, because an application reads no mail.",
    next: "Assign a security role instead.",
  },
  INVITATION_ACCEPTED: {
    error: "conflict",
    meaning: "The invitation was accepted and can be neither sent again nor revoked.",
    next: "Send a new invitation if the user needs one.",
  },
  INVITATION_REJECTED: {
    error: "conflict",
    meaning: "The invitation was rejected and can be neither sent again nor revoked.",
    next: "Ask the person, then send a new invitation.",
  },
  INVITATION_REVOKED: {
    error: "conflict",
    meaning: "The invitation was revoked and can be neither sent again nor revoked.",
    next: "Send a new invitation if the user needs one.",
  },
  INVITATION_EXPIRED: {
    error: "conflict",
    meaning: "The invitation has expired and can be neither sent again nor revoked.",
    next: "Send a new invitation.",
  },
  INVITATION_UNUSABLE: {
    error: "notFound",
    meaning: "The link belongs to no open invitation; the answer does not tell why.",
    next: "Ask an administrator for a new invitation.",
  },
} as const satisfies Readonly<Record<string, RefusalMeaning>>;
