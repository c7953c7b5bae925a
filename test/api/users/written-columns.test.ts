import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { CORE_USER, ENTERPRISE, type Operation, type ScimClient } from "../../support/scim-client.js";
import { watchColumns } from "../../support/written-columns.js";

const KEYS = [
  "active",
  "connection_id",
  "created_at",
  "display_name_key",
  "family_name_key",
  "given_name_key",
  "title_key",
  "user_name_key",
];

const ANN = {
  schemas: [CORE_USER, ENTERPRISE],
  userName: "ann",
  displayName: "Ann Lee",
  title: "Dr",
  active: true,
  name: { givenName: "Ann", familyName: "Lee" },
  [ENTERPRISE]: { department: "IT" },
};

describe.each(DATABASES)("the columns with an index that a change writes, on %s", (database) => {
  const app = useTestApp(database);
  let scim: ScimClient;
  let written: () => Promise<string[]>;
  let writtenOfGroups: () => Promise<string[]>;

  beforeAll(async () => {
    scim = await app.connect();
    written = await watchColumns(app.db, "users", KEYS);
    writtenOfGroups = await watchColumns(app.db, "groups", ["created_at", "display_name_key"]);
  });

  it.each([
    [{ op: "replace", path: "title", value: "Prof" }, ["title_key"]],
    [{ op: "replace", path: "displayName", value: "Ann" }, ["display_name_key"]],
    [{ op: "remove", path: "name.givenName" }, ["given_name_key"]],
    [{ op: "replace", path: "userName", value: "Anna" }, ["user_name_key"]],
    [{ op: "replace", path: "userName", value: "ANN" }, []],
    [{ op: "replace", path: "active", value: false }, ["active"]],
    [{ op: "replace", path: `${ENTERPRISE}:department`, value: "HR" }, []],
    [{ op: "add", value: { title: "Dr", active: false } }, ["active"]],
  ])("PATCH %j writes %j", async (operation, columns) => {
    const { id } = await scim.createUser(ANN);
    await written();

    expect((await scim.patch(`/Users/${id}`, [operation])).status).toBe(200);
    expect(await written()).toEqual(columns);
    await scim.delete(`/Users/${id}`);
  });

  it("PUT writes those that differ", async () => {
    const { id } = await scim.createUser({ ...ANN, userName: "bob" });
    await written();

    const next = { ...ANN, userName: "bob", title: "Prof", name: { givenName: "Bob", familyName: "Lee" } };
    expect((await scim.put(`/Users/${id}`, next)).body).toMatchObject(next);
    expect(await written()).toEqual(["given_name_key", "title_key"]);
    expect(await scim.find("/Users", 'name.givenName eq "bob" and title eq "prof"')).toHaveLength(1);
  });

  it("a group's name is written when it changes, not with its members or other attributes", async () => {
    const { id } = await scim.createGroup("Sales");
    const member = await scim.createUser({ userName: "carl" });
    await writtenOfGroups();
    const patch = async (operation: Operation): Promise<string[]> => {
      expect((await scim.patch(`/Groups/${id}`, [operation])).status).toBeLessThan(300);
      return writtenOfGroups();
    };

    expect(await patch({ op: "add", path: "members", value: [{ value: member.id }] })).toEqual([]);
    expect(await patch({ op: "replace", path: "displayName", value: "SALES" })).toEqual([]);
    expect(await patch({ op: "replace", path: "displayName", value: "Selling" })).toEqual([
      "display_name_key",
    ]);
    expect(await scim.find("/Groups", 'displayName eq "selling"')).toHaveLength(1);
  });
});
