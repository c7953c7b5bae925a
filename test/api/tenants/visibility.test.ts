import { inTransaction } from "../../../src/db/transaction.js";
import { adoptResource } from "../../../src/directory/resources/ownership.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { CORE_GROUP, CORE_USER, errorOf, type ScimClient } from "../../support/scim-client.js";

describe.each(DATABASES)(
  "a connection with visibility own, beside another of its tenant, on %s",
  (database) => {
    const app = useTestApp(database);
    let own: ScimClient;
    let other: ScimClient;
    let mine: { id: string };
    let hidden: { id: string };

    beforeEach(async () => {
      own = await app.connect({ visibility: "own" });
      other = await app.secondConnection(own);
      mine = await own.createUser({ userName: "mine", displayName: "Mine" });
      hidden = await other.createUser({ userName: "hidden", displayName: "Hidden", externalId: "h" });
    });

    it("lists, counts and finds its own resources alone", async () => {
      const all = (await own.get("/Users")).body;
      const filtered = (await own.get('/Users?filter=displayName+sw+"hid"')).body;
      const root = (await own.search("", { filter: 'userName eq "hidden" or userName eq "mine"' })).body;

      expect([all.totalResults, all.Resources.map((user: { id: string }) => user.id)]).toEqual([
        1,
        [mine.id],
      ]);
      expect(filtered.totalResults).toBe(0);
      expect(root.Resources.map((user: { id: string }) => user.id)).toEqual([mine.id]);
      expect((await other.get("/Users")).body.totalResults).toBe(2);
    });

    it("cannot read, change or delete what is another's", async () => {
      const path = `/Users/${hidden.id}`;

      expect(errorOf(await own.get(path))).toBe("404");
      expect(errorOf(await own.put(path, { schemas: [CORE_USER], userName: "x" }))).toBe("404");
      expect(errorOf(await own.patch(path, [{ op: "replace", path: "title", value: "x" }]))).toBe("404");
      expect(errorOf(await own.delete(path))).toBe("404");
      expect((await other.get(path)).status).toBe(200);
    });

    it("is told that a taken name may be outside what it sees, and by whom that is mended", async () => {
      const user = await own.post("/Users", { schemas: [CORE_USER], userName: "HIDDEN" });
      await other.createGroup("Taken");
      const group = await own.post("/Groups", { schemas: [CORE_GROUP], displayName: "taken" });

      expect([errorOf(user), errorOf(group)]).toEqual(["409 uniqueness", "409 uniqueness"]);
      expect(user.body.detail).toContain("belongs to another connection");
      expect(group.body.detail).toContain("usher adopt");
    });

    it("cannot learn who another's user is by making it a member", async () => {
      const group = await own.createGroup("g", [hidden.id, mine.id]);
      const members = (await own.get(`/Groups/${group.id}`)).body.members;

      expect(members.find((member: { value: string }) => member.value === hidden.id)).toEqual({
        value: hidden.id,
      });
      expect(members.find((member: { value: string }) => member.value === mine.id)).toMatchObject({
        type: "User",
        display: "Mine",
      });
      expect(await own.find("/Groups", 'members.display eq "Hidden"')).toEqual([]);
    });

    it("does not see the groups of another that its user is in, nor finds its user by them", async () => {
      const group = await other.createGroup("secret", [mine.id]);

      expect((await own.get(`/Users/${mine.id}`)).body.groups).toBeUndefined();
      expect(await own.find("/Users", `groups.value eq "${group.id}"`)).toEqual([]);
      expect(await own.find("/Users", 'groups.display eq "secret"')).toEqual([]);
      expect((await other.get(`/Users/${mine.id}`)).body.groups).toHaveLength(1);
    });

    it("sees what was handed over to it, as a member too", async () => {
      const group = await own.createGroup("g", [hidden.id]);
      const adopted = await inTransaction(app.db, (trx) =>
        adoptResource(trx, own.tenantId, "User", "HIDDEN", own.connectionId),
      );

      expect(adopted?.id).toBe(hidden.id);
      expect((await own.get(`/Users/${hidden.id}`)).body).toMatchObject({
        userName: "hidden",
        groups: [{ value: group.id }],
      });
      expect((await own.get(`/Groups/${group.id}`)).body.members).toMatchObject([
        { display: "Hidden", type: "User" },
      ]);
      // The externalId stays the other connection's.
      expect((await own.get(`/Users/${hidden.id}`)).body.externalId).toBeUndefined();
      expect((await other.get(`/Users/${hidden.id}`)).body.externalId).toBe("h");
    });
  },
);

describe.each(DATABASES)("adoptResource on %s", (database) => {
  const app = useTestApp(database);

  it("finds nothing of another tenant", async () => {
    const [ours, theirs] = [await app.connect({ visibility: "own" }), await app.connect()];
    const user = await theirs.createUser({ userName: "ann" });

    const adopted = await inTransaction(app.db, (trx) =>
      adoptResource(trx, ours.tenantId, "User", user.id, ours.connectionId),
    );

    expect(adopted).toBeUndefined();
    expect(errorOf(await ours.get(`/Users/${user.id}`))).toBe("404");
  });
});
