import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api, body } from "../../api/client";
import { Chart, type ChartPoint } from "../../components/chart";
import type { Movement, Sku } from "./license-api";

/** How many of the newest movements the picture shows. */
const MOVEMENTS = 1_000;

/** The seats in use and those bought, over time, from the ledger. */
export function SeatsChart({ sku }: { readonly sku: Sku }): ReactNode {
  const { data, dataUpdatedAt } = useQuery({
    queryKey: ["licenses", sku.id, "chart"],
    queryFn: () =>
      body(
        api.GET("/admin/v1/licenses/{sku}/ledger", {
          params: { path: { sku: sku.id }, query: { limit: MOVEMENTS } },
        }),
      ),
  });
  if (data === undefined || data.value.length === 0) return null;
  const { used, purchased } = pointsOf(sku, data.value, dataUpdatedAt);
  return (
    <Chart
      title="Seats over time"
      isStepped
      series={[
        { name: "In use", points: used },
        { name: "Purchased", points: purchased, shape: "line" },
      ]}
    />
  );
}

/** Goes back from now, movement by movement. @param movements - newest first */
function pointsOf(
  sku: Sku,
  movements: readonly Movement[],
  now: number,
): { readonly used: ChartPoint[]; readonly purchased: ChartPoint[] } {
  let [inUse, bought] = [sku.consumed ?? sku.assigned + sku.held, sku.purchased];
  const t = new Date(now).toISOString();
  const used: ChartPoint[] = [{ t, value: inUse }];
  const purchased: ChartPoint[] = [{ t, value: bought }];
  for (const { at, amount, movement, seats = 0 } of movements) {
    used.push({ t: at, value: inUse });
    purchased.push({ t: at, value: bought });
    inUse -= amount;
    if (movement === "purchased") bought -= seats;
  }
  return { used: used.toReversed(), purchased: purchased.toReversed() };
}
