import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import type { ScimClient } from "../../support/scim-client.js";

describe.each(DATABASES)("a new member of a group on %s", (database) => {
  const app = useTestApp(database);
  let scim: ScimClient;

  beforeAll(async () => {
    scim = await app.connect();
  });

  const add = (groupId: string, userId: string, headers = {}) =>
    scim.patch(`/Groups/${groupId}`, [{ op: "add", path: "members", value: [{ value: userId }] }], headers);

  /** Statements on groups and their members, and their answers, in the order of time. */
  async function eventsOf(run: () => Promise<unknown>): Promise<string[]> {
    const events: string[] = [];
    const nameOf = (sql: string) => /(?:from|into|update) (groups|group_members)\b/.exec(sql)?.[0];
    const onQuery = ({ sql }: { sql: string }) => void events.push(`${nameOf(sql)}`);
    const onAnswer = (_: unknown, { sql }: { sql: string }) => void events.push(`${nameOf(sql)} answered`);
    app.db.write.on("query", onQuery);
    app.db.write.on("query-response", onAnswer);
    await run();
    app.db.write.removeListener("query", onQuery);
    app.db.write.removeListener("query-response", onAnswer);
    return events.filter((event) => !event.startsWith("undefined"));
  }

  it("is sent to PostgreSQL with the lock of the group, which then waits for no further answer", async () => {
    const [{ id: userId }, { id }] = [
      await scim.createUser({ userName: "ann" }),
      await scim.createGroup("A"),
    ];
    const events = await eventsOf(() => add(id, userId));

    const early = [
      "from groups",
      "into group_members",
      "from groups answered",
      "into group_members answered",
    ];
    const later = [
      "from groups",
      "from groups answered",
      "into group_members",
      "into group_members answered",
    ];
    expect(events.slice(0, 4)).toEqual(database === "postgres" ? early : later);
    expect((await scim.get(`/Groups/${id}`)).body.members).toHaveLength(1);
  });

  it("is none if the group is another version, or is not there", async () => {
    const [{ id: userId }, { id }] = [
      await scim.createUser({ userName: "bob" }),
      await scim.createGroup("B"),
    ];

    expect((await add(id, userId, { "If-Match": 'W/"7"' })).status).toBe(412);
    expect((await scim.get(`/Groups/${id}`)).body.members).toEqual([]);
    expect((await add("nobody", userId)).status).toBe(404);
    expect((await scim.get(`/Users/${userId}`)).body.groups).toBeUndefined();
  });
});
