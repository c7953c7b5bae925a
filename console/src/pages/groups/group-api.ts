import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api, body } from "../../api/client";
import type { components } from "../../api/schema";

const CRM = "urn:ietf:params:scim:schemas:extension:crm:2.0:Group";

/** A security group. */
export type Group = components["schemas"]["Group"];
/** What follows from being a member of a group. */
export type GroupUses = components["schemas"]["GroupUses"];

/** What a part of the page of a group gets. */
export interface GroupProps {
  readonly group: Group;
  /** Undefined until it is known. */
  readonly uses: GroupUses | undefined;
}

/** What a group does in the CRM, in words; each is empty where it does nothing. */
export function crmOf(group: Group) {
  const { instances = [], licenses = [], securityRoles = [] } = group[CRM] ?? {};
  return {
    guards: instances.map(({ display, value = "" }) => display ?? value).join(", "),
    licenses: licenses
      .map(({ skuPartNumber, display, skuId = "" }) => skuPartNumber ?? display ?? skuId)
      .join(", "),
    roles: securityRoles.map(({ display, value = "" }) => display ?? value).join(", "),
  };
}

/** Reads a group. */
export function useGroup(id: string) {
  return useQuery({
    queryKey: ["groups", "one", id],
    queryFn: () => body(api.GET("/admin/v1/groups/{id}", { params: { path: { id } } })),
  });
}

/** Reads what a group does. */
export function useGroupUses(id: string) {
  return useQuery({
    queryKey: ["groups", "uses", id],
    queryFn: () => body(api.GET("/admin/v1/groups/{id}/uses", { params: { path: { id } } })),
  });
}

/** Returns a function that has everything about groups read again. */
export function useGroupsChanged(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ["groups"] });
}
