import { queryFirst } from "../../../src/db/query.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import type { Answer } from "../../support/http.js";
import { errorOf, type ScimClient } from "../../support/scim-client.js";

/** Deletes that meet other changes on the same rows: no deadlock, no member left that is gone. */
describe.each(DATABASES)("deletes at the same time as other changes on %s", (database) => {
  const app = useTestApp(database);
  let scim: ScimClient;

  beforeEach(async () => {
    scim = await app.connect();
  });

  const add = (groupId: string, ids: readonly string[]) =>
    scim.patch(`/Groups/${groupId}`, [
      { op: "add", path: "members", value: ids.map((value) => ({ value })) },
    ]);
  const createGroups = (prefix: string, count: number): Promise<Answer["body"][]> =>
    Promise.all(Array.from({ length: count }, (_, index) => scim.createGroup(`${prefix}${index}`)));
  const statusesOf = (answers: readonly Answer[]) => new Set(answers.map(({ status }) => status));

  /** Members that claim to be something that can be read, and how many the group thinks it has. */
  const membersOf = async (groupId: string) => {
    const { members = [] } = (await scim.get(`/Groups/${groupId}`)).body;
    const row = await queryFirst<{ member_count: number }>(
      app.db.read,
      "select member_count from groups where tenant_id = ? and id = ?",
      [scim.tenantId, groupId],
    );
    expect(row?.member_count).toBe(members.length);
    return members.filter(({ type }: { type?: string }) => type !== undefined);
  };

  it("leave no deleted group in a group it is added to meanwhile [RFC 7644 §3.6]", async () => {
    for (let round = 0; round < 10; round++) {
      const outer = await scim.createGroup(`outer${round}`);
      const inner = await scim.createGroup(`inner${round}`);
      const answers = await Promise.all([add(outer.id, [inner.id]), scim.delete(`/Groups/${inner.id}`)]);

      expect(statusesOf(answers)).toEqual(new Set([200, 204]));
      expect(await membersOf(outer.id)).toEqual([]);
    }
  });

  it("delete groups that hold each other", async () => {
    const groups = await createGroups("ring", 10);
    const ids = groups.map(({ id }) => id);
    for (const id of ids)
      await add(
        id,
        ids.filter((other) => other !== id),
      );
    const answers = await Promise.all(ids.map((id) => scim.delete(`/Groups/${id}`)));

    expect(statusesOf(answers)).toEqual(new Set([204]));
    expect((await scim.get("/Groups")).body.totalResults).toBe(0);
  });

  it("delete users while many are added", async () => {
    const users = await scim.createUsers("u", 30);
    const groups = await createGroups("g", 6);
    const answers = await Promise.all([
      ...groups.flatMap(({ id }) => [
        add(id, users),
        add(id, users.toReversed()),
        add(id, users.slice(10, 20)),
      ]),
      ...users.map((id) => scim.delete(`/Users/${id}`)),
    ]);

    expect(statusesOf(answers)).toEqual(new Set([200, 204]));
    for (const { id } of groups) expect(await membersOf(id)).toEqual([]);
  });

  it("count right the members that are removed at the same time", async () => {
    const users = await scim.createUsers("u", 12);
    const groups = await Promise.all(["g0", "g1", "g2"].map((name) => scim.createGroup(name, users)));
    const remove = (groupId: string, ids: readonly string[]) =>
      scim.patch(`/Groups/${groupId}`, [
        { op: "remove", path: "members", value: ids.map((value) => ({ value })) },
      ]);
    const answers = await Promise.all([
      ...users.slice(0, 8).map((id) => scim.delete(`/Users/${id}`)),
      ...groups.flatMap(({ id }) => [remove(id, users.slice(2, 6)), remove(id, users.slice(4, 10))]),
    ]);

    expect(statusesOf(answers)).toEqual(new Set([200, 204]));
    for (const { id } of groups) expect(await membersOf(id)).toHaveLength(2);
  });

  it("take a group away from under a change of it cleanly", async () => {
    const users = await scim.createUsers("u", 5);
    const { id } = await scim.createGroup("g", users);
    const answers = await Promise.all([
      add(id, ["another"]),
      scim.delete(`/Groups/${id}`),
      ...users.map((user) => scim.delete(`/Users/${user}`)),
      add(id, ["one more"]),
    ]);

    for (const answer of answers) {
      expect(answer.status < 300 ? `${answer.status}` : errorOf(answer)).toMatch(/^(200|204|404)$/);
    }
    expect((await scim.get("/Groups")).body.totalResults).toBe(0);
    expect((await scim.get("/Users")).body.totalResults).toBe(0);
    const left = await queryFirst(app.db.read, "select 1 from group_members where tenant_id = ?", [
      scim.tenantId,
    ]);
    expect(left).toBeUndefined();
  });
});
