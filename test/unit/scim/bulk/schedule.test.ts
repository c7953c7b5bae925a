import fc from "fast-check";
import { type Dependent, schedule } from "../../../../src/scim/bulk/schedule.js";

const creates = (...needs: number[]): Dependent => ({ needs, target: undefined });
const changes = (target: string, ...needs: number[]): Dependent => ({ needs, target });

describe("schedule", () => {
  it.each<[string, Dependent[], number[][]]>([
    ["keeps the client's order", [creates(), changes("x"), creates(), changes("x")], [[0], [1], [2], [3]]],
    ["keeps references backward in place", [creates(), creates(0), changes("x", 0, 1)], [[0], [1], [2]]],
    [
      "lets an operation wait, and nothing else",
      [creates(2), creates(), creates(), creates()],
      [[1], [2], [0], [3]],
    ],
    ["lets chains wait", [creates(1), creates(2), creates()], [[2], [1], [0]]],
    ["keeps the order of what waits for the same", [creates(2), creates(2), creates()], [[2], [0], [1]]],
    ["puts a circle together, where its last one stands", [creates(2), creates(), creates(0)], [[1], [0, 2]]],
    ["takes a reference to itself for none", [creates(0), creates(1, 0)], [[0], [1]]],
    [
      "parts circles that only point to each other",
      [creates(1, 2), creates(0), creates(3), creates(2)],
      [
        [2, 3],
        [0, 1],
      ],
    ],
    [
      "keeps the order on one resource while the first waits",
      [changes("x", 2), changes("x"), creates(), changes("y")],
      [[2], [0], [1], [3]],
    ],
    ["lets what follows a circle wait for it", [changes("x", 1), creates(2), creates(1)], [[1, 2], [0]]],
    ["has nothing to do", [], []],
  ])("%s", (_title, operations, expected) => {
    expect(schedule(operations)).toEqual(expected);
  });

  /** Operations of which only those that create are referred to, as in a bulk request. */
  const operations = fc
    .array(fc.record({ isNew: fc.boolean(), needs: fc.array(fc.nat(29), { maxLength: 3 }), on: fc.nat(3) }), {
      maxLength: 30,
    })
    .map((drafts) =>
      drafts.map(({ isNew, needs, on }): Dependent => {
        const known = [...new Set(needs)].filter((place) => drafts[place]?.isNew);
        return { needs: known, target: isNew ? undefined : `resource ${on}` };
      }),
    );

  /** Which places lead back to themselves over others, by following references as far as they go. */
  function reachable(all: readonly Dependent[], from: number): Set<number> {
    const seen = new Set<number>();
    const open = [...(all[from]?.needs ?? [])];
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      if (seen.has(place)) continue;
      seen.add(place);
      open.push(...(all[place]?.needs ?? []));
    }
    return seen;
  }

  it("runs each operation once, behind all that it needs, and circles together", () => {
    fc.assert(
      fc.property(operations, (all) => {
        const units = schedule(all);
        const unitOf = new Map(units.flatMap((unit, index) => unit.map((place) => [place, index] as const)));
        const reach = all.map((_, place) => reachable(all, place));

        expect(units.flat().toSorted((a, b) => a - b)).toEqual([...all.keys()]);
        for (const [place, { needs, target }] of all.entries()) {
          for (const needed of needs) {
            const together = reach[needed]?.has(place) ?? false;
            const [first, second] = [unitOf.get(needed) ?? 0, unitOf.get(place) ?? 0];
            expect(together ? first === second : first < second).toBe(true);
          }
          const later = [...all.keys()].filter((other) => other > place && all[other]?.target === target);
          if (target === undefined) continue;
          for (const other of later) expect(unitOf.get(place)).toBeLessThan(unitOf.get(other) ?? -1);
        }
      }),
    );
  });

  it("takes time in proportion to operations and references", () => {
    const count = 100_000;
    const chain = Array.from({ length: count }, (_, place) =>
      creates(...(place + 1 < count ? [place + 1] : [])),
    );
    const ring = Array.from({ length: count }, (_, place) => creates((place + 1) % count));
    const star = Array.from({ length: count }, (_, place) =>
      creates(...(place + 1 < count ? [count - 1] : [])),
    );

    // Time that grows with the square would run into the limit of a test.
    expect(schedule(chain)).toHaveLength(count);
    expect(schedule(ring)).toHaveLength(1);
    expect(schedule(star)[0]).toEqual([count - 1]);
  });
});
