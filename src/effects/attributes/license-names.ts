import { crmOfUser } from "../../schema/crm-extension.js";
import { fold } from "../../schema/fold.js";
import type { Resource, ScimObject } from "../../schema/model.js";
import { isScimObject } from "../../schema/scim-object.js";
import { namesOfElement } from "./licenses.js";

/** The attributes in which a client names licenses. */
export const LICENSE_WAYS = ["licenses", "entitlements"] as const;

/** One of these attributes. */
export type LicenseWay = (typeof LICENSE_WAYS)[number];

/** The folded names of each element. */
export type Names = readonly (readonly string[])[];

/**
 * Returns the folded name of the license that an entitlement may mean: one of type License, or without a type.
 * docs/licensing.md
 */
export function entitlementName({ type = "License", value }: ScimObject): string | undefined {
  const isLicense = typeof type === "string" && fold(type) === "license";
  return isLicense && typeof value === "string" ? fold(value.trim()) : undefined;
}

/** Returns the entitlements of a user that may mean licenses. */
export function entitlementElements(user: Resource | undefined): ScimObject[] {
  const entitlements = user?.["entitlements"];
  if (!Array.isArray(entitlements)) return [];
  return entitlements.filter(isScimObject).filter((one) => entitlementName(one) !== undefined);
}

/** Returns the licenses that a representation names in one attribute. */
export function licenseNames(user: Resource | undefined, way: LicenseWay): Names {
  return way === "licenses"
    ? crmOfUser(user).licenses.map(namesOfElement)
    : entitlementElements(user).map((one) => [entitlementName(one) ?? ""]);
}
