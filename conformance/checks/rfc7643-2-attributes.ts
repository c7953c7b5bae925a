import { check } from "../check.js";
import type { Trial } from "../trial.js";
import { ENTERPRISE, USER } from "../urns.js";
import type { Json } from "../wire.js";
import { characteristics, everyAttribute, isUnassigned, publishedAttribute } from "./published.js";

const TYPES = ["string", "boolean", "decimal", "integer", "dateTime", "reference", "complex", "binary"];

const SCHEMA_OF_SCHEMAS = "urn:ietf:params:scim:schemas:core:2.0:Schema";

/** Clients that send booleans as strings. */
const STRING_BOOLEANS = "Microsoft Entra ID, OneLogin, Keycloak";

/** An absolute URI, whatever base it was relative to. */
function resolve(t: Trial, reference: string): string | undefined {
  const base = `${t.target.baseUrl}/`;
  return URL.canParse(reference, base) ? new URL(reference, base).href : undefined;
}

/** Ends the check unless a reference gives the resource of an id. */
async function leadsTo(t: Trial, reference: unknown, id: string): Promise<void> {
  t.expect(typeof reference === "string", `the reference to ${id} is to be a string`);
  const target = resolve(t, String(reference));
  t.expect(
    target?.startsWith(t.target.baseUrl) === true,
    `the reference ${String(reference)} is to lead here`,
  );
  const found = await t.read(String(target).slice(t.target.baseUrl.length));
  t.equal(found.id, id, "the id behind the reference");
}

