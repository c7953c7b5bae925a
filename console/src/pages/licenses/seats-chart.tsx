import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api, body } from "../../api/client";
import { StepChart, type StepPoint } from "../../components/step-chart";
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
  return (
    <StepChart
      label="Seats over time"
      areaLabel="In use"
      lineLabel="Purchased"
      points={pointsOf(sku, data.value, dataUpdatedAt)}
    />
  );
}

/** Goes back from now, movement by movement. @param movements - newest first */
function pointsOf(sku: Sku, movements: readonly Movement[], now: number): StepPoint[] {
  let [area, line] = [sku.consumed ?? sku.assigned + sku.held, sku.purchased];
  const points: StepPoint[] = [{ at: now, area, line }];
  for (const { at, amount, movement, seats = 0 } of movements) {
    points.push({ at: Date.parse(at), area, line });
    area -= amount;
    if (movement === "purchased") line -= seats;
  }
  return points.toReversed();
}
