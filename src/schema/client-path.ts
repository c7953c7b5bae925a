import { type ResolvedPath, resolveAttributePath, resolveSchemaUrn } from "./attribute-path.js";
import type { Behavior } from "./behavior.js";
import { enterpriseUserDefinition } from "./definitions/enterprise-user.js";
import type { AnyResourceSchema, Schema } from "./model.js";

/**
 * Deviation: RFC 7643 §3 does not include the URNs of SCIM 1.1; OneLogin's stock template sends them with a SCIM 2.0
 * body.
 */
const LEGACY_ENTERPRISE = [
  "urn:scim:schemas:extension:enterprise:2.0",
  "urn:scim:schemas:extension:enterprise:1.0",
] as const;
const LEGACY_CORE = ["urn:scim:schemas:core:2.0", "urn:scim:schemas:core:1.0"] as const;

/** Returns the schema that a connection means by a URN, as `resolveSchemaUrn` with its options applied. */
export function resolveClientSchema(
  schema: AnyResourceSchema,
  urn: string,
  behavior: Behavior,
): Schema | undefined {
  return resolveSchemaUrn(schema, behavior.acceptLegacySchemas ? toCurrentUrn(schema, urn) : urn);
}

/**
 * Resolves an attribute path as a connection means it: `resolveAttributePath` with its options for URNs of SCIM 1.1 and
 * for extension attributes without their URN.
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

/** Returns true for a path that names an extension attribute without the extension's URN. RFC 7644 §3.10. */
export function isShortName({ extension }: ResolvedPath, path: string): boolean {
  return extension !== undefined && !path.includes(":");
}

/** Returns true when a member's name is more than one attribute name. */
export function isPathKey(name: string): boolean {
  return /[.:[]/.test(name);
}

/** Translates a URN of SCIM 1.1, alone or in front of a name, to that of SCIM 2.0; returns other text as it is. */
function toCurrentUrn(schema: AnyResourceSchema, text: string): string {
  const key = text.toLowerCase();
  if (!key.startsWith("urn:scim:")) return text;
  const isNamed = (urn: string): boolean => key === urn || key.startsWith(`${urn}:`);
  const enterprise = LEGACY_ENTERPRISE.find(isNamed);
  if (enterprise !== undefined) return enterpriseUserDefinition.id + text.slice(enterprise.length);
  const core = LEGACY_CORE.find(isNamed);
  return core === undefined ? text : schema.core.id + text.slice(core.length);
}
