import { check } from "../check.js";
import { uniqueName } from "../trial.js";
import { ENTERPRISE, USER } from "../urns.js";
import type { Json } from "../wire.js";
import { publishedAttributes } from "./published.js";

/** RFC 7643 §3: resources and their common attributes. */
export const resourceChecks = [
  check("RFC7643-3-a RFC7643-3.3-a", "names the type's schema in every representation", async (t) => {
    const { id, schemas } = await t.user();
    t.expect(schemas?.includes(USER) === true, "a created user is to have its schema");
    const answer = await t.filter("/Users", `id eq "${id}"`, "&attributes=userName");
    t.expect(answer.body?.Resources?.[0]?.schemas?.includes(USER) === true, "a listed user, too");
  }),
  check(
    "RFC7643-3-b",
    "names schemas of the type only",
    async (t) => {
      const type = t.discovery.resourceTypes.find(({ name }) => name === "User");
      const known = [type?.schema, ...(type?.schemaExtensions ?? []).map(({ schema }: Json) => schema)];
      const { schemas } = await t.user({
        schemas: [USER, ENTERPRISE],
        [ENTERPRISE]: { department: "Tests" },
      });
      t.expect(Array.isArray(schemas), "schemas is to be an array");
      t.equal(
        schemas.filter((urn: string) => !known.includes(urn)),
        [],
        "schemas that the type does not have",
      );
    },
    ["enterprise"],
  ),
  check(
    "RFC7643-3-c",
    "names each schema once, in whatever order they come",
    async (t) => {
      const { schemas } = await t.user({
        schemas: [ENTERPRISE, USER],
        [ENTERPRISE]: { department: "Tests" },
      });
      t.same(schemas, [USER, ENTERPRISE], "schemas");
    },
    ["enterprise"],
  ),
  check("RFC7643-3-d RFC7643-3.1-b", "has the common attributes in every type", async (t) => {
    const user = await t.user();
    const group = await t.group();
    for (const [path, { id, meta }] of [
      ["/Users", user],
      ["/Groups", group],
    ] as const) {
      t.expect(typeof id === "string" && typeof meta === "object", `${path} is to have id and meta`);
      const found = await t.find(path, `id eq "${id}" and meta.created pr`);
      t.equal(found, [id], `what ${path} finds by common attributes`);
    }
  }),
  check("RFC7643-3.1-a RFC7643-3.1-d", "assigns id and meta", async (t) => {
    const user = await t.user();
    for (const one of [user, await t.read(`/Users/${user.id}`)]) {
      t.expect(typeof one.id === "string" && one.id !== "", "the id is to be a string that is not empty");
      t.expect(typeof one.meta?.resourceType === "string", "meta is to have a resourceType");
      t.expect(typeof one.meta?.location === "string", "meta is to have a location");
    }
  }),
  check("RFC7643-3.1-e RFC7643-3.1-h", 'gives each resource an id of its own without "bulkId"', async (t) => {
    const user = await t.user();
    const ids = [user.id, (await t.user()).id, (await t.group()).id, (await t.group()).id];
    t.equal(new Set(ids).size, 4, "the number of different ids");
    t.expect(!ids.some((id) => id.includes("bulkId")), "no id is to contain bulkId");
  }),
  check("RFC7643-3.1-f", "keeps an id, and gives it to nobody else", async (t) => {
    const { id, userName, schemas } = await t.user();
    const path = `/Users/${id}`;
    t.equal((await t.put(path, { schemas, userName, title: "Tester" })).body?.id, id, "the id after PUT");
    t.equal(
      (await t.patched(path, [{ op: "replace", path: "title", value: "T" }])).id,
      id,
      "the id after PATCH",
    );
    await t.delete(path);
    t.expect((await t.user({ userName })).id !== id, "the next user of that name is to have another id");
  }),
  check("RFC7643-3.1-g", "lets no client set an id", async (t) => {
    const chosen = uniqueName("id");
    const { id, userName, schemas } = await t.user({ id: chosen });
    t.expect(id !== chosen, "POST is to ignore the id");
    t.equal(
      (await t.put(`/Users/${id}`, { schemas, userName, id: chosen })).body?.id,
      id,
      "the id after PUT",
    );
  }),
  check("RFC7643-3.1-i", "compares ids with regard to case, and always returns them", async (t) => {
    const { id } = await t.user();
    t.equal((await t.read(`/Users/${id}?excludedAttributes=id`)).id, id, "the id, though excluded");
    t.equal((await t.read(`/Users/${id}?attributes=displayName`)).id, id, "the id, though not named");
    const other = id === id.toUpperCase() ? id.toLowerCase() : id.toUpperCase();
    if (other === id) return t.open("an id without letters has no case");
    t.equal(await t.find("/Users", `id eq "${other}"`), [], "what another case finds");
  }),
  check("RFC7643-3.1-j", "invents no externalId", async (t) => {
    const { id } = await t.user();
    t.expect(!("externalId" in (await t.read(`/Users/${id}`))), "there is to be no externalId");
  }),
  check("RFC7643-3.1-k RFC7644-6.2-a", "keeps the externalIds of two clients apart", async (t) => {
    if (t.target.peer === undefined) return t.skip("the judge has no second client of the same tenant");
    const externalId = uniqueName("external");
    const { id } = await t.user({ externalId });
    const peer = await t.target.peer();
    const seen = await t.send("GET", `/Users/${id}`, undefined, {}, peer);
    t.expect(seen.body?.externalId === undefined, "the other client is not to see the externalId");
    const path = `/Users?filter=${encodeURIComponent(`externalId eq "${externalId}"`)}`;
    const found = await t.send("GET", path, undefined, {}, peer);
    t.equal([found.status, found.body?.totalResults], [200, 0], "what the other client finds by it");
    t.equal(await t.find("/Users", `externalId eq "${externalId}"`), [id], "what its own client finds by it");
  }),
  check(
    "RFC7643-3.1-l RFC7643-7-f",
    "compares externalId with regard to case, keeps it, and needs it not unique",
    async (t) => {
      const externalId = uniqueName("MixedCase");
      const first = await t.user({ externalId });
      const second = await t.user({ externalId });
      t.equal(first.externalId, externalId, "the externalId");
      const found = await t.find("/Users", `externalId eq "${externalId}"`);
      t.same(found, [first.id, second.id], "who is found by it");
      t.equal(
        await t.find("/Users", `externalId eq "${externalId.toLowerCase()}"`),
        [],
        "what another case finds",
      );
    },
  ),
  check("RFC7643-3.1-m RFC7643-3.1-n RFC7644-3.3.1-a", "sets meta itself", async (t) => {
    const meta = { resourceType: "Robot", created: "1990-01-01T00:00:00Z", location: "http://example.com/x" };
    const user = await t.user({ meta });
    t.equal(user.meta?.resourceType, "User", "meta.resourceType");
    t.expect(user.meta.created !== meta.created, "meta.created is to be the server's");
    t.expect(user.meta.location !== meta.location, "meta.location is to be the server's");
    t.equal((await t.group()).meta?.resourceType, "Group", "meta.resourceType of a group");
  }),
  check(
    "RFC7643-3.1-o RFC7643-3.1-p",
    "has created and lastModified equal until the first change",
    async (t) => {
      const { id, meta } = await t.user();
      t.expect(!Number.isNaN(Date.parse(meta?.created)), "meta.created is to be a date");
      t.equal(meta.lastModified, meta.created, "meta.lastModified");
      await new Promise((resolve) => setTimeout(resolve, 5));
      const changed = await t.patched(`/Users/${id}`, [{ op: "replace", path: "title", value: "Tester" }]);
      t.equal(changed.meta?.created, meta.created, "meta.created after a change");
      t.expect(
        Date.parse(changed.meta.lastModified) > Date.parse(meta.created),
        "lastModified is to be later",
      );
    },
  ),
  check("RFC7643-3.1-q", "has one location in header and body", async (t) => {
    const created = await t.post("/Users", t.newUser());
    for (const { headers, body } of [created, await t.get(`/Users/${created.body?.id}`)]) {
      t.expect(typeof body?.meta?.location === "string", "meta.location is to be there");
      for (const name of ["content-location", "location"]) {
        t.equal(headers[name] ?? body.meta.location, body.meta.location, name);
      }
    }
  }),
  check(
    "RFC7643-3.1-r RFC7644-3.14-a",
    "has one version in ETag and body",
    async (t) => {
      const { id } = await t.user();
      const { headers, body } = await t.get(`/Users/${id}`);
      t.expect(typeof headers["etag"] === "string", "there is to be an ETag");
      t.equal(body.meta?.version, headers["etag"], "meta.version");
    },
    ["etag"],
  ),
  check(
    "RFC7643-3.1-s",
    "writes versions as entity tags, weak ones with W/",
    async (t) => {
      const { meta } = await t.user();
      t.expect(/^(W\/)?"[\x21\x23-\x7e]*"$/.test(meta?.version), "meta.version is to be an entity tag");
    },
    ["etag"],
  ),
  check("RFC7643-3.2-a RFC7643-6-a", "describes its resource types", async (t) => {
    const { resourceTypes } = t.discovery;
    t.expect(resourceTypes.length > 0, "/ResourceTypes is to list them");
    for (const type of resourceTypes) {
      const isWhole = ["name", "endpoint", "schema"].every((member) => typeof type[member] === "string");
      t.expect(isWhole, `${JSON.stringify(type)} is to have name, endpoint and schema`);
      const extensions: readonly Json[] = type.schemaExtensions ?? [];
      const areWhole = extensions.every(
        (one) => typeof one.schema === "string" && typeof one.required === "boolean",
      );
      t.expect(areWhole, `the extensions of ${type.name} are to have schema and required`);
    }
  }),
  check("RFC7643-3.3-c", "defines in extensions nothing that exists", async (t) => {
    const all = publishedAttributes(t).filter(({ parent }) => parent === undefined);
    const core = all.filter(({ schema }) => schema === USER).map(({ name }) => name);
    const isTwice = ({ schema, name }: { schema: string; name: string }): boolean =>
      schema.includes(":extension:") && schema.endsWith(":User") && core.includes(name);
    t.equal(
      all.filter(isTwice).map(({ schema, name }) => `${schema}:${name}`),
      [],
      "attributes defined twice",
    );
  }),
];
