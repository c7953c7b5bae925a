import fc from "fast-check";
import { mayConnectionGrant } from "../../../src/access/connection-roles.js";
import {
  DEFAULT_ROLES,
  parsePrivilegeName,
  privilegeName,
  SYSTEM_ADMINISTRATOR,
  toPrivileges,
  VERBS,
} from "../../../src/access/default-roles.js";
import { ACCESS_LEVELS, mayAssignRole } from "../../../src/access/privileges.js";
import { findPrivileges, toPrivilegeList } from "../../../src/access/role-privileges.js";

const roleNamed = (name: string) => {
  const found = DEFAULT_ROLES.find((role) => role.name === name);
  if (!found) throw new Error(name);
  return found;
};

describe("default roles", () => {
  it("have names and privileges of their own, and two of them are privileged", () => {
    expect(new Set(DEFAULT_ROLES.map(({ name }) => name)).size).toBe(DEFAULT_ROLES.length);
    for (const { privileges } of DEFAULT_ROLES) expect(privileges.size).toBeGreaterThan(0);
    const privileged = DEFAULT_ROLES.filter((role) => role.privileged).map(({ name }) => name);
    expect(privileged).toEqual([SYSTEM_ADMINISTRATOR, "System Customizer"]);
  });

  it("are all within what a System Administrator may do", () => {
    const everything = roleNamed(SYSTEM_ADMINISTRATOR).privileges;
    for (const { privileges } of DEFAULT_ROLES) expect(mayAssignRole(everything, privileges)).toBe(true);
  });

  it("give nobody but privileged roles a way to change roles", () => {
    for (const { privileged, privileges, name } of DEFAULT_ROLES) {
      if (privileged) continue;
      for (const verb of VERBS.filter((one) => one !== "Read")) {
        expect([name, verb, privileges.has(privilegeName(verb, "role"))]).toEqual([name, verb, false]);
      }
    }
  });

  it("widen from a salesperson to a manager and on", () => {
    const levels = ["Salesperson", "Sales Manager", "Vice President of Sales"].map((name) =>
      roleNamed(name).privileges.get("prvWriteOpportunity"),
    );
    expect(levels).toEqual(["user", "businessUnit", "parentChild"]);
  });
});

describe("privileges", () => {
  const privilege = fc.record({
    verb: fc.constantFrom(...VERBS),
    table: fc.stringMatching(/^[a-z]{1,8}[A-Z]?[a-z]{0,4}$/).filter((table) => !/^to[A-Z]?/.test(table)),
    level: fc.constantFrom(...ACCESS_LEVELS.slice(1)),
  });

  it("are known by a name that tells their parts", () => {
    fc.assert(
      fc.property(privilege, ({ verb, table }) => {
        expect(parsePrivilegeName(privilegeName(verb, table))).toEqual({ verb, table });
      }),
    );
  });

  it("are listed as they were given, of each the widest", () => {
    fc.assert(
      fc.property(fc.array(privilege, { maxLength: 20 }), (given) => {
        const listed = toPrivilegeList(toPrivileges(given));
        expect(toPrivileges(listed)).toEqual(toPrivileges(given));
      }),
    );
  });
});

describe("what a connection may grant", () => {
  const custom = { name: "Custom", isManaged: false };

  it("grows with what it may grant already", () => {
    const { privileges } = roleNamed("System Customizer");
    const isCustom = (allowed: boolean | undefined) =>
      mayConnectionGrant(
        allowed === undefined ? [] : [{ role: "System Customizer", allowed }],
        custom,
        privileges,
      );
    expect([isCustom(undefined), isCustom(false), isCustom(true)]).toEqual([false, false, true]);
  });

  it("follows a choice, whatever the role allows", () => {
    const { privileges } = roleNamed(SYSTEM_ADMINISTRATOR);
    expect(mayConnectionGrant([{ role: "CUSTOM", allowed: true }], custom, privileges)).toBe(true);
    expect(mayConnectionGrant([{ role: "custom", allowed: false }], custom, new Map())).toBe(false);
    expect(mayConnectionGrant([], custom, new Map())).toBe(true);
  });

  it("takes the name of a default role for one only where it is one", () => {
    const impostor = { name: SYSTEM_ADMINISTRATOR, isManaged: false };
    expect(mayConnectionGrant([], impostor, new Map())).toBe(true);
    expect(mayConnectionGrant([], { ...impostor, isManaged: true }, new Map())).toBe(false);
  });

  it("asks the database for nothing about default roles", async () => {
    const nobody = undefined as never;
    const found = await findPrivileges(nobody, "t", [{ rootId: "r", name: "Delegate", isManaged: true }]);
    expect(found.get("r")).toEqual(new Map(roleNamed("Delegate").privileges));
  });
});
