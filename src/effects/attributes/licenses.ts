import { CRM_USER_URN } from "../../schema/definitions/crm-user.js";
import { fold } from "../../schema/fold.js";
import type { Resource, ScimObject } from "../../schema/model.js";
import { isScimObject, objectOrEmpty } from "../../schema/scim-object.js";

/** Returns the elements of a user's `licenses`. */
export function licenseElements(user: Resource | undefined): ScimObject[] {
  const licenses = objectOrEmpty(user?.[CRM_USER_URN])["licenses"];
  return Array.isArray(licenses) ? licenses.filter(isScimObject) : [];
}

/** Returns the folded names of an element: id and part number. */
export function namesOfElement(element: ScimObject): string[] {
  return [element["skuId"], element["skuPartNumber"]].flatMap((name) =>
    typeof name === "string" && name.trim() !== "" ? [fold(name.trim())] : [],
  );
}
