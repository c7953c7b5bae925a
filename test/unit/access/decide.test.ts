import { decideAccess } from "../../../src/access/decide.js";
import { ACCESS_CASES, accessFacts, type CaseInput, expectedDecision } from "../../support/access-cases.js";

function decide(given: Partial<CaseInput> = {}) {
  return decideAccess(accessFacts(given));
}

describe("the golden cases", () => {
  const rows = ACCESS_CASES.map((row) => [row.id, JSON.stringify(row.given), row] as const);

  it.each(rows)("%s: %s", (_id, _given, row) => {
    expect(decide(row.given)).toEqual(expectedDecision(row));
  });
});

describe("license and group", () => {
  it.each([
    [true, true, true],
    [true, false, false],
    [false, true, false],
    [false, false, false],
  ])("license %s and group %s: enabled %s [R085]", (license, group, enabled) => {
    const decision = decide({ license: license ? "assigned" : "none", member: group ? "direct" : "no" });

    expect(decision.enabled).toBe(enabled);
    expect(decision.canSignIn).toBe(enabled);
  });

  it("an account without license is in no instance [R003, R058]", () => {
    expect(decide({ license: "none", everSynced: false, roles: 0 })).toMatchObject({
      synced: false,
      enabled: false,
      canSignIn: false,
      apiAccess: false,
      portalSignIn: true,
      reasons: ["NO_LICENSE", "NO_SECURITY_ROLE"],
    });
  });

  it.each([{ license: "none" }, { member: "no" }] as const)("%j alone disables [R089]", (given) => {
    expect(decide(given)).toMatchObject({ synced: true, enabled: false, canSignIn: false });
  });

  it("leaving the group keeps the seat, losing the license gives it back", () => {
    expect(decide({ member: "no" }).licenseConsumed).toBe(true);
    expect(decide({ license: "none" }).licenseConsumed).toBe(false);
  });

  it("asks for no membership where no group guards the instance", () => {
    expect(decide({ instanceGroup: false, member: "no" })).toMatchObject({ enabled: true, reasons: [] });
  });

  it.each([
    [{ mode: "administrative" }, { enabled: true, canSignIn: true, features: "settingsOnly" }],
    [{ mode: "nonInteractive" }, { enabled: true, canSignIn: false, features: "apiOnly" }],
    [
      { kind: "application", member: "no" },
      { enabled: true, canSignIn: false, features: "apiOnly" },
    ],
  ] as const)("asks no license of %j [R096, R108, R120, R135]", (given, expected) => {
    expect(decide({ ...given, license: "none" })).toMatchObject({ ...expected, licenseConsumed: false });
  });
});

describe("roles", () => {
  it("a licensed user without role is enabled and kept out; one role lets them in [R015, R042, R071]", () => {
    expect(decide({ roles: 0 })).toMatchObject({
      enabled: true,
      canSignIn: false,
      apiAccess: false,
      reasons: ["NO_SECURITY_ROLE"],
    });
    expect(decide({ roles: 1 })).toMatchObject({ enabled: true, canSignIn: true, apiAccess: true });
  });

  it("taking every role keeps seat and enabled record [R092]", () => {
    const [before, after] = [decide(), decide({ roles: 0 })];

    expect(before.canSignIn).toBe(true);
    expect(after).toMatchObject({ canSignIn: false, enabled: true, licenseConsumed: true });
  });

  it("roles of a team are not enough, but those of a group team by today's rules [R072]", () => {
    const refused = { canSignIn: false, reasons: ["NO_SECURITY_ROLE", "TEAM_ROLE_INSUFFICIENT"] };

    expect(decide({ roles: 0, teamRole: "owner" })).toMatchObject(refused);
    expect(decide({ roles: 0, teamRole: "group" })).toMatchObject(refused);
    expect(decide({ roles: 0, teamRole: "owner", ruleset: "current" })).toMatchObject(refused);
    expect(decide({ roles: 0, teamRole: "group", ruleset: "current" }).canSignIn).toBe(true);
  });

  it("an enabled record does not mean sign-in [R151]", () => {
    expect(decide({ roles: 0 })).toMatchObject({ enabled: true, canSignIn: false });
  });

  it.each(["userManagement", "password", "billing"] as const)("%s opens no instance [R083]", (adminRole) => {
    expect(decide({ adminRole, roles: 0 })).toEqual(decide({ roles: 0 }));
    expect(decide({ adminRole, license: "none" })).toEqual(decide({ license: "none" }));
  });

  it("says in which ways an administrator's place is special", () => {
    expect(
      decide({ adminRole: "global", license: "error", instanceGroup: true, member: "nested" }),
    ).toMatchObject({
      canSignIn: true,
      features: "settingsOnly",
      reasons: ["ADMINISTRATIVE_MODE_FORCED", "SYSTEM_ADMINISTRATOR_AUTO", "SECURITY_GROUP_BYPASSED"],
    });
  });
});

