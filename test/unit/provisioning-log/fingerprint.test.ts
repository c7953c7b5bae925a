import { fingerprintOf } from "../../../src/provisioning-log/fingerprint.js";
import type { Quirk } from "../../../src/provisioning-log/quirks.js";

/** The fingerprint of a connection that has shown habits so often. */
function fingerprint(counts: { readonly [Name in Quirk]?: number }): ReturnType<typeof fingerprintOf> {
  const habits = Object.entries(counts) as [Quirk, number][];
  return fingerprintOf(habits.map(([habit, count]) => ({ habit, count, firstSeenAt: 1, lastSeenAt: 2 })));
}

describe("fingerprintOf", () => {
  it("knows nothing of a connection that has sent nothing", () => {
    expect(fingerprint({})).toEqual({
      client: "unknown",
      confidence: 0,
      dialects: [],
      evidence: [],
      runnerUp: undefined,
      habits: [],
    });
  });

  it.each([
    [{ capitalOps: 9, managerAsText: 1 }, ["without aadOptscim062020"]],
    [{ flagOptscim: 9, smallOps: 3 }, ["with aadOptscim062020"]],
    [{ flagOptscim: 9, smallOps: 3, capitalOps: 2 }, ["without aadOptscim062020", "with aadOptscim062020"]],
  ])("tells Entra ID's ways apart by %o", (counts, dialects) => {
    expect(fingerprint(counts)).toMatchObject({ client: "Microsoft Entra ID", dialects });
  });

  it.each([
    [{ agentOkta: 9, putsUsers: 3 }, ["changes by PUT (custom app, AIW)"]],
    [{ agentOkta: 9, smallOps: 3 }, ["changes by PATCH (catalog app, OIN)"]],
  ])("tells Okta's ways apart by %o", (counts, dialects) => {
    expect(fingerprint(counts)).toMatchObject({ client: "Okta", dialects });
  });

  it("does not guess by what many do, however often", () => {
    expect(
      fingerprint({ smallOps: 1e6, percentForSpace: 1e6, readsConfig: 1e6, putsUsers: 1e6 }).client,
    ).toBe("unknown");
  });

  it("is not misled by the few requests of a person who tries something", () => {
    const counts = { agentOkta: 10_000, pathlessActive: 50, agentCurl: 5, capitalOps: 2 };

    expect(fingerprint(counts)).toMatchObject({ client: "Okta", runnerUp: "curl or a script" });
  });

  it("is the surer the more speaks for one and the less for others", () => {
    const little = fingerprint({ nullRef: 1 });
    const much = fingerprint({ nullRef: 1, adscimSchema: 5, capitalOps: 100 });
    const torn = fingerprint({ nullRef: 1, adscimSchema: 5, capitalOps: 100, agentOkta: 100 });

    expect(much.confidence).toBeGreaterThan(little.confidence);
    expect(torn.confidence).toBeLessThan(much.confidence);
    expect(much.confidence).toBeLessThanOrEqual(1);
  });

  it("names the strongest evidence first, and what each habit means", () => {
    const { evidence, habits } = fingerprint({ capitalOps: 1, adscimSchema: 1, usesBulk: 9 });

    expect(evidence).toEqual(["adscimSchema", "capitalOps"]);
    expect(habits[2]).toEqual({
      habit: "usesBulk",
      count: 9,
      firstSeenAt: 1,
      lastSeenAt: 2,
      meaning: "sends bulk requests",
    });
  });
});
