import { CHECKS, type CheckName, type CheckState, checksOf } from "../../../src/access/checks.js";
import { decideAccess } from "../../../src/access/decide.js";
import { accessFacts, type CaseInput } from "../../support/access-cases.js";
import { DIMENSIONS, inputsOf } from "../../support/access-inputs.js";
import { runs } from "../../support/extent.js";

/** The states of the checks, without those that passed. */
function states(given: Partial<CaseInput>): Partial<Record<CheckName, CheckState>> {
  const facts = accessFacts(given);
  const checks = checksOf(facts, decideAccess(facts).reasons);
  return Object.fromEntries(
    checks.filter(({ state }) => state !== "passed").map(({ check, state }) => [check, state]),
  );
}

describe("the checks behind a decision", () => {
  it("are always the same, and each reason belongs to one of them", () => {
    let seen = 0;
    const wrong: string[] = [];
    inputsOf(DIMENSIONS).visit({ at: 0, of: runs(11, 1) }, (facts) => {
      const { reasons, apiAccess } = decideAccess(facts);
      const checks = checksOf(facts, reasons);
      seen += 1;
      const told = checks.flatMap((check) => check.reasons);
      const isBroken = checks.some(({ state }) => state === "failed" || state === "pending");
      const letsInAtOnce = facts.rules.ruleset === "current" && !facts.everSynced;
      const fits =
        checks.map(({ check }) => check).join() === CHECKS.join() &&
        told.toSorted().join() === reasons.toSorted().join() &&
        (apiAccess ? !isBroken || letsInAtOnce : isBroken);
      if (!fits) wrong.push(JSON.stringify({ ...facts, reasons, checks }));
    });

    expect(seen).toBeGreaterThan(100_000);
    expect(wrong.slice(0, 3)).toEqual([]);
  });

  it.each([
    [{}, { invitation: "notNeeded" }],
    [{ instanceGroup: false }, { securityGroup: "notNeeded", invitation: "notNeeded" }],
    [{ license: "none" }, { license: "failed", record: "notReached", invitation: "notNeeded" }],
    [
      { license: "none", mode: "administrative" },
      { license: "notNeeded", invitation: "notNeeded" },
    ],
    [{ sync: "pending" }, { record: "pending", invitation: "notNeeded" }],
    [{ invitation: "invited" }, { invitation: "pending" }],
    [
      { invitation: "expired", roles: 0 },
      { invitation: "failed", securityRole: "failed" },
    ],
    [
      { active: false, member: "nested" },
      { signIn: "failed", securityGroup: "failed", record: "notReached", invitation: "notNeeded" },
    ],
    [
      { kind: "application", roles: 0 },
      {
        license: "notNeeded",
        securityGroup: "notNeeded",
        record: "notNeeded",
        invitation: "notNeeded",
        securityRole: "failed",
      },
    ],
    [
      { deleted: true },
      {
        account: "failed",
        signIn: "notReached",
        license: "notReached",
        securityGroup: "notReached",
        record: "notReached",
        invitation: "notReached",
        securityRole: "notReached",
      },
    ],
  ] as const)("%j: %j", (given, expected) => {
    expect(states(given)).toEqual(expected);
  });
});
