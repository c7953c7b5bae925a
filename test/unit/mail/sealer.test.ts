import { createSealer } from "../../../src/mail/sealer.js";

describe("createSealer", () => {
  const sealer = createSealer("a key of thirty-two characters or more");

  it("opens what it sealed, and another process with the same key does", () => {
    const sealed = sealer.seal("Geheim 🦊", "row 1");

    expect(sealer.open(sealed, "row 1")).toBe("Geheim 🦊");
    expect(createSealer("a key of thirty-two characters or more").open(sealed, "row 1")).toBe("Geheim 🦊");
  });

  it("shows nothing of the text, and is another each time", () => {
    const [first, second] = [sealer.seal("secret", "row"), sealer.seal("secret", "row")];

    expect(first).not.toBe(second);
    expect(Buffer.from(first.slice(3), "base64url").includes("secret")).toBe(false);
  });

  it("opens with no other key, in no other place, and not when a bit was changed", () => {
    const sealed = sealer.seal("secret", "row 1");
    const bytes = Buffer.from(sealed.slice(3), "base64url");
    const changed = [0, 12, bytes.length - 1].map((index) => {
      const copy = Buffer.from(bytes);
      copy[index] = (copy[index] ?? 0) ^ 1;
      return `s1.${copy.toString("base64url")}`;
    });

    expect(createSealer("another key").open(sealed, "row 1")).toBeUndefined();
    expect(sealer.open(sealed, "row 2")).toBeUndefined();
    for (const one of [...changed, "", "s1.", "s2.abc", sealed.slice(3)]) {
      expect(sealer.open(one, "row 1")).toBeUndefined();
    }
  });
});
