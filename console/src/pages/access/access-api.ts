import { keepPreviousData, type UseQueryResult, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, body } from "../../api/client";
import type { Access, PastAccess } from "./words";

/** How often a decision is read again while its record follows, in milliseconds. */
const WATCH = 1_500;

/** Reads the access of a user to all instances, or to one; and again while a record follows. */
export function useAccess(user: string, instance?: string): UseQueryResult<readonly Access[]> {
  return useQuery({
    queryKey: ["access", user, instance ?? ""],
    queryFn: async () => {
      const params = { path: { id: user }, query: instance === undefined ? {} : { instance } };
      const { value } = await body(api.GET("/admin/v1/users/{id}/access", { params }));
      return value.filter((one): one is Access => !("known" in one));
    },
    enabled: user !== "",
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.some(isFollowing) === true ? WATCH : false),
  });
}

function isFollowing({ pending, reasons }: Access): boolean {
  return reasons.some(({ code }) => code === "SYNC_PENDING") && pending?.parked === undefined;
}

/** Reads what a user could do in an instance at a moment of the past. */
export function usePastAccess(
  user: string,
  instance: string,
  at: string | undefined,
): UseQueryResult<PastAccess | null> {
  return useQuery({
    queryKey: ["access", user, instance, "at", at ?? ""],
    queryFn: async () => {
      const params = { path: { id: user }, query: { instance, ...(at !== undefined && { at }) } };
      const { value } = await body(api.GET("/admin/v1/users/{id}/access", { params }));
      return value.find((one): one is PastAccess => "known" in one) ?? null;
    },
    enabled: at !== undefined,
  });
}

/** Reads the history of a user's access to an instance, newest first, page by page. */
export function useAccessHistory(user: string, instance: string) {
  return useInfiniteQuery({
    queryKey: ["access", user, instance, "history"],
    queryFn: ({ pageParam }) => {
      const query = { instance, limit: 20, ...(pageParam !== "" && { cursor: pageParam }) };
      return body(api.GET("/admin/v1/users/{id}/access/history", { params: { path: { id: user }, query } }));
    },
    initialPageParam: "",
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}
