import fc from "fast-check";
import { isPasswordHash } from "../../../src/auth/password-hash.js";

describe("isPasswordHash", () => {
  it.each([
    "$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy",
    "$2y$12$abcdefghijklmnopqrstuuJ8Zb0mFhQp3nKkzQq3v1q3v1q3v1q3v",
    "$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHQ$2hYfj8yM1v0",
    "$pbkdf2-sha512$25000$tzbm/N8bY4yR0hrjvFeK8Q$Wq0hcd",
    "$6$saltsalt$IxDD3jeSOb5eB1CX5LBsqZFVkJdido3OUILO5Ifz5iwMuTS4XMS130MTSuDDl3aCI6WouIL9AjRbLCelDCy.g.",
    "$1$abc$0123456789abcdefghijkl",
    "$5$rounds=5000$usesomesillystri$KqJWpanXZHKq2BOB43TSaYhEWsQ1Lr5QNyPCDH/Tp.6",
    "$y$j9T$F5Jx5fExrKuPp53xLKQ..1$X3DX6M94c7o.9agCG9G317fhZg9SqC.5i5rd.RhAtQ7",
    "$scrypt$ln=16,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD",
    "$P$B9Ovvb4Vrb7vQ5lKJVQp8cFYRTg5Xl0",
    "$made-up$cm91bmRzPTEwMDA$c2FsdHNhbHRzYWx0$ZGlnZXN0ZGlnZXN0",
    "{SSHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g0aBcD",
    "{CRYPT}$6$saltsalt$IxDD3jeSOb5eB1CX5LBsqZFVkJdido3OUILO5Ifz5iwMuTS4",
  ])("knows %s", (text) => {
    expect(isPasswordHash(text)).toBe(true);
  });

  it.each([
    "correct horse battery staple",
    "$ecret$money1",
    "$$$bills$$$",
    "$100 and $200 and $300 make $600",
    "pa$$word$2b$10",
    "{curly} braces and words",
    "$5 per month",
    "",
    "$",
  ])("takes %j for a password", (text) => {
    expect(isPasswordHash(text)).toBe(false);
  });

  it("takes whatever does not begin as a hash does for a password", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        if (text.startsWith("$") || text.startsWith("{")) return;
        expect(isPasswordHash(text)).toBe(false);
      }),
    );
  });
});
