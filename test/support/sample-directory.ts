import fc from "fast-check";
import type { Database } from "../../src/db/connect.js";
import { queryRows } from "../../src/db/query.js";
import {
  groupKeyColumns,
  indexedValues,
  userKeyColumns,
} from "../../src/directory/resources/indexed-values.js";
import { arrangeResource } from "../../src/schema/arrange.js";
import { compileExtensionSchema } from "../../src/schema/compile.js";
import { complex, schema, simple } from "../../src/schema/definitions/build.js";
import { CRM_GROUP_URN } from "../../src/schema/definitions/crm-group.js";
import { CRM_USER_URN } from "../../src/schema/definitions/crm-user.js";
import { enterpriseUserDefinition } from "../../src/schema/definitions/enterprise-user.js";
import type { Resource, ResourceSchema, ScimObject } from "../../src/schema/model.js";
import { groupSchema, userSchema } from "../../src/schema/resource-schemas.js";
import { toSearchDocument } from "../../src/schema/search-document.js";
import { textOf } from "./naive-filter.js";

/** URN of an extension with an attribute of each type, as a tenant might define one. */
export const PROBE_URN = "urn:ietf:params:scim:schemas:extension:probe:2.0:User";

const probe = schema("Probe", PROBE_URN, "An attribute of each type", [
  simple("integer", "count", "Integer"),
  simple("decimal", "ratio", "Decimal"),
  simple("dateTime", "since", "Moment"),
  simple("boolean", "flag", "Boolean"),
  simple("binary", "blob", "Binary", { caseExact: true }),
  simple("string", "code", "Exact text", { caseExact: true }),
  simple("reference", "link", "Reference", { referenceTypes: ["external"] }),
  simple("string", "marks", "Several exact texts", { multiValued: true, caseExact: true }),
  simple("integer", "numbers", "Several integers", { multiValued: true }),
  complex("things", "Several complex values", { multiValued: true }, [
    simple("string", "value", "Text"),
    simple("integer", "amount", "Integer"),
    simple("dateTime", "when", "Moment"),
    simple("boolean", "flag", "Boolean"),
    simple("string", "tags", "Several texts", { multiValued: true }),
    simple("boolean", "primary", "Primary"),
  ]),
]);

/** The schema of users with the probe extension. */
export const probedUserSchema: ResourceSchema = {
  ...userSchema,
  extensions: [...userSchema.extensions, { schema: compileExtensionSchema(probe), required: false }],
};

/** Texts that are hard to compare: case, width, composition, wildcards, quotes, long ones, beyond 16 bits. */
export const TEXTS: readonly string[] = [
  "anna",
  "Anna",
  "ANNA",
  "bob",
  "Bob Example",
  "b%b",
  "b_b",
  "bxb",
  "b\\b",
  "%",
  "_",
  "\\",
  "?",
  "a?b",
  "O'Malley",
  'say "hi"',
  "straße",
  "STRASSE",
  "İstanbul",
  "istanbul",
  "café",
  "cafe\u0301",
  "CAFÉ",
  "Σίσυφος",
  "ΣΊΣΥΦΟΣ",
  "ＡＢＣ",
  "abc",
  "😀",
  "😀 smile",
  "\uFFFD",
  "\u{10FFFF}",
  "\u{10FFFF}a",
  "\uD7FF",
  "\uE000",
  " lead",
  "\u3000lead\u2028",
  "trail ",
  "true",
  "100",
  "1e2",
  "null",
  "work",
  "home",
  "tab\there",
]; // prettier-ignore

/** Texts around the length at which an index key stops being the text. */
export const LONG_TEXTS: readonly string[] = [
  "l".repeat(159),
  "l".repeat(160),
  "L".repeat(161),
  "l".repeat(256),
  "l".repeat(257),
  `${"l".repeat(300)}m`,
  `${"x".repeat(159)}😀${"y".repeat(200)}`,
  `${"x".repeat(158)}😀${"y".repeat(200)}`,
  `${"x".repeat(159)}#`,
]; // prettier-ignore

/** Moments in the spellings of xsd:dateTime. */
export const MOMENTS: readonly string[] = [
  "2026-01-31T12:00:00Z",
  "2026-01-31T12:00:00",
  "2026-01-31T14:00:00+02:00",
  "2026-01-31T12:00:00.001Z",
  "2026-01-31T12:00:01Z",
  "1969-12-31T23:59:59.5Z",
];

const text = fc.constantFrom(...TEXTS);
const shortOrLong = fc.oneof(
  { weight: 5, arbitrary: text },
  { weight: 1, arbitrary: fc.constantFrom(...LONG_TEXTS) },
);
const type = fc.constantFrom("work", "Work", "home", "other");
const moment = fc.constantFrom(...MOMENTS);
const integer = fc.constantFrom(-2, 0, 1, 2, 10, 2 ** 40);

