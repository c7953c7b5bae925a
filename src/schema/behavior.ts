import type { BehaviorOption } from "./behavior-option.js";
import type { Mode } from "./model.js";

/**
 * Every point on which connections may differ because clients and the RFCs do. A connection's mode gives the
 * defaults, its options override single ones. Strict follows the RFCs and, where the two clash, the SCIM
 * interoperability profile (draft-zollner-scim-interop-profile). `docs/modes.md` is made from this table.
 */
export const BEHAVIORS = {
  removeMembersByValue: {
    meaning: "a `remove` with a list in `value` takes out what is listed; off: 400, and nothing goes",
    tolerant: true,
    strict: false,
    rule: "RFC 7644 §3.5.2.2",
    neededBy: "Entra ID, JumpCloud, authentik",
  },
  createMissingElements: {
    meaning:
      "a value path that matches nothing makes the element, and clearing it changes nothing; off: 400 `noTarget`",
    tolerant: true,
    strict: false,
    rule: "RFC 7644 §3.5.2.3",
    neededBy: "Entra ID",
  },
  patchManyElements: {
    meaning: "a value path may match several elements, which all change; off: 400 `invalidFilter`",
    tolerant: true,
    strict: false,
    rule: "RFC 7644 §3.5.2.3; profile",
    neededBy: "any client of RFC 7644",
    inProfile: true,
  },
  coerceBooleanStrings: {
    meaning: '`"True"` and `"false"` are booleans, in filters too; off: 400',
    tolerant: true,
    strict: false,
    rule: "RFC 7643 §2.3.2",
    neededBy: "Entra ID and its validator, OneLogin, Keycloak",
  },
  coerceNumbers: {
    meaning: "a number is taken for a string, and a string of digits for a number; off: 400 `invalidValue`",
    tolerant: true,
    strict: false,
    rule: "RFC 7643 §2.3",
    neededBy: "Okta",
  },
  wrapComplexStrings: {
    meaning:
      'a bare text for a complex value is its `value`, and an object with a `value` alone (`{"$ref": null, "value": "a"}`) for a simple one is that; off: 400 `invalidValue`',
    tolerant: true,
    strict: false,
    rule: "RFC 7643 §2.3.8",
    neededBy: "Entra ID (manager), Microsoft's reference code",
  },
  dropPasswordHashes: {
    meaning:
      "a `password` that is the hash of one (`$scheme$…`, `{SSHA}…`) is ignored and noted in the provisioning log; off: 400 `invalidValue`",
    tolerant: true,
    strict: false,
    rule: "RFC 7643 §4.1.1, §7.6",
    neededBy: "Canaille",
  },
  adaptLists: {
    meaning:
      "one bare value stands for a list of one, and a list of one for a single value; off: 400 `invalidValue`",
    tolerant: true,
    strict: false,
    rule: "RFC 7643 §2.2, §2.4",
    neededBy: "Entra ID (manager)",
  },
  emptyStringClears: {
    meaning: '`""` clears an optional attribute; off: it is a value',
    tolerant: true,
    strict: false,
    rule: "RFC 7643 §2.5",
    neededBy: "Entra ID",
  },
  acceptAnyReference: {
    meaning: "a reference may be any text; off: it must be a URI, else 400 `invalidValue`",
    tolerant: true,
    strict: false,
    rule: "RFC 7643 §2.3.7",
    neededBy: "Entra ID's validator (profileUrl)",
  },
  acceptAnyCode: {
    meaning:
      "`locale`, `preferredLanguage`, `timezone` and `addresses.country` may be any text; off: a language tag, languages as in Accept-Language, an IANA name, a country code of ISO 3166-1, else 400 `invalidValue`",
    tolerant: true,
    strict: false,
    rule: "RFC 7643 §4.1.1, §4.1.2",
    neededBy: "Entra ID (names of countries) and its validator",
  },
  mergeDuplicateElements: {
    meaning:
      "of the same element given twice one is kept, and of several primary ones the first; off: 400 `invalidValue`",
    tolerant: true,
    strict: false,
    rule: "RFC 7643 §2.4",
    neededBy: "scripts",
  },
  keepUnknownRights: {
    meaning:
      "a role or entitlement that names none of ours, and any license as long as there is no SKU, is kept without effect; off: 400 `invalidValue`",
    tolerant: true,
    strict: false,
    rule: "RFC 7643 §4.1.2",
    neededBy: "Entra ID, Okta",
  },
  dropUnknownSchemas: {
    meaning: "schemas that the resource type does not have are left out; off: 400 `invalidSyntax`",
    tolerant: true,
    strict: false,
    rule: "RFC 7643 §3; profile",
    neededBy: "Entra ID (groups), OneLogin",
    inProfile: true,
  },
  dropUnknownAttributes: {
    meaning: "attributes that no schema has are left out, and their names logged; off: 400 `invalidSyntax`",
    tolerant: true,
    strict: false,
    rule: "RFC 7644 §3.12; profile",
    neededBy: "Entra ID, Okta, OneLogin",
    inProfile: true,
  },
  allowMissingSchemas: {
    meaning:
      "a body may lack `schemas`, or a URN that it must hold (of the resource type, of each extension that it has), a message (PATCH, bulk, search) too, and a search may have no body at all; off: 400 `invalidSyntax`",
    tolerant: true,
    strict: false,
    rule: "RFC 7643 §3, RFC 7644 §3.5.2",
    neededBy: "OneLogin, SCIM-SDK, scripts",
  },
  acceptLegacySchemas: {
    meaning: "URNs of SCIM 1.1 stand for those of SCIM 2.0; off: they are unknown",
    tolerant: true,
    strict: false,
    rule: "RFC 7643 §3",
    neededBy: "OneLogin",
  },
  expandPathKeys: {
    meaning:
      "a member of an object may be named by a path (`name.givenName`, `urn:…:User:department`); off: it is unknown",
    tolerant: true,
    strict: false,
    rule: "RFC 7643 §3.3, RFC 7644 §3.5.2",
    neededBy: "Entra ID with its flag",
  },
  shortExtensionNames: {
    meaning: "attributes of extensions may be named without their URN in paths and filters; off: 400",
    tolerant: true,
    strict: false,
    rule: "RFC 7644 §3.10",
    neededBy: "Entra ID (manager)",
  },
  ignoreReadOnly: {
    meaning:
      "`id`, `meta`, `schemas` and other readOnly members of a PATCH value are left out; off: 400 `mutability`",
    tolerant: true,
    strict: false,
    rule: "RFC 7644 §3.5.2",
    neededBy: "Okta, authentik",
  },
  allowPathlessOperations: {
    meaning: "an operation may lack `path`; off: 400 `invalidSyntax`",
    tolerant: true,
    strict: false,
    rule: "RFC 7644 §3.5.2; profile",
    neededBy: "Okta, Entra ID with its flag, authentik",
    inProfile: true,
  },
  allowEmptyOperations: {
    meaning: "an empty list of operations changes nothing; off: 400 `invalidSyntax`",
    tolerant: true,
    strict: false,
    rule: "RFC 7644 §3.5.2",
    neededBy: "Entra ID's validator",
  },
  mergeComplexOnReplace: {
    meaning:
      "`replace` of a complex attribute keeps the sub-attributes that are not named; off: it swaps the whole value",
    tolerant: true,
    strict: false,
    rule: "RFC 7644 §3.5.2.3; profile",
    neededBy: "any client of RFC 7644",
    inProfile: true,
  },
  filterBehindValuePath: {
    meaning:
      '`emails[type eq "work"].value eq "a"` in a filter is read as one condition; off: 400 `invalidFilter`',
    tolerant: true,
    strict: false,
    rule: "RFC 7644 §3.4.2.2",
    neededBy: "Entra ID",
  },
  unquotedFilterText: {
    meaning:
      "a text without quotes in a filter or a path (`userName Eq ada`, `displayName eq CRM users`) is read to the end of a single comparison, or to the next blank or bracket in a longer filter; off: 400 `invalidFilter`",
    tolerant: true,
    strict: false,
    rule: "RFC 7644 §3.4.2.2",
    neededBy: "WSO2, authentik until 2025, Microsoft's test collection",
  },
  filterOnComplex: {
    meaning:
      'a complex attribute of one value in a filter (`manager eq "a"`) is its `value`, and a path may have a condition on one (`manager[value eq "a"]`), without which nothing happens; off: 400 `invalidFilter`, `invalidPath`',
    tolerant: true,
    strict: false,
    rule: "RFC 7644 §3.4.2.2",
    neededBy: "Entra ID, Ping",
  },
  unwrapBase64: {
    meaning: "line breaks and blanks in base64 are left out; off: 400 `invalidValue`",
    tolerant: true,
    strict: false,
    rule: "RFC 7643 §2.3.6",
    neededBy: "scripts that send certificates as files have them",
  },
  acceptDeclaredCharset: {
    meaning:
      "a body that is not UTF-8 is read as ISO-8859-1 or windows-1252 where its `Content-Type` says so; off: 400 `invalidSyntax`",
    tolerant: true,
    strict: false,
    rule: "RFC 7644 §3.8, RFC 8259 §8.1",
    neededBy: "scripts on Windows, REST Assured",
  },
  allowBothProjections: {
    meaning: "of `attributes` and `excludedAttributes` together the first counts; off: 400 `invalidValue`",
    tolerant: true,
    strict: false,
    rule: "RFC 7644 §3.9",
    neededBy: "scripts",
  },
  answerPlainJson: {
    meaning:
      "a client that accepts `application/json` alone, or accepts nothing in particular and sends it, gets that; off: `application/scim+json` in any case",
    tolerant: true,
    strict: false,
    rule: "RFC 7644 §3.8; profile",
    neededBy: "OneLogin, midPoint",
    inProfile: true,
  },
  answerPatchedGroup: {
    meaning:
      "PATCH of a group is answered 200 with the group while it has at most 1,000 members, else 204; off: 204, unless `attributes` or `excludedAttributes` asks for more",
    tolerant: true,
    strict: true,
    rule: "RFC 7644 §3.5.2",
    neededBy: "WSO2, midPoint, Nextcloud; off for Entra ID, which wants 204",
  },
  acceptUnknownMembers: {
    meaning: "a member that does not exist is kept and has no effect; off: 400 `invalidValue`",
    tolerant: true,
    strict: false,
    rule: "RFC 7643 §2.3.7",
    neededBy: "Entra ID, Microsoft's test collection",
  },
  uniqueGroupNames: {
    meaning: "a group's `displayName` is unique in the tenant, else 409; off: it may repeat",
    tolerant: true,
    strict: true,
    rule: "RFC 7643 §4.2 asks for neither",
    neededBy: "Entra ID",
  },
  externalIdCaseExact: {
    meaning: "`externalId eq` and `ne` compare to the letter; off: without case",
    tolerant: true,
    strict: true,
    rule: "RFC 7643 §3.1",
    neededBy: "all; off for Entra ID's validator when it matches by externalId",
    inProfile: true,
  },
} as const satisfies Record<string, BehaviorOption>;

/** How a connection is treated at each point of `BEHAVIORS`. */
export type Behavior = Readonly<Record<keyof typeof BEHAVIORS, boolean>>;

/** The names of all points, in the order of the documentation. */
export const BEHAVIOR_NAMES = Object.keys(BEHAVIORS) as (keyof Behavior)[];

/** Mends what clients are known for. */
export const TOLERANT: Behavior = defaultsOf("tolerant");

/** Holds clients to the RFCs and the interoperability profile. */
export const STRICT: Behavior = defaultsOf("strict");

/** What a mode means, but for single points. */
export function behaviorOf(mode: Mode, overrides: Partial<Behavior> = {}): Behavior {
  return { ...(mode === "strict" ? STRICT : TOLERANT), ...overrides };
}

function defaultsOf(mode: Mode): Behavior {
  return Object.fromEntries(BEHAVIOR_NAMES.map((name) => [name, BEHAVIORS[name][mode]])) as Behavior;
}
