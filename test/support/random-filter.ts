import fc from "fast-check";
import { CRM_GROUP_URN } from "../../src/schema/definitions/crm-group.js";
import { CRM_USER_URN } from "../../src/schema/definitions/crm-user.js";
import { enterpriseUserDefinition } from "../../src/schema/definitions/enterprise-user.js";
import { userDefinition } from "../../src/schema/definitions/user.js";
import type { CompareOp, CompareValue, Filter } from "../../src/schema/filter/ast.js";
import { LONG_TEXTS, MOMENTS, PROBE_URN, TEXTS } from "./sample-directory.js";
import { BASE_URL } from "./sample-world.js";

/** How a path may be compared, and with what. */
interface Comparisons {
  readonly ops: readonly CompareOp[];
  readonly values: fc.Arbitrary<CompareValue>;
}

/** What a path may be, and what stands in its brackets. */
interface Paths {
  readonly comparisons: Readonly<Record<string, Comparisons>>;
  readonly presentOnly: readonly string[];
  readonly elements: Readonly<Record<string, Readonly<Record<string, Comparisons>>>>;
}

const EQUALITY = ["eq", "ne"] as const;
const ORDER = ["eq", "ne", "gt", "ge", "lt", "le"] as const;
const SUBSTRING = ["eq", "ne", "co", "sw", "ew"] as const;
const ALL = [...ORDER, "co", "sw", "ew"] as const;

/** A piece of a text, cut between characters: a filter cannot hold half of one. */
const piece = fc
  .tuple(fc.constantFrom(...TEXTS, ...LONG_TEXTS), fc.nat(5), fc.nat(200))
  .map(([text, start, length]) =>
    Array.from(text)
      .slice(start, start + length)
      .join(""),
  );

const anyText = fc.oneof(fc.constantFrom(...TEXTS), fc.constantFrom(...LONG_TEXTS), piece);
const userId = fc.nat(62).map((n) => `u${n}`);
const groupId = fc.nat(16).map((n) => `g${n}`);
const memberId = fc.oneof(userId, groupId, fc.constant("unknown-1"));
const locations = (endpoint: string, ids: fc.Arbitrary<string>) =>
  ids.map((id) => `${BASE_URL}/${endpoint}/${id}`);

const text: Comparisons = { ops: ALL, values: anyText };
const binary: Comparisons = { ops: SUBSTRING, values: fc.constantFrom("aGk=", "AGK=", "G", "a") };
const flag: Comparisons = {
  ops: EQUALITY,
  values: fc.constantFrom<CompareValue>(true, false, "True", "false"),
};
const number: Comparisons = {
  ops: ORDER,
  values: fc.constantFrom<CompareValue>(-2, -1.5, 0, 0.1, 0.3, 1, 2, 10, "10", "-2", 1e300, 2 ** 40),
};
const moment: Comparisons = { ops: ORDER, values: fc.constantFrom(...MOMENTS, "2026-01-31T12:00:02.250Z") };
const version: Comparisons = { ops: EQUALITY, values: fc.constantFrom('W/"1"', 'W/"3"', 'W/"01"', "1", "x") };
const oneOf = (...values: string[]): Comparisons => ({
  ops: ALL,
  values: fc.oneof(fc.constantFrom(...values), anyText),
});
const ids = (values: fc.Arbitrary<string>): Comparisons => ({
  ops: ALL,
  values: fc.oneof(values, fc.constantFrom("u", "g1", "")),
});
const reference = (endpoint: string, values: fc.Arbitrary<string>): Comparisons => ({
  ops: EQUALITY,
  values: locations(endpoint, values),
});

const multi = { value: text, type: oneOf("work", "WORK", "home"), display: text, primary: flag };
const things = { value: text, amount: number, when: moment, flag, tags: text, primary: flag };
const groups = {
  value: ids(groupId),
  display: text,
  type: oneOf("direct", "indirect"),
  $ref: reference("Groups", groupId),
};
const members = {
  value: ids(memberId),
  display: oneOf("Somebody"),
  type: oneOf("User", "group"),
  $ref: reference("Users", userId),
};

