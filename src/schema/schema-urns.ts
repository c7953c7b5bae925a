import { AppError } from "../errors.js";

/**
 * The URNs that the member `schemas` of a body lists; none where it is left out or null. One URN may come without a
 * list: what connections make of that is for their options to say.
 * @throws AppError `invalidSyntax` when it is, or has in it, anything but texts, which no client means
 */
export function listSchemaUrns(value: unknown): readonly string[] {
  if (value === undefined || value === null) return [];
  const listed: readonly unknown[] = Array.isArray(value) ? value : [value];
  const urns = listed.filter((urn) => typeof urn === "string");
  if (urns.length === listed.length) return urns;
  throw new AppError("invalidSyntax", "'schemas' must be a list of schema URNs, each of them a text.");
}
