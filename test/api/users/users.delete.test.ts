import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { errorOf, type ScimClient } from "../../support/scim-client.js";

describe.each(DATABASES)("DELETE /Users/{id} on %s", (database) => {
  const app = useTestApp(database);
  let scim: ScimClient;
  let id: string;

  beforeEach(async () => {
    scim = await app.connect();
    id = (await scim.createUser({ userName: "ann", externalId: "x-1" })).id;
  });

  it("answers 204 without a body, and 404 to everything afterwards [RFC 7644 §3.6]", async () => {
    const answer = await scim.delete(`/Users/${id}`);

    expect({ status: answer.status, text: answer.text }).toEqual({ status: 204, text: "" });
    expect(errorOf(await scim.get(`/Users/${id}`))).toBe("404");
    expect(errorOf(await scim.put(`/Users/${id}`, { userName: "ann" }))).toBe("404");
    expect(errorOf(await scim.patch(`/Users/${id}`, [{ op: "remove", path: "title" }]))).toBe("404");
    expect(errorOf(await scim.delete(`/Users/${id}`))).toBe("404");
  });

  it("deletes the externalIds once, and looks for no password and no address where there is none", async () => {
    const deleted: string[] = [];
    const note = ({ sql }: { sql: string }): void => {
      const table = /delete from (external_ids|user_passwords|confirmed_addresses)/.exec(sql)?.[1];
      if (table !== undefined) deleted.push(table);
    };
    app.db.write.on("query", note);
    await scim.delete(`/Users/${id}`);
    app.db.write.removeListener("query", note);

    expect(deleted).toEqual(["external_ids"]);
  });

  it("takes the user out of lists, filters and counts [RFC 7644 §3.6]", async () => {
    await scim.delete(`/Users/${id}`);

    expect((await scim.get("/Users")).body.totalResults).toBe(0);
    expect(await scim.find("/Users", 'userName eq "ann"')).toEqual([]);
    expect(await scim.find("/Users", 'externalId eq "x-1"')).toEqual([]);
    expect((await scim.search("", {})).body.totalResults).toBe(0);
  });

  it("frees the userName for another user with another id [RFC 7644 §3.6]", async () => {
    await scim.delete(`/Users/${id}`);

    expect((await scim.createUser({ userName: "ann", externalId: "x-1" })).id).not.toBe(id);
  });

  it("removes its memberships, which changes those groups and no others", async () => {
    const bob = await scim.createUser({ userName: "bob" });
    const both = await scim.createGroup("both", [id, bob.id]);
    const other = await scim.createGroup("other", [bob.id]);
    await scim.delete(`/Users/${id}`);

    const after = (await scim.get(`/Groups/${both.id}`)).body;
    expect(after.members).toEqual([expect.objectContaining({ value: bob.id })]);
    expect(after.meta.version).not.toBe(both.meta.version);
    expect((await scim.get(`/Groups/${other.id}`)).body.meta.version).toBe(other.meta.version);
    expect(await scim.find("/Groups", `members.value eq "${id}"`)).toEqual([]);
  });

  it("deletes nothing when the version has changed [RFC 7644 §3.14]", async () => {
    expect(errorOf(await scim.delete(`/Users/${id}`, { "If-Match": 'W/"7"' }))).toBe("412");
    expect((await scim.get(`/Users/${id}`)).status).toBe(200);
    expect((await scim.delete(`/Users/${id}`, { "If-Match": 'W/"1"' })).status).toBe(204);
  });

  it("answers 404 for an id of another type", async () => {
    const group = await scim.createGroup("g");

    expect(errorOf(await scim.delete(`/Users/${group.id}`))).toBe("404");
    expect((await scim.get(`/Groups/${group.id}`)).status).toBe(200);
  });

  it("keeps a reference by value elsewhere, which is optional to resolve [RFC 7643 §2.3.7]", async () => {
    const urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    const report = await scim.createUser({ userName: "bob", [urn]: { manager: { value: id } } });
    await scim.delete(`/Users/${id}`);

    expect((await scim.get(`/Users/${report.id}`)).status).toBe(200);
  });
});
