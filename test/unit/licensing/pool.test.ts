import {
  availableOf,
  checkReduction,
  consumedOf,
  limitOf,
  nextCycleDate,
  type Pool,
} from "../../../src/licensing/pool.js";

function pool(
  purchased: number,
  offerMinimum: number,
  assigned: number,
  held: number,
  promised?: number,
): Pool {
  return { partNumber: "CRM", purchased, offerMinimum, assigned, held, promised };
}

function refusal(of: Pool, target: number): string {
  try {
    checkReduction(of, target);
    return "allowed";
  } catch (error) {
    return (error as Error).message.split(":")[0] ?? "";
  }
}

describe("a pool", () => {
  it.each([
    ["assigned seats", pool(10, 5, 7, 0), 7, 10, 3],
    ["held seats count too [R049]", pool(5, 5, 4, 1), 5, 5, 0],
    ["a reduction that was asked for [R056]", pool(10, 5, 7, 0, 7), 7, 7, 0],
    ["none at all", pool(0, 0, 0, 0), 0, 0, 0],
  ])("counts %s", (_name, of, consumed, limit, available) => {
    expect([consumedOf(of), limitOf(of), availableOf(of)]).toEqual([consumed, limit, available]);
  });

  it.each([
    ["to what is in use [R053, P08]", pool(10, 5, 7, 0), 7, "allowed"],
    ["below what is in use [P09]", pool(10, 5, 7, 0), 6, "BELOW_CONSUMED"],
    ["below what is in use with held seats [P10]", pool(10, 5, 6, 1), 6, "BELOW_CONSUMED"],
    ["below the offer [R054, P11]", pool(10, 5, 2, 0), 4, "BELOW_OFFER_MINIMUM"],
    ["to as many", pool(10, 5, 2, 0), 10, "10 is not a reduction"],
  ])("can be reduced, or not: %s", (_name, of, target, expected) => {
    expect(refusal(of, target)).toBe(expected);
  });
});

describe("nextCycleDate", () => {
  const date = (text: string): number => Date.parse(text);
  it.each([
    ["monthly", "2026-01-15T00:00:00Z", "2026-01-20T00:00:00Z", "2026-02-15T00:00:00Z"],
    ["monthly", "2026-01-15T00:00:00Z", "2026-02-15T00:00:00Z", "2026-03-15T00:00:00Z"],
    [
      "monthly, on a day that a month lacks",
      "2026-01-31T12:00:00Z",
      "2026-02-01T00:00:00Z",
      "2026-02-28T12:00:00Z",
    ],
    ["monthly, and back to that day", "2026-01-31T12:00:00Z", "2026-03-01T00:00:00Z", "2026-03-31T12:00:00Z"],
    ["yearly", "2024-02-29T00:00:00Z", "2025-01-01T00:00:00Z", "2025-02-28T00:00:00Z"],
  ])("%s from %s after %s is %s", (cycle, anchor, now, expected) => {
    const kind = cycle.startsWith("yearly") ? "yearly" : "monthly";

    expect(new Date(nextCycleDate(kind, date(anchor), date(now)))).toEqual(new Date(expected));
  });
});
