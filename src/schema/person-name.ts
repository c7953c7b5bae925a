import type { Resource, ScimValue } from "./model.js";
import { objectOrEmpty } from "./scim-object.js";

/** Joins the parts of a name, trimmed; a missing or blank part leaves no separator behind. R023 */
export function joinName(
  parts: readonly (ScimValue | null | undefined)[],
  separator = " ",
): string | undefined {
  const words = parts.flatMap((part) => textOf(part) ?? []);
  return words.length === 0 ? undefined : words.join(separator);
}

/**
 * Returns the name to show for a person: `displayName`, else `name.formatted`, else given and family name, else the
 * `userName`; trimmed, and blank values are skipped.
 */
export function personName(user: Resource): string {
  const { displayName, userName } = user;
  const { formatted, givenName, familyName } = objectOrEmpty(user["name"]);
  return (
    textOf(displayName) ?? textOf(formatted) ?? joinName([givenName, familyName]) ?? textOf(userName) ?? ""
  );
}

function textOf(value: ScimValue | null | undefined): string | undefined {
  const text = typeof value === "string" ? value.trim() : "";
  return text === "" ? undefined : text;
}
