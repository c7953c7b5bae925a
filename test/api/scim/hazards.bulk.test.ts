import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { CORE_GROUP, CORE_USER, type ScimClient } from "../../support/scim-client.js";

function user(bulkId: string): object {
  return { method: "POST", path: "/Users", bulkId, data: { schemas: [CORE_USER], userName: bulkId } };
}

function group(bulkId: string, references: readonly string[]): object {
  const members = references.map((id) => ({ value: `bulkId:${id}` }));
  return {
    method: "POST",
    path: "/Groups",
    bulkId,
    data: { schemas: [CORE_GROUP], displayName: bulkId, members },
  };
}

describe.each(DATABASES)("hazard 4, bulk requests mix up references, on %s", (database) => {
  const app = useTestApp(database);
  let scim: ScimClient;

  beforeEach(async () => {
    scim = await app.connect();
  });

  const bulk = (Operations: readonly object[]) =>
    scim.post("/Bulk", { schemas: ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"], Operations });
  const membersOf = async (displayName: string): Promise<Set<string>> => {
    const [found] = await scim.find("/Groups", `displayName eq "${displayName}"`);
    return new Set(found.members.map(({ display }: { display: string }) => display));
  };

  it("replaces several references in one operation, of names that begin alike too [RFC 7644 §3.7.2]", async () => {
    expect((await bulk([user("1"), user("10"), user("2"), group("g", ["1", "10", "2"])])).status).toBe(200);
    expect(await membersOf("g")).toEqual(new Set(["1", "10", "2"]));
  });

  it("makes the resources of a circle once, each with the other in it [RFC 7644 §3.7.1]", async () => {
    expect((await bulk([group("a", ["b"]), group("b", ["a"])])).status).toBe(200);
    expect([await membersOf("a"), await membersOf("b")]).toEqual([new Set(["b"]), new Set(["a"])]);
    expect((await scim.get("/Groups")).body.totalResults).toBe(2);
  });
});
