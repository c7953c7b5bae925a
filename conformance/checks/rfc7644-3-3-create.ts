import { check } from "../check.js";
import { LIST_RESPONSE } from "../urns.js";
import { isUnassigned } from "./published.js";

const UNKNOWN = "/Users/00000000-0000-7000-8000-000000000000";

/** RFC 7644 §3.1–3.4.1: creating and reading a resource. */
export const createChecks = [
  check("RFC7644-3.1-a", "does not list messages as schemas", async (t) => {
    t.expect(t.discovery.schemas.length > 0, "/Schemas is to list schemas");
    const messages = t.discovery.schemas.filter(({ id }) =>
      String(id).startsWith("urn:ietf:params:scim:api:"),
    );
    t.equal(
      messages.map(({ id }) => id),
      [],
      "messages among the schemas",
    );
    t.equal((await t.get("/Users?count=1")).body?.schemas, [LIST_RESPONSE], "the schemas of a list");
  }),
  check("RFC7644-3.1-b", "answers with the state it keeps", async (t) => {
    const created = await t.user({ displayName: "Ann", emails: [{ value: "ann@example.com" }] });
    t.equal(created, await t.read(`/Users/${created.id}`), "what POST gave");
  }),
  check("RFC7644-3.1-b", "gives nothing back that it does not keep", async (t) => {
    const answer = await t.post("/Users", t.newUser({ unknownAttribute: 1 }));
    if (answer.status === 400) return t.open("unknown attributes are refused");
    t.equal(answer.status, 201, "the status");
    const kept = await t.read(`/Users/${answer.body.id}`);
    t.equal("unknownAttribute" in answer.body, "unknownAttribute" in kept, "whether it is in both");
  }),
  check("RFC7644-3.2-a", "names endpoints by the plural", async (t) => {
    const { resourceTypes } = t.discovery;
    t.expect(resourceTypes.length > 0, "/ResourceTypes is to list types");
    const singular = resourceTypes.filter(({ endpoint }) => !String(endpoint).endsWith("s"));
    t.equal(
      singular.map(({ endpoint }) => endpoint),
      [],
      "endpoints that are no plural",
    );
  }),
  check("RFC7644-3.2-b", "creates nothing by PUT", async (t) => {
    const body = t.newUser();
    t.refused(await t.put(UNKNOWN, body), 404);
    t.equal(await t.find("/Users", `userName eq "${body.userName}"`), [], "who has the name");
  }),
  check("RFC7644-3.2-c", "tells an error by status and in the body", async (t) => {
    const answer = await t.get(UNKNOWN);
    t.equal([answer.status, answer.body?.status], [404, "404"], "the status in header and body");
    t.expect(typeof answer.body.detail === "string" && answer.body.detail !== "", "detail is to be there");
  }),
  check("RFC7644-3.3-a", "ignores what is readOnly in a POST", async (t) => {
    const meta = { created: "1990-01-01T00:00:00Z", version: 'W/"999"' };
    const user = await t.user({ id: "chosen", meta, groups: [{ value: "x" }] });
    t.expect(user.id !== "chosen", "the id is to be the server's");
    t.expect(user.meta?.created !== meta.created, "meta.created is to be the server's");
    t.equal(user.groups ?? [], [], "groups");
  }),
  check("RFC7644-3.3-b", "takes null and [] for no value", async (t) => {
    const user = await t.user({ title: null, phoneNumbers: [] });
    t.expect(isUnassigned(user.title) && isUnassigned(user.phoneNumbers), "both are to be unassigned");
  }),
  check("RFC7644-3.3-c", "answers a creation with 201", async (t) => {
    t.equal((await t.post("/Users", t.newUser())).status, 201, "the status");
    await t.group();
  }),
  check("RFC7644-3.3-d", "shows what was created", async (t) => {
    const body = t.newUser({ displayName: "Ann" });
    const answer = await t.post("/Users", body);
    t.equal(
      [answer.body?.userName, answer.body?.displayName],
      [body.userName, "Ann"],
      "userName, displayName",
    );
  }),
  check("RFC7644-3.3-e", "tells where a created resource is", async (t) => {
    for (const [path, body] of [
      ["/Users", t.newUser()],
      ["/Groups", { ...t.newUser(), schemas: undefined }],
    ] as const) {
      const schemas = path === "/Users" ? body.schemas : ["urn:ietf:params:scim:schemas:core:2.0:Group"];
      const sent = {
        schemas,
        ...(path === "/Users" ? { userName: body.userName } : { displayName: body.userName }),
      };
      const { status, headers, body: created } = await t.post(path, sent);
      t.equal(status, 201, "the status");
      t.expect(typeof headers["location"] === "string", "the header Location is to be there");
      t.equal(created.meta?.location, headers["location"], "meta.location");
      t.expect(
        String(headers["location"]).endsWith(`${path}/${created.id}`),
        "the location is to end with the id",
      );
    }
  }),
  check("RFC7644-3.4.1-a", "shows a resource by its id, and 404 for none", async (t) => {
    const { id, userName } = await t.user();
    const answer = await t.get(`/Users/${id}`);
    t.equal([answer.status, answer.body?.userName], [200, userName], "status and userName");
    t.expect(typeof answer.body.meta?.location === "string", "meta.location is to be there");
    t.refused(await t.get(UNKNOWN), 404);
    t.refused(await t.get("/Users/no-such-id"), 404);
    t.refused(await t.get(`/Groups/${id}`), 404);
  }),
];

/** RFC 7644 §3.6: deleting a resource. */
export const deleteChecks = [
  check("RFC7644-3.6-a", "answers a DELETE with 204", async (t) => {
    const { id } = await t.user();
    const answer = await t.delete(`/Users/${id}`);
    t.equal([answer.status, answer.text], [204, ""], "status and body");
  }),
  check("RFC7644-3.6-b", "knows nothing of what was deleted", async (t) => {
    const { id, userName, schemas } = await t.user();
    const path = `/Users/${id}`;
    t.equal((await t.delete(path)).status, 204, "the status of DELETE");
    t.refused(await t.get(path), 404);
    t.refused(await t.put(path, { schemas, userName }), 404);
    t.refused(await t.patch(path, [{ op: "replace", path: "title", value: "T" }]), 404);
    t.refused(await t.delete(path), 404);
    t.equal(await t.find("/Users", `userName eq "${userName}"`), [], "who has the name");
  }),
  check("RFC7644-3.6-c", "lets a new user have the name of a deleted one", async (t) => {
    const { id, userName } = await t.user();
    await t.delete(`/Users/${id}`);
    t.equal((await t.post("/Users", t.newUser({ userName }))).status, 201, "the status");
  }),
];
