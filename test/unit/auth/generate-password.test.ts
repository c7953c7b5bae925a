import { generatePassword } from "../../../src/auth/generate-password.js";

describe("generatePassword", () => {
  const many = Array.from({ length: 5000 }, () => generatePassword(16));

  it("never gives the same twice [R006]", () => {
    expect(new Set(many).size).toBe(many.length);
  });

  it("has the length, all four classes, and nothing that looks like something else [R006]", () => {
    for (const password of many) {
      expect(password).toMatch(/^(?=.*[A-Z])(?=.*[a-z])(?=.*\d)(?=.*[#%+?@])[A-Za-z][A-Za-z\d#%+?@]{15}$/);
      expect(password).not.toMatch(/[0Oo1lIiL5Ss2Zz8B|]/);
    }
  });

  it("uses every character about as often as any other", () => {
    const counts = new Map<string, number>();
    for (const character of many.join("")) counts.set(character, (counts.get(character) ?? 0) + 1);

    expect(counts.size).toBe(20 + 21 + 5 + 5);
    const fair = (many.length * 16) / counts.size;
    // Digits and signs come somewhat more often, since each password has one.
    for (const count of counts.values()) {
      expect(count).toBeGreaterThan(fair * 0.7);
      expect(count).toBeLessThan(fair * 1.5);
    }
  });

  it("is never shorter than all it has to hold", () => {
    expect(generatePassword(4)).toHaveLength(12);
    expect(generatePassword(64)).toHaveLength(64);
  });
});
