import { AppError } from "../errors.js";

/** The URN of the enterprise extension of User. RFC 7643 §4.3 */
export const ENTERPRISE_USER_URN = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/**
 * Returns the URNs in the `schemas` of a body; none when it is absent or null. A single URN may come without a list;
 * the connection's options decide what that means.
 * @throws AppError `invalidSyntax` when it is, or contains, anything but strings
 */
export function listSchemaUrns(value: unknown): readonly string[] {
  if (value === undefined || value === null) return [];
  const listed: readonly unknown[] = Array.isArray(value) ? value : [value];
  const urns = listed.filter((urn) => typeof urn === "string");
  if (urns.length === listed.length) return urns;
  throw new AppError("invalidSyntax", "'schemas' must be a list of schema URNs, each of them a string.");
}
