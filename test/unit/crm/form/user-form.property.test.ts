import fc from "fast-check";
import { defaultMapping, parseMapping } from "../../../../src/crm/form/mapping.js";
import {
  checkUserForm,
  type Mapping,
  toUserForm,
  type UserForm,
} from "../../../../src/crm/form/user-form.js";
import type { Resource, ScimValue } from "../../../../src/schema/model.js";
import { userSchema } from "../../../../src/schema/resource-schemas.js";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/** Texts of every kind: empty, blank, several lines, emoji, addresses, longer than a column. */
const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constantFrom("", " ", "a\nb\r\nc\nd", "😀".repeat(33), "ada@contoso.com", "x".repeat(130)),
);
const type = fc.oneof(fc.constantFrom("work", "WORK", "home", "mobile", "fax"), text);

function objectOf(shape: Record<string, fc.Arbitrary<ScimValue>>): fc.Arbitrary<Resource> {
  return fc.record(shape, { requiredKeys: [] }) as fc.Arbitrary<Resource>;
}

const values = fc.array(objectOf({ value: text, type, display: text, primary: fc.boolean() }), {
  maxLength: 4,
});
const addresses = fc.array(
  objectOf({
    type,
    primary: fc.boolean(),
    streetAddress: text,
    locality: text,
    region: text,
    country: text,
    postalCode: text,
  }),
  { maxLength: 3 },
);

/** Users as the coercer makes them, and looser. */
const users = objectOf({
  userName: text,
  displayName: text,
  title: text,
  name: objectOf({ givenName: text, familyName: text, middleName: text, formatted: text }),
  emails: values,
  phoneNumbers: values,
  addresses,
  active: fc.boolean(),
  [ENTERPRISE]: objectOf({ employeeNumber: text, department: text }),
});

/** Any JSON value in any place. */
const anything = fc.jsonValue().map((value) => value as Resource);

const mappings = [defaultMapping(userSchema), parseMapping({ streetLines: "split" }, userSchema)];
const mapping = fc.constantFrom(...mappings);

function texts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : [];
}

/** The values that a write of this user is refused for. */
function refusal(user: Resource, rows: Mapping): string[] {
  try {
    checkUserForm(user, rows);
    return [];
  } catch (error) {
    return (/TOO_LONG: (.*?)\. The CRM/.exec((error as Error).message)?.[1] ?? "").split("; ");
  }
}

function withProblem(form: UserForm): string[] {
  return form.problems.map(({ field }) => field);
}

describe("toUserForm, for every user", () => {
  it("gives the same form again and leaves the user as it is", () => {
    fc.assert(
      fc.property(users, mapping, (user, rows) => {
        const before = structuredClone(user);

        expect(toUserForm("u1", user, rows)).toEqual(toUserForm("u1", user, rows));
        expect(user).toEqual(before);
      }),
    );
  });

  it("always has the same columns, but for those with a problem", () => {
    fc.assert(
      fc.property(users, mapping, (user, rows) => {
        const { columns, problems } = toUserForm("u1", user, rows);
        const faulty = new Set(problems.map(({ field }) => field));
        const expected = rows.rows.flatMap((row) => (faulty.has(row.name) ? [] : row.columns));

        expect(Object.keys(columns)).toEqual(expected);
      }),
    );
  });

  it("invents no value: each is one of the user's, a part of it, a join of two, or the placeholder", () => {
    fc.assert(
      fc.property(users, mapping, (user, rows) => {
        const { fullName, ...fields } = toUserForm("u1", user, rows).fields;
        const { columns } = toUserForm("u1", user, rows);
        const known = texts(user);
        const trimmed = known.map((each) => each.trim());
        const joined = trimmed.flatMap((first) => trimmed.map((second) => `${first} ${second}`));
        const lines = known.flatMap((each) => each.split(/\r\n|\r|\n/));

        expect([null, ...known, ...trimmed, ...joined]).toContain(fullName);
        for (const value of texts(fields)) expect(known).toContain(value);
        for (const [column, value] of Object.entries(columns)) {
          const parts = value?.split("\n") ?? [];
          const allowed = column.startsWith("address1_line") ? [...known, ...lines] : [...known, "#"];
          expect(
            value === null || allowed.includes(value) || parts.every((part) => lines.includes(part)),
          ).toBe(true);
        }
      }),
    );
  });

  it("never shows a blank text and never sends one that is too long", () => {
    fc.assert(
      fc.property(users, mapping, (user, rows) => {
        const { fields, columns } = toUserForm("u1", user, rows);

        expect(texts(fields).filter((value) => value.trim() === "")).toEqual([]);
        for (const row of rows.rows) {
          for (const column of row.columns)
            expect(columns[column]?.length ?? 0).toBeLessThanOrEqual(row.maxLength);
        }
      }),
    );
  });

  it("has a problem TOO_LONG exactly when a write is refused [R035]", () => {
    fc.assert(
      fc.property(users, mapping, (user, rows) => {
        const tooLong = toUserForm("u1", user, rows).problems.filter(({ code }) => code === "TOO_LONG");
        expect(refusal(user, rows)).toEqual(tooLong.map(({ detail }) => detail.replace("TOO_LONG: ", "")));
      }),
    );
  });

  it("depends on no attribute outside the mapping [R020]", () => {
    fc.assert(
      fc.property(users, text, mapping, (user, other, rows) => {
        const changed = { ...user, nickName: other, userType: other, active: false };

        expect(toUserForm("u1", changed, rows)).toEqual(toUserForm("u1", user, rows));
      }),
    );
  });

  it("copes with any JSON in the place of a user", () => {
    const loose = fc.record({ name: anything, emails: anything, phoneNumbers: anything, title: anything });
    fc.assert(
      fc.property(loose, mapping, (user, rows) => {
        expect(withProblem(toUserForm("u1", user, rows))).toContain("userName");
      }),
    );
  });
});
