import { fold } from "../../schema/fold.js";
import type { Resource, ScimObject } from "../../schema/model.js";
import { isScimObject } from "../../schema/scim-object.js";
import { licenseElements, namesOfElement } from "./licenses.js";

/** The attributes by which a client names licenses. */
export const LICENSE_WAYS = ["licenses", "entitlements"] as const;

/** One of the attributes by which a client names licenses. */
export type LicenseWay = (typeof LICENSE_WAYS)[number];

/** Each element by the names under which it may be known, folded. */
export type Names = readonly (readonly string[])[];

/** The license that an entitlement may mean, folded: one of type License, or of none. docs/licensing.md */
export function entitlementName({ type = "License", value }: ScimObject): string | undefined {
  const isLicense = typeof type === "string" && fold(type) === "license";
  return isLicense && typeof value === "string" ? fold(value.trim()) : undefined;
}

/** The entitlements of a user that may mean licenses. */
export function entitlementElements(user: Resource | undefined): ScimObject[] {
  const entitlements = user?.["entitlements"];
  if (!Array.isArray(entitlements)) return [];
  return entitlements.filter(isScimObject).filter((one) => entitlementName(one) !== undefined);
}

/** The licenses that a representation of a user names by one attribute. */
export function licenseNames(user: Resource | undefined, way: LicenseWay): Names {
  return way === "licenses"
    ? licenseElements(user).map(namesOfElement)
    : entitlementElements(user).map((one) => [entitlementName(one) ?? ""]);
}
