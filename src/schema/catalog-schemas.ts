import { compileCoreSchema, compileExtensionSchema, createResourceSchema } from "./compile.js";
import { entitlementDefinition, licenseDefinition } from "./definitions/catalogs.js";
import type { AnyResourceSchema } from "./model.js";

/** The kinds of licenses, for Okta and, as an extension, for clients of the draft. crm.md 4.4 */
export const licenseSchema: AnyResourceSchema = createResourceSchema({
  name: "License",
  endpoint: "/Licenses",
  description: "License that a User may have",
  core: compileCoreSchema(licenseDefinition),
  extensions: [{ schema: compileExtensionSchema(entitlementDefinition), required: true }],
});

/** The same at the place and under the URN of draft-ietf-scim-roles-entitlements. */
export const entitlementSchema: AnyResourceSchema = createResourceSchema({
  name: "Entitlement",
  endpoint: "/Entitlements",
  description: "Entitlement that a User may have",
  core: compileCoreSchema(entitlementDefinition),
  extensions: [],
});

/** The resource types that clients can only read: what is in them is bought and edited by administrators. */
export const catalogSchemas: readonly AnyResourceSchema[] = [licenseSchema, entitlementSchema];
