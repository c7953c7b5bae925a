import type { ScimObject, ScimValue } from "./model.js";

/** Returns true for a complex value, as opposed to a list or a simple value. */
export function isScimObject(value: ScimValue | undefined): value is ScimObject {
  return typeof value === "object" && !Array.isArray(value);
}

/** Returns the complex value, or an empty one if the value is not complex. */
export function objectOrEmpty(value: ScimValue | undefined): ScimObject {
  return isScimObject(value) ? value : {};
}
