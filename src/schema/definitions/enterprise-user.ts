import { standardSchema } from "./build.js";

/** The enterprise extension of User. RFC 7643 §4.3 and §8.7.1. */
export const enterpriseUserDefinition = standardSchema("EnterpriseUser", "Enterprise User");
