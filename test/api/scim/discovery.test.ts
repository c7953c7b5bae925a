import { catalogSchemas } from "../../../src/schema/catalog-schemas.js";
import type { Scope } from "../../../src/tenants/connection.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import type { Answer } from "../../support/http.js";
import { send } from "../../support/http.js";
import {
  CORE_GROUP,
  CORE_USER,
  CRM_GROUP,
  CRM_USER,
  ENTERPRISE,
  errorOf,
  LIST_RESPONSE,
  type ScimClient,
} from "../../support/scim-client.js";

const OKTA_ENTITLEMENT = "urn:okta:scim:schemas:core:1.0:Entitlement";
const OKTA_ROLE = "urn:okta:scim:schemas:core:1.0:Role";
const ROLE = "urn:ietf:params:scim:schemas:core:2.0:Role";
const CRM_ROLE = "urn:ietf:params:scim:schemas:extension:crm:2.0:Role";
const INSTANCE = "urn:ietf:params:scim:schemas:crm:2.0:Instance";
const ENTITLEMENT = "urn:ietf:params:scim:schemas:core:2.0:Entitlement";

type Json = Answer["body"];

/** The members of a JSON object, those of objects within it too; true for a simple value or a list of them. */
interface Members {
  readonly [name: string]: Members | true;
}

const SUPPORTED = { supported: true } as const;
const META = { resourceType: true, location: true } as const;

/** RFC 7643 §5, and RFC 9865 §3 for `pagination`. */
const CONFIG: Members = {
  schemas: true,
  documentationUri: true,
  patch: SUPPORTED,
  bulk: { supported: true, maxOperations: true, maxPayloadSize: true },
  filter: { supported: true, maxResults: true },
  changePassword: SUPPORTED,
  sort: SUPPORTED,
  etag: SUPPORTED,
  authenticationSchemes: {
    type: true,
    name: true,
    description: true,
    specUri: true,
    documentationUri: true,
    // RFC 7643 §2.4
    primary: true,
  },
  pagination: {
    cursor: true,
    index: true,
    defaultPaginationMethod: true,
    defaultPageSize: true,
    maxPageSize: true,
    cursorTimeout: true,
  },
  meta: META,
};

/** RFC 7643 §6. */
const RESOURCE_TYPE: Members = {
  schemas: true,
  id: true,
  name: true,
  description: true,
  endpoint: true,
  schema: true,
  schemaExtensions: { schema: true, required: true },
  meta: META,
};

const CHARACTERISTICS: Members = {
  name: true,
  type: true,
  multiValued: true,
  description: true,
  required: true,
  canonicalValues: true,
  caseExact: true,
  mutability: true,
  returned: true,
  uniqueness: true,
  referenceTypes: true,
};

/** RFC 7643 §7. */
const SCHEMA: Members = {
  schemas: true,
  id: true,
  name: true,
  description: true,
  // The schema of schemas has attributes in subAttributes in attributes. RFC 7643 §8.7.2
  attributes: { ...CHARACTERISTICS, subAttributes: { ...CHARACTERISTICS, subAttributes: CHARACTERISTICS } },
  meta: META,
};

const CORE = "urn:ietf:params:scim:schemas:core:2.0";

/** Schemas of the discovery endpoints themselves. RFC 7643 §8.7.2 */
const SERVICE = ["ServiceProviderConfig", "ResourceType", "Schema"].map((name) => `${CORE}:${name}`);

/** Paths of what is in a value and not in the RFC. */
function unknownMembers(value: Json, members: Members | true, path = ""): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => unknownMembers(one, members, path));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const known = members === true ? undefined : members[name];
    return known === undefined ? [`${path}.${name}`] : unknownMembers(inner, known, `${path}.${name}`);
  });
}

/** All attributes of a schema, those of complex ones behind them. */
function flatten(attributes: Json[]): Json[] {
  return attributes.flatMap((attribute) => [attribute, ...flatten(attribute.subAttributes ?? [])]);
}

