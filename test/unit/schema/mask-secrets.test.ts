import { maskSecrets, maskText, secretNames } from "../../../src/schema/mask-secrets.js";
import { builtInSchemas } from "../../../src/schema/resource-schemas.js";

const secrets = secretNames(builtInSchemas);

describe("secretNames", () => {
  it("has what no schema returns, and what is written only", () => {
    expect([...secrets]).toEqual(expect.arrayContaining(["password", "temporarypassword", "generate"]));
    expect(secrets.has("username")).toBe(false);
  });
});

describe("maskSecrets", () => {
  it.each([
    [
      { password: "x", title: "a" },
      { password: "[secret]", title: "a" },
    ],
    [{ PASSWORD: "x" }, { PASSWORD: "[secret]" }],
    [{ "urn:x:User:password": "x" }, { "urn:x:User:password": "[secret]" }],
    [[{ data: { password: { deep: "x" } } }], [{ data: { password: "[secret]" } }]],
    [
      { op: "add", path: "password", value: "x" },
      { op: "add", path: "password", value: "[secret]" },
    ],
    [
      { Path: "urn:x:User:Password", Value: "x" },
      { Path: "urn:x:User:Password", Value: "[secret]" },
    ],
    [
      { path: 'a[password eq "x"].b', value: "x" },
      { path: "[secret]", value: "[secret]" },
    ],
    [{ filter: 'password sw "x"' }, { filter: "[secret]" }],
    [{ filter: 'title eq "password1"' }, { filter: 'title eq "password1"' }],
    [{ detail: "Attribute 'password' must not be 'x'" }, { detail: "[secret]" }],
    ["text", "text"],
    [null, null],
  ])("makes of %j %j", (value, masked) => {
    expect(maskSecrets(value, secrets)).toEqual(masked);
  });

  it("does not end in a stack overflow", () => {
    let deep: unknown = "password";
    for (let depth = 0; depth < 100_000; depth++) deep = { deep };

    expect(JSON.stringify(maskSecrets(deep, secrets))).toContain("…");
  });
});

describe("maskText", () => {
  it("keeps a text that names no secret", () => {
    expect(maskText("userName 'a' is taken", secrets)).toBe("userName 'a' is taken");
    expect(maskText("password 'a' is too short", secrets)).toBe("[secret]");
  });
});
