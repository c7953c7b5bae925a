import { check } from "../check.js";
import { ENTERPRISE, GROUP, PROVIDER_CONFIG, USER } from "../urns.js";
import type { Json } from "../wire.js";
import { characteristics, everyAttribute, publishedAttributes } from "./published.js";

const SCHEME_TYPES = ["oauth", "oauth2", "oauthbearertoken", "httpbasic", "httpdigest"];

/** The attributes of the RFC's schemas. RFC 7643 §8.7.1. */
const STANDARD: Readonly<Record<string, readonly string[]>> = {
  [USER]: [
    ..."userName name displayName nickName profileUrl title userType preferredLanguage locale timezone".split(
      " ",
    ),
    ..."active emails phoneNumbers ims photos addresses groups entitlements roles x509Certificates".split(
      " ",
    ),
  ],
  [GROUP]: ["displayName", "members"],
  [ENTERPRISE]: ["employeeNumber", "costCenter", "organization", "division", "department", "manager"],
};

/** Core schemas that are registered, by the RFCs and by the drafts that ask for it: roles and entitlements the last. */
const REGISTERED_CORE =
  "User Group ServiceProviderConfig ResourceType Schema Device EndpointApp Role Entitlement".split(" ");
const REGISTERED = [
  ...REGISTERED_CORE.map((name) => `urn:ietf:params:scim:schemas:core:2.0:${name}`),
  ENTERPRISE,
];

/** RFC 7643 §5–8 and §10: what the server says of itself. */
export const discoveryChecks = [
  check("RFC7643-5-a", "tells in ServiceProviderConfig what it supports", async (t) => {
    const names = ["patch", "bulk", "filter", "changePassword", "sort", "etag", "authenticationSchemes"];
    const config = await t.read("/ServiceProviderConfig");
    t.equal(
      names.filter((name) => typeof config[name] !== "object"),
      [],
      "what is missing",
    );
  }),
  check("RFC7643-5-b", "tells the limits of bulk", async (t) => {
    const { bulk } = await t.read("/ServiceProviderConfig");
    t.expect(Number.isInteger(bulk?.maxOperations), "bulk.maxOperations is to be an integer");
    t.expect(Number.isInteger(bulk.maxPayloadSize), "bulk.maxPayloadSize is to be an integer");
  }),
  check("RFC7643-5-c", "tells the limit of filters", async (t) => {
    const { filter } = await t.read("/ServiceProviderConfig");
    t.expect(Number.isInteger(filter?.maxResults), "filter.maxResults is to be an integer");
  }),
  check("RFC7643-5-d", "says of each feature whether it is supported", async (t) => {
    const config = await t.read("/ServiceProviderConfig");
    for (const name of ["patch", "bulk", "filter", "changePassword", "sort", "etag"]) {
      t.expect(typeof config[name]?.supported === "boolean", `${name}.supported is to be a boolean`);
    }
  }),
  check("RFC7643-5-e", "describes its authentication schemes", async (t) => {
    const { authenticationSchemes } = await t.read("/ServiceProviderConfig");
    t.expect(authenticationSchemes?.length > 0, "there is to be one at least");
    for (const { type, name, description } of authenticationSchemes) {
      t.expect(SCHEME_TYPES.includes(type), `${type} is to be one of ${SCHEME_TYPES.join(", ")}`);
      t.expect(Boolean(name) && Boolean(description), "name and description are to be there");
    }
  }),
  check("RFC7643-5-f", "shows its authentication schemes to everybody", async (t) => {
    const answer = await t.get("/ServiceProviderConfig", { Authorization: "" });
    t.expect(answer.status === 200, "it is to be answered 200 without a token");
    t.expect(answer.body?.authenticationSchemes?.length > 0, "authenticationSchemes are to be in it");
  }),
  check("RFC7643-5-g", "lets nobody change ServiceProviderConfig", async (t) => {
    const config = await t.read("/ServiceProviderConfig");
    const answer = await t.put("/ServiceProviderConfig", config);
    t.expect([403, 404, 405, 501].includes(answer.status), "a PUT is to be refused");
  }),
  check("RFC7643-6-b", "publishes every schema that a resource type names", async (t) => {
    const { resourceTypes, schemas } = t.discovery;
    const published = schemas.map(({ id }) => id);
    const named = resourceTypes.flatMap(({ schema, schemaExtensions = [] }) => {
      return [schema, ...schemaExtensions.map((extension: Json) => extension.schema)];
    });
    t.expect(named.length > 0, "/ResourceTypes is to name schemas");
    t.equal(
      named.filter((urn) => !published.includes(urn)),
      [],
      "schemas that /Schemas does not list",
    );
  }),
  check("RFC7643-6-c", "demands the extensions it calls required", async (t) => {
    const type = t.discovery.resourceTypes.find(({ name }) => name === "User");
    const required = (type?.schemaExtensions ?? []).filter((extension: Json) => extension.required === true);
    if (required.length === 0) return t.open("no extension of User is required");
    t.refused(await t.post("/Users", t.newUser()), 400);
  }),
  check("RFC7643-7-a", "names schemas by their URN", async (t) => {
    const { schemas } = t.discovery;
    t.expect(schemas.length > 0, "/Schemas is to list them");
    t.equal(
      schemas.filter(({ id }) => !/^urn:[a-z0-9-]+:\S+$/i.test(id)).map(({ id }) => id),
      [],
      "ids that are no URN",
    );
  }),
  check("RFC7643-7-b", "says all characteristics of each attribute", async (t) => {
    const members = ["name", "type", "multiValued", "description", "required", "mutability", "returned"];
    everyAttribute(
      t,
      ({ attribute }) =>
        members.every((member) => attribute[member] !== undefined && attribute[member] !== null),
      `attributes are to have ${members.join(", ")}`,
    );
    everyAttribute(
      t,
      ({ attribute }) => attribute.type !== "string" || typeof attribute.caseExact === "boolean",
      "strings are to have caseExact",
    );
  }),
  check("RFC7643-7-d", "lists the sub-attributes of complex attributes", async (t) => {
    everyAttribute(
      t,
      ({ attribute }) => attribute.type !== "complex" || attribute.subAttributes?.length > 0,
      "complex attributes are to have subAttributes",
    );
  }),
  check("RFC7643-7-m", "lists what references lead to", async (t) => {
    everyAttribute(
      t,
      ({ attribute }) => attribute.type !== "reference" || attribute.referenceTypes?.length > 0,
      "references are to have referenceTypes",
    );
  }),
  check("RFC7643-8.7-a", "publishes the attributes of the RFC's schemas", async (t) => {
    const all = publishedAttributes(t);
    const ids = new Set(all.map(({ schema }) => schema));
    t.expect(ids.has(USER), "the User schema is to be published");
    const missing = Object.entries(STANDARD)
      .filter(([urn]) => ids.has(urn))
      .flatMap(([urn, names]) => names.map((name) => ({ urn, name })))
      .filter(({ urn, name }) => !all.some((one) => one.schema === urn && one.name === name));
    t.equal(
      missing.map(({ urn, name }) => `${urn}:${name}`),
      [],
      "attributes that are missing",
    );
  }),
  check("RFC7643-8.7-a", "uses the RFC's words for characteristics", async (t) => {
    const words: Readonly<Record<string, readonly string[]>> = {
      mutability: ["readOnly", "readWrite", "immutable", "writeOnly"],
      returned: ["always", "never", "default", "request"],
      uniqueness: ["none", "server", "global"],
    };
    everyAttribute(
      t,
      ({ attribute }) =>
        Object.entries(words).every(([name, list]) => list.includes(characteristics(attribute)[name])),
      "mutability, returned and uniqueness are to be words of the RFC",
    );
  }),
  check("RFC7643-10.3-a", "keeps its own schemas out of the registered namespace", async (t) => {
    const { schemas } = t.discovery;
    t.expect(schemas.length > 0, "/Schemas is to list schemas");
    const own = schemas
      .map(({ id }) => String(id))
      .filter((id) => id.startsWith("urn:ietf:params:scim:schemas:") && !REGISTERED.includes(id));
    const core = own.filter((id) => id.startsWith("urn:ietf:params:scim:schemas:core:"));
    t.equal(core, [], "core schemas without an RFC");
    if (own.length > 0) t.deviates("Microsoft Entra ID", `${own.join(", ")} are in it`);
  }),
  check("RFC7644-4-a", "has /ServiceProviderConfig as one object with its URN", async (t) => {
    const config = await t.read("/ServiceProviderConfig");
    t.equal(config.schemas, [PROVIDER_CONFIG], "schemas");
    t.expect(!("Resources" in config), "it is to be no list");
  }),
];

