import type { Resource } from "../../../../src/schema/model.js";
import { CORE, CRM, ENTERPRISE, patched, refusal, user } from "./patching.js";

// Bodies of the clients' documentation and of recorded traffic that consist of several operations.
const stored = user({
  displayName: "U1 Test",
  name: { givenName: "U1", familyName: "Test" },
  active: true,
  emails: [{ type: "work", value: "u1@example.com", primary: true }],
});

describe("Microsoft Entra ID", () => {
  it("updates several attributes, one operation each", () => {
    const result = patched(stored, [
      { op: "Replace", path: "displayName", value: "Pvlo" },
      { op: "Replace", path: 'emails[type eq "work"].value', value: "TestBcwqnm@test.microsoft.com" },
      { op: "Replace", path: "name.givenName", value: "Gtfd" },
      { op: "Replace", path: "name.familyName", value: "Pkqf" },
      { op: "Replace", path: "externalId", value: "Eqpj" },
      { op: "Replace", path: `${ENTERPRISE}:employeeNumber`, value: "Eqpj" },
    ]);

    expect(result).toEqual({
      ...stored,
      schemas: [CORE, ENTERPRISE],
      displayName: "Pvlo",
      externalId: "Eqpj",
      name: { givenName: "Gtfd", familyName: "Pkqf" },
      emails: [{ type: "work", value: "TestBcwqnm@test.microsoft.com", primary: true }],
      [ENTERPRISE]: { employeeNumber: "Eqpj" },
    });
  });

  it("updates with aadOptscim062020: value paths alone, all else in one operation with paths as names", () => {
    const result = patched(stored, [
      { op: "replace", path: 'emails[type eq "work"].value', value: "n@example.com" },
      {
        op: "replace",
        value: {
          displayName: "N",
          "name.givenName": "G",
          [`${ENTERPRISE}:employeeNumber`]: "7",
          [`${ENTERPRISE}:manager`]: "m",
        },
      },
    ]);

    expect(result).toMatchObject({
      displayName: "N",
      name: { givenName: "G", familyName: "Test" },
      emails: [{ type: "work", value: "n@example.com", primary: true }],
      [ENTERPRISE]: { employeeNumber: "7", manager: { value: "m" } },
    });
  });

  it("clears by empty strings and by null, whether there is something or not", () => {
    const paths = [
      "title",
      'emails[type eq "work"].value',
      'phoneNumbers[type eq "work"].value',
      `${ENTERPRISE}:department`,
    ];
    const full = user({
      title: "T",
      emails: [{ type: "work", value: "u1@example.com" }],
      phoneNumbers: [{ type: "work", value: "1" }],
      [ENTERPRISE]: { department: "D" },
    });

    for (const value of ["", null]) {
      const operations = paths.map((path) => ({ op: "replace", path, value }));

      expect(patched(full, operations)).toEqual(
        user({ emails: [{ type: "work" }], phoneNumbers: [{ type: "work" }] }),
      );
      expect(patched(user(), operations)).toEqual(user());
    }
  });

  it("adds the attributes of its validator to a bare user, one by one", () => {
    const parts: readonly [string, unknown][] = [
      ["active", "True"],
      ['emails[type eq "work"].value', "w@example.com"],
      ['emails[type eq "work"].primary', "True"],
      ["name.formatted", "F"],
      ['addresses[type eq "work"].formatted', "A"],
      ['addresses[type eq "work"].primary', "true"],
      ['phoneNumbers[type eq "work"].value', "1"],
      ['phoneNumbers[type eq "mobile"].value', "2"],
      ['phoneNumbers[type eq "fax"].value', "3"],
      [`${ENTERPRISE}:department`, "D"],
      ["profileUrl", "BAPNQLJSRQGD"],
    ];

    const result = patched(
      user(),
      parts.map(([path, value]) => ({ op: "Add", path, value })),
    );

    expect(result).toEqual({
      ...user(),
      schemas: [CORE, ENTERPRISE],
      active: true,
      name: { formatted: "F" },
      emails: [{ type: "work", value: "w@example.com", primary: true }],
      addresses: [{ type: "work", formatted: "A", primary: true }],
      phoneNumbers: [
        { type: "work", value: "1" },
        { type: "mobile", value: "2" },
        { type: "fax", value: "3" },
      ],
      profileUrl: "BAPNQLJSRQGD",
      [ENTERPRISE]: { department: "D" },
    });
  });

  it("asserts the complete list of roles", () => {
    const role = { primary: false, type: "WindowsAzureActiveDirectoryRole", display: "User", value: "User" };
    const other = { ...role, display: "msiam_access", value: "18d14569-c3bd-439b-9a66-3a2aee01d14f" };

    const result = patched(user({ roles: [{ value: "old" }] }), [
      { op: "replace", path: "roles", value: [role, other] },
    ]);

    expect(result["roles"]).toEqual([role, other]);
  });
});

describe("Okta", () => {
  it.each<Resource>([{ active: false }, { active: true }, { password: "s3cret" }])(
    "sends %j without a path",
    (value) => {
      expect(patched(stored, [{ op: "replace", value }])).toEqual({ ...stored, ...value });
    },
  );
});

describe("a hostile client", () => {
  it("cannot keep the server busy with many operations on many values", () => {
    const emails = Array.from({ length: 1000 }, (_, index) => ({ value: `${index}@example.com` }));
    const operation = { op: "add", path: 'emails[value eq "5@example.com"].display', value: "D" };
    const repeated = (times: number): unknown[] => Array.from({ length: times }, () => operation);

    expect(refusal(() => patched(user({ emails }), repeated(10_000)))).toBe("payloadTooLarge");
    expect(patched(user({ emails: emails.slice(0, 10) }), repeated(10_000))["emails"]).toHaveLength(10);
  }, 60_000);

  it("cannot reach into the objects of the language", () => {
    const body: unknown = JSON.parse(
      '{"op":"add","value":{"__proto__":{"polluted":"x"},"name":{"__proto__":{"polluted":"x"},"givenName":"G"},"constructor":{"polluted":"x"}}}',
    );

    expect(patched(user(), [body])).toEqual(user({ name: { givenName: "G" } }));
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});

describe("the CRM", () => {
  it("takes an access mode by its number", () => {
    expect(patched(user(), [{ op: "add", path: "accessMode", value: "4" }])[CRM]).toEqual({
      accessMode: "Non-interactive",
    });
  });
});
