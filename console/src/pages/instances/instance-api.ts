import { useQuery } from "@tanstack/react-query";
import { api, body } from "../../api/client";
import type { components } from "../../api/schema";

/** A CRM instance. */
export type Instance = components["schemas"]["Instance"];

/** What a part of the page of an instance gets. */
export interface InstanceProps {
  readonly instance: Instance;
}

/** Reads all instances. */
export function useInstances() {
  return useQuery({ queryKey: ["instances", "list"], queryFn: () => body(api.GET("/admin/v1/instances")) });
}

/** Reads the business units of an instance. */
export function useBusinessUnits({ name }: Instance) {
  return useQuery({
    queryKey: ["instances", name, "units"],
    queryFn: () =>
      body(
        api.GET("/admin/v1/instances/{instance}/business-units", { params: { path: { instance: name } } }),
      ),
  });
}