/** RFC 7643 §7: what the characteristics of an attribute mean. */
export const characteristicChecks = [
  check("RFC7643-7-e RFC7644-3.4.2.2-k", "compares in filters as caseExact says", async (t) => {
    const externalId = "CaseExact";
    const { id, userName } = await t.user({ externalId, displayName: "Ann" });
    t.equal(await t.find("/Users", `userName eq "${userName.toUpperCase()}"`), [id], "what userName finds");
    t.equal(await t.find("/Users", `id eq "${id}" and displayName eq "ANN"`), [id], "what displayName finds");
    t.equal(
      await t.find("/Users", `id eq "${id}" and externalId eq "CASEEXACT"`),
      [],
      "what externalId finds",
    );
    t.equal(
      await t.find("/Users", `id eq "${id}" and externalId eq "CaseExact"`),
      [id],
      "what externalId finds",
    );
  }),
  check("RFC7643-7-g RFC7644-3.5.2-e", "lets nobody change what is readOnly", async (t) => {
    const { id, meta } = await t.user();
    for (const path of ["id", "meta.created", "meta"]) {
      const value = path === "meta" ? { created: "1990-01-01T00:00:00Z" } : "1990-01-01T00:00:00Z";
      t.refused(await t.patch(`/Users/${id}`, [{ op: "replace", path, value }]), 400, "mutability");
    }
    t.equal((await t.read(`/Users/${id}`)).meta.created, meta.created, "meta.created");
  }),
  check("RFC7643-7-j", "returns always, never and by default as the schema says", async (t) => {
    const { id } = await t.user({ displayName: "Ann", title: "Tester", password: "Correct-Horse-7-Battery" });
    const excluded = await t.read(`/Users/${id}?excludedAttributes=id,title`);
    t.equal(
      [excluded.id, excluded.title, excluded.displayName],
      [id, undefined, "Ann"],
      "id, title, displayName",
    );
    const named = await t.read(`/Users/${id}?attributes=password,title`);
    t.equal(
      [named.id, named.title, named.password, named.displayName],
      [id, "Tester", undefined, undefined],
      "id, title, password, displayName",
    );
  }),
];
