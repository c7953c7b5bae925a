import { type Check, check } from "../check.js";
import { uniqueName } from "../trial.js";
import type { Json } from "../wire.js";
import { everyAttribute } from "./published.js";

/** A check of the profile, which only strict mode promises. */
function profile(ids: string, title: string, run: Check["run"]): Check {
  return { ...check(ids, title, run), mode: "strict" };
}

const unknownSchema = "urn:example:params:scim:schemas:unknown:2.0:User";

/** SCIM 2.0 Interoperability Profile, draft 02. */
export const interopChecks = [
  profile("INTEROP-1-a", "says that it conforms", async (t) => {
    const config = await t.read("/ServiceProviderConfig");
    t.equal(config.interopProfileConformant, true, "interopProfileConformant");
  }),
  profile("INTEROP-1-b", "has the name of a resource type as its id", async (t) => {
    const { resourceTypes } = t.discovery;
    t.expect(resourceTypes.length > 0, "/ResourceTypes is to list types");
    for (const { id, name } of resourceTypes) t.equal(id, name, `the id of ${name}`);
  }),
  profile("INTEROP-1-c", "compares id and externalId with regard to case, userName without", async (t) => {
    const externalId = uniqueName("CaseExact");
    const { id, userName } = await t.user({ externalId });
    t.equal(await t.find("/Users", `userName eq "${userName.toUpperCase()}"`), [id], "what userName finds");
    t.equal(
      await t.find("/Users", `externalId eq "${externalId.toUpperCase()}"`),
      [],
      "what externalId finds",
    );
  }),
  profile("INTEROP-1-d", "refuses unknown attributes and schemas", async (t) => {
    const bodies = [
      { unknownAttribute: 1 },
      { name: { unknownPart: "x" } },
      { schemas: [...t.newUser().schemas, unknownSchema] },
    ];
    for (const more of bodies) t.refused(await t.post("/Users", t.newUser(more)), 400, "invalidSyntax");
    const user = await t.user();
    t.refused(await t.put(`/Users/${user.id}`, { ...user, unknownAttribute: 1 }), 400, "invalidSyntax");
  }),
  profile("INTEROP-1-e", "publishes canonicalValues of type", async (t) => {
    const names = ["emails", "phoneNumbers", "addresses"];
    everyAttribute(
      t,
      ({ parent, attribute }) =>
        attribute.name !== "type" || !names.includes(parent?.name) || attribute.canonicalValues?.length > 0,
      "type is to have canonicalValues",
    );
  }),
  profile("INTEROP-1-f", "answers with application/scim+json", async (t) => {
    const { id } = await t.user();
    for (const answer of [await t.get(`/Users/${id}`), await t.get("/Users/no-such-id")]) {
      t.equal(answer.headers["content-type"]?.split(";")[0], "application/scim+json", "the media type");
    }
  }),
  profile("INTEROP-1-g", "filters by eq and and, and refuses unknown attributes", async (t) => {
    const { id, userName } = await t.user({ active: true });
    t.equal(await t.find("/Users", `userName eq "${userName}" and active eq true`), [id], "who is found");
    t.refused(await t.filter("/Users", 'unknownAttribute eq "x"'), 400, "invalidFilter");
  }),
  profile("INTEROP-1-h", "gives pages of 100, and no more than a cap", async (t) => {
    const { defaultPageSize, maxPageSize } = (await t.read("/ServiceProviderConfig")).pagination ?? {};
    if (defaultPageSize !== undefined)
      t.expect(defaultPageSize >= 100, "defaultPageSize is to be 100 at least");
    if (maxPageSize !== undefined) t.expect(maxPageSize >= 100, "maxPageSize is to be 100 at least");
    await t.user();
    const { status, body } = await t.get("/Users?count=100");
    t.expect(status === 200 && (body?.Resources ?? []).length <= 100, "count 100 is to be supported");
    t.equal((await t.get("/Users?count=100000000")).status, 200, "the status of a count beyond the cap");
  }),
  profile("INTEROP-1-i", "refuses operations without a path", async (t) => {
    const { id } = await t.user();
    for (const op of ["add", "replace"]) {
      t.refused(await t.patch(`/Users/${id}`, [{ op, value: { title: "T" } }]), 400, "invalidSyntax");
    }
  }),
  profile("INTEROP-1-j", "replaces complex attributes as a whole, and merges what is added", async (t) => {
    const { id } = await t.user({ name: { givenName: "Ann", familyName: "Lee" } });
    const path = `/Users/${id}`;
    const added = await t.patched(path, [{ op: "add", path: "name", value: { middleName: "M" } }]);
    t.equal([added.name?.givenName, added.name?.middleName], ["Ann", "M"], "givenName, middleName after add");
    const replaced = await t.patched(path, [{ op: "replace", path: "name", value: { familyName: "Oz" } }]);
    t.equal(replaced.name, { familyName: "Oz" }, "name after replace");
  }),
  profile("INTEROP-1-k", "refuses a value path that matches several", async (t) => {
    const emails = ["a@example.com", "b@example.com"].map((value) => ({ type: "work", value }));
    const { id } = await t.user({ emails });
    const path = 'emails[type eq "work"].value';
    t.refused(
      await t.patch(`/Users/${id}`, [{ op: "replace", path, value: "c@example.com" }]),
      400,
      "invalidFilter",
    );
    const kept: Json[] = (await t.read(`/Users/${id}`)).emails ?? [];
    t.same(
      kept.map(({ value }) => value),
      emails.map(({ value }) => value),
      "the e-mails",
    );
  }),
  profile("INTEROP-1-l", "deletes what it deletes", async (t) => {
    const { id, userName } = await t.user();
    t.equal((await t.delete(`/Users/${id}`)).status, 204, "the status of DELETE");
    t.refused(await t.get(`/Users/${id}`), 404);
    t.equal((await t.post("/Users", t.newUser({ userName }))).status, 201, "the status of the same name");
  }),
  profile("INTEROP-1-m", "refuses a duplicate", async (t) => {
    const { userName } = await t.user();
    t.refused(await t.post("/Users", t.newUser({ userName })), 409, "uniqueness");
  }),
];
