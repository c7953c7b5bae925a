import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api, body } from "../../api/client";
import type { components } from "../../api/schema";

/** A CRM instance. */
export type Instance = components["schemas"]["Instance"];
/** A part of the organization of an instance. */
export type Unit = components["schemas"]["BusinessUnit"];

/** What instances are for, in words. */
export const PURPOSES: Readonly<Record<Instance["type"], string>> = {
  production: "Production",
  sandbox: "Sandbox",
  trial: "Trial",
  developer: "Developer",
  default: "Default",
};

/** Returns the purpose that a list box has chosen. */
export function purposeOf(text: string): Instance["type"] {
  return text in PURPOSES ? (text as Instance["type"]) : "sandbox";
}

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

/** Reads the security roles of a business unit; those of the root if none is named. */
export function useRoles({ name }: Instance, unit: string | undefined) {
  return useQuery({
    queryKey: ["instances", name, "roles", unit],
    queryFn: () =>
      body(
        api.GET("/admin/v1/instances/{instance}/security-roles", {
          params: { path: { instance: name }, query: unit === undefined ? {} : { businessUnit: unit } },
        }),
      ),
  });
}

/** Returns a function that has everything about instances read again. */
export function useInstancesChanged(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ["instances"] });
}
