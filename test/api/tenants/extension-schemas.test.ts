import { inTransaction } from "../../../src/db/transaction.js";
import {
  deleteExtensionRow,
  insertExtension,
  listExtensions,
} from "../../../src/tenants/extension-schemas.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { CORE_USER, errorOf, type ScimClient } from "../../support/scim-client.js";

const URN = "urn:example:params:scim:contoso:2.0:User";

const declaration = (attributes: object[], required = false): object => ({
  resourceType: "User",
  required,
  schema: { id: URN, name: "Contoso", attributes },
});

const ATTRIBUTES = [
  { name: "badge", type: "string", caseExact: true },
  { name: "level", type: "string", canonicalValues: ["low", "high"] },
  { name: "grade", type: "integer" },
  { name: "pin", type: "string", returned: "never", mutability: "writeOnly" },
  { name: "note", type: "string", returned: "request" },
  {
    name: "keys",
    type: "complex",
    multiValued: true,
    subAttributes: [
      { name: "value", type: "string" },
      { name: "since", type: "dateTime" },
    ],
  },
];

describe.each(DATABASES)("a tenant's own extension schema on %s", (database) => {
  // The cache of schemas goes by this clock: a second later it asks again.
  let clock = Date.now();
  const app = useTestApp(database, { now: () => clock });
  let scim: ScimClient;

  const declare = (document: object): Promise<unknown> =>
    inTransaction(app.db, (trx) => insertExtension(trx, scim.tenantId, document, clock));
  const create = (values: object): ReturnType<ScimClient["post"]> =>
    scim.post("/Users", { schemas: [CORE_USER], userName: `u${Math.random()}`, [URN]: values });

  beforeEach(async () => {
    scim = await app.connect();
    await declare(declaration(ATTRIBUTES));
    clock += 2000;
  });

  it("is served in /Schemas and /ResourceTypes of that tenant alone", async () => {
    const other = await app.connect();
    const schema = await scim.get(`/Schemas/${URN}`);

    expect(schema.body.attributes.map(({ name }: { name: string }) => name)).toEqual(
      ATTRIBUTES.map(({ name }) => name),
    );
    expect((await scim.get("/ResourceTypes/User")).body.schemaExtensions).toContainEqual({
      schema: URN,
      required: false,
    });
    expect(errorOf(await other.get(`/Schemas/${URN}`))).toBe("404");
    expect((await other.get("/ResourceTypes/User")).text).not.toContain(URN);
  });

  it("is stored, listed in schemas, and coerced like ours", async () => {
    const { status, body } = await create({ BADGE: "B1", grade: "7", level: "HIGH" });

    expect(status).toBe(201);
    expect(body.schemas).toEqual([CORE_USER, URN]);
    expect(body[URN]).toEqual({ badge: "B1", grade: 7, level: "high" });
    expect(errorOf(await create({ level: "middle" }))).toBe("400 invalidValue");
    expect(errorOf(await create({ grade: 1.5 }))).toBe("400 invalidValue");
  });

  it("is filtered and sorted by", async () => {
    const first = (
      await create({ badge: "B1", grade: 3, keys: [{ value: "k", since: "2020-01-01T00:00:00Z" }] })
    ).body;
    const second = (await create({ badge: "b1", grade: 20 })).body;
    const ids = async (filter: string): Promise<string[]> =>
      (await scim.find("/Users", filter)).map(({ id }) => id);

    expect(await ids(`${URN}:badge eq "B1"`)).toEqual([first.id]);
    expect(await ids(`${URN}:grade gt 3`)).toEqual([second.id]);
    expect(await ids(`${URN}:keys[value eq "K" and since lt "2021-01-01T00:00:00Z"]`)).toEqual([first.id]);
    const sorted = (await scim.get(`/Users?sortBy=${URN}:grade&sortOrder=descending`)).body.Resources;
    expect(sorted.map(({ id }: { id: string }) => id)).toEqual([second.id, first.id]);
  });

  it("is patched by path, by value path and without a path", async () => {
    const { id } = (await create({ keys: [{ value: "a" }] })).body;

    const { body } = await scim.patch(`/Users/${id}`, [
      { op: "Add", path: `${URN}:badge`, value: "42" },
      { op: "replace", path: `${URN}:keys[value eq "a"].since`, value: "2024-05-06T00:00:00Z" },
      { op: "replace", value: { [`${URN}:grade`]: 9 } },
    ]);

    expect(body[URN]).toEqual({
      badge: "42",
      grade: 9,
      keys: [{ value: "a", since: "2024-05-06T00:00:00Z" }],
    });
  });

  it("keeps from every answer what is never returned, and from the default one what must be asked for", async () => {
    const created = (await create({ badge: "B", pin: "1234", note: "hush" })).body;
    const path = `/Users/${created.id}`;
    const answers = [
      created,
      (await scim.get(path)).body,
      (await scim.get("/Users")).body.Resources[0],
      (await scim.patch(path, [{ op: "replace", path: "title", value: "T" }])).body,
    ];

    for (const answer of answers) expect(answer[URN]).toEqual({ badge: "B" });
    expect((await scim.get(`${path}?attributes=${URN}:note,${URN}:pin`)).body[URN]).toEqual({ note: "hush" });
    expect(errorOf(await scim.get(`/Users?filter=${URN}:pin+eq+"1234"`))).toBe("400 invalidFilter");
  });

  it("may grow and be tightened, not loosened, and counts within a second", async () => {
    await declare(declaration([...ATTRIBUTES, { name: "late", type: "boolean" }]));
    clock += 2000;

    expect((await create({ late: "True" })).body[URN]).toEqual({ late: true });
    await expect(declare(declaration(ATTRIBUTES))).rejects.toMatchObject({ code: "conflict" });
  });

  it("cannot be demanded of users that exist already", async () => {
    await create({ badge: "B" });

    await expect(declare(declaration(ATTRIBUTES, true))).rejects.toMatchObject({ code: "conflict" });
  });

  it.each([
    CORE_USER,
    "URN:okta:scim:schemas:core:1.0:Role",
    "urn:ietf:params:scim:schemas:core:2.0:Entitlement",
  ])("cannot have the name of a schema that is there: %s", async (id) => {
    const schema = { id, attributes: [{ name: "x", type: "string" }] };

    await expect(declare({ resourceType: "User", schema })).rejects.toMatchObject({ code: "uniqueness" });
  });

  it.each(["constructor", "toString", "valueOf"])("cannot have an attribute called %s", async (name) => {
    const parts = { name: "parts", type: "complex", subAttributes: [{ name, type: "string" }] };

    for (const attribute of [{ name, type: "string" }, parts]) {
      await expect(declare(declaration([attribute]))).rejects.toMatchObject({ code: "invalidValue" });
    }
  });

  it("is demanded of new users where it is required [RFC 7643 §6]", async () => {
    await declare(declaration(ATTRIBUTES, true));
    clock += 2000;

    expect(errorOf(await scim.post("/Users", { schemas: [CORE_USER], userName: "x" }))).toBe(
      "400 invalidValue",
    );
    expect((await create({ badge: "B" })).status).toBe(201);
  });

  it("is taken back once nobody has values of it", async () => {
    const { id } = (await create({ badge: "B" })).body;
    const remove = (): Promise<unknown> =>
      inTransaction(app.db, (trx) => deleteExtensionRow(trx, scim.tenantId, URN));

    await expect(remove()).rejects.toMatchObject({ code: "conflict" });
    await scim.patch(`/Users/${id}`, [{ op: "remove", path: URN }]);
    await remove();
    clock += 2000;

    expect(await listExtensions(app.db.read, scim.tenantId)).toEqual([]);
    expect(errorOf(await scim.get(`/Schemas/${URN}`))).toBe("404");
    expect((await create({ badge: "B" })).body[URN]).toBeUndefined();
  });
});
