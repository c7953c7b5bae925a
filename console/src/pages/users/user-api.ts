import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { api, body } from "../../api/client";
import type { components } from "../../api/schema";

type Schemas = components["schemas"];

/** A user as the admin API answers. */
export type User = Schemas["User"];
/** A license of a user. */
export type License = Schemas["License"];
/** A product with its seats. */
export type Sku = Schemas["Sku"];
/** The user form with where each value comes from. */
export type UserForm = Schemas["ExplainedUserForm"];
/** A field of the form. */
export type FormField = Schemas["UserFormField"];

/** Reads a user, with the version that a change is sent with. */
export function useUser(id: string): UseQueryResult<User> {
  return useQuery({
    queryKey: ["user", id],
    queryFn: () => body(api.GET("/admin/v1/users/{id}", { params: { path: { id } } })),
  });
}

/** Reads the licenses of a user. */
export function useLicenses(id: string): UseQueryResult<readonly License[]> {
  return useQuery({
    queryKey: ["user", id, "licenses"],
    queryFn: async () =>
      (await body(api.GET("/admin/v1/users/{id}/licenses", { params: { path: { id } } }))).value,
  });
}

/** Reads the products. */
export function useSkus(): UseQueryResult<readonly Sku[]> {
  return useQuery({
    queryKey: ["skus"],
    queryFn: () => body(api.GET("/admin/v1/licenses", { params: { query: { limit: 1000 } } })),
    select: ({ value }) => value,
  });
}

/** Reads the instances. */
export function useInstances(): UseQueryResult<readonly Schemas["Instance"][]> {
  return useQuery({
    queryKey: ["instances", "list"],
    queryFn: () => body(api.GET("/admin/v1/instances", {})),
    select: ({ value }) => value,
  });
}

/** Reads the form of a user, beside the record in an instance if one is named. */
export function useForm(id: string, instance?: string): UseQueryResult<UserForm> {
  return useQuery({
    queryKey: ["user", id, "form", instance ?? ""],
    queryFn: () => {
      const query = instance === undefined ? {} : { instance };
      return body(api.GET("/admin/v1/users/{id}/form", { params: { path: { id }, query } }));
    },
  });
}

/** Returns the name by which people know a user. */
export function nameOf({ displayName, name, userName }: User): string {
  const parts = [name?.givenName, name?.familyName].filter((part) => typeof part === "string" && part !== "");
  if (typeof displayName === "string" && displayName !== "") return displayName;
  return parts.length > 0 ? parts.join(" ") : userName;
}
