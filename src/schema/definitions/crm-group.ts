import { complex, schema, simple } from "./build.js";

/**
 * The URN of the CRM extension of Group. Deviation: RFC 7643 §10 registers this namespace with IANA; Entra ID accepts
 * custom attributes only under `urn:ietf:params:scim:schemas:extension:{name}:2.0:Group`.
 */
export const CRM_GROUP_URN = "urn:ietf:params:scim:schemas:extension:crm:2.0:Group";

const READ_ONLY = { mutable: "readOnly" };
const DISPLAY = "A human-readable name, primarily used for display purposes.";

/** The CRM extension of Group. docs/crm-extension.md */
export const crmGroupDefinition = schema("CrmGroup", CRM_GROUP_URN, "What a Group is in the CRM", [
  simple("string", "groupType", "Whether the Group guards instances and gives licenses, or is a team.", {
    mutable: "immutable",
    canonicalValues: ["security", "team"],
  }),
  complex("instances", "The instances that this Group guards.", { ...READ_ONLY, multiValued: true }, [
    simple("string", "value", "Identifier of the instance.", READ_ONLY),
    simple("string", "display", DISPLAY, READ_ONLY),
  ]),
  simple(
    "string",
    "guardsInstance",
    "Identifiers of the instances that this Group guards, separated by ';'.",
  ),
  complex(
    "licenses",
    "The licenses that each member gets, named by skuId or skuPartNumber.",
    { multiValued: true },
    [
      simple("string", "skuId", "Identifier of the SKU."),
      simple("string", "skuPartNumber", "Part number of the SKU."),
      simple("string", "display", DISPLAY, READ_ONLY),
      simple("string", "disabledPlans", "Service plans of the SKU that are switched off.", {
        multiValued: true,
      }),
    ],
  ),
  complex("securityRoles", "The security roles that each member gets from the team.", { multiValued: true }, [
    simple("string", "value", "Identifier or name of the security role.", { required: true }),
    simple("string", "display", DISPLAY, READ_ONLY),
    simple("string", "instance", "The instance in which the role is held; unassigned means all."),
    simple("string", "businessUnit", "Name or path of the business unit whose role it is."),
  ]),
  simple("string", "businessUnit", "Name or path of the business unit of the team."),
]);

/** The attributes that accept only their canonical values; for all others they are suggestions. RFC 7643 §7. */
export const crmGroupClosed: ReadonlySet<string> = new Set(["groupType"]);
