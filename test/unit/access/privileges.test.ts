import fc from "fast-check";
import {
  ACCESS_LEVELS,
  type AccessLevel,
  effectivePrivileges,
  mayAccess,
  mayAssignRole,
  type Privileges,
} from "../../../src/access/privileges.js";

function privileges(levels: Readonly<Record<string, AccessLevel>>): Privileges {
  return new Map(Object.entries(levels));
}

const anyPrivileges = fc
  .dictionary(
    fc.constantFrom("prvReadAccount", "prvWriteAccount", "prvAssignRole"),
    fc.constantFrom(...ACCESS_LEVELS),
  )
  .map(privileges);

describe("mayAccess", () => {
  it.each([
    ["none", [false, false, false, false]],
    ["user", [true, false, false, false]],
    ["businessUnit", [true, true, false, false]],
    ["parentChild", [true, true, true, false]],
    ["organization", [true, true, true, true]],
  ] as const)("%s reaches own, unit, units below, elsewhere: %j [R061, R062, R069]", (level, expected) => {
    const relations = ["own", "sameBusinessUnit", "childBusinessUnit", "elsewhere"] as const;

    expect(relations.map((relation) => mayAccess(level, relation))).toEqual(expected);
  });
});

describe("effectivePrivileges", () => {
  const [a, b, c] = [
    privileges({ read: "user" }),
    privileges({ read: "organization" }),
    privileges({ write: "user" }),
  ];

  it("takes the widest level of each privilege, and forgets a role that is taken [R066]", () => {
    expect(effectivePrivileges([a, b, c])).toEqual(privileges({ read: "organization", write: "user" }));
    expect(effectivePrivileges([a, c])).toEqual(privileges({ read: "user", write: "user" }));
  });

  it("another role never narrows, in whatever order [R066]", () => {
    fc.assert(
      fc.property(fc.array(anyPrivileges), anyPrivileges, (roles, more) => {
        const before = effectivePrivileges(roles);
        const after = effectivePrivileges([more, ...roles]);
        expect(mayAssignRole(after, before)).toBe(true);
        expect(mayAssignRole(after, more)).toBe(true);
        expect(Object.fromEntries(effectivePrivileges([...roles, more]))).toEqual(Object.fromEntries(after));
      }),
    );
  });
});

describe("mayAssignRole", () => {
  const own = privileges({ prvReadAccount: "businessUnit", prvAssignRole: "organization" });

  it.each([
    [{ prvReadAccount: "businessUnit" }, true],
    [{ prvReadAccount: "user" }, true],
    [{ prvWriteAccount: "none" }, true],
    [{}, true],
    [{ prvReadAccount: "parentChild" }, false],
    [{ prvReadAccount: "user", prvWriteAccount: "user" }, false],
  ] as const)("%j: %s [R117]", (role, allowed) => {
    expect(mayAssignRole(own, privileges(role))).toBe(allowed);
  });
});
