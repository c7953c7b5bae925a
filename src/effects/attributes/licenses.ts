import { CRM_USER_URN } from "../../schema/definitions/crm-user.js";
import { fold } from "../../schema/fold.js";
import type { Resource, ScimObject } from "../../schema/model.js";
import { isScimObject, objectOrEmpty } from "../../schema/scim-object.js";

/** The elements of the attribute `licenses` of a user. */
export function licenseElements(user: Resource | undefined): ScimObject[] {
  const licenses = objectOrEmpty(user?.[CRM_USER_URN])["licenses"];
  return Array.isArray(licenses) ? licenses.filter(isScimObject) : [];
}

/** The names under which an element may be known: id and part number, folded. */
export function namesOfElement(element: ScimObject): string[] {
  return [element["skuId"], element["skuPartNumber"]].flatMap((name) =>
    typeof name === "string" && name.trim() !== "" ? [fold(name.trim())] : [],
  );
}
