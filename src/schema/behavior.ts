import type { BehaviorOption } from "./behavior-option.js";
import type { Mode } from "./model.js";

/**
 * Every point on which connections may differ because clients and the RFCs do. A connection's mode sets the defaults,
 * and its options override single points. Strict mode follows the RFCs and, where they conflict with it, the SCIM
 * interoperability profile (draft-zollner-scim-interop-profile). `docs/modes.md` is generated from this table.
 */
export const BEHAVIORS = {
  removeMembersByValue: {
    meaning:
      "`remove` with a list in `value` removes the listed members only; off: 400, and nothing is removed",
    tolerant: true,
    strict: false,
    rule: "RFC 7644 §3.5.2.2",
    neededBy: "Entra ID, JumpCloud, authentik",
  },
  createMissingElements: {
    meaning:
      "a value path that matches nothing creates the element, and removing it changes nothing; off: 400 `noTarget`",
    tolerant: true,
    strict: false,
    rule: "RFC 7644 §3.5.2.3",
    neededBy: "Entra ID",
  },
  patchManyElements: {
    meaning: "a value path may match several elements, and all of them change; off: 400 `invalidFilter`",
    tolerant: true,
    strict: false,
    rule: "RFC 7644 §3.5.2.3; profile",
    neededBy: "any client of RFC 7644",
    inProfile: true,
  },
  coerceBooleanStrings: {
    meaning: '`"True"` and `"false"` are read as booleans, in filters too; off: 400',
    tolerant: true,
    strict: false,
    rule: "RFC 7643 §2.3.2",
    neededBy: "Entra ID and its validator, OneLogin, Keycloak",
  },
  coerceNumbers: {
    meaning:
      "a number is accepted for a string attribute, and a string of digits for a number; off: 400 `invalidValue`",
    tolerant: true,
    strict: false,
    rule: "RFC 7643 §2.3",
    neededBy: "Okta",
  },
  wrapComplexStrings: {
    meaning:
      'a string sent for a complex attribute is read as its `value`, and an object with only a `value` (`{"$ref": null, "value": "a"}`) sent for a simple attribute is read as that value; off: 400 `invalidValue`',
    tolerant: true,
    strict: false,
    rule: "RFC 7643 §2.3.8",
    neededBy: "Entra ID (manager), Microsoft's reference code",
  },
  dropPasswordHashes: {
    meaning:
      "a `password` that is a password hash (`$scheme$…`, `{SSHA}…`) is ignored and noted in the provisioning log; off: 400 `invalidValue`",
    tolerant: true,
    strict: false,
    rule: "RFC 7643 §4.1.1, §7.6",
    neededBy: "Canaille",
  },
  adaptLists: {
    meaning:
      "a single value is accepted for a list, and a list of one for a single value; off: 400 `invalidValue`",
    tolerant: true,
    strict: false,
    rule: "RFC 7643 §2.2, §2.4",
    neededBy: "Entra ID (manager)",
  },
  emptyStringClears: {
    meaning: '`""` clears an optional attribute; off: it is stored as a value',
    tolerant: true,
    strict: false,
    rule: "RFC 7643 §2.5",
    neededBy: "Entra ID",
  },
  acceptAnyReference: {
    meaning: "a reference may be any string; off: it must be a URI, else 400 `invalidValue`",
    tolerant: true,
    strict: false,
    rule: "RFC 7643 §2.3.7",
    neededBy: "Entra ID's validator (profileUrl)",
  },
  acceptAnyCode: {
    meaning:
      "`locale`, `preferredLanguage`, `timezone` and `addresses.country` may be any string; off: they must be a language tag, languages as in Accept-Language, an IANA name and an ISO 3166-1 country code, else 400 `invalidValue`",
    tolerant: true,
    strict: false,
    rule: "RFC 7643 §4.1.1, §4.1.2",
    neededBy: "Entra ID (names of countries) and its validator",
  },
  mergeDuplicateElements: {
    meaning:
      "an element sent twice is kept once, and of several primary elements the first stays primary; off: 400 `invalidValue`",
    tolerant: true,
    strict: false,
    rule: "RFC 7643 §2.4",
    neededBy: "scripts",
  },
  keepUnknownRights: {
    meaning:
      "a role or entitlement that the server does not know is kept without effect, and so is any license while no SKU exists; off: 400 `invalidValue`",
    tolerant: true,
    strict: false,
    rule: "RFC 7643 §4.1.2",
    neededBy: "Entra ID, Okta",
  },
  dropUnknownSchemas: {
    meaning: "schemas that the resource type does not have are ignored; off: 400 `invalidSyntax`",
    tolerant: true,
    strict: false,
    rule: "RFC 7643 §3; profile",
    neededBy: "Entra ID (groups), OneLogin",
    inProfile: true,
  },
  dropUnknownAttributes: {
    meaning:
      "attributes that no schema has are ignored, and their names are logged; off: 400 `invalidSyntax`",
    tolerant: true,
    strict: false,
    rule: "RFC 7644 §3.12; profile",
    neededBy: "Entra ID, Okta, OneLogin",
    inProfile: true,
  },
  allowMissingSchemas: {
    meaning:
      "a body may omit `schemas`, or a URN that belongs in it (that of the resource type or of an extension in the body); so may a message (PATCH, bulk, search), and a search may have no body at all; off: 400 `invalidSyntax`",
    tolerant: true,
    strict: false,
    rule: "RFC 7643 §3, RFC 7644 §3.5.2",
    neededBy: "OneLogin, SCIM-SDK, scripts",
  },
  acceptLegacySchemas: {
    meaning: "URNs of SCIM 1.1 are read as those of SCIM 2.0; off: they are unknown",
    tolerant: true,
    strict: false,
    rule: "RFC 7643 §3",
    neededBy: "OneLogin",
  },
  expandPathKeys: {
    meaning:
      "the members of an object may be named by paths (`name.givenName`, `urn:…:User:department`); off: such a name is unknown",
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
      "`id`, `meta`, `schemas` and other readOnly members of a PATCH value are ignored; off: 400 `mutability`",
    tolerant: true,
    strict: false,
    rule: "RFC 7644 §3.5.2",
    neededBy: "Okta, authentik",
  },
  allowPathlessOperations: {
    meaning: "an operation may omit `path`; off: 400 `invalidSyntax`",
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
      "`replace` of a complex attribute keeps the sub-attributes that are not named; off: it replaces the whole value",
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
      "a string without quotes in a filter or a path (`userName Eq ada`, `displayName eq CRM users`) ends with the comparison if there is only one, or at the next space or bracket in a longer filter; off: 400 `invalidFilter`",
    tolerant: true,
    strict: false,
    rule: "RFC 7644 §3.4.2.2",
    neededBy: "WSO2, authentik until 2025, Microsoft's test collection",
  },
  filterOnComplex: {
    meaning:
      'a single-valued complex attribute in a filter (`manager eq "a"`) is compared by its `value`, and a path may put a condition on one (`manager[value eq "a"]`) and does nothing unless it is met; off: 400 `invalidFilter`, `invalidPath`',
    tolerant: true,
    strict: false,
    rule: "RFC 7644 §3.4.2.2",
    neededBy: "Entra ID, Ping",
  },
  unwrapBase64: {
    meaning: "line breaks and spaces in base64 are removed; off: 400 `invalidValue`",
    tolerant: true,
    strict: false,
    rule: "RFC 7643 §2.3.6",
    neededBy: "scripts that send certificates as they are in files",
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
    meaning:
      "when both `attributes` and `excludedAttributes` are sent, `attributes` counts; off: 400 `invalidValue`",
    tolerant: true,
    strict: false,
    rule: "RFC 7644 §3.9",
    neededBy: "scripts",
  },
  answerPlainJson: {
    meaning:
      "a client that accepts only `application/json`, or that sends it without an `Accept` header, receives `application/json`; off: always `application/scim+json`",
    tolerant: true,
    strict: false,
    rule: "RFC 7644 §3.8; profile",
    neededBy: "OneLogin, midPoint",
    inProfile: true,
  },
  answerPatchedGroup: {
    meaning:
      "PATCH of a group is answered with 200 and the group if it has at most 1,000 members, else with 204; off: 204, unless the request has `attributes` or `excludedAttributes`",
    tolerant: true,
    strict: true,
    rule: "RFC 7644 §3.5.2",
    neededBy: "WSO2, midPoint, Nextcloud; off for Entra ID, which expects 204",
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
    rule: "RFC 7643 §4.2 requires neither",
    neededBy: "Entra ID",
  },
  externalIdCaseExact: {
    meaning: "`externalId eq` and `ne` compare case; off: they ignore it",
    tolerant: true,
    strict: true,
    rule: "RFC 7643 §3.1",
    neededBy: "all; off for Entra ID's validator when it matches by externalId",
    inProfile: true,
  },
} as const satisfies Record<string, BehaviorOption>;

/** The value of each option of `BEHAVIORS` for one connection. */
export type Behavior = Readonly<Record<keyof typeof BEHAVIORS, boolean>>;

/** The names of all options, in the order of the documentation. */
export const BEHAVIOR_NAMES = Object.keys(BEHAVIORS) as (keyof Behavior)[];

/** The options of tolerant mode, which accepts the known departures of clients. */
export const TOLERANT: Behavior = defaultsOf("tolerant");

/** The options of strict mode, which holds clients to the RFCs and the interoperability profile. */
export const STRICT: Behavior = defaultsOf("strict");

/** Returns the options of a mode, with single ones overridden. */
export function behaviorOf(mode: Mode, overrides: Partial<Behavior> = {}): Behavior {
  return { ...(mode === "strict" ? STRICT : TOLERANT), ...overrides };
}

function defaultsOf(mode: Mode): Behavior {
  return Object.fromEntries(BEHAVIOR_NAMES.map((name) => [name, BEHAVIORS[name][mode]])) as Behavior;
}
