import { problemOf } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { send } from "../../support/http.js";
import { CORE_USER, type ScimClient } from "../../support/scim-client.js";

const HASH = "$pbkdf2-sha512$25000$tzbm/N8bY4yR0hrjvFeK8Q$Wq0hcdPkRq8tGz1h7c0vR3nXyJ5mK2lQ";

describe.each(DATABASES)("a password that is a hash, on %s", (database) => {
  const app = useTestApp(database);

  const signIn = async (client: ScimClient, password: string): Promise<number> => {
    const { name } = await app.db.read("tenants").where({ tenant_id: client.tenantId }).first("name");
    const answer = await send(app.url, {
      method: "POST",
      path: "/admin/v1/sessions",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ tenant: name, userName: "ada", password }),
    });
    return answer.status;
  };
  const hashOf = async (id: string): Promise<string | undefined> =>
    (await app.db.read("user_passwords").where({ user_id: id }).first("hash"))?.hash;
  const everyWay = (client: ScimClient, id: string) => [
    () => client.put(`/Users/${id}`, { schemas: [CORE_USER], userName: "ada", title: "T", password: HASH }),
    () => client.patch(`/Users/${id}`, [{ op: "replace", path: "password", value: HASH }]),
    () => client.patch(`/Users/${id}`, [{ op: "add", path: "password", value: HASH }]),
  ];

  it("is ignored and noted of a tolerant client, and the password that there is stays", async () => {
    const client = await app.connect();
    const created = await client.createUser({ userName: "bob", title: "B", password: HASH });
    expect([created.title, await hashOf(created.id)]).toEqual(["B", undefined]);
    const { id } = await client.createUser({ userName: "ada", password: "a password of hers" });
    const before = await hashOf(id);

    for (const write of everyWay(client, id)) expect((await write()).status).toBe(200);
    const pathless = [{ op: "replace", value: { Password: HASH, title: "U" } }];
    expect((await client.patch(`/Users/${id}`, pathless)).body.title).toBe("U");
    expect(await hashOf(id)).toBe(before);
    const bulk = await client.post("/Bulk", {
      schemas: ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
      Operations: [
        {
          method: "POST",
          path: "/Users",
          bulkId: "x",
          data: { schemas: [CORE_USER], userName: "cy", password: HASH },
        },
      ],
    });
    expect(bulk.body.Operations[0].status).toBe("201");
    expect(await signIn(client, HASH)).not.toBe(201);

    const admin = await app.admin(client);
    const logged = (await admin.get("/provisioning-log")).body.value;
    expect(JSON.stringify(logged)).toContain("password (a hash)");
    expect(JSON.stringify(logged)).not.toContain(HASH);
  });

  it("is 400 that says so of a strict client and of an administrator, and changes nothing", async () => {
    const client = await app.connect({ mode: "strict" });
    const { id } = await client.createUser({ userName: "ada", password: "a password of hers" });
    const before = await hashOf(id);
    const refused = [
      await client.post("/Users", { schemas: [CORE_USER], userName: "bob", password: HASH }),
      ...(await Promise.all(everyWay(client, id).map((write) => write()))),
    ];

    for (const { status, body, text } of refused) {
      expect([status, body.scimType]).toEqual([400, "invalidValue"]);
      expect(body.detail).toMatch(/^PASSWORD_IS_HASH: .*send the password itself/);
      expect(text).not.toContain(HASH);
    }
    const admin = await app.admin(client);
    expect(problemOf(await admin.post("/users", { userName: "cy", password: HASH }))).toBe(
      "400 PASSWORD_IS_HASH",
    );
    expect(problemOf(await admin.patch(`/users/${id}`, { password: HASH }))).toBe("400 PASSWORD_IS_HASH");
    expect(await hashOf(id)).toBe(before);
    expect(await client.find("/Users", 'userName eq "bob"')).toEqual([]);
  });
});
