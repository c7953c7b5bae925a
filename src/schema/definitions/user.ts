import { complex, simple, standardAttributeWith, standardSchema } from "./build.js";

const DISPLAY = "A human-readable name, primarily used for display purposes.";
const TYPE = "A label indicating the attribute's function.";
const PRIMARY =
  "A Boolean value indicating the 'primary' or preferred attribute value. The value 'true' appears no more than once.";

// RFC 7643 §8.7.1 lists no types for either attribute; scimmy's empty list would allow none at all.
const roles = complex(
  "roles",
  "A list of roles for the User that collectively represent who the User is, e.g. 'Student', 'Faculty'. A value that names a security role of the CRM assigns it.",
  { multiValued: true },
  [
    simple("string", "value", "The value of a role."),
    simple("string", "display", DISPLAY),
    simple("string", "type", TYPE),
    simple("boolean", "primary", PRIMARY),
  ],
);

const x509Certificates = complex(
  "x509Certificates",
  "A list of certificates issued to the User.",
  { multiValued: true },
  [
    simple("binary", "value", "The value of an X.509 certificate: DER in base64.", { caseExact: true }),
    simple("string", "display", DISPLAY),
    simple("string", "type", TYPE),
    simple("boolean", "primary", PRIMARY),
  ],
);

// A default sub-attribute of RFC 7643 §2.4 that §8.7.1 leaves out.
const addresses = standardAttributeWith("addresses", [simple("string", "display", DISPLAY)]);

/** The core User schema. RFC 7643 §4.1 and §8.7.1. */
export const userDefinition = standardSchema("User", "User Account", [addresses, roles, x509Certificates]);
