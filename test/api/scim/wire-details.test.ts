import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { CORE_GROUP, CORE_USER, ENTERPRISE, errorOf, type ScimClient } from "../../support/scim-client.js";

describe.each(DATABASES)("details of answers on %s", (kind) => {
  const app = useTestApp(kind);
  let tolerant: ScimClient;
  let strict: ScimClient;

  beforeAll(async () => {
    tolerant = await app.connect();
    strict = await app.connect({ mode: "strict" });
  });

  const both = (): readonly ScimClient[] => [tolerant, strict];

  it("tell by Location, besides Content-Location, where the resource is, wherever one is answered", async () => {
    for (const client of both()) {
      const user = { schemas: [CORE_USER], userName: "located" };
      const created = await client.post("/Users", user);
      const { id, meta } = created.body;
      const group = await client.post("/Groups", { schemas: [CORE_GROUP], displayName: "located" });
      const answers = [
        [created, meta.location],
        [await client.get(`/Users/${id}`), meta.location],
        [await client.put(`/Users/${id}`, user), meta.location],
        [await client.patch(`/Users/${id}`, [{ op: "replace", path: "title", value: "x" }]), meta.location],
        [group, group.body.meta.location],
        [await client.get(`/Groups/${group.body.id}`), group.body.meta.location],
        [
          await client.put(`/Groups/${group.body.id}`, { schemas: [CORE_GROUP], displayName: "moved" }),
          group.body.meta.location,
        ],
        [
          await client.patch(`/Groups/${group.body.id}`, [
            { op: "replace", path: "displayName", value: "z" },
          ]),
          group.body.meta.location,
        ],
        [await client.get(`/Schemas/${CORE_USER}`), `${app.url}/scim/v2/Schemas/${CORE_USER}`],
        [await client.get("/ResourceTypes/User"), `${app.url}/scim/v2/ResourceTypes/User`],
      ] as const;
      for (const [answer, location] of answers) {
        expect([answer.status < 300, answer.headers["location"], answer.headers["content-location"]]).toEqual(
          [true, location, location],
        );
      }
      expect((await client.get("/Users")).headers["location"]).toBeUndefined();
    }
  });

  it("have a Content-Type on 204, and no body", async () => {
    for (const client of both()) {
      const { id } = (await client.post("/Users", { schemas: [CORE_USER], userName: "leaver" })).body;
      const gone = await client.delete(`/Users/${id}`);
      expect([gone.status, gone.headers["content-type"], gone.text]).toEqual([
        204,
        "application/scim+json",
        "",
      ]);
    }
  });

  it("refuse in strict mode an extension that schemas lacks, by every way that writes a whole resource", async () => {
    const user = { userName: "extended", [ENTERPRISE]: { department: "Sales" } };
    const { id } = (await strict.post("/Users", { schemas: [CORE_USER], userName: "extended" })).body;
    const bulk = {
      schemas: ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
      Operations: [{ method: "POST", path: "/Users", bulkId: "1", data: { schemas: [CORE_USER], ...user } }],
    };
    for (const answer of [
      await strict.post("/Users", { schemas: [CORE_USER], ...user }),
      await strict.put(`/Users/${id}`, { schemas: [CORE_USER], ...user }),
    ]) {
      expect(errorOf(answer)).toBe("400 invalidSyntax");
      expect(answer.body.detail).toContain(ENTERPRISE);
    }
    expect((await strict.post("/Bulk", bulk)).body.Operations[0].response.scimType).toBe("invalidSyntax");
    const named = { schemas: [CORE_USER, ENTERPRISE], ...user };
    expect((await strict.put(`/Users/${id}`, named)).status).toBe(200);
    expect(
      (
        await strict.put(`/Users/${id}`, {
          ...named,
          schemas: [CORE_USER.toUpperCase(), ENTERPRISE.toLowerCase()],
        })
      ).status,
    ).toBe(200);
    expect((await tolerant.post("/Users", { schemas: [CORE_USER], ...user })).status).toBe(201);
  });

  it("take addresses.display in both modes, and find it", async () => {
    for (const client of both()) {
      const addresses = [{ type: "work", locality: "London", display: "Office" }];
      const created = await client.post("/Users", { schemas: [CORE_USER], userName: "housed", addresses });
      expect([created.status, created.body.addresses]).toEqual([201, addresses]);
      expect(await client.find("/Users", 'addresses.display eq "office"')).toHaveLength(1);
    }
  });
});
