import fc from "fast-check";
import { type BusinessUnit, isAboveOrSame, subtreeOf } from "../../../src/access/business-units.js";
import { compareCopies, type SecurityRole } from "../../../src/access/security-roles.js";

/** Trees of business units, each behind its parent. */
const trees: fc.Arbitrary<BusinessUnit[]> = fc
  .array(fc.nat(), { minLength: 1, maxLength: 12 })
  .map((parents) =>
    parents.map((parent, index) => ({
      id: `u${index}`,
      instanceId: "i",
      parentId: index === 0 ? undefined : `u${parent % index}`,
      name: `u${index}`,
      path: `u${index}`,
      createdAt: 0,
    })),
  );

function roleIn(businessUnitId: string, rootId: string, id: string): SecurityRole {
  return {
    id,
    instanceId: "i",
    businessUnitId,
    rootId,
    name: rootId,
    description: undefined,
    isManaged: false,
    createdAt: 0,
    lastModifiedAt: 0,
  };
}

describe("copies of roles", () => {
  it("are one in the business unit of each role and in each below it, wherever they were before [R067]", () => {
    fc.assert(
      fc.property(
        trees,
        fc.array(fc.nat(), { maxLength: 4 }),
        fc.array(fc.nat(), { maxLength: 8 }),
        (units, homes, strays) => {
          const unit = (n: number) => units[n % units.length]?.id ?? "";
          const roots = homes.map((home, n) => roleIn(unit(home), `r${n}`, `r${n}`));
          const copies = new Map(roots.map((role) => [`${role.rootId} ${role.businessUnitId}`, role]));
          for (const [n, stray] of strays.entries()) {
            const root = roots[n % Math.max(roots.length, 1)];
            const key = `${root?.rootId} ${unit(stray)}`;
            if (root !== undefined && !copies.has(key))
              copies.set(key, roleIn(unit(stray), root.rootId, `s${n}`));
          }

          const { missing, superfluous } = compareCopies(units, [...copies.values()]);

          const gone = new Set(superfluous.map(({ id }) => id));
          const after = [...[...copies.values()].filter(({ id }) => !gone.has(id)), ...missing];
          const placed = after.map(({ rootId, businessUnitId }) => `${rootId} ${businessUnitId}`).sort();
          const wanted = roots.flatMap((root) =>
            units
              .filter(({ id }) => isAboveOrSame(units, root.businessUnitId, id))
              .map(({ id }) => `${root.rootId} ${id}`),
          );
          expect(placed).toEqual(wanted.sort());
          expect(new Set(after.map(({ id }) => id)).size).toBe(after.length);
        },
      ),
    );
  });

  it("know what is below a business unit, itself included", () => {
    fc.assert(
      fc.property(trees, fc.nat(), (units, n) => {
        const top = units[n % units.length]?.id ?? "";
        const below = units.filter(({ id }) => isAboveOrSame(units, top, id));
        expect(subtreeOf(units, top)).toEqual(below);
      }),
    );
  });
});