function common(endpoint: string, id: fc.Arbitrary<string>, schemas: string[]): Record<string, Comparisons> {
  return {
    id: ids(id),
    externalId: oneOf("Ext", "ext", "EXT", "other u1", "x".repeat(300), "x".repeat(170)),
    "meta.created": moment,
    "meta.lastModified": moment,
    "meta.version": version,
    "meta.resourceType": oneOf("User", "Group", "user"),
    "meta.location": reference(endpoint, id),
    schemas: oneOf(...schemas, ...schemas.map((urn) => urn.toUpperCase())),
  };
}

/** Sub-attributes of a multi-valued attribute, as paths outside brackets. */
function dotted(path: string, parts: Readonly<Record<string, Comparisons>>): Record<string, Comparisons> {
  return Object.fromEntries(
    Object.entries(parts).map(([name, comparisons]) => [`${path}.${name}`, comparisons]),
  );
}

const enterprise = enterpriseUserDefinition.id;

const userPaths: Paths = {
  comparisons: {
    ...common("Users", userId, [userDefinition.id, enterprise, CRM_USER_URN, PROBE_URN]),
    userName: text,
    displayName: text,
    title: text,
    nickName: text,
    userType: text,
    profileUrl: text,
    active: flag,
    "name.familyName": text,
    "name.givenName": text,
    "name.formatted": text,
    [`${userDefinition.id}:name.middleName`]: text,
    emails: text,
    ...dotted("emails", multi),
    "phoneNumbers.value": text,
    roles: text,
    "roles.primary": flag,
    "ims.value": text,
    "ims.type": oneOf("work"),
    "addresses.locality": text,
    "x509Certificates.value": binary,
    groups: ids(groupId),
    ...dotted("groups", groups),
    department: text,
    [`${enterprise}:department`]: text,
    [`${enterprise}:manager`]: ids(userId),
    "manager.value": ids(userId),
    "manager.$ref": reference("Users", userId),
    [`${CRM_USER_URN}:businessUnit`]: text,
    [`${CRM_USER_URN}:administratorRoles`]: oneOf("global", "Billing"),
    [`${CRM_USER_URN}:licenses.skuId`]: text,
    [`${CRM_USER_URN}:licenses.disabledPlans`]: text,
    [`${CRM_USER_URN}:sendInvitation`]: flag,
    "securityRoles.value": text,
    ...dotted(`${PROBE_URN}:things`, things),
    [`${PROBE_URN}:count`]: number,
    [`${PROBE_URN}:ratio`]: number,
    [`${PROBE_URN}:since`]: moment,
    [`${PROBE_URN}:flag`]: flag,
    [`${PROBE_URN}:blob`]: binary,
    [`${PROBE_URN}:code`]: text,
    [`${PROBE_URN}:link`]: text,
    [`${PROBE_URN}:marks`]: text,
    [`${PROBE_URN}:numbers`]: number,
  },
  presentOnly: ["name", "meta", "addresses", `${CRM_USER_URN}:licenses`, "manager", `${PROBE_URN}:things`],
  elements: {
    emails: multi,
    phoneNumbers: multi,
    roles: multi,
    entitlements: multi,
    ims: multi,
    addresses: { locality: text, country: text, formatted: text, type: oneOf("work"), primary: flag },
    groups,
    name: { familyName: text, givenName: text, formatted: text },
    manager: { value: ids(userId), $ref: reference("Users", userId) },
    [`${CRM_USER_URN}:licenses`]: { skuId: text, skuPartNumber: text, disabledPlans: text, primary: flag },
    securityRoles: { value: text, instance: text },
    administratorRoles: { value: oneOf("global", "Billing") },
    [`${PROBE_URN}:things`]: things,
    [`${PROBE_URN}:marks`]: { value: text },
    [`${PROBE_URN}:numbers`]: { value: number },
  },
};