describe.each(DATABASES)("discovery on %s", (database) => {
  const app = useTestApp(database);
  let scim: ScimClient;
  /** As it is when nothing was chosen. */
  let plain: ScimClient;
  let schemas: Map<string, Json>;

  beforeAll(async () => {
    scim = await app.connect({ options: { catalogs: true } });
    plain = await app.connect();
    const { body } = await scim.get("/Schemas");
    schemas = new Map(body.Resources.map((schema: Json) => [schema.id, schema]));
  });

  const attribute = (urn: string, name: string): Json =>
    name
      .split(".")
      .reduce<Json>(
        (at, part) => (at.attributes ?? at.subAttributes).find((item: Json) => item.name === part),
        schemas.get(urn),
      );

  it("gives every attribute of every schema each characteristic [RFC 7643 §7]", () => {
    for (const schema of schemas.values()) {
      for (const one of flatten(schema.attributes)) {
        const { subAttributes, referenceTypes, canonicalValues: _, ...same } = one;

        expect(same).toEqual({
          name: expect.any(String),
          type: expect.any(String),
          multiValued: expect.any(Boolean),
          description: expect.any(String),
          required: expect.any(Boolean),
          caseExact: expect.any(Boolean),
          mutability: expect.any(String),
          returned: expect.any(String),
          uniqueness: expect.any(String),
        });
        expect([Array.isArray(subAttributes), Array.isArray(referenceTypes)]).toEqual([
          one.type === "complex",
          one.type === "reference",
        ]);
      }
    }
  });

  it("says what is so for the token [RFC 7643 §7]", async () => {
    const read = async (scopes: Scope[], mode: "tolerant" | "strict" = "tolerant") => {
      const connection = await app.secondConnection(scim, { mode });
      const { body } = await (await app.withToken(connection, { scopes })).get("/Schemas");
      const found = new Map<string, Json>(body.Resources.map((schema: Json) => [schema.id, schema]));
      return (urn: string, name: string): Json =>
        flatten(found.get(urn).attributes).find((one) => one.name === name);
    };
    const [reader, writer, trusted] = [
      await read(["scim.read"]),
      await read(["scim"]),
      await read(["scim", "scim.applications", "scim.adminroles"]),
    ];

    for (const name of ["userName", "password", "emails"]) {
      expect(reader(CORE_USER, name).mutability).toBe("readOnly");
    }
    for (const name of ["userKind", "applicationId", "administratorRoles"]) {
      expect(writer(CRM_USER, name).mutability).toBe("readOnly");
      expect(trusted(CRM_USER, name).mutability).not.toBe("readOnly");
    }
    expect(trusted(CRM_USER, "userKind").canonicalValues).toEqual(["person", "application"]);
    for (const name of ["guardsInstance", "securityRoles"]) {
      expect(trusted(CRM_GROUP, name).mutability).toBe("readOnly");
    }
    expect(trusted(CRM_USER, "temporaryPassword")).toBeUndefined();
    expect(writer(CORE_GROUP, "displayName").uniqueness).toBe("server");
    expect(trusted(CRM_USER, "applicationId").uniqueness).toBe("server");
    expect(writer(CRM_USER, "features").canonicalValues).toContain("settingsOnly");
    expect(writer(CRM_USER, "accessMode").canonicalValues).toContain("Administrative");
    expect(writer(CRM_USER, "usageLocation").canonicalValues).toHaveLength(249);
    expect(writer(CORE_USER, "country").canonicalValues).toBeUndefined();
    expect((await read(["scim"], "strict"))(CORE_USER, "country").canonicalValues).toContain("DE");
  });

  it("says that names of groups may repeat where they may [RFC 7643 §7]", async () => {
    const client = await app.secondConnection(scim, { options: { uniqueGroupNames: false } });
    const { body } = await client.get(`/Schemas/${CORE_GROUP}`);

    expect(body.attributes.find(({ name }: Json) => name === "displayName").uniqueness).toBe("none");
    await client.createGroup("twice");
    expect((await client.createGroup("twice")).displayName).toBe("twice");
  });

  it("answers the configuration without a token [RFC 7643 §5]", async () => {
    const anonymous = await scim.get("/ServiceProviderConfig", { Authorization: "" });

    expect(anonymous.status).toBe(200);
    expect(anonymous.body).toMatchObject({
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
      patch: { supported: true },
      bulk: { supported: true, maxOperations: expect.any(Number), maxPayloadSize: 8 * 1024 * 1024 },
      filter: { supported: true, maxResults: 1000 },
      changePassword: { supported: true },
      sort: { supported: true },
      etag: { supported: true },
      meta: {
        resourceType: "ServiceProviderConfig",
        location: `${app.url}/scim/v2/ServiceProviderConfig`,
      },
    });
  });

  it("tells a connection the same, but for how it may authenticate [RFC 7643 §5]", async () => {
    const { authenticationSchemes: all, ...config } = (
      await scim.get("/ServiceProviderConfig", { Authorization: "" })
    ).body;
    const { authenticationSchemes: own, ...same } = (await scim.get("/ServiceProviderConfig")).body;

    expect(same).toEqual(config);
    for (const schemes of [all, own]) {
      expect(schemes.map(({ type }: Json) => type)).toContain("oauthbearertoken");
      for (const scheme of schemes) {
        expect(scheme).toMatchObject({
          type: expect.stringMatching(/^(oauth|oauth2|oauthbearertoken|httpbasic|httpdigest)$/),
          name: expect.stringMatching(/\S/),
          description: expect.stringMatching(/\S/),
        });
      }
    }
  });

  it("needs a token for schemas and resource types", async () => {
    expect(errorOf(await scim.get("/Schemas", { Authorization: "" }))).toBe("401");
    expect(errorOf(await scim.get("/ResourceTypes", { Authorization: "" }))).toBe("401");
  });

  it("lists the resource types with their schemas and extensions [RFC 7643 §6]", async () => {
    const { body } = await scim.get("/ResourceTypes");
    const type = (name: string, schema: string, extensions: string[], required = false) => ({
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
      id: name,
      name,
      description: expect.any(String),
      endpoint: `/${name}s`,
      schema,
      schemaExtensions: extensions.map((urn) => ({ schema: urn, required })),
      meta: { resourceType: "ResourceType", location: `${app.url}/scim/v2/ResourceTypes/${name}` },
    });

    expect(body).toMatchObject({ schemas: [LIST_RESPONSE], totalResults: 6, itemsPerPage: 6, startIndex: 1 });
    expect(body.Resources).toEqual([
      type("User", CORE_USER, [ENTERPRISE, CRM_USER]),
      type("Group", CORE_GROUP, [CRM_GROUP]),
      type("License", OKTA_ENTITLEMENT, []),
      type("Entitlement", ENTITLEMENT, []),
      type("Role", OKTA_ROLE, [ROLE, CRM_ROLE], true),
      type("Instance", INSTANCE, []),
    ]);
    expect((await scim.get("/ResourceTypes/Group")).body).toEqual(body.Resources[1]);
  });

  it("lists every schema that a resource type names, and those of discovery, each at its own address [RFC 7643 §7, §8.7.2]", async () => {
    expect([...schemas.keys()].sort()).toEqual(
      [
        CORE_USER,
        CORE_GROUP,
        ENTERPRISE,
        CRM_USER,
        CRM_GROUP,
        OKTA_ENTITLEMENT,
        ENTITLEMENT,
        OKTA_ROLE,
        ROLE,
        CRM_ROLE,
        INSTANCE,
        ...SERVICE,
      ].sort(),
    );
    for (const [urn, schema] of schemas) {
      const single = await scim.get(`/Schemas/${urn}`);
      expect(single.body).toEqual(schema);
      expect(schema).toMatchObject({
        schemas: ["urn:ietf:params:scim:schemas:core:2.0:Schema"],
        name: expect.any(String),
        meta: { resourceType: "Schema", location: `${app.url}/scim/v2/Schemas/${urn}` },
      });
    }
  });

  it("says all of each attribute in the words of the RFC, without a null [RFC 7643 §7]", async () => {
    const all = [...schemas.values()].flatMap((schema) => flatten(schema.attributes));

    for (const item of all) {
      expect(item).toMatchObject({
        name: expect.stringMatching(/^[$A-Za-z][\w$-]*$/),
        type: expect.stringMatching(/^(string|boolean|decimal|integer|dateTime|reference|complex|binary)$/),
        multiValued: expect.any(Boolean),
        required: expect.any(Boolean),
        description: expect.stringMatching(/\S/),
        mutability: expect.stringMatching(/^(readOnly|readWrite|immutable|writeOnly)$/),
        returned: expect.stringMatching(/^(always|never|default|request)$/),
      });
      expect(item.type === "complex").toBe(Array.isArray(item.subAttributes));
    }
    expect((await scim.get("/Schemas")).text).not.toContain(":null");
  });

  it.each([
    [CORE_USER, "userName", { required: true, caseExact: false, uniqueness: "server" }],
    [CORE_USER, "password", { mutability: "writeOnly", returned: "never" }],
    [CORE_USER, "groups", { mutability: "readOnly", multiValued: true }],
    [CORE_USER, "active", { type: "boolean" }],
    [CORE_USER, "profileUrl", { type: "reference", referenceTypes: ["external"] }],
    [CORE_USER, "x509Certificates.value", { type: "binary" }],
    [CORE_GROUP, "displayName", { required: true }],
    [CORE_GROUP, "members.value", { mutability: "immutable" }],
    [
      CORE_GROUP,
      "members.$ref",
      { type: "reference", referenceTypes: expect.arrayContaining(["User", "Group"]) },
    ],
    [ENTERPRISE, "manager.displayName", { mutability: "readOnly" }],
    [CRM_USER, "userKind", { mutability: "readOnly" }],
    [CRM_USER, "licenses.status", { mutability: "readOnly" }],
    [CRM_USER, "instances", { returned: "request", mutability: "readOnly" }],
    [CRM_USER, "directoryObjectId", { uniqueness: "server" }],
  ])("describes %s %s as %j [RFC 7643 §8.7]", (urn, name, characteristics) => {
    expect(attribute(urn, name)).toMatchObject(characteristics);
  });

  it.each(["emails", "phoneNumbers", "addresses", "ims", "photos"])(
    "suggests types of %s by canonicalValues, which Entra ID derives names from",
    (name) => {
      expect(attribute(CORE_USER, `${name}.type`).canonicalValues).toEqual(
        expect.arrayContaining([expect.any(String)]),
      );
    },
  );

  it("does not list common attributes in a schema [RFC 7643 §3.1]", () => {
    const names = flatten(schemas.get(CORE_USER).attributes).map(({ name }) => name);

    expect(names).not.toEqual(expect.arrayContaining(["schemas"]));
    expect(names).not.toEqual(expect.arrayContaining(["meta"]));
    expect(names).not.toEqual(expect.arrayContaining(["externalId"]));
  });

  it("describes its own answers: each member of them is an attribute of their schema [RFC 7643 §8.7.2]", async () => {
    const common = ["schemas", "id", "meta"];
    const membersOf =
      (urn: string) =>
      (one: Json, attributes: Json[] = schemas.get(urn).attributes, path = urn): string[] =>
        Object.entries<Json>(one).flatMap(([name, value]) => {
          if (path === urn && common.includes(name)) return [];
          const known = attributes.find((candidate) => candidate.name === name);
          if (known === undefined) return [`${path}.${name}`];
          if (known.multiValued !== Array.isArray(value)) return [`${path}.${name} is one or many`];
          const inner = [value].flat().filter((item) => typeof item === "object");
          return inner.flatMap((item) => membersOf(urn)(item, known.subAttributes ?? [], `${path}.${name}`));
        });
    for (const [path, name] of [
      ["/ServiceProviderConfig", "ServiceProviderConfig"],
      ["/ResourceTypes/User", "ResourceType"],
      [`/Schemas/${CORE_USER}`, "Schema"],
      [`/Schemas/${CORE}:Schema`, "Schema"],
    ]) {
      const unknown = membersOf(`${CORE}:${name}`)((await plain.get(path ?? "")).body);
      // Ours nests one level, as the RFC's does.
      expect(unknown.filter((member) => !member.endsWith("subAttributes.subAttributes"))).toEqual([]);
    }
  });

  it("says that nobody writes what can only be read: all of each catalog", async () => {
    for (const { core } of catalogSchemas) {
      for (const item of flatten(schemas.get(core.id).attributes)) {
        expect(item).toMatchObject({ mutability: "readOnly" });
      }
    }
  });

  it.each(["tolerant", "strict"] as const)(
    "has the members of RFC 7643 §5 and of RFC 9865 and no other, with a %s connection or none",
    async (mode) => {
      const connection = await app.connect({ mode, options: { basicAuth: true } });
      for (const headers of [{}, { Authorization: "" }]) {
        const { body } = await connection.get("/ServiceProviderConfig", headers);
        expect(unknownMembers(body, CONFIG)).toEqual([]);
        expect(Object.keys(CONFIG).filter((name) => body[name] === undefined)).toEqual(["documentationUri"]);
      }
      for (const [path, members] of [
        ["/ResourceTypes", RESOURCE_TYPE],
        ["/Schemas", SCHEMA],
      ] as const) {
        const { body } = await connection.get(path);
        expect(body.Resources.flatMap((one: Json) => unknownMembers(one, members))).toEqual([]);
      }
    },
  );

  it("has a core schema of its own for each resource type, which is no extension of another [RFC 7643 §6]", async () => {
    for (const connection of [plain, scim]) {
      const types: Json[] = (await connection.get("/ResourceTypes")).body.Resources;
      const cores = types.map(({ schema }) => schema);
      const extensions = types.flatMap(({ schemaExtensions }) =>
        schemaExtensions.map(({ schema }: Json) => schema),
      );

      expect(new Set(cores).size).toBe(cores.length);
      expect(extensions.filter((urn) => cores.includes(urn))).toEqual([]);
      expect((await connection.get("/Schemas")).body.Resources.map(({ id }: Json) => id)).toEqual(
        expect.arrayContaining([...cores, ...extensions]),
      );
    }
  });

  it("lists users and groups alone unless the connection wants catalogs, which answer anyway", async () => {
    expect((await plain.get("/ResourceTypes")).body.Resources.map(({ id }: Json) => id)).toEqual([
      "User",
      "Group",
    ]);
    for (const path of ["/Licenses", "/Entitlements", "/Roles", "/Instances"]) {
      expect((await plain.get(path)).status).toBe(200);
    }
  });

  it("leaves pagination out where the connection does not want it, and goes on paging", async () => {
    const bare = await app.connect({ options: { pagination: false } });

    expect((await bare.get("/ServiceProviderConfig")).body.pagination).toBeUndefined();
    expect((await bare.get("/Users?cursor")).status).toBe(200);
  });

  it("tells in the draft's words what roles and entitlements there are, where that is wanted", async () => {
    const draft = await app.connect({ options: { drafts: true } });

    expect((await draft.get("/ServiceProviderConfig")).body.RolesAndEntitlements).toEqual({
      roles: {
        supported: true,
        multipleRolesSupported: true,
        primarySupported: true,
        typeSupported: true,
        types: ["SecurityRole"],
      },
      entitlements: {
        supported: true,
        multipleEntitlementsSupported: true,
        primarySupported: true,
        typeSupported: true,
        types: ["License"],
      },
    });
  });

  it("takes the CRM's extensions out of sight where the connection wants it, and keeps them working", async () => {
    const bare = await app.connect({ options: { crmSchemas: false } });
    const { body } = await bare.get("/Schemas");

    expect(body.Resources.map(({ id }: Json) => id).sort()).toEqual(
      [CORE_USER, CORE_GROUP, ENTERPRISE, ...SERVICE].sort(),
    );
    expect(errorOf(await bare.get(`/Schemas/${CRM_USER}`))).toBe("404");
    expect((await bare.get("/ResourceTypes")).text).not.toContain(":crm:");
    expect((await bare.createUser({ userName: "a", [CRM_USER]: { accessMode: "Read" } }))[CRM_USER]).toEqual({
      accessMode: "Read",
    });
  });

  it.each(["/Schemas/urn:none", "/ResourceTypes/Users", "/ResourceTypes/Device", "/Schemas/__proto__"])(
    "answers 404 for %s",
    async (path) => {
      expect(errorOf(await scim.get(path))).toBe("404");
    },
  );

  it.each(["/Schemas", "/ResourceTypes", "/ServiceProviderConfig"])(
    "refuses a filter on %s with 403, and ignores sorting and paging [RFC 7644 §4]",
    async (path) => {
      const whole = await scim.get(path);

      expect(errorOf(await scim.get(`${path}?filter=id%20pr`))).toBe("403");
      expect((await scim.get(`${path}?startIndex=2&count=1&sortBy=id`)).body).toEqual(whole.body);
    },
  );

  it.each(["/Schemas", "/ResourceTypes", "/ServiceProviderConfig"])(
    "lets nobody write to %s",
    async (path) => {
      for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
        const answer = await scim.send(method, path, method === "DELETE" ? undefined : {});
        expect(errorOf(answer)).toBe("405");
        expect(answer.headers["allow"]).toMatch(/\bGET\b/);
      }
    },
  );

  it("answers under /scim as under /scim/v2", async () => {
    const headers = { Authorization: `Bearer ${scim.token}` };
    for (const path of ["/Schemas", "/ResourceTypes", "/ServiceProviderConfig"]) {
      const short = await send(app.url, { method: "GET", path: `/scim${path}`, headers });
      expect(short.body).toEqual((await scim.get(path)).body);
    }
  });
});
