import { check } from "./provider.js";
import { administer, type Story } from "./story.js";

/** Part numbers of the story's licenses. */
export const SALES = "CRM_SALES";
export const SERVICE = "CRM_SERVICE";

/** A pool of seats. */
export interface Pool {
  readonly id: string;
  readonly partNumber: string;
  readonly displayName: string;
  readonly purchased: number;
  readonly assigned: number;
  readonly held: number;
  readonly available: number;
}

/** A person's license. */
interface License {
  readonly skuPartNumber: string;
  readonly status: string;
  readonly error?: string;
}

/** A pool as it is now. */
export function readPool(story: Story, partNumber: string): Promise<Pool> {
  return administer<Pool>(story, "GET", `/licenses/${partNumber}`, 200);
}

/** The ids of those who have a seat, or wait for one. */
export async function listSeats(
  story: Story,
  partNumber: string,
  status: "active" | "held" | "error",
): Promise<string[]> {
  const path = `/licenses/${partNumber}/seats?limit=1000&status=${status}`;
  const { value } = await administer<{ value: { id: string }[] }>(story, "GET", path, 200);
  return value.map(({ id }) => id);
}

/** Checks which licenses a person has: `CRM_SALES active`. */
export async function expectLicenses(story: Story, id: string, expected: readonly string[]): Promise<void> {
  const { value } = await administer<{ value: License[] }>(story, "GET", `/users/${id}/licenses`, 200);
  const found = value.map(({ skuPartNumber, status, error }) =>
    [skuPartNumber, status, error].filter((part) => part !== undefined).join(" "),
  );
  check("the list of licenses", found, expected);
}

/** Prints all pools, with how many people wait for a seat. */
export async function showPools(story: Story): Promise<void> {
  const { value: pools } = await administer<{ value: Pool[] }>(story, "GET", "/licenses", 200);
  const report = await administer<{ waiting: { skuId: string; users: number }[] }>(
    story,
    "GET",
    "/reports/licenses",
    200,
  );
  const rows = pools.map(({ id, partNumber, displayName, ...seats }) => {
    check(`what is in use of ${partNumber}`, seats.purchased - seats.available, seats.assigned + seats.held);
    const waiting = report.waiting.find(({ skuId }) => skuId === id)?.users ?? 0;
    const counts = [seats.purchased, seats.assigned, seats.held, seats.available, waiting];
    return [partNumber, displayName, ...counts.map((count) => String(count).padStart(9))];
  });
  const counted = ["Purchased", "Assigned", "Held", "Available", "Waiting"];
  story.paper.table(
    [
      { title: "License", width: 14 },
      { title: "Name", width: 20 },
      ...counted.map((title) => ({ title: title.padStart(9), width: 9 })),
    ],
    rows,
  );
}