const groupPaths: Paths = {
  comparisons: {
    ...common("Groups", groupId, [CRM_GROUP_URN]),
    displayName: text,
    members: ids(memberId),
    ...dotted("members", members),
    [`${CRM_GROUP_URN}:businessUnit`]: text,
    groupType: oneOf("security", "Team"),
    "licenses.skuId": text,
  },
  presentOnly: ["meta", "licenses"],
  elements: { members, licenses: { skuId: text, disabledPlans: text } },
};

/** A name in the case of the schema, in lower or in upper case. */
function inAnyCase(path: string): fc.Arbitrary<string> {
  return fc.constantFrom(path, path, path.toLowerCase(), path.toUpperCase());
}

function terms(
  comparisons: Readonly<Record<string, Comparisons>>,
  presentOnly: readonly string[] = [],
): fc.Arbitrary<Filter> {
  const paths = Object.keys(comparisons);
  const present = fc
    .constantFrom(...paths, ...presentOnly)
    .chain(inAnyCase)
    .map((path): Filter => ({ kind: "present", path }));
  const againstNull = fc
    .tuple(fc.constantFrom(...paths, ...presentOnly).chain(inAnyCase), fc.constantFrom(...EQUALITY))
    .map(([path, op]): Filter => ({ kind: "compare", path, op, value: null }));
  const compare = fc
    .constantFrom(...Object.entries(comparisons))
    .chain(([name, { ops, values }]) =>
      fc
        .tuple(inAnyCase(name), fc.constantFrom(...ops), values)
        .map(([path, op, value]): Filter => ({ kind: "compare", path, op, value })),
    );
  return fc.oneof(
    { weight: 8, arbitrary: compare },
    { weight: 1, arbitrary: present },
    { weight: 1, arbitrary: againstNull },
  );
}

function combined(term: fc.Arbitrary<Filter>, maxDepth: number): fc.Arbitrary<Filter> {
  return fc.letrec<{ filter: Filter }>((tie) => {
    const operands = fc.array(tie("filter"), { minLength: 2, maxLength: 3 });
    const chain = fc
      .tuple(fc.constantFrom("and", "or"), operands)
      .map(([kind, parts]): Filter => ({ kind: kind === "and" ? "and" : "or", filters: parts }));
    const not = tie("filter").map((filter): Filter => ({ kind: "not", filter }));
    return {
      filter: fc.oneof(
        { maxDepth },
        { weight: 5, arbitrary: term },
        { weight: 2, arbitrary: chain },
        { weight: 1, arbitrary: not },
      ),
    };
  }).filter;
}

function filters({ comparisons, presentOnly, elements }: Paths): fc.Arbitrary<Filter> {
  const valuePath = fc
    .constantFrom(...Object.entries(elements))
    .chain(([path, parts]) =>
      combined(terms(parts), 2).map((filter): Filter => ({ kind: "valuePath", path, filter })),
    );
  const term = fc.oneof(
    { weight: 3, arbitrary: terms(comparisons, presentOnly) },
    { weight: 1, arbitrary: valuePath },
  );
  return combined(term, 3);
}

/** Random filters on users of `probedUserSchema`, every operator that each attribute has. */
export const userFilters: fc.Arbitrary<Filter> = filters(userPaths);

/** Random filters on groups. */
export const groupFilters: fc.Arbitrary<Filter> = filters(groupPaths);

/** Paths that users can be sorted by. */
export const userSortPaths: readonly string[] = Object.keys(userPaths.comparisons)
  .filter(
    (path) => !path.endsWith(".tags") && !path.endsWith(".disabledPlans") && path !== "meta.resourceType",
  )
  .concat("name", "addresses");

/** Paths that groups can be sorted by. */
export const groupSortPaths: readonly string[] = Object.keys(groupPaths.comparisons).filter(
  (path) => path !== "meta.resourceType",
);
