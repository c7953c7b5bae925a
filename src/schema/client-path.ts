import { type ResolvedPath, resolveAttributePath, resolveSchemaUrn } from "./attribute-path.js";
import type { Behavior } from "./behavior.js";
import { enterpriseUserDefinition } from "./definitions/enterprise-user.js";
import type { AnyResourceSchema, Schema } from "./model.js";

/**
 * Deviation: RFC 7643 §3 knows no URNs of SCIM 1.1; OneLogin's stock template sends them with a SCIM 2.0 body.
 */
const LEGACY_ENTERPRISE = [
  "urn:scim:schemas:extension:enterprise:2.0",
  "urn:scim:schemas:extension:enterprise:1.0",
] as const;
const LEGACY_CORE = ["urn:scim:schemas:core:2.0", "urn:scim:schemas:core:1.0"] as const;

/** Finds the schema that a connection means by a URN; `resolveSchemaUrn` with its habits. */
export function resolveClientSchema(
  schema: AnyResourceSchema,
  urn: string,
  behavior: Behavior,
): Schema | undefined {
  return resolveSchemaUrn(schema, behavior.acceptLegacySchemas ? toCurrentUrn(schema, urn) : urn);
}

/**
 * Finds what a connection means by an attribute path; `resolveAttributePath` with its habits: URNs of SCIM 1.1,
 * and names of extension attributes without their URN.
 */
export function resolveClientPath(
  schema: AnyResourceSchema,
  path: string,
  behavior: Behavior,
): ResolvedPath | undefined {
  const current = behavior.acceptLegacySchemas ? toCurrentUrn(schema, path) : path;
  const resolved = resolveAttributePath(schema, current);
  if (behavior.shortExtensionNames || resolved === undefined) return resolved;
  return isShortName(resolved, current) ? undefined : resolved;
}

/** Whether a path names an attribute of an extension without the URN of that. RFC 7644 §3.10. */
export function isShortName({ extension }: ResolvedPath, path: string): boolean {
  return extension !== undefined && !path.includes(":");
}

/** Whether a member of an object is named by more than the name of an attribute. */
export function isPathKey(name: string): boolean {
  return /[.:[]/.test(name);
}

/** A URN of SCIM 1.1, alone or in front of a name, as that of SCIM 2.0; any other text as it is. */
function toCurrentUrn(schema: AnyResourceSchema, text: string): string {
  const key = text.toLowerCase();
  if (!key.startsWith("urn:scim:")) return text;
  const isNamed = (urn: string): boolean => key === urn || key.startsWith(`${urn}:`);
  const enterprise = LEGACY_ENTERPRISE.find(isNamed);
  if (enterprise !== undefined) return enterpriseUserDefinition.id + text.slice(enterprise.length);
  const core = LEGACY_CORE.find(isNamed);
  return core === undefined ? text : schema.core.id + text.slice(core.length);
}