function part(model: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<ScimObject> {
  return fc
    .record(model, { requiredKeys: [] })
    .filter((value) => Object.keys(value).length > 0) as fc.Arbitrary<ScimObject>;
}

function several<T>(element: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.array(element, { minLength: 1, maxLength: 3 });
}

function elements(value: fc.Arbitrary<unknown>): fc.Arbitrary<ScimObject[]> {
  const element = part({ value, type, display: text, primary: fc.boolean() });
  return several(element).map((list) =>
    // One primary at the most, as the coercer sees to.
    list.map((one, index) =>
      list.findIndex((other) => other["primary"] === true) < index && one["primary"] === true
        ? { ...one, primary: false }
        : one,
    ),
  );
}

const extensions = {
  [enterpriseUserDefinition.id]: part({
    department: shortOrLong,
    employeeNumber: text,
    manager: fc.record({ value: fc.constantFrom("u1", "u2", "U3") }),
  }),
  [CRM_USER_URN]: part({
    businessUnit: shortOrLong,
    administratorRoles: several(fc.constantFrom("global", "billing", "service")),
    licenses: several(
      part({ skuId: text, skuPartNumber: text, disabledPlans: several(text), primary: fc.boolean() }),
    ),
    securityRoles: several(part({ value: text, instance: text })),
    sendInvitation: fc.boolean(),
  }),
  [PROBE_URN]: part({
    count: integer,
    ratio: fc.constantFrom(-1.5, 0, 0.1, 0.30000000000000004, 1e300),
    since: moment,
    flag: fc.boolean(),
    blob: fc.constantFrom("aGk=", "AGK="),
    code: shortOrLong,
    link: text,
    marks: several(text),
    numbers: several(integer),
    things: several(
      part({ value: text, amount: integer, when: moment, flag: fc.boolean(), tags: several(text) }),
    ),
  }),
};

/** The attributes of a random user in stored form, without what makes it unique. */
export function randomUser(texts: "any length" | "short"): fc.Arbitrary<Resource> {
  const name = texts === "short" ? text : shortOrLong;
  return fc.record(
    {
      displayName: name,
      title: name,
      nickName: name,
      userType: text,
      profileUrl: text,
      active: fc.boolean(),
      name: part({ familyName: name, givenName: name, formatted: text, middleName: text }),
      emails: elements(name),
      phoneNumbers: elements(text),
      roles: elements(text),
      entitlements: elements(text),
      ims: elements(name),
      addresses: several(
        part({ locality: text, country: text, formatted: text, type, primary: fc.constant(false) }),
      ),
      x509Certificates: several(part({ value: fc.constantFrom("aGk=", "AGK="), display: text })),
      ...extensions,
    },
    { requiredKeys: [] },
  );
}

/** The attributes of a random group in stored form. */
export function randomGroup(texts: "any length" | "short"): fc.Arbitrary<Resource> {
  return fc
    .record(
      {
        displayName: texts === "short" ? text : shortOrLong,
        [CRM_GROUP_URN]: part({
          businessUnit: text,
          groupType: fc.constantFrom("security", "team"),
          licenses: several(part({ skuId: text, disabledPlans: several(text) })),
        }),
      },
      { requiredKeys: ["displayName"] },
    )
    .map((group) => group as Resource);
}

/** A resource as it is stored, with what stands beside it. */
export interface Sample {
  readonly id: string;
  readonly resource: Resource;
  readonly externalId: string | undefined;
  readonly createdAt: number;
  readonly lastModifiedAt: number;
  readonly version: number;
}

/** Stores users of a tenant with plain inserts, with the schema given. */
export async function insertUsers(db: Database, tenantId: string, users: readonly Sample[]): Promise<void> {
  for (const { id, resource, createdAt, lastModifiedAt, version } of users) {
    const keys = userKeyColumns(resource);
    await insert(db, "users", {
      tenant_id: tenantId,
      id,
      ...keys,
      display_name: "not read by filters",
      version,
      created_at: createdAt,
      last_modified_at: lastModifiedAt,
      resource: JSON.stringify(resource),
      search: JSON.stringify(toSearchDocument(probedUserSchema, resource)),
    });
    await insertValues(db, tenantId, id, probedUserSchema, resource);
  }
}

/** Stores groups of a tenant with plain inserts. */
export async function insertGroups(db: Database, tenantId: string, groups: readonly Sample[]): Promise<void> {
  for (const { id, resource, createdAt, lastModifiedAt, version } of groups) {
    await insert(db, "groups", {
      tenant_id: tenantId,
      id,
      ...groupKeyColumns(resource),
      display_name: textOf(resource["displayName"]),
      member_count: 0,
      version,
      created_at: createdAt,
      last_modified_at: lastModifiedAt,
      resource: JSON.stringify(resource),
      search: JSON.stringify(toSearchDocument(groupSchema, resource)),
    });
    await insertValues(db, tenantId, id, groupSchema, resource);
  }
}

async function insertValues(
  db: Database,
  tenantId: string,
  id: string,
  of: ResourceSchema,
  resource: Resource,
): Promise<void> {
  for (const { attribute, value } of indexedValues(of, resource)) {
    await insert(db, "attribute_values", { tenant_id: tenantId, attribute, value, resource_id: id });
  }
}

/** Inserts one row. */
export async function insert(
  db: Database,
  table: string,
  row: Record<string, string | number | null>,
): Promise<void> {
  const names = Object.keys(row);
  await queryRows(
    db.write,
    `insert into ${table} (${names.join(", ")}) values (${names.map(() => "?").join(", ")})`,
    Object.values(row),
  );
}

/** A user in stored form, with a userName that nobody else has. */
export function asStored(of: ResourceSchema, resource: Resource, userName?: string): Resource {
  return arrangeResource(of, userName === undefined ? resource : { ...resource, userName });
}
