import { hashPassword, preparePassword, verifyPassword } from "../../../src/auth/password-hash.js";
import { AppError } from "../../../src/errors.js";
import { useRealHashes } from "../../support/cheap-hashes.js";

useRealHashes();

describe("hashPassword", () => {
  it("keeps a hash that verifies the password and no other", async () => {
    const hash = await hashPassword("correct horse");

    expect(hash).toMatch(/^scrypt\$32768\$8\$1\$/);
    expect(hash).not.toContain("correct");
    await expect(verifyPassword("correct horse", hash)).resolves.toBe(true);
    await expect(verifyPassword("correct horsf", hash)).resolves.toBe(false);
  });

  it("salts: two hashes of one password differ", async () => {
    expect(await hashPassword("same")).not.toBe(await hashPassword("same"));
  });

  it("takes two spellings of one text for the same password [RFC 7644 §5]", async () => {
    const hash = await hashPassword("Zoe\u0308\u00A0x");

    await expect(verifyPassword("Zo\u00EB x", hash)).resolves.toBe(true);
  });

  it("is case-sensitive", async () => {
    await expect(verifyPassword("secret", await hashPassword("Secret"))).resolves.toBe(false);
  });

  it("hashes on after one failed", async () => {
    await expect(hashPassword("")).rejects.toThrow(AppError);
    await expect(hashPassword("next")).resolves.toMatch(/^scrypt/);
  });
});

describe("preparePassword", () => {
  it.each(["", "a\u0007b", "line\nbreak"])("refuses %j without showing it", (password) => {
    expect(() => preparePassword(password)).toThrow(expect.objectContaining({ code: "invalidValue" }));
    expect(() => preparePassword(password)).toThrow(
      /^password is empty or contains a control character: send/,
    );
  });
});

describe("verifyPassword", () => {
  it("is false for a hash it cannot read", async () => {
    await expect(verifyPassword("x", "plain")).resolves.toBe(false);
  });
});
