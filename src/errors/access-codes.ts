import type { RefusalMeaning } from "./error-code.js";

/** Business codes about instances, business units, security roles, teams and groups. */
export const ACCESS_CODES = {
  UNKNOWN_INSTANCE: {
    error: "notFound",
    inBody: "invalidValue",
    meaning: "The tenant has no instance with this id or name.",
    next: "Use the id or name of an instance.",
  },
  INSTANCE_NAME_TAKEN: {
    error: "uniqueness",
    meaning: "Another instance of the tenant has this name.",
    next: "Choose another name.",
  },
  INSTANCE_IS_GUARDED: {
    error: "conflict",
    meaning: "Another group guards the instance, and an instance has at most one guard.",
    next: "Clear the guard of the instance first.",
  },
  UNKNOWN_BUSINESS_UNIT: {
    error: "notFound",
    inBody: "invalidValue",
    meaning: "There is no business unit with this id, name or path.",
    next: "Use its name, or its path such as `Root/North`.",
  },
  AMBIGUOUS_BUSINESS_UNIT: {
    error: "invalidValue",
    meaning: "Several business units have this name.",
    next: "Use the path, such as `Root/North`.",
  },
  BUSINESS_UNIT_NAME_TAKEN: {
    error: "conflict",
    meaning: "The parent already has a business unit with this name.",
    next: "Choose another name.",
  },
  BUSINESS_UNIT_BELOW_ITSELF: {
    error: "conflict",
    meaning: "A business unit cannot be moved below itself.",
    next: "Choose another parent.",
  },
  ROOT_BUSINESS_UNIT: {
    error: "conflict",
    meaning: "The root business unit of an instance cannot be moved or deleted.",
    next: "Use another business unit.",
  },
  BUSINESS_UNIT_IN_USE: {
    error: "conflict",
    meaning: "The business unit cannot be deleted, because users, teams or other units belong to it.",
    next: "Move or delete those that the detail names first.",
  },
  BUSINESS_UNIT_ROLES_IN_USE: {
    error: "conflict",
    meaning: "The move would end security roles of the business unit that users or teams have.",
    next: "Remove those roles from them first.",
  },
  UNKNOWN_ROLE: {
    error: "notFound",
    inBody: "invalidValue",
    meaning: "There is no security role with this id or name.",
    next: "Use the id or name of a security role of the instance.",
  },
  ROLE_NAME_TAKEN: {
    error: "conflict",
    meaning: "A business unit that gets the security role already has one with this name.",
    next: "Choose another name.",
  },
  ROLE_IS_MANAGED: {
    error: "conflict",
    meaning: "The default roles of an instance cannot be changed or deleted.",
    next: "Copy the role under another name.",
  },
  ROLE_NOT_IN_BUSINESS_UNIT: {
    error: "invalidValue",
    meaning: "The security role belongs to another business unit than the user.",
    next: "Use a role of the user's business unit, or move the user first.",
  },
  ROLE_NOT_ALLOWED: {
    error: "forbidden",
    meaning: "The connection or the administrator may not give the security role.",
    next: "Ask an administrator to give the role, or to allow the connection to give it.",
  },
  SYSTEM_ADMINISTRATOR_REQUIRED: {
    error: "forbidden",
    meaning:
      "Assigning security roles takes System Administrator in the instance, or the role `global` or `service`.",
    next: "Ask somebody who has one of them.",
  },
  PRIVILEGE_ELEVATION: {
    error: "forbidden",
    meaning: "The security role allows more than you may do in the instance yourself.",
    next: "Choose a role that allows less, or ask somebody who may do all of it.",
  },
  LAST_SYSTEM_ADMINISTRATOR: {
    error: "conflict",
    meaning: "The instance would be left without a System Administrator who can enter it.",
    next: "Give System Administrator to another user who can enter it first.",
  },
  UNKNOWN_TEAM: {
    error: "notFound",
    meaning: "The instance has no team with this id.",
    next: "Use the id of a team of the instance.",
  },
  TEAM_NAME_TAKEN: {
    error: "conflict",
    meaning: "The instance already has a team with this name.",
    next: "Choose another name.",
  },
  UNKNOWN_GROUP: {
    error: "invalidValue",
    meaning: "The tenant has no group with this id.",
    next: "Send the id of a group.",
  },
  GROUP_HAS_TEAM: {
    error: "conflict",
    meaning: "The group is already a team of the instance.",
    next: "Use that team.",
  },
  GROUP_TEAM: {
    error: "conflict",
    meaning: "The members of the team are those of its group.",
    next: "Change the members of the group.",
  },
  WOULD_SHUT_OUT: {
    error: "conflict",
    meaning:
      "The change would take access to an instance from more people than the settings of the brake allow.",
    next: "Look at the people in `difference`, then send the same request with the query parameter `confirm`.",
  },
  UNKNOWN_HOLD: {
    error: "notFound",
    meaning: "The tenant has no hold with this id.",
    next: "Use an id of `GET /holds`.",
  },
  HOLD_CLOSED: {
    error: "conflict",
    meaning: "The hold keeps nobody's access any more: it was released, or its end has come.",
    next: "Nothing to do: the changes that it held are in effect.",
  },
  NOT_HELD: {
    error: "notFound",
    meaning: "The hold does not keep the access of this user.",
    next: "Use the id of a user of `GET /holds/{id}`.",
  },
  ADMINISTRATORS_ONLY: {
    error: "forbidden",
    meaning: "Only global and service administrators change `guardsInstance` and `securityRoles` of a group.",
    next: "Ask one of them.",
  },
} as const satisfies Readonly<Record<string, RefusalMeaning>>;
