import { nextStep } from "../../../src/access/next-step.js";
import { REASON_ORDER } from "../../../src/access/reasons.js";

const detail = {
  groupName: "CRM users",
  sku: "SALES",
  seatsAvailable: 3,
  businessUnit: "Root/North",
  blockedAt: Date.UTC(2026, 0, 1),
  invitationEndsAt: Date.UTC(2026, 0, 2),
  restoreUntil: Date.UTC(2026, 0, 3),
};

describe("nextStep", () => {
  it.each(REASON_ORDER)("%s: one sentence, with and without details", (reason) => {
    for (const step of [nextStep(reason), nextStep(reason, detail)]) {
      expect(step).toMatch(/^[A-Z][^.]*(?:\.\d{3}Z[^.]*)?\.$/);
      expect(step).not.toMatch(/undefined| {2}/);
    }
  });

  it.each([
    ["NO_LICENSE", 'Assign a license "SALES" (3 available).'],
    ["NOT_IN_SECURITY_GROUP", 'Add the user to the group "CRM users".'],
    ["NO_SECURITY_ROLE", 'Assign a security role of the business unit "Root/North".'],
    ["USER_DELETED", "Restore the user until 2026-01-03T00:00:00.000Z, then license them again."],
  ] as const)("%s: %s", (reason, step) => {
    expect(nextStep(reason, detail)).toBe(step);
  });

  it("names the moments that are known", () => {
    expect(nextStep("INVITATION_PENDING", detail)).toContain("before 2026-01-02T00:00:00.000Z");
    expect(nextStep("SIGN_IN_BLOCKED", detail)).toContain("at 2026-01-01T00:00:00.000Z");
    expect(nextStep("INVITATION_EXPIRED", { seatsAvailable: 0 })).toContain("(0 available)");
  });
});
