import { AppError } from "../errors.js";

/**
 * Returns a member of a JSON object by its name in any case, since SCIM names ignore case; undefined when there is
 * none.
 * @param name - in lower case
 * @throws AppError `invalidSyntax` when the object has it more than once
 */
export function memberOf(object: Readonly<Record<string, unknown>>, name: string): unknown {
  const keys = Object.keys(object).filter((key) => key.toLowerCase() === name);
  if (keys.length > 1) {
    throw new AppError("invalidSyntax", `'${name}' is given more than once: ${keys.join(", ")}.`);
  }
  const [key] = keys;
  return key === undefined ? undefined : object[key];
}
