import { accessRules } from "../../../src/access/access-facts.js";
import { decideAccess, recordTarget } from "../../../src/access/decide.js";
import { DEFAULT_TENANT_SETTINGS, type TenantSettings } from "../../../src/tenants/settings.js";
import { accessFacts } from "../../support/access-cases.js";

function rules(chosen: Partial<TenantSettings> = {}) {
  return accessRules({ ...DEFAULT_TENANT_SETTINGS, ...chosen });
}

describe("accessRules", () => {
  it("follows the classic rules by default", () => {
    expect(rules()).toEqual({
      ruleset: "classic",
      groupTeamCounts: false,
      autoSystemAdministrator: true,
      invitationOnReenable: true,
    });
  });

  it("follows today's platform by rule set", () => {
    expect(rules({ ruleset: "current" })).toEqual({
      ruleset: "current",
      groupTeamCounts: true,
      autoSystemAdministrator: false,
      invitationOnReenable: true,
    });
  });

  it.each(["classic", "current"] as const)("lets a setting depart from %s", (ruleset) => {
    const no = { "roles.groupTeamCounts": "false", "adminRoles.autoSystemAdministrator": "false" } as const;
    const yes = { "roles.groupTeamCounts": "true", "adminRoles.autoSystemAdministrator": "true" } as const;

    expect(rules({ ruleset, ...no })).toMatchObject({
      groupTeamCounts: false,
      autoSystemAdministrator: false,
    });
    expect(rules({ ruleset, ...yes })).toMatchObject({
      groupTeamCounts: true,
      autoSystemAdministrator: true,
    });
  });

  it("decides whether who is enabled again needs an invitation", () => {
    const facts = accessFacts({ invitation: "required" });
    const without = { ...facts, rules: rules({ "invitation.onReenable": "none" }) };

    expect(decideAccess(facts).reasons).toEqual(["INVITATION_REQUIRED"]);
    expect(decideAccess(without)).toMatchObject({ canSignIn: true, reasons: [] });
  });
});

describe("recordTarget", () => {
  it("is what the record shows in the end, however far it is", () => {
    expect(recordTarget(accessFacts({ sync: "pending", everSynced: false }))).toEqual({
      enabled: true,
      mode: "readWrite",
      automaticRole: false,
    });
    expect(recordTarget(accessFacts({ license: "none", sync: "pending" }))).toMatchObject({ enabled: false });
    expect(recordTarget(accessFacts({ deleted: true }))).toMatchObject({ enabled: false });
  });

  it("gives global and service administrators System Administrator, and the mode that needs no license", () => {
    expect(recordTarget(accessFacts({ adminRole: "service", license: "none", roles: 0 }))).toEqual({
      enabled: true,
      mode: "administrative",
      automaticRole: true,
    });
    expect(recordTarget(accessFacts({ adminRole: "global", ruleset: "current" }))).toMatchObject({
      automaticRole: false,
    });
  });

  it.each(["password", "userManagement", "billing"] as const)("gives %s no role", (adminRole) => {
    expect(recordTarget(accessFacts({ adminRole, roles: 0 }))).toMatchObject({ automaticRole: false });
  });

  it.each([
    { license: "none", everSynced: false },
    { kind: "stub" },
    { kind: "application" },
    { kind: "system" },
  ] as const)("leaves %j alone", (given) => {
    expect(recordTarget(accessFacts(given))).toBeUndefined();
  });
});
