import { type AttributeDefinition, complex, simple } from "./build.js";

const READ_ONLY = { mutable: "readOnly" };
const READ_ONLY_EXACT = { mutable: "readOnly", caseExact: true };

/** The attributes that every resource has and no schema lists. RFC 7643 §3 and §3.1. */
export const commonAttributes: readonly AttributeDefinition[] = [
  simple("reference", "schemas", "URNs of the schemas of the resource.", {
    multiValued: true,
    required: true,
    returned: "always",
    referenceTypes: ["uri"],
  }),
  simple("string", "id", "Identifier of the resource, set by the service provider; never reused.", {
    ...READ_ONLY_EXACT,
    required: true,
    returned: "always",
    uniqueness: "global",
  }),
  simple("string", "externalId", "Identifier of the resource as the provisioning client defined it.", {
    caseExact: true,
  }),
  complex("meta", "Resource metadata, set by the service provider.", READ_ONLY, [
    simple("string", "resourceType", "Name of the resource type.", READ_ONLY_EXACT),
    simple("dateTime", "created", "When the resource was added to the service provider.", READ_ONLY),
    simple("dateTime", "lastModified", "When the resource was last changed.", READ_ONLY),
    simple("reference", "location", "URI of the resource.", { ...READ_ONLY_EXACT, referenceTypes: ["uri"] }),
    simple("string", "version", "Version of the resource, as in the ETag header.", READ_ONLY_EXACT),
  ]),
];