describe("modes", () => {
  it("administrative opens the settings alone, also with a license, which is not needed [R106]", () => {
    expect(decide({ mode: "administrative" })).toMatchObject({
      canSignIn: true,
      features: "settingsOnly",
      reasons: ["LICENSE_NOT_NEEDED"],
    });
  });

  it("non-interactive opens the API and no sign-in [R119]", () => {
    expect(decide({ mode: "nonInteractive", license: "none" })).toMatchObject({
      canSignIn: false,
      apiAccess: true,
      reasons: ["NO_INTERACTIVE_SIGN_IN"],
    });
  });

  it("the group counts for a non-interactive user [R127]", () => {
    expect(decide({ mode: "nonInteractive", license: "none", member: "no" })).toMatchObject({
      enabled: false,
      apiAccess: false,
      reasons: ["NOT_IN_SECURITY_GROUP"],
    });
  });
});

describe("kinds", () => {
  it("an application user needs a role of its own", () => {
    expect(decide({ kind: "application", license: "none", member: "no", roles: 0 })).toMatchObject({
      enabled: true,
      apiAccess: false,
      reasons: ["NO_SECURITY_ROLE", "NO_INTERACTIVE_SIGN_IN"],
    });
  });

  it("a deleted application user is gone", () => {
    expect(decide({ kind: "application", deleted: true })).toMatchObject({
      enabled: false,
      apiAccess: false,
      reasons: ["USER_DELETED", "NO_INTERACTIVE_SIGN_IN"],
    });
  });

  it("nothing lets a stub in, and nothing enables it [R138, R139]", () => {
    expect(decide({ kind: "stub", adminRole: "global", license: "assigned", roles: 3 })).toEqual({
      synced: false,
      enabled: false,
      licenseConsumed: false,
      portalSignIn: false,
      canSignIn: false,
      apiAccess: false,
      features: "none",
      reasons: ["STUB_USER"],
    });
  });

  it("the record of a deleted user shows enabled until it is synchronized", () => {
    expect(decide({ deleted: true, sync: "pending" })).toMatchObject({
      enabled: true,
      portalSignIn: false,
      reasons: ["USER_DELETED", "SYNC_PENDING"],
    });
  });
});

describe("invitations", () => {
  it("who is enabled again waits for an invitation, its acceptance opens", () => {
    const reasons = (["required", "invited", "accepted"] as const).map(
      (invitation) => decide({ invitation }).reasons,
    );

    expect(reasons).toEqual([["INVITATION_REQUIRED"], ["INVITATION_PENDING"], []]);
  });

  it("who was never disabled needs none", () => {
    expect(decide({ invitation: "none" }).canSignIn).toBe(true);
  });

  it("a seat is held while the invitation is open", () => {
    expect(decide({ license: "held", invitation: "invited" })).toMatchObject({
      enabled: true,
      licenseConsumed: true,
      canSignIn: false,
    });
    expect(decide({ license: "held", invitation: "revoked" })).toMatchObject({
      licenseConsumed: false,
      reasons: ["NO_LICENSE", "INVITATION_REVOKED"],
    });
  });
});

describe("synchronization", () => {
  it("a new record waits for it; by today's rules its user does not", () => {
    const given = { everSynced: false, sync: "pending" } as const;

    expect(decide(given)).toMatchObject({ synced: false, canSignIn: false, reasons: ["SYNC_PENDING"] });
    expect(decide({ ...given, ruleset: "current" })).toMatchObject({ synced: false, canSignIn: true });
  });

  it("a record that is to be enabled again waits for it by every rule", () => {
    expect(decide({ sync: "pending", ruleset: "current" })).toMatchObject({
      enabled: false,
      canSignIn: false,
    });
  });
});
