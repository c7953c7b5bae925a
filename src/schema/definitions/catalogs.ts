import { type AttributeDefinition, schema, simple } from "./build.js";

/** URN under which Okta looks for what may be in `entitlements`. */
export const OKTA_ENTITLEMENT_URN = "urn:okta:scim:schemas:core:1.0:Entitlement";

/** URN of draft-ietf-scim-roles-entitlements for what may be in `entitlements`. */
export const ENTITLEMENT_URN = "urn:ietf:params:scim:schemas:core:2.0:Entitlement";

const READ_ONLY = { mutable: "readOnly" };
const READ_ONLY_EXACT = { mutable: "readOnly", caseExact: true };

/** What the draft says of a role or entitlement; `contains` and `containedBy` are not used. crm.md 4.4 */
function draftAttributes(what: string): AttributeDefinition[] {
  return [
    simple("string", "value", `What stands for the ${what} in the 'value' of a User's element.`, {
      ...READ_ONLY,
      required: true,
    }),
    simple("string", "display", "A human-readable name, primarily used for display purposes.", READ_ONLY),
    simple("string", "type", `The 'type' of the ${what} in a User's element.`, READ_ONLY_EXACT),
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

/** What Okta reads of a role or entitlement, besides `id`. */
function oktaAttributes(what: string): AttributeDefinition[] {
  return [
    simple("string", "displayName", `Name of the ${what}.`, { ...READ_ONLY, required: true }),
    simple("string", "description", `What the ${what} is.`, READ_ONLY),
  ];
}

/**
 * A license as Okta reads it. The draft's attributes stand beside Okta's and, where RFC 7643 §3 has those of an
 * extension, once more under the draft's URN: Okta, a client of the draft and a person with curl each find theirs.
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
