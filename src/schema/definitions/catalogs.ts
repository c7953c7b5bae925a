import { type AttributeDefinition, complex, schema, simple } from "./build.js";

/** The URN under which Okta looks up the values for `entitlements`. */
const OKTA_ENTITLEMENT_URN = "urn:okta:scim:schemas:core:1.0:Entitlement";

/** The URN of draft-ietf-scim-roles-entitlements for the values of `entitlements`. */
const ENTITLEMENT_URN = "urn:ietf:params:scim:schemas:core:2.0:Entitlement";

/** The URN under which Okta looks up the values for `roles`. */
const OKTA_ROLE_URN = "urn:okta:scim:schemas:core:1.0:Role";

/** The URN of draft-ietf-scim-roles-entitlements for the values of `roles`. */
const ROLE_URN = "urn:ietf:params:scim:schemas:core:2.0:Role";

/**
 * The URN of a role's CRM attributes. Deviation: RFC 7643 §10 registers this namespace; the other CRM extensions use it
 * too.
 */
const CRM_ROLE_URN = "urn:ietf:params:scim:schemas:extension:crm:2.0:Role";

/** The URN of the CRM's instances. Deviation: as for its roles. docs/catalogs.md */
const INSTANCE_URN = "urn:ietf:params:scim:schemas:crm:2.0:Instance";

const READ_ONLY = { mutable: "readOnly" };
const READ_ONLY_EXACT = { mutable: "readOnly", caseExact: true };

/** Returns the draft's attributes of a role or entitlement; `contains` and `containedBy` are not used. docs/catalogs.md */
function draftAttributes(what: string): AttributeDefinition[] {
  return [
    simple("string", "value", `The 'value' that names the ${what} in an element of a User.`, {
      ...READ_ONLY,
      required: true,
    }),
    simple("string", "display", "A human-readable name, primarily used for display purposes.", READ_ONLY),
    simple("string", "type", `The 'type' of the ${what} in an element of a User.`, READ_ONLY_EXACT),
    simple("boolean", "supported", `Whether the ${what} can be assigned.`, { ...READ_ONLY, required: true }),
    simple(
      "boolean",
      "limitedAssignmentsPermitted",
      `Whether a limited number of Users may have the ${what}.`,
      READ_ONLY,
    ),
    simple("integer", "totalAssignmentsPermitted", `How many Users may have the ${what}.`, READ_ONLY),
    simple(
      "integer",
      "totalAssignmentsUsed",
      `How many Users have the ${what}, or have it reserved, directly or through a Group.`,
      READ_ONLY,
    ),
  ];
}

/** Returns the attributes that Okta reads of a role or entitlement, besides `id`. */
function oktaAttributes(what: string): AttributeDefinition[] {
  return [
    simple("string", "displayName", `Name of the ${what}.`, { ...READ_ONLY, required: true }),
    simple("string", "description", `What the ${what} is.`, READ_ONLY),
  ];
}

/**
 * A license as Okta reads it. The draft's attributes stand beside Okta's and, for roles, again under the draft's URN,
 * where RFC 7643 §3 puts the attributes of an extension: Okta, a client of the draft and a person with curl each find
 * theirs.
 */
export const licenseDefinition = schema("License", OKTA_ENTITLEMENT_URN, "A kind of license and its seats", [
  ...oktaAttributes("license"),
  ...draftAttributes("license"),
]);

/** An entitlement of draft-ietf-scim-roles-entitlements. */
export const entitlementDefinition = schema(
  "Entitlement",
  ENTITLEMENT_URN,
  "What a User may be entitled to",
  draftAttributes("entitlement"),
);

/** A security role as Okta reads it, with the draft's attributes as for a license. */
export const roleDefinition = schema("Role", OKTA_ROLE_URN, "A security role of the CRM", [
  ...oktaAttributes("role"),
  ...draftAttributes("role"),
]);

/** A role of draft-ietf-scim-roles-entitlements. */
export const draftRoleDefinition = schema(
  "DraftRole",
  ROLE_URN,
  "What a User may be",
  draftAttributes("role"),
);

/** The CRM attributes of a security role. R067 */
export const crmRoleDefinition = schema("CrmRole", CRM_ROLE_URN, "What a Role is in the CRM", [
  simple(
    "string",
    "name",
    "Name of the role, the same in each business unit that has a copy of it.",
    READ_ONLY,
  ),
  simple("string", "instance", "Name of the instance, as behind the '@' of securityRoleNames.", READ_ONLY),
  simple("string", "businessUnit", "Path of the business unit, e.g. 'Root/North'.", READ_ONLY),
]);

/** A CRM instance. docs/catalogs.md */
export const instanceDefinition = schema("Instance", INSTANCE_URN, "A CRM instance", [
  simple("string", "name", "Short name of the instance, as behind the '@' of securityRoleNames.", {
    ...READ_ONLY,
    required: true,
    uniqueness: "server",
  }),
  simple("string", "display", "A human-readable name, primarily used for display purposes.", READ_ONLY),
  simple("string", "type", "What the instance is for.", {
    ...READ_ONLY,
    canonicalValues: ["production", "sandbox", "trial", "developer", "default"],
  }),
  complex("securityGroup", "The Group whose members may enter; unassigned when everybody may.", READ_ONLY, [
    simple("string", "value", "Identifier of the Group.", READ_ONLY_EXACT),
    simple("reference", "$ref", "URI of the Group.", { ...READ_ONLY, referenceTypes: ["Group"] }),
  ]),
  complex("counts", "Numbers of the records and objects in the instance.", READ_ONLY, [
    simple("integer", "users", "Records of users, whatever their state.", READ_ONLY),
    simple("integer", "enabledUsers", "Enabled records of users.", READ_ONLY),
    simple(
      "integer",
      "nonInteractiveUsers",
      "Records of non-interactive users, whose number is limited.",
      READ_ONLY,
    ),
    simple("integer", "businessUnits", "Business units.", READ_ONLY),
    simple(
      "integer",
      "securityRoles",
      "Security roles, counted in each business unit that has a copy.",
      READ_ONLY,
    ),
  ]),
]);
