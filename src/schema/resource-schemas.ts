import { compileCoreSchema, compileExtensionSchema, createResourceSchema } from "./compile.js";
import { crmGroupClosed, crmGroupDefinition } from "./definitions/crm-group.js";
import { crmUserClosed, crmUserDefinition } from "./definitions/crm-user.js";
import { enterpriseUserDefinition } from "./definitions/enterprise-user.js";
import { groupDefinition } from "./definitions/group.js";
import { userDefinition } from "./definitions/user.js";
import type { ResourceSchema, ResourceSchemas } from "./model.js";

/** The User resource type: core, enterprise and CRM. */
export const userSchema: ResourceSchema = createResourceSchema({
  name: "User",
  endpoint: "/Users",
  description: "User Account",
  core: compileCoreSchema(userDefinition),
  extensions: [
    { schema: compileExtensionSchema(enterpriseUserDefinition), required: false },
    { schema: compileExtensionSchema(crmUserDefinition, crmUserClosed), required: false },
  ],
});

/** The Group resource type: core and CRM. */
export const groupSchema: ResourceSchema = createResourceSchema({
  name: "Group",
  endpoint: "/Groups",
  description: "Group",
  core: compileCoreSchema(groupDefinition),
  extensions: [{ schema: compileExtensionSchema(crmGroupDefinition, crmGroupClosed), required: false }],
});

/** The resource types of a tenant that has declared no extensions. */
export const builtInSchemas: ResourceSchemas = { User: userSchema, Group: groupSchema };
