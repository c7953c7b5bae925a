import { COUNTRIES } from "../countries.js";
import { complex, schema, simple } from "./build.js";

/**
 * The URN of the CRM extension of User. Deviation: RFC 7643 §10 registers this namespace with IANA; Entra ID accepts
 * custom attributes only under `urn:ietf:params:scim:schemas:extension:{name}:2.0:User`.
 */
export const CRM_USER_URN = "urn:ietf:params:scim:schemas:extension:crm:2.0:User";

/** The access modes of the CRM; a value's position is the CRM's number. docs/crm-extension.md */
const ACCESS_MODES = [
  "Read-Write",
  "Administrative",
  "Read",
  "Support User",
  "Non-interactive",
  "Delegated Admin",
] as const;

/** The access modes that a client may set; the others are reserved for the platform. docs/crm-extension.md */
const WRITABLE_ACCESS_MODES = ["Read-Write", "Administrative", "Read", "Non-interactive"];

/** The client access license types of the CRM; a value's position is the CRM's number. docs/crm-extension.md */
const CAL_TYPES = [
  "Professional",
  "Administrative",
  "Basic",
  "Device Professional",
  "Device Basic",
  "Essential",
  "Device Essential",
  "Enterprise",
  "Device Enterprise",
  "Sales",
  "Service",
  "Field Service",
  "Project Service",
] as const;

/**
 * The names of the CRM for the states of an invitation. The index is the CRM's number, `invitestatuscode`.
 * docs/invitations.md
 */
export const INVITATION_STATUSES = [
  "Not Sent",
  "Invited",
  "Near Expired",
  "Expired",
  "Accepted",
  "Rejected",
  "Revoked",
] as const;

const READ_ONLY = { mutable: "readOnly" };
const WRITE_ONLY = { mutable: "writeOnly", returned: "never" };
const DISPLAY = "A human-readable name, primarily used for display purposes.";

const licenses = complex(
  "licenses",
  "The licenses of the User, each named by skuId or skuPartNumber. licenseSkus shows the same as text.",
  { multiValued: true },
  [
    simple("string", "skuId", "Identifier of the SKU."),
    simple("string", "skuPartNumber", "Part number of the SKU, e.g. 'DYN365_ENTERPRISE_SALES'."),
    simple("string", "display", DISPLAY, READ_ONLY),
    simple("string", "status", "State of the license.", {
      ...READ_ONLY,
      canonicalValues: ["active", "held", "error", "released"],
    }),
    simple("string", "error", "Why the license is in state 'error'.", {
      ...READ_ONLY,
      canonicalValues: [
        "CountViolation",
        "MutuallyExclusiveViolation",
        "ProhibitedInUsageLocationViolation",
        "Other",
      ],
    }),
    simple("dateTime", "assignedAt", "When the license was assigned.", READ_ONLY),
    simple("reference", "assignedByGroup", "The Group that gives the license; unassigned for a direct one.", {
      ...READ_ONLY,
      referenceTypes: ["Group"],
    }),
    simple("string", "disabledPlans", "Service plans of the SKU that are switched off.", {
      multiValued: true,
    }),
    simple("boolean", "primary", "Whether this is the preferred license; 'true' appears no more than once."),
  ],
);

const securityRoles = complex(
  "securityRoles",
  "The security roles of the User. securityRoleNames shows the same as text.",
  { multiValued: true },
  [
    simple("string", "value", "Identifier or name of the security role.", { required: true }),
    simple("string", "display", DISPLAY, READ_ONLY),
    simple("string", "instance", "The instance in which the role is held; unassigned means all."),
    simple("string", "businessUnit", "Name or path of the business unit whose role it is."),
    simple("string", "source", "Where the role comes from.", {
      ...READ_ONLY,
      canonicalValues: ["direct", "adminRole", "license", "team"],
    }),
  ],
);

const invitation = complex("invitation", "The invitation of the User.", READ_ONLY, [
  simple("string", "status", "State of the invitation.", {
    ...READ_ONLY,
    canonicalValues: ["required", ...INVITATION_STATUSES],
  }),
  simple("dateTime", "issuedAt", "When it was sent.", READ_ONLY),
  simple("dateTime", "expiresAt", "When it expires unless accepted.", READ_ONLY),
  simple("dateTime", "acceptedAt", "When it was accepted.", READ_ONLY),
  simple(
    "boolean",
    "holdsSeat",
    "Whether a seat is held for the User while the invitation is open.",
    READ_ONLY,
  ),
]);

