import { BEHAVIOR_NAMES, BEHAVIORS, behaviorOf, STRICT, TOLERANT } from "../../../src/schema/behavior.js";
import { followsProfile } from "../../../src/schema/discovery.js";

describe("behaviorOf", () => {
  it("gives each point the default of the mode", () => {
    expect(behaviorOf("tolerant")).toEqual(TOLERANT);
    expect(behaviorOf("strict")).toEqual(STRICT);
    for (const name of BEHAVIOR_NAMES) {
      expect([TOLERANT[name], STRICT[name]]).toEqual([BEHAVIORS[name].tolerant, BEHAVIORS[name].strict]);
    }
  });

  it("lets an override decide one point and leaves the others", () => {
    expect(behaviorOf("strict", { adaptLists: true })).toEqual({ ...STRICT, adaptLists: true });
  });

  it("is forgiving in tolerant mode: what is off there is a choice of strictness", () => {
    expect(BEHAVIOR_NAMES.filter((name) => !TOLERANT[name])).toEqual([]);
  });
});

describe("followsProfile", () => {
  it("holds for strict and not for tolerant", () => {
    expect([followsProfile(STRICT), followsProfile(TOLERANT)]).toEqual([true, false]);
  });

  it.each(BEHAVIOR_NAMES)("is broken by %s if and only if the profile has a rule for it", (name) => {
    const turned = { ...STRICT, [name]: !STRICT[name] };

    expect(followsProfile(turned)).toBe(!("inProfile" in BEHAVIORS[name]));
  });
});
