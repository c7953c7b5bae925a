import { type AdminClient, problemOf } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { countStatements } from "../../support/count-statements.js";
import { DATABASES } from "../../support/databases.js";
import type { Answer } from "../../support/http.js";
import { CRM_USER, type ScimClient } from "../../support/scim-client.js";

type Json = Answer["body"];

const NOBODY = "01900000-0000-7000-8000-000000000000";
const START = Date.parse("2026-03-10T12:00:00Z");

describe.each(DATABASES)("what administrators read of the CRM's users, on %s", (database) => {
  let now = START;
  const app = useTestApp(database, { now: () => now });
  let client: ScimClient;
  let admin: AdminClient;

  beforeEach(async () => {
    now = START;
    client = await app.connectToCrm();
    admin = await app.admin(client, ["billing"]);
    await (await app.admin(client)).post("/licenses", { partNumber: "CRM", purchased: 50 });
  });

  const person = async (userName: string, more: object = {}): Promise<string> => {
    const crmPart = { licenseSkus: "CRM", securityRoleNames: "Salesperson" };
    return (await client.createUser({ userName, [CRM_USER]: crmPart, ...more })).id;
  };
  const formOf = async (id: string, query = ""): Promise<Json> =>
    (await admin.get(`/users/${encodeURIComponent(id)}/form${query}`)).body;
  const fieldOf = async (id: string, name: string, query = ""): Promise<Json> =>
    (await formOf(id, query)).fields.find((field: Json) => field.name === name);
  const names = (users: Json[]): string[] => users.map(({ fields }) => fields.userName);

  describe("the users of an instance", () => {
    it("are listed as the CRM shows them, by view and page", async () => {
      const ids = [await person("ada"), await person("bea"), await person("cid")];
      await app.sync();
      await client.patch(`/Users/${ids[1]}`, [{ op: "replace", path: "active", value: false }]);
      await app.sync();

      const all = await admin.all("/instances/main/users?limit=2");

      expect(names(all).sort()).toEqual(["ada", "bea", "cid"]);
      expect(names(await admin.all("/instances/main/users?view=disabled"))).toEqual(["bea"]);
      const [one] = (await admin.get("/instances/main/users?view=disabled")).body.value;
      expect(one).toMatchObject({
        userId: ids[1],
        enabled: false,
        accessMode: "Read-Write",
        reasons: ["SIGN_IN_BLOCKED"],
      });
      expect((await admin.get(`/instances/main/users/${one.id}`)).body).toEqual(one);
      expect((await admin.get("/instances/main/users/BEA")).body).toEqual(one);
    });

    it("are found by the beginning of their name, in the order of names, page after page", async () => {
      for (const name of ["Bea", "bertil", "ada", "BERTA", "b%", "b_"]) await person(name);
      await app.sync();
      const found = async (q: string) =>
        names(await admin.all(`/instances/main/users?limit=1&q=${encodeURIComponent(q)}`));

      expect(await found("be")).toEqual(["Bea", "BERTA", "bertil"]);
      expect(await found(" BERT ")).toEqual(["BERTA", "bertil"]);
      expect(await found("b%")).toEqual(["b%"]);
      expect(await found("zoe")).toEqual([]);
      expect(names(await admin.all("/instances/main/users?q=be&view=disabled"))).toEqual([]);
    });

    it("take as many statements for a page as for one", async () => {
      for (let i = 0; i < 20; i++) await person(`user${i}`);
      await app.sync();
      for (const query of ["", "&q=user"]) {
        const page = (limit: number) => () => admin.get(`/instances/main/users?limit=${limit}${query}`);
        await page(1)();
        expect(await countStatements(app.db, page(20))).toBe(await countStatements(app.db, page(1)));
      }
    });

    it("are refused when there is no such instance, record, view or cursor", async () => {
      expect(problemOf(await admin.get("/instances/x/users"))).toBe("404 UNKNOWN_INSTANCE");
      expect(problemOf(await admin.get(`/instances/main/users/${NOBODY}`))).toBe("404 notFound");
      expect(problemOf(await admin.get("/instances/main/users/nobody"))).toBe("404 notFound");
      expect(problemOf(await admin.get("/instances/main/users?view=x"))).toBe("400 invalidValue");
      expect(problemOf(await admin.get("/instances/main/users?cursor=x"))).toBe("400 invalidCursor");
      const stranger = await app.admin(await app.connectToCrm());
      expect((await stranger.get("/instances/main/users")).body.value).toEqual([]);
    });
  });

  describe("the explained form of a user", () => {
    it("says for each field where its value comes from, and which change set it", async () => {
      const id = await person("ada@contoso.com", {
        title: "Engineer",
        name: { givenName: "Ada", familyName: "Lovelace" },
        emails: [{ value: "ada@work.com", type: "work" }],
      });
      now += 1000;
      await client.patch(`/Users/${id}`, [
        { op: "replace", path: 'emails[type eq "work"].value', value: "ada@new.com" },
      ]);

      expect(await fieldOf(id, "primaryEmail")).toEqual({
        name: "primaryEmail",
        label: "Primary Email",
        column: "internalemailaddress",
        sent: ["internalemailaddress"],
        kind: "form",
        maxLength: 100,
        required: true,
        value: "ada@new.com",
        source: 'emails[type eq "work"].value',
        sources: [
          { path: "emails[primary eq true].value", value: null },
          { path: 'emails[type eq "work"].value', value: "ada@new.com" },
          { path: "emails.value", value: "ada@new.com" },
          { path: "userName", value: "ada@contoso.com" },
        ],
        changedBy: expect.objectContaining({
          action: "user.changed",
          time: new Date(now).toISOString(),
          actor: { kind: "connection", id: client.connectionId, name: expect.any(String) },
          trigger: "scim",
        }),
      });
      expect(await fieldOf(id, "fullName")).toMatchObject({
        kind: "computed",
        sent: [],
        value: "Ada Lovelace",
        source: "name.givenName + name.familyName",
        changedBy: { action: "user.created" },
      });
      const fax = await fieldOf(id, "fax");
      expect(fax).toMatchObject({ value: null });
      expect(fax).not.toHaveProperty("source");
      expect(fax).not.toHaveProperty("changedBy");
    });

    it("names the connection of the user, and tells values of a provider from those of an administrator", async () => {
      const id = await person("ada");
      const global = await app.admin(client);
      await global.post("/users", { userName: "bea", displayName: "Bea" });

      expect(await formOf(id)).toMatchObject({
        userId: id,
        userName: "ada",
        connection: { id: client.connectionId, name: expect.any(String) },
      });
      expect(await fieldOf(id, "userName")).toMatchObject({ changedBy: { trigger: "scim" } });
      expect(await fieldOf("bea", "userName")).toMatchObject({
        value: "bea",
        changedBy: { trigger: "admin" },
      });
    });

    it("shows problems at their field, and what the record has", async () => {
      const id = await person("ada", { title: "Engineer" });
      await app.sync();
      await client.patch(`/Users/${id}`, [{ op: "replace", path: "title", value: "Director" }]);

      expect(await fieldOf(id, "title", "?instance=main")).toMatchObject({
        value: "Director",
        inRecord: "Engineer",
      });
      const email = await fieldOf(id, "primaryEmail", "?instance=main");
      expect(email).toMatchObject({
        value: null,
        problem: { code: "EMAIL_REQUIRED", attribute: "emails[primary eq true].value" },
        inRecord: null,
      });
      expect((await formOf(id, "?instance=main")).record).toMatchObject({ userId: id, enabled: true });
      expect(await fieldOf(id, "fullName", "?instance=main")).not.toHaveProperty("inRecord");
      expect(await formOf(id)).not.toHaveProperty("record");
    });

    it("finds the change of a value that many later changes left alone", async () => {
      const id = await person("ada", { title: "Engineer" });
      for (let i = 0; i < 101; i++) {
        await client.patch(`/Users/${id}`, [{ op: "replace", path: "nickName", value: `ada${i}` }]);
      }

      expect(await fieldOf(id, "title")).toMatchObject({ changedBy: { action: "user.created" } });
    });

    it("is refused for whom there is not", async () => {
      const id = await person("ada");

      expect(problemOf(await admin.get(`/users/${NOBODY}/form`))).toBe("404 notFound");
      expect(problemOf(await admin.get(`/users/${id}/form?instance=x`))).toBe("404 UNKNOWN_INSTANCE");
      await client.delete(`/Users/${id}`);
      expect(problemOf(await admin.get(`/users/${id}/form`))).toBe("404 USER_DELETED");
    });
  });
});
