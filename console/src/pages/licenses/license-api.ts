import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api, body } from "../../api/client";
import type { components } from "../../api/schema";

/** A SKU with its pool of seats. */
export type Sku = components["schemas"]["Sku"];

/** Reads a SKU by id or part number. */
export function useSku(sku: string) {
  return useQuery({
    queryKey: ["licenses", "sku", sku],
    queryFn: () => body(api.GET("/admin/v1/licenses/{sku}", { params: { path: { sku } } })),
  });
}

/** Returns a function that has everything about licenses read again. */
export function useLicensesChanged(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ["licenses"] });
}
