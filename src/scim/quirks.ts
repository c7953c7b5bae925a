import type { Quirk } from "../provisioning-log/quirks.js";
import { isJsonObject } from "../schema/coerce-value.js";
import { patchQuirks } from "./patch-quirks.js";

/** The parts of a request that reveal a client's quirks. */
export interface ObservedRequest {
  readonly method: string;
  /** Relative to the SCIM root, without the query: `/Users/123`. */
  readonly path: string;
  /** Everything after the question mark as it was sent; undefined when there is none. */
  readonly query: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The JSON of the body; undefined when there is none. */
  readonly body: unknown;
}

/** Clients by their User-Agent header. */
const AGENTS: readonly (readonly [RegExp, Quirk])[] = [
  [/^$/, "agentEmpty"],
  [/okta scim integration/i, "agentOktaTest"],
  [/okta/i, "agentOkta"],
  [/microsoft|azure|\baad\b|entra/i, "agentMicrosoft"],
  [/onelogin/i, "agentOneLogin"],
  [/jumpcloud/i, "agentJumpCloud"],
  [/pingone|pingfed|pingidentity|ping ?identity/i, "agentPing"],
  [/keycloak/i, "agentKeycloak"],
  [/scim-?sdk/i, "agentScimSdk"],
  [/canaille/i, "agentCanaille"],
  [/^scim2-client/i, "agentScim2Client"],
  [/wso2/i, "agentWso2"],
  [/midpoint|connid/i, "agentMidPoint"],
  [/nextcloud/i, "agentNextcloud"],
  [/unboundid/i, "agentUnboundId"],
  [/idp-scim-sync/i, "agentIdpScimSync"],
  [/ssosync/i, "agentSsosync"],
  [/authentik/i, "agentAuthentik"],
  [/pocket-?id/i, "agentPocketId"],
  [/rippling/i, "agentRippling"],
  [/^(?:curl|wget)\//i, "agentCurl"],
  [/^postman/i, "agentPostman"],
];

/** Patterns of a query string as sent. */
const QUERIES: readonly (readonly [RegExp, Quirk])[] = [
  [/(?:^|&)aadOptscim062020\b/i, "flagOptscim"],
  [/(?:^|&)AzureAdScimPatch2017\b/i, "flagPatch2017"],
  [/^$|&$/, "danglingQuery"],
  [/(?:^|&)filter=[^&]*\+(?:eq|and)\+/i, "plusForSpace"],
  [/(?:^|&)filter=[^&]*%20(?:eq|and)%20/i, "percentForSpace"],
  [/(?:^|&)excludedAttributes=members(?:&|$)/i, "leavesOutMembers"],
  [/(?:^|&)filter=id(?:\+|%20)eq[^&]*and(?:\+|%20)(?:manager|members)\b/i, "probesReference"],
  [/(?:^|&)filter=[^&]*(?:\+|%20)Eq(?:\+|%20)/, "capitalEq"],
  [
    /(?:^|&)filter=externalId(?:\+|%20)eq[^&]*(?:\+|%20)or(?:\+|%20)userName(?:\+|%20)eq\b/i,
    "looksUpByEither",
  ],
  [/(?:^|&)filter=emails(?:\+|%20)/i, "bareEmailFilter"],
  [/(?:^|&)filter=emails(?:\[|%5B)[^&]*(?:\]|%5D)\.value/i, "typedEmailFilter"],
  [
    /(?:^|&)filter=[^&]*?(?:\+|%20)(?:eq|ne|co|sw|ew)(?:\+|%20)+(?!%22|"|[-\d]|(?:true|false|null)(?:\+|%20|%29|%5D|&|$))[^&]/i,
    "unquotedFilter",
  ],
  [/^(?=.*(?:^|&)filter=)(?=.*(?:^|&)count=100(?:&|$))/i, "pagedFilter"],
  [/^(?!.*(?:^|&)filter=)(?=.*(?:^|&)count=100(?:&|$))/i, "pagesOf100"],
  [/(?:^|&)count=1000(?:&|$)/i, "pagesOf1000"],
];

const PATHS: readonly (readonly [RegExp, Quirk])[] = [
  [/^\/ServiceProviderConfig/i, "readsConfig"],
  [/^\/Schemas/i, "readsSchemas"],
  [/\/\.search\/?$/i, "usesSearch"],
  [/^\/Bulk\/?$/i, "usesBulk"],
];

/**
 * The longest part of a query that is examined, in characters: a filter may be long, and every pattern runs over it.
 */
const MAX_QUERY_LENGTH = 1000;

/** Returns the quirks that a request shows. */
export function quirksOf(request: ObservedRequest): Quirk[] {
  const { path, query } = request;
  const quirks = headerQuirks(request);
  if (query !== undefined) collect(QUERIES, query.slice(0, MAX_QUERY_LENGTH), quirks);
  collect(PATHS, path, quirks);
  if (isJsonObject(request.body)) quirks.push(...bodyQuirks(request.method, path, request.body));
  return quirks;
}

function collect(patterns: readonly (readonly [RegExp, Quirk])[], text: string, quirks: Quirk[]): void {
  for (const [pattern, quirk] of patterns) if (pattern.test(text)) quirks.push(quirk);
}

function headerQuirks({ method, headers, body }: ObservedRequest): Quirk[] {
  const quirks: Quirk[] = [];
  const agent = headers["user-agent"];
  const known = typeof agent === "string" ? AGENTS.find(([pattern]) => pattern.test(agent)) : undefined;
  if (known !== undefined) quirks.push(known[1]);
  const accept = headers["accept"];
  if (accept === "application/json") quirks.push("acceptsJsonOnly");
  if (accept === "application/scim+json, application/json") quirks.push("acceptsBothJson");
  if (headers["if-match"] !== undefined) quirks.push("sendsIfMatch");
  if (headers["accept-charset"] !== undefined) quirks.push("acceptCharset");
  const type = headers["content-type"];
  if (type !== undefined && (method === "GET" || method === "DELETE")) quirks.push("typeWithoutBody");
  const isPlain = typeof type === "string" && /^application\/json\b/i.test(type);
  if (body !== undefined && isPlain) quirks.push("sendsPlainJson");
  if (isPlain && accept === undefined) quirks.push("jsonWithoutAccept");
  return quirks;
}

function bodyQuirks(method: string, path: string, body: Record<string, unknown>): Quirk[] {
  if (/^\/Bulk\/?$/i.test(path)) return bulkQuirks(body);
  const isUser = /^\/(?:Users|Me)\b/i.test(path);
  if (!isUser && !/^\/Groups\b/i.test(path)) return [];
  if (method === "PATCH") return patchQuirks(body);
  const shown: readonly (readonly [boolean, Quirk])[] = [
    ...(method === "POST" ? createQuirks(body) : replaceQuirks(isUser, body)),
    [hasSchema(body, /^urn:scim:schemas:/i), "oldSchemas"],
    [hasSchema(body, /\/ADSCIM\/2\.0\/Group$/i), "adscimSchema"],
    [body["id"] === null, "nullId"],
    [typeof body["active"] === "string", "booleanAsText"],
    [Object.values(body).some((value) => isJsonObject(value) && hasManagerId(value)), "managerId"],
    [some(body["roles"], ({ type }) => type === "WindowsAzureActiveDirectoryRole"), "microsoftRoles"],
    [some(body["emails"], (email) => !("type" in email)), "untypedEmails"],
    [some(body["phoneNumbers"], (phone) => !("type" in phone)), "untypedPhones"],
    [some(body["members"], (member) => "display" in member), "memberDisplay"],
    [some(body["members"], (member) => member["$ref"] === null), "nullRef"],
  ];
  return shown.filter(([holds]) => holds).map(([, quirk]) => quirk);
}

function bulkQuirks(body: Record<string, unknown>): Quirk[] {
  const named = some(
    body["Operations"],
    ({ bulkId }) => typeof bulkId === "string" && /^(?:User|Group):/.test(bulkId),
  );
  return named ? ["namedBulkIds"] : [];
}

function createQuirks(body: Record<string, unknown>): (readonly [boolean, Quirk])[] {
  return [
    ["password" in body && isEmptyList(body["groups"]), "createsWithPassword"],
    [body["active"] === false, "createsDisabled"],
    ["meta" in body, "createsWithMeta"],
    [isEmptyList(body["members"]), "createsEmptyGroup"],
  ];
}

function replaceQuirks(isUser: boolean, body: Record<string, unknown>): (readonly [boolean, Quirk])[] {
  return [
    [isUser, "putsUsers"],
    [!isUser, "putsGroups"],
    [isUser && "groups" in body, "putsGroupsOfUsers"],
    [isUser && "roles" in body, "putsRoles"],
  ];
}

function hasSchema(body: Record<string, unknown>, pattern: RegExp): boolean {
  const { schemas } = body;
  return Array.isArray(schemas) && schemas.some((urn) => typeof urn === "string" && pattern.test(urn));
}

function hasManagerId(extension: Record<string, unknown>): boolean {
  const { manager } = extension;
  return isJsonObject(manager) && "managerId" in manager;
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/**
 * Returns true when one of a list's first elements passes the test; a client writes all of them alike, and a list may
 * be long.
 */
function some(list: unknown, test: (element: Record<string, unknown>) => boolean): boolean {
  return Array.isArray(list) && list.slice(0, 5).some((element) => isJsonObject(element) && test(element));
}
