import { defaultMapping, parseMapping } from "../../../src/crm/form/mapping.js";
import { checkUserForm } from "../../../src/crm/form/user-form.js";
import type { Resource } from "../../../src/schema/model.js";
import { userSchema } from "../../../src/schema/resource-schemas.js";

const mapping = defaultMapping(userSchema);

const long = (length: number): string => "x".repeat(length);
const work = (part: Resource): Resource => ({ addresses: [{ type: "work", ...part }] });
const phone = (type: string, value: string): Resource => ({ phoneNumbers: [{ type, value }] });
const check = (attributes: Resource) => () => checkUserForm({ userName: "ada", ...attributes }, mapping);

describe("checkUserForm", () => {
  /** A user with one value of a given length, by SCIM path and limit. */
  const limits: [string, number, (length: number) => Resource][] = [
    ["userName", 1024, (length) => ({ userName: long(length) })],
    [
      "name.givenName + name.familyName",
      200,
      (length) => ({ name: { givenName: "Ada", familyName: long(length - 4) } }),
    ],
    ["title", 128, (length) => ({ title: long(length) })],
    [
      "emails[primary eq true].value",
      100,
      (length) => ({ emails: [{ value: long(length), primary: true }] }),
    ],
    ["emails.value", 100, (length) => ({ emails: [{ value: long(length) }] })],
    ['phoneNumbers[type eq "work"].value', 64, (length) => phone("work", long(length))],
    ['phoneNumbers[type eq "mobile"].value', 64, (length) => phone("mobile", long(length))],
    ['phoneNumbers[type eq "fax"].value', 64, (length) => phone("fax", long(length))],
    ['addresses[type eq "work"].streetAddress', 1024, (length) => work({ streetAddress: long(length) })],
    ['addresses[type eq "work"].locality', 128, (length) => work({ locality: long(length) })],
    ['addresses[type eq "work"].region', 128, (length) => work({ region: long(length) })],
    ['addresses[type eq "work"].country', 128, (length) => work({ country: long(length) })],
    ['addresses[type eq "work"].postalCode', 40, (length) => work({ postalCode: long(length) })],
    ["name.middleName", 50, (length) => ({ name: { middleName: long(length) } })],
    ["displayName", 256, (length) => ({ name: { givenName: "Ada" }, displayName: long(length) })],
    [
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber",
      100,
      (length) => ({
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": { employeeNumber: long(length) },
      }),
    ],
  ];

  it.each(limits)("accepts %s of %i UTF-16 code units [R035]", (_path, limit, attributes) => {
    expect(check(attributes(limit))).not.toThrow();
  });

  it.each(limits)("refuses %s of more than %i, naming length and limit [R035]", (path, limit, attributes) => {
    expect(check(attributes(limit + 1))).toThrow(
      expect.objectContaining({
        code: "invalidValue",
        message: expect.stringContaining(`TOO_LONG: ${path} ${limit + 1} > ${limit} (`),
      }),
    );
  });

  it("names every value that is too long", () => {
    expect(check({ title: long(129), name: { middleName: long(51) } })).toThrow(
      "TOO_LONG: title 129 > 128 (Title); name.middleName 51 > 50 (Middle Name).",
    );
  });

  it("counts a character outside the basic plane as two", () => {
    expect(check({ title: "😀".repeat(64) })).not.toThrow();
    expect(check({ title: "😀".repeat(65) })).toThrow("title 130 > 128");
  });

  it("checks only the value that is mapped", () => {
    const numbers = [
      { type: "work", value: "1" },
      { type: "work", value: long(65) },
      { type: "home", value: long(65) },
    ];

    expect(check({ phoneNumbers: numbers, nickName: long(5000) })).not.toThrow();
  });

  it("lets a user pass without an e-mail address", () => {
    expect(check({})).not.toThrow();
  });

  it("checks each line of a street that is split", () => {
    const split = parseMapping({ streetLines: "split" }, userSchema);

    expect(() =>
      checkUserForm({ userName: "ada", ...work({ streetAddress: `${long(1024)}\n${long(1024)}` }) }, split),
    ).not.toThrow();
    expect(() =>
      checkUserForm({ userName: "ada", ...work({ streetAddress: `a\n${long(1025)}` }) }, split),
    ).toThrow("streetAddress 1025 > 1024");
  });

  it("does not refuse a stored value that the write leaves alone", () => {
    const before = { userName: "ada", title: long(129), active: true };

    expect(() => checkUserForm({ ...before, active: false }, mapping, before)).not.toThrow();
    expect(() => checkUserForm({ ...before, title: long(130) }, mapping, before)).toThrow("title 130 > 128");
  });
});
