import type { AdminClient } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { send } from "../../support/http.js";
import { Kinds } from "../../support/kinds.js";
import { CRM_USER } from "../../support/scim-client.js";

describe.each(DATABASES)("what a person is called on %s", (database) => {
  const app = useTestApp(database);
  let crm: Kinds;
  let admin: AdminClient;
  beforeEach(async () => {
    crm = await Kinds.start(app);
    ({ admin } = crm);
  });

  const read = async (path: string) => {
    const { token } = await app.withToken(crm.client, { scopes: ["crm.read"] });
    const headers = { Authorization: `Bearer ${token}` };
    return (await send(app.url, { method: "GET", path: `/crm/v1${path}`, headers })).body;
  };

  it("is the same on the form and in the record, whatever blanks there are [R023]", async () => {
    const names = [
      { givenName: "  Ada ", familyName: "Byron  " },
      { givenName: "Ada\t", familyName: " Byron" },
      { familyName: " Byron " },
      { givenName: " Ada " },
    ];
    const ids: string[] = [];
    for (const [index, name] of names.entries()) {
      const user = { userName: `u${index}@contoso.com`, name };
      const crmPart = { licenseSkus: "CRM", securityRoleNames: "Salesperson" };
      ids.push((await crm.client.createUser({ ...user, [CRM_USER]: crmPart })).id);
    }
    await app.sync();

    const forms = await Promise.all(ids.map((id) => read(`/users/${id}`)));
    const records = await Promise.all(ids.map((id) => read(`/instances/main/users/${id}`)));

    expect(forms.map(({ fields }) => fields.fullName)).toEqual(["Ada Byron", "Ada Byron", "Byron", "Ada"]);
    expect(records.map(({ fields }) => fields.fullName)).toEqual(["Ada Byron", "Ada Byron", "Byron", "Ada"]);
  });

  it("is the same in members, which filters find by it, and in lists of administrators", async () => {
    const variants: [object, string][] = [
      [{ displayName: " Countess " }, "Countess"],
      [{ displayName: "  ", name: { formatted: " Dr Ada " } }, "Dr Ada"],
      [{ name: { givenName: " Ada ", familyName: " Byron" } }, "Ada Byron"],
      [{ name: { givenName: "   ", familyName: "Byron" } }, "Byron"],
      [{ displayName: " ", name: { givenName: " " } }, "nameless"],
    ];
    for (const [attributes, expected] of variants) {
      const userName = expected === "nameless" ? expected : `u${Math.random()}`;
      const user = await crm.client.createUser({ userName, ...attributes });
      const group = await crm.client.createGroup(`of ${expected}${Math.random()}`, [user.id]);
      const { members } = (await crm.client.get(`/Groups/${group.id}`)).body;
      await admin.put(`/users/${user.id}/administrator-roles`, { roles: ["password"] });
      const found = await crm.client.find("/Groups", `members.display eq "${expected.toUpperCase()}"`);
      const { value } = (await admin.get("/administrators")).body;

      expect(members[0].display).toBe(expected);
      expect(found.map(({ id }) => id)).toContain(group.id);
      expect(value.find(({ id }: { id: string }) => id === user.id).displayName).toBe(expected);
    }
  });

  it("is told of people who are deleted", async () => {
    const user = await crm.client.createUser({
      userName: "ada",
      name: { givenName: "Ada", familyName: " B" },
    });
    await crm.client.delete(`/Users/${user.id}`);

    const { value } = (await admin.get("/deleted-users")).body;

    expect(value).toMatchObject([{ id: user.id, userName: "ada", displayName: "Ada B" }]);
  });
});
