import { check } from "../check.js";
import { PATCH_OP, USER } from "../urns.js";

/** The base URL cut where its version is, which is at its end. */
const VERSION = /\/v\d+$/;

/** RFC 7644 §3.13–3.14: versions of the protocol and of resources. */
export const versionChecks = [
  check("RFC7644-3.13-a", "has its version right before the endpoint", async (t) => {
    const { baseUrl } = t.target;
    if (!/\/v\d+(\/|$)/.test(baseUrl)) return t.open("the URL names no version");
    t.expect(VERSION.test(baseUrl), `${baseUrl} is to end with its version`);
    const { meta } = await t.user();
    t.expect(
      /\/v\d+\/Users\//.test(meta?.location),
      "meta.location is to have the version before the endpoint",
    );
  }),
  check("RFC7644-3.13-b", "refuses a version it does not have", async (t) => {
    const { baseUrl, token } = t.target;
    if (!VERSION.test(baseUrl)) return t.open("the URL names no version");
    const access = { baseUrl: baseUrl.replace(VERSION, "/v9"), token };
    const { status, body } = await t.send("GET", "/Users?count=1", undefined, {}, access);
    t.expect([400, 404, 501].includes(status), "it is to be refused");
    if (status === 400) t.equal(body?.scimType, "invalidVers", "scimType");
  }),
  check("RFC7644-3.13-c", "takes no version for the latest", async (t) => {
    const { baseUrl, token } = t.target;
    if (!VERSION.test(baseUrl)) return t.open("the URL names no version");
    const { id } = await t.user();
    const access = { baseUrl: baseUrl.replace(VERSION, ""), token };
    const answer = await t.send("GET", `/Users/${id}`, undefined, {}, access);
    t.equal([answer.status, answer.body?.id], [200, id], "status and id without a version");
  }),
  check(
    "RFC7644-3.14-a",
    "changes the version with the resource",
    async (t) => {
      const { id, meta } = await t.user();
      const before = await t.get(`/Users/${id}`);
      t.equal(before.headers["etag"], meta?.version, "ETag");
      await t.patched(`/Users/${id}`, [{ op: "replace", path: "title", value: "Tester" }]);
      const after = await t.get(`/Users/${id}`);
      t.expect(after.headers["etag"] !== before.headers["etag"], "the version is to be another");
    },
    ["etag"],
  ),
  check(
    "RFC7644-3.14-b",
    "reads only what has changed, and writes only what has not",
    async (t) => {
      const { id, userName, meta } = await t.user();
      const path = `/Users/${id}`;
      t.equal(
        (await t.get(path, { "If-None-Match": meta?.version })).status,
        304,
        "the status of If-None-Match",
      );
      const stale = { "If-Match": 'W/"no-such-version"' };
      const Operations = [{ op: "replace", path: "title", value: "Tester" }];
      t.refused(await t.send("PATCH", path, { schemas: [PATCH_OP], Operations }, stale), 412);
      t.refused(await t.put(path, { schemas: [USER], userName, title: "Tester" }, stale), 412);
      t.refused(await t.delete(path, stale), 412);
      const read = await t.get(path, { "If-None-Match": 'W/"no-such-version"' });
      t.equal([read.status, read.body?.title], [200, undefined], "status and title afterwards");
      const right = await t.patch(path, Operations, { "If-Match": meta.version });
      t.expect([200, 204].includes(right.status), "the right version is to succeed");
    },
    ["etag"],
  ),
];

/** RFC 7644 §4: the endpoints that describe a server. */
export const endpointChecks = [
  check("RFC7644-4-b", "lists its schemas, and shows one by its URN", async (t) => {
    const list = await t.read("/Schemas");
    t.expect(
      list.Resources?.some(({ id }: { id: string }) => id === USER) === true,
      "the User schema is to be listed",
    );
    t.equal(list.totalResults, list.Resources.length, "totalResults");
    t.equal((await t.read(`/Schemas/${USER}`)).id, USER, "the id of one");
    t.refused(await t.get(`/Schemas/${USER}x`), 404);
  }),
  check("RFC7644-4-c", "lists its resource types, and shows one by its name", async (t) => {
    const list = await t.read("/ResourceTypes");
    t.expect(
      list.Resources?.some(({ name }: { name: string }) => name === "User") === true,
      "User is to be listed",
    );
    t.equal(list.totalResults, list.Resources.length, "totalResults");
    t.equal((await t.read("/ResourceTypes/User")).endpoint, "/Users", "the endpoint of one");
    t.refused(await t.get("/ResourceTypes/Robot"), 404);
  }),
  check("RFC7644-4-d", "ignores sorting and paging there, and refuses a filter", async (t) => {
    for (const path of ["/Schemas", "/ResourceTypes"]) {
      const whole = await t.read(path);
      const paged = await t.read(`${path}?startIndex=2&count=1&sortBy=id&sortOrder=descending`);
      t.equal(paged.Resources?.length, whole.Resources?.length, `the number on ${path}`);
    }
    for (const path of ["/Schemas", "/ResourceTypes", "/ServiceProviderConfig"]) {
      t.refused(await t.filter(path, 'id eq "x"'), 403);
    }
  }),
];
