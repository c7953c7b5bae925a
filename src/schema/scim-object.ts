import type { ScimObject, ScimValue } from "./model.js";

/** True for a complex value, as opposed to a list or a simple value. */
export function isScimObject(value: ScimValue | undefined): value is ScimObject {
  return typeof value === "object" && !Array.isArray(value);
}

/** The complex value, or an empty one where there is none. */
export function objectOrEmpty(value: ScimValue | undefined): ScimObject {
  return isScimObject(value) ? value : {};
}
