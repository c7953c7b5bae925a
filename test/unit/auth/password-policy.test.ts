import { checkChosenPassword } from "../../../src/auth/password-policy.js";

const POLICY = { minLength: 12, userName: "Ann.Lee@contoso.com", before: "the one before" };

describe("checkChosenPassword", () => {
  it.each(["correct horse", "twelve chars", "ein ganz anderes Wort", "🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊"])(
    "takes %s",
    (password) => {
      expect(() => checkChosenPassword(password, POLICY)).not.toThrow();
    },
  );

  it.each([
    ["PASSWORD_TOO_SHORT", "eleven char"],
    ["PASSWORD_TOO_SHORT", "🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊"],
    ["PASSWORD_TOO_LONG", "x".repeat(513)],
    ["PASSWORD_IS_USER_NAME", "ann.lee@CONTOSO.com"],
    ["PASSWORD_IS_USER_NAME", "ann.lee@contoso.com!"],
    ["PASSWORD_UNCHANGED", "the one before"],
    ["PASSWORD_UNCHANGED", "the one\u00A0before"],
    ["password is empty or contains a control character", "twelve\u0007chars"],
  ])("refuses with %s, and does not show it", (code, password) => {
    expect(() => checkChosenPassword(password, POLICY)).toThrow(
      expect.objectContaining({ code: "invalidValue", message: expect.stringContaining(code) }),
    );
    expect(() => checkChosenPassword(password, POLICY)).not.toThrow(password);
  });

  it("refuses the name before the @ alone", () => {
    expect(() =>
      checkChosenPassword("ANN.LEE.OF.CONTOSO", { ...POLICY, userName: "ann.lee.of.contoso@x" }),
    ).toThrow(/^PASSWORD_IS_USER_NAME/);
  });
});
