import type { components } from "../../api/schema";

const CRM = "urn:ietf:params:scim:schemas:extension:crm:2.0:Group";

/** What a group does in the CRM, in words; each is empty where it does nothing. */
export function crmOf(group: components["schemas"]["Group"]) {
  const { instances = [], licenses = [], securityRoles = [] } = group[CRM] ?? {};
  return {
    guards: instances.map(({ display, value = "" }) => display ?? value).join(", "),
    licenses: licenses
      .map(({ skuPartNumber, display, skuId = "" }) => skuPartNumber ?? display ?? skuId)
      .join(", "),
    roles: securityRoles.map(({ display, value = "" }) => display ?? value).join(", "),
  };
}
