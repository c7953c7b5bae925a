import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { CORE_GROUP, CORE_USER, errorOf, type ScimClient } from "../../support/scim-client.js";

describe.each(DATABASES)("versions on %s", (database) => {
  const app = useTestApp(database);
  let scim: ScimClient;

  beforeEach(async () => {
    scim = await app.connect();
  });

  const TYPES = [
    ["/Users", { schemas: [CORE_USER], userName: "ann" }, "nickName", 200],
    ["/Groups", { schemas: [CORE_GROUP], displayName: "g" }, "externalId", 200],
  ] as const;

  describe.each(TYPES)("of %s", (endpoint, resource, attribute, patched) => {
    let path: string;

    beforeEach(async () => {
      path = `${endpoint}/${(await scim.post(endpoint, resource)).body.id}`;
    });

    const change = (headers: Record<string, string>, value = "x") =>
      scim.patch(path, [{ op: "replace", path: attribute, value }], headers);

    it("are weak tags that rise with each change and stand in meta.version [RFC 7644 §3.14]", async () => {
      expect((await change({})).headers["etag"]).toBe('W/"2"');
      const read = await scim.get(path);

      expect([read.headers["etag"], read.body.meta.version]).toEqual(['W/"2"', 'W/"2"']);
    });

    it.each(['W/"1"', '"1"', "*", '"9", W/"1"', 'W/"0",W/"1"'])(
      "let a change through with If-Match %s",
      async (tag) => {
        expect((await change({ "If-Match": tag })).status).toBe(patched);
      },
    );

    it.each(['W/"2"', '"9"', 'W/"not-the-version"', "1", 'W/"11"'])(
      "stop PATCH, PUT and DELETE with If-Match %j [RFC 7644 §3.14]",
      async (tag) => {
        const headers = { "If-Match": tag };
        const before = (await scim.get(path)).text;

        expect(errorOf(await change(headers))).toBe("412");
        expect(errorOf(await scim.put(path, resource, headers))).toBe("412");
        expect(errorOf(await scim.delete(path, headers))).toBe("412");
        expect((await scim.get(path)).text).toBe(before);
      },
    );

    it("answer 304 without a body while nothing has changed [RFC 9110 §15.4.5]", async () => {
      const same = await scim.get(path, { "If-None-Match": 'W/"1"' });
      await change({});
      const other = await scim.get(path, { "If-None-Match": 'W/"1"' });

      expect([same.status, same.text, same.headers["etag"]]).toEqual([304, "", 'W/"1"']);
      expect(other.status).toBe(200);
      expect((await scim.get(path, { "If-None-Match": "*" })).status).toBe(304);
      expect((await scim.get(path, { "If-None-Match": '"7", W/"2"' })).status).toBe(304);
      expect((await scim.send("HEAD", path, undefined, { "If-None-Match": 'W/"2"' })).status).toBe(304);
    });

    it("stop a change with If-None-Match * [RFC 9110 §13.1.2]", async () => {
      expect(errorOf(await change({ "If-None-Match": "*" }))).toBe("412");
    });

    it("answer 404, not 412, for what does not exist", async () => {
      await scim.delete(path);

      expect(errorOf(await change({ "If-Match": 'W/"1"' }))).toBe("404");
      expect(errorOf(await scim.get(path, { "If-None-Match": 'W/"1"' }))).toBe("404");
    });

    it("take meta.version in a body for no precondition", async () => {
      const stale = { ...resource, [attribute]: "y", meta: { version: 'W/"77"' } };

      expect((await scim.put(path, stale)).status).toBe(200);
    });
  });

  it("of a list there are none, so that no tag fits it", async () => {
    const answer = await scim.get("/Users", { "If-None-Match": 'W/"1"' });

    expect(answer.status).toBe(200);
    expect(answer.headers["etag"]).toBeUndefined();
  });
});
