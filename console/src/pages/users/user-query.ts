import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, body } from "../../api/client";
import type { components, operations } from "../../api/schema";
import type { UrlState } from "../../app/url-state";

/** A user in the list. */
export type ListedUser = components["schemas"]["ListedUser"];

/** The query parameters of the list of users. */
type UserQuery = NonNullable<operations["listUsers"]["parameters"]["query"]>;

/** The parameters of the address that select users. */
const SELECTING = [
  "view",
  "q",
  "license",
  "instance",
  "access",
  "reason",
  "mode",
  "connection",
  "group",
] as const;

/** Returns what selects the users of an address; a job can be about the same ones. */
export function selectionOf(state: UrlState): Record<string, string> {
  const given = SELECTING.flatMap((name) => {
    const value = state[name];
    return value === undefined || value === "" ? [] : [[name, value] as const];
  });
  return Object.fromEntries(given);
}

/** Reads the page of users that an address names. */
export function useUsers(state: UrlState) {
  const { sort = "displayName", cursor } = state;
  const query = {
    ...selectionOf(state),
    sortBy: sort.replace(/^-/, ""),
    sortOrder: sort.startsWith("-") ? "descending" : "ascending",
    include: "licenses,access,administratorRoles,source",
    count: "true",
    ...(cursor !== undefined && { cursor }),
  } as UserQuery;
  return useQuery({
    queryKey: ["users", query],
    queryFn: () => body(api.GET("/admin/v1/users", { params: { query } })),
    placeholderData: keepPreviousData,
  });
}

/** The names of the CRM instances, for filters. */
export function useInstances() {
  return useQuery({
    queryKey: ["instances", "list"],
    queryFn: () => body(api.GET("/admin/v1/instances", {})),
    staleTime: 60_000,
  });
}

/** The SKUs with their seats. */
export function useSkus() {
  return useQuery({
    queryKey: ["skus"],
    queryFn: () => body(api.GET("/admin/v1/licenses", { params: { query: { limit: 1000 } } })),
  });
}
