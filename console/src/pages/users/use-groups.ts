import { useQuery } from "@tanstack/react-query";
import { api, body } from "../../api/client";

/** The first groups by name, to choose from. */
export function useGroups() {
  const query = { sortBy: "displayName", limit: 200 } as const;
  return useQuery({
    queryKey: ["groups", query],
    queryFn: () => body(api.GET("/admin/v1/groups", { params: { query } })),
  });
}