/** RFC 7643 §1–2: attributes and their values. */
export const attributeChecks = [
  check("RFC7643-2-a", "gives simple attributes no sub-attributes", async (t) => {
    everyAttribute(
      t,
      ({ attribute }) => attribute.type === "complex" || isUnassigned(attribute.subAttributes),
      "simple attributes are to have no subAttributes",
    );
  }),
  check("RFC7643-2.1-a", "shows a resource as an object that names its schemas", async (t) => {
    const { id } = await t.user();
    const user = await t.read(`/Users/${id}`);
    t.expect(!Array.isArray(user) && Array.isArray(user.schemas), "the user is to be an object with schemas");
  }),
  check("RFC7643-2.1-b", "has attribute names of the right form", async (t) => {
    everyAttribute(
      t,
      ({ attribute }) => attribute.name === "$ref" || /^[A-Za-z][A-Za-z0-9_-]*$/.test(attribute.name),
      "attribute names are to be of letters, digits, - and _",
    );
  }),
  check("RFC7643-2.1-c", "compares attribute names without regard to case", async (t) => {
    const { userName, schemas } = t.newUser();
    const answer = await t.post("/Users", {
      schemas,
      USERNAME: userName,
      DisplayName: "Ann",
      NAME: { FAMILYname: "Lee" },
    });
    t.equal(answer.status, 201, "the status");
    t.equal(answer.body.userName, userName, "userName");
    t.equal(answer.body.displayName, "Ann", "displayName");
    t.equal(answer.body.name?.familyName, "Lee", "name.familyName");
    t.equal(await t.find("/Users", `UserNAME eq "${userName}"`), [answer.body.id], "what the filter finds");
  }),
  check(
    "RFC7643-2.2-a",
    "publishes userName, active and title with the characteristics of the RFC",
    async (t) => {
      const expected: Json = {
        userName: {
          type: "string",
          required: true,
          caseExact: false,
          mutability: "readWrite",
          uniqueness: "server",
        },
        active: { type: "boolean", required: false, mutability: "readWrite", returned: "default" },
        title: { type: "string", multiValued: false, required: false, caseExact: false, uniqueness: "none" },
      };
      for (const [name, wanted] of Object.entries<Json>(expected)) {
        const attribute = publishedAttribute(t, USER, name);
        t.expect(attribute !== undefined, `the User schema is to have ${name}`);
        t.equal({ ...characteristics(attribute), ...wanted }, characteristics(attribute), name);
      }
    },
  ),
  check("RFC7643-2.3-a RFC7643-7-c", "has the RFC's types of attributes and no other", async (t) => {
    everyAttribute(
      t,
      ({ attribute }) => TYPES.includes(characteristics(attribute).type),
      "types are to be known",
    );
  }),
  check("RFC7643-2.3.1-a", "keeps Unicode as it was sent", async (t) => {
    const displayName = 'Zoë 家族 🧑‍🚀 ﷽ İı \\ " / \t';
    const { id } = await t.user({ displayName });
    t.equal((await t.read(`/Users/${id}`)).displayName, displayName, "displayName");
  }),
  check("RFC7643-2.3.2-a", "takes a boolean for a boolean only", async (t) => {
    t.equal((await t.user({ active: false })).active, false, "active");
    const answer = await t.post("/Users", t.newUser({ active: "False" }));
    if (answer.status === 201 && answer.body.active === false)
      t.deviates(STRING_BOOLEANS, "the string is taken");
    t.refused(answer, 400);
  }),
  check("RFC7643-2.3.4-a", "writes integers without fraction and exponent", async (t) => {
    const answer = await t.get("/Users?count=1");
    for (const name of ["totalResults", "startIndex", "itemsPerPage"]) {
      const written = new RegExp(`"${name}"\\s*:\\s*([^,}\\s]+)`).exec(answer.text)?.[1];
      t.expect(written !== undefined && /^\d+$/.test(written), `${name} is to be an integer`);
    }
  }),
  check("RFC7643-2.3.5-a", "writes dates as xsd:dateTime", async (t) => {
    const { meta } = await t.user();
    for (const name of ["created", "lastModified"]) {
      const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$/;
      t.expect(form.test(meta?.[name]), `meta.${name} is to be an xsd:dateTime`);
      t.expect(!Number.isNaN(Date.parse(meta[name])), `meta.${name} is to be a date`);
    }
  }),
  check("RFC7643-2.3.6-a", "takes base64 for a binary, padded or not, and nothing else", async (t) => {
    for (const value of ["YWJjZA==", "YWJjZA"]) {
      const user = await t.user({ x509Certificates: [{ value }] });
      if (user.x509Certificates === undefined) return t.skip("the server has no x509Certificates");
    }
    t.refused(await t.post("/Users", t.newUser({ x509Certificates: [{ value: "***" }] })), 400);
  }),
  check("RFC7643-2.3.7-a", "writes references as URIs", async (t) => {
    const user = await t.user();
    const group = await t.group([user.id]);
    for (const reference of [user.meta?.location, group.meta?.location, group.members?.[0]?.$ref]) {
      t.expect(typeof reference === "string", "the location and $ref are to be strings");
      t.expect(resolve(t, reference) !== undefined, `${reference} is to be a URI`);
    }
  }),
  check("RFC7643-2.3.7-b", "leads from a reference to its target", async (t) => {
    const user = await t.user();
    const group = await t.group([user.id]);
    await leadsTo(t, user.meta?.location, user.id);
    await leadsTo(t, group.members?.[0]?.$ref, user.id);
    await leadsTo(t, (await t.read(`/Users/${user.id}`)).groups?.[0]?.$ref, group.id);
  }),
  check("RFC7643-2.3.7-c", "copes with a member that does not exist", async (t) => {
    const members = [{ value: "00000000-0000-7000-8000-000000000000" }];
    const answer = await t.post("/Groups", {
      ...(await t.group()),
      id: undefined,
      displayName: t.newUser().userName,
      members,
    });
    if (answer.status === 201) return;
    t.expect([400, 404, 409].includes(answer.status), "it is to be taken or refused");
    t.open("a reference without a target is refused");
  }),
  check("RFC7643-2.3.8-a", "reads an object in any order", async (t) => {
    const { schemas, userName } = t.newUser();
    const answer = await t.post("/Users", { emails: [{ type: "work", value: userName }], userName, schemas });
    t.equal([answer.status, answer.body?.userName], [201, userName], "status and userName");
  }),
  check("RFC7643-2.3.8-b", "has no complex attribute inside a complex attribute", async (t) => {
    // The schema of schemas is the one exception, in RFC 7643 §8.7.2 itself.
    everyAttribute(
      t,
      ({ schema, parent, attribute }) =>
        parent === undefined || attribute.type !== "complex" || schema === SCHEMA_OF_SCHEMAS,
      "sub-attributes are to be simple",
    );
  }),
  check("RFC7643-2.4-a", "gives the usual sub-attributes their meaning", async (t) => {
    const types: Readonly<Record<string, string>> = {
      primary: "boolean",
      display: "string",
      type: "string",
      $ref: "reference",
    };
    everyAttribute(
      t,
      ({ parent, attribute }) => {
        const wanted = parent?.multiValued === true ? types[attribute.name] : undefined;
        return wanted === undefined || attribute.type === wanted;
      },
      "primary, display, type and $ref are to have their types",
    );
  }),
  check("RFC7643-2.4-b", "keeps one primary at the most", async (t) => {
    const emails = ["a@example.com", "b@example.com"].map((value) => ({ value, primary: true }));
    const answer = await t.post("/Users", t.newUser({ emails }));
    if (answer.status === 400) return;
    t.equal(answer.status, 201, "the status");
    const primaries = answer.body.emails?.filter(({ primary }: Json) => primary === true) ?? [];
    t.expect(primaries.length <= 1, "one e-mail at the most is to be primary");
  }),
  check("RFC7643-2.4-e", "does not return the same value of the same type twice", async (t) => {
    const email = { type: "work", value: "twice@example.com" };
    const answer = await t.post("/Users", t.newUser({ emails: [email, email] }));
    if (answer.status === 400) return;
    t.equal(answer.status, 201, "the status");
    t.equal(answer.body.emails?.length, 1, "the number of e-mails");
  }),
  check("RFC7643-2.5-a", "treats null, [] and nothing alike", async (t) => {
    const user = await t.user({ nickName: null, emails: [] });
    t.expect(isUnassigned(user.nickName) && isUnassigned(user.emails), "both are to be unassigned");
    for (const name of ["nickName", "emails"]) {
      t.equal(await t.find("/Users", `${name} pr and id eq "${user.id}"`), [], `what has ${name}`);
    }
  }),
  check("RFC7643-2.5-b", "clears what is assigned null or []", async (t) => {
    const emails = [{ type: "work", value: "a@example.com" }];
    const { id, userName, schemas } = await t.user({ nickName: "Nick", title: "Tester", emails });
    const path = `/Users/${id}`;
    const patched = await t.patched(path, [
      { op: "replace", path: "nickName", value: null },
      { op: "replace", path: "emails", value: [] },
    ]);
    t.expect(isUnassigned(patched.nickName) && isUnassigned(patched.emails), "PATCH is to clear both");
    const answer = await t.put(path, { schemas, userName, title: null });
    t.equal([answer.status, isUnassigned(answer.body?.title)], [200, true], "status, and title unassigned");
  }),
  check("RFC7643-2.5-c", "leaves out what is unassigned", async (t) => {
    const user = await t.user();
    if ("nickName" in user) return t.open("unassigned attributes are shown");
  }),
  check(
    "RFC7643-3.3-b RFC7643-4.3-b",
    "shows the values of an extension under its URN",
    async (t) => {
      const user = await t.user({ schemas: [USER, ENTERPRISE], [ENTERPRISE]: { department: "Tests" } });
      t.equal(user[ENTERPRISE]?.department, "Tests", "the department under the URN");
      t.expect(!("department" in user), "the department is not to stand outside");
    },
    ["enterprise"],
  ),
];
