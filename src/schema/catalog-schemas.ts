import { compileCoreSchema, compileExtensionSchema, createResourceSchema } from "./compile.js";
import {
  crmRoleDefinition,
  draftRoleDefinition,
  entitlementDefinition,
  instanceDefinition,
  licenseDefinition,
  roleDefinition,
} from "./definitions/catalogs.js";
import type { AnyResourceSchema } from "./model.js";

/** The kinds of licenses, for Okta. docs/catalogs.md */
export const licenseSchema: AnyResourceSchema = createResourceSchema({
  name: "License",
  endpoint: "/Licenses",
  description: "License that a User may have",
  core: compileCoreSchema(licenseDefinition),
  extensions: [],
});

/**
 * The licenses at the endpoint and under the URN of draft-ietf-scim-roles-entitlements. No other resource type has this
 * schema as an extension, because clients that build models from discovery reject that.
 */
export const entitlementSchema: AnyResourceSchema = createResourceSchema({
  name: "Entitlement",
  endpoint: "/Entitlements",
  description: "Entitlement that a User may have",
  core: compileCoreSchema(entitlementDefinition),
  extensions: [],
});

/** The security roles, for Okta and, as an extension, for clients of the draft. docs/catalogs.md */
export const roleSchema: AnyResourceSchema = createResourceSchema({
  name: "Role",
  endpoint: "/Roles",
  description: "Security role that a User may have",
  core: compileCoreSchema(roleDefinition),
  extensions: [
    { schema: compileExtensionSchema(draftRoleDefinition), required: true },
    { schema: compileExtensionSchema(crmRoleDefinition), required: true },
  ],
});

/** The CRM instances. docs/catalogs.md */
export const instanceSchema: AnyResourceSchema = createResourceSchema({
  name: "Instance",
  endpoint: "/Instances",
  description: "CRM instance",
  core: compileCoreSchema(instanceDefinition),
  extensions: [],
});

/** The resource types that clients can only read. Administrators maintain their contents. */
export const catalogSchemas: readonly AnyResourceSchema[] = [
  licenseSchema,
  entitlementSchema,
  roleSchema,
  instanceSchema,
];