const temporaryPassword = complex(
  "temporaryPassword",
  "A request to set a temporary password; never returned.",
  WRITE_ONLY,
  [
    simple("boolean", "generate", "Whether a new password is generated.", WRITE_ONLY),
    simple("boolean", "sendMail", "Whether it is sent by e-mail, in clear text.", WRITE_ONLY),
    simple("string", "mailTo", "The address it is sent to.", WRITE_ONLY),
  ],
);

const instances = complex(
  "instances",
  "What the User is in each CRM instance; returned only when asked for by name.",
  { ...READ_ONLY, multiValued: true, returned: "request" },
  [
    simple("string", "value", "Identifier of the instance.", READ_ONLY),
    simple("string", "display", DISPLAY, READ_ONLY),
    simple("string", "recordId", "Identifier of the User's record in the instance.", READ_ONLY),
    simple("boolean", "synced", "Whether the record exists.", READ_ONLY),
    simple("boolean", "enabled", "Whether the record is enabled.", READ_ONLY),
    simple("boolean", "canSignIn", "Whether the User can sign in to the instance.", READ_ONLY),
    simple("string", "accessMode", "The access mode in the instance.", {
      ...READ_ONLY,
      canonicalValues: [...ACCESS_MODES],
    }),
    simple("string", "features", "What the access mode and licenses permit.", {
      ...READ_ONLY,
      multiValued: true,
      canonicalValues: ["full", "readOnly", "settingsOnly", "apiOnly", "none"],
    }),
    simple("string", "reasons", "Why the User can or cannot sign in.", { ...READ_ONLY, multiValued: true }),
    simple("dateTime", "lastSyncedAt", "When the record was last synchronized.", READ_ONLY),
  ],
);

/** The CRM extension of User. docs/crm-extension.md */
export const crmUserDefinition = schema("CrmUser", CRM_USER_URN, "What a User is in the CRM", [
  simple("string", "accessMode", "The access mode in all instances; 'Read-Write' when unassigned.", {
    canonicalValues: WRITABLE_ACCESS_MODES,
  }),
  simple("string", "calType", "The client access license type; for information.", {
    canonicalValues: [...CAL_TYPES],
  }),
  simple("string", "userKind", "What kind of user this is.", {
    mutable: "immutable",
    canonicalValues: ["person", "nonInteractive", "application"],
  }),
  licenses,
  simple("string", "licenseSkus", "Part numbers of the licenses, separated by ';'; 'none' clears them."),
  simple("string", "usageLocation", "ISO 3166-1 alpha-2 code of the country where licenses are used.", {
    canonicalValues: [...COUNTRIES],
  }),
  simple("string", "businessUnit", "Name or path of the business unit, e.g. 'Root/North'."),
  securityRoles,
  simple(
    "string",
    "securityRoleNames",
    "Security roles, separated by ';', each 'Name' or 'Name@instance'; 'none' clears them.",
  ),
  simple("string", "administratorRoles", "The administrator roles of the User.", {
    multiValued: true,
    canonicalValues: ["global", "billing", "password", "service", "userManagement"],
  }),
  invitation,
  simple("boolean", "sendInvitation", "Whether an invitation is to be sent while one is required."),
  temporaryPassword,
  simple("string", "applicationId", "Application id of an application user.", {
    mutable: "immutable",
    uniqueness: "server",
  }),
  simple("string", "directoryObjectId", "Identifier of the User in the external directory.", {
    mutable: "immutable",
    uniqueness: "server",
  }),
  instances,
]);

/** The attributes that accept only their canonical values; for all others they are suggestions. RFC 7643 §7. */
export const crmUserClosed: ReadonlySet<string> = new Set([
  "accessMode",
  "calType",
  "userKind",
  "administratorRoles",
  "usageLocation",
]);

/** The attributes that also accept the CRM's number of a value: the value's position in the list. */
export const crmUserNumbered: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ["accessMode", ACCESS_MODES],
  ["calType", CAL_TYPES],
]);

/** The attributes whose values must match a pattern, and the wording of the error. docs/crm-extension.md */
export const crmUserForms: ReadonlyMap<string, { readonly pattern: RegExp; readonly expected: string }> =
  new Map([
    ["applicationId", { pattern: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, expected: "a UUID" }],
  ]);
