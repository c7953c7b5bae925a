import { setTimeout as sleep } from "node:timers/promises";
import type { AdminClient } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { countStatements } from "../../support/count-statements.js";
import { DATABASES } from "../../support/databases.js";
import type { ScimClient } from "../../support/scim-client.js";

describe.each(DATABASES)("the search over everything on %s", (database) => {
  const app = useTestApp(database);
  let client: ScimClient;
  let admin: AdminClient;
  let userId: string;

  beforeAll(async () => {
    client = await app.connectToCrm();
    admin = await app.admin(client);
    await admin.post("/licenses", { partNumber: "SALES", displayName: "Sales Enterprise", purchased: 2 });
    await admin.post("/connections", { name: "Sales directory" });
    await admin.post("/groups", { displayName: "Sales Europe" });
    ({ id: userId } = await client.createUser({ userName: "sal@contoso.com", displayName: "Sally Sales" }));
  });

  const search = async (q: string, more = "", who = admin) => {
    const { status, body } = await who.get(`/search?q=${encodeURIComponent(q)}${more}`);
    return {
      status,
      hits: (body.value ?? []) as { type: string; id: string; name: string; detail?: string }[],
    };
  };
  const typesOf = (hits: readonly { type: string }[]) => [...new Set(hits.map(({ type }) => type))];

  it("finds people, groups, licenses, roles and connections by the words of their names", async () => {
    const { hits } = await search("sales");

    expect(typesOf(hits)).toEqual(["user", "group", "license", "securityRole", "connection"]);
    expect(hits).toContainEqual({ type: "user", id: userId, name: "Sally Sales", detail: "sal@contoso.com" });
    expect(hits).toContainEqual(expect.objectContaining({ type: "license", detail: "SALES" }));
    // A role is found once, whatever the number of business units that have a copy of it.
    expect(hits.filter(({ name }) => name === "Salesperson")).toEqual([
      expect.objectContaining({ type: "securityRole", detail: "main" }),
    ]);
    expect((await search("EUROPE sales")).hits).toEqual([expect.objectContaining({ type: "group" })]);
    expect((await search("main")).hits).toContainEqual(
      expect.objectContaining({ type: "instance", id: "main" }),
    );
    expect((await search("userids.domain")).hits).toContainEqual(
      expect.objectContaining({ type: "setting", id: "userIds.domain" }),
    );
    expect((await search("%")).hits).toEqual([]);
    expect((await search("   ")).hits).toEqual([]);
  });

  it("finds a request by its id", async () => {
    const { headers } = await client.get("/Users/unknown");
    const id = headers["x-request-id"] ?? "";
    // The log is written a moment later.
    while ((await search(id)).hits.length === 0) await sleep(20);

    expect((await search(id)).hits).toEqual([expect.objectContaining({ type: "request", id })]);
    expect((await search(id.slice(1))).hits).toEqual([]);
  });

  it("shows what the roles of the administrator permit, and what was asked for", async () => {
    const billing = await app.admin(client, ["billing"]);

    expect(typesOf((await search("sales", "", billing)).hits)).not.toContain("connection");
    expect((await search("userids.domain", "&types=setting", billing)).hits).toEqual([]);
    expect(typesOf((await search("sales", "&types=group,connection")).hits)).toEqual(["group", "connection"]);
    expect((await search("sales", "&types=securityRole&limit=1")).hits).toHaveLength(1);
  });

  it("shows nothing of another tenant", async () => {
    const other = await app.admin(await app.connect());

    expect((await search("sales", "", other)).hits.filter(({ type }) => type !== "securityRole")).toEqual([]);
  });

  it("refuses what it does not know", async () => {
    expect((await search("sales", "&types=planet")).status).toBe(400);
    expect((await search("sales", "&limit=21")).status).toBe(400);
    expect((await search("a b c d e f g h i j k")).status).toBe(400);
    expect((await admin.get("/search")).status).toBe(400);
  });

  it("takes a number of statements that does not depend on what there is", async () => {
    const ask = () => search("sales");
    const few = await countStatements(app.db, ask);
    for (let index = 0; index < 8; index++) {
      await admin.post("/groups", { displayName: `Sales ${index}` });
      await admin.post("/licenses", { partNumber: `SALES${index}`, purchased: 1 });
    }

    expect(await countStatements(app.db, ask)).toBeLessThanOrEqual(few);
  });
});
