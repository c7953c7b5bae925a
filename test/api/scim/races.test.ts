import { queryFirst } from "../../../src/db/query.js";
import { startSecondApp, type TestApp, useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import type { Answer } from "../../support/http.js";
import { CORE_GROUP, CORE_USER, errorOf, ScimClient } from "../../support/scim-client.js";

const EIGHT = [
  "title",
  "nickName",
  "displayName",
  "locale",
  "timezone",
  "userType",
  "preferredLanguage",
  "profileUrl",
];

/** How often each status was answered. */
function statuses(answers: readonly Answer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

function times<T>(count: number, act: (index: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => act(index)));
}

describe.each(DATABASES)("requests at the same time on %s", (database) => {
  const app = useTestApp(database);
  let scim: ScimClient;

  beforeEach(async () => {
    scim = await app.connect();
  });

  const addMember = (client: ScimClient, groupId: string, value: string) =>
    client.patch(`/Groups/${groupId}`, [{ op: "add", path: "members", value: [{ value }] }]);
  const membersOf = async (groupId: string): Promise<string[]> => {
    const { members = [] } = (await scim.get(`/Groups/${groupId}`)).body;
    return members.map(({ value }: { value: string }) => value);
  };
  const countOf = async (groupId: string) =>
    (
      await queryFirst<{ member_count: number }>(
        app.db.read,
        "select member_count from groups where tenant_id = ? and id = ?",
        [scim.tenantId, groupId],
      )
    )?.member_count;

  it("keep all of 20 members that are added one by one", async () => {
    const ids = await scim.createUsers("u", 20);
    const { id } = await scim.createGroup("g");
    const answers = await Promise.all(ids.map((value) => addMember(scim, id, value)));

    expect(statuses(answers)).toEqual({ 200: 20 });
    expect(new Set(await membersOf(id))).toEqual(new Set(ids));
    expect(await countOf(id)).toBe(20);
    expect((await scim.get(`/Groups/${id}`)).body.meta.version).toBe('W/"21"');
  });

  it("add one member once, though 10 ask for it", async () => {
    const [ann = ""] = await scim.createUsers("u", 1);
    const { id } = await scim.createGroup("g");
    await times(10, () => addMember(scim, id, ann));

    expect(await membersOf(id)).toEqual([ann]);
    expect(await countOf(id)).toBe(1);
    expect((await scim.get(`/Groups/${id}`)).body.meta.version).toBe('W/"2"');
  });

  it("let exactly one of 10 PATCHes with the same If-Match through [RFC 7644 §3.14]", async () => {
    const { id, meta } = await scim.createUser({ userName: "ann" });
    const answers = await times(10, (index) =>
      scim.patch(`/Users/${id}`, [{ op: "replace", path: "title", value: `t${index}` }], {
        "If-Match": meta.version,
      }),
    );

    expect(statuses(answers)).toEqual({ 200: 1, 412: 9 });
    const winner = answers.find(({ status }) => status === 200);
    expect((await scim.get(`/Users/${id}`)).body).toEqual(winner?.body);
  });

  it("keep 8 PATCHes of different attributes", async () => {
    const { id } = await scim.createUser({ userName: "ann" });
    const answers = await Promise.all(
      EIGHT.map((name) => scim.patch(`/Users/${id}`, [{ op: "replace", path: name, value: `x-${name}` }])),
    );

    expect(statuses(answers)).toEqual({ 200: 8 });
    expect((await scim.get(`/Users/${id}`)).body).toMatchObject({
      ...Object.fromEntries(EIGHT.map((name) => [name, `x-${name}`])),
      meta: { version: 'W/"9"' },
    });
  });

  it("create one user of 10 with the same userName [RFC 7644 §3.3]", async () => {
    const answers = await times(10, (index) =>
      scim.post("/Users", { schemas: [CORE_USER], userName: index % 2 === 0 ? "ann" : "ANN" }),
    );

    expect(statuses(answers)).toEqual({ 201: 1, 409: 9 });
    expect((await scim.get("/Users")).body).toMatchObject({ totalResults: 1, itemsPerPage: 1 });
  });

  it("create one group of 10 with the same displayName", async () => {
    const answers = await times(10, () => scim.post("/Groups", { schemas: [CORE_GROUP], displayName: "g" }));

    expect(statuses(answers)).toEqual({ 201: 1, 409: 9 });
    expect((await scim.get("/Groups")).body.totalResults).toBe(1);
  });

  it("give a userName to one of 10 users that are renamed to it", async () => {
    const ids = await scim.createUsers("u", 10);
    const answers = await Promise.all(
      ids.map((id) => scim.patch(`/Users/${id}`, [{ op: "replace", path: "userName", value: "ann" }])),
    );

    expect(statuses(answers)).toEqual({ 200: 1, 409: 9 });
    expect(await scim.find("/Users", 'userName eq "ann"')).toHaveLength(1);
  });

  it("count right what is created and deleted", async () => {
    const ids = await scim.createUsers("u", 10);
    await Promise.all([
      ...ids.map((id) => scim.delete(`/Users/${id}`)),
      ...ids.map((id) => scim.delete(`/Users/${id}`)),
      times(10, (index) => scim.createUser({ userName: `v${index}` })),
    ]);

    expect((await scim.get("/Users")).body).toMatchObject({ totalResults: 10, itemsPerPage: 10 });
  });

  it("leave no deleted user in a group it is added to meanwhile", async () => {
    const groups = await times(5, (index) => scim.createGroup(`g${index}`));
    for (let round = 0; round < 4; round++) {
      const { id } = await scim.createUser({ userName: `ann${round}` });
      const answers = await Promise.all([
        ...groups.map((group) => addMember(scim, group.id, id)),
        scim.delete(`/Users/${id}`),
        ...groups.map((group) => addMember(scim, group.id, id)),
      ]);
      expect(statuses(answers)).toEqual({ 200: 10, 204: 1 });
    }

    // What was added behind the delete does not resolve: it may be kept as unknown, but never as a User.
    for (const { id } of groups) {
      const { members = [] } = (await scim.get(`/Groups/${id}`)).body;
      expect(members.filter(({ type }: { type?: string }) => type !== undefined)).toEqual([]);
      expect(await countOf(id)).toBe(members.length);
    }
  });

  it("delete users that share groups without a deadlock", async () => {
    const ids = await scim.createUsers("u", 12);
    const groups = await times(6, (index) => scim.createGroup(`g${index}`, ids));
    const answers = await Promise.all(ids.slice(0, 10).map((id) => scim.delete(`/Users/${id}`)));

    expect(statuses(answers)).toEqual({ 204: 10 });
    for (const { id } of groups) {
      expect(new Set(await membersOf(id))).toEqual(new Set(ids.slice(10)));
      expect(await countOf(id)).toBe(2);
    }
  });

  it("change members of two groups in opposite order without a deadlock", async () => {
    const ids = await scim.createUsers("u", 8);
    const one = await scim.createGroup("one", ids);
    const two = await scim.createGroup("two", ids);
    const answers = await times(16, (index) => {
      const value = (index % 2 === 0 ? ids : ids.toReversed()).map((id) => ({ value: id }));
      const op = index % 4 < 2 ? "replace" : "remove";
      return scim.patch(`/Groups/${index % 3 === 0 ? one.id : two.id}`, [{ op, path: "members", value }]);
    });

    expect(statuses(answers)).toEqual({ 200: 16 });
    for (const { id } of [one, two]) expect(await countOf(id)).toBe((await membersOf(id)).length);
  });

  it("let one of two PUTs with the same If-Match through, and DELETE race it cleanly", async () => {
    const { id, meta } = await scim.createUser({ userName: "ann" });
    const headers = { "If-Match": meta.version };
    const put = (title: string) =>
      scim.put(`/Users/${id}`, { schemas: [CORE_USER], userName: "ann", title }, headers);
    const answers = await Promise.all([put("a"), put("b"), scim.delete(`/Users/${id}`, headers)]);

    expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status >= 300)) {
      expect(errorOf(answer)).toMatch(/^(404|412)$/);
    }
  });
});

describe.each(DATABASES)("two servers on one database on %s", (database) => {
  const app = useTestApp(database);
  let second: TestApp;
  let clients: [ScimClient, ScimClient];

  beforeAll(async () => {
    second = await startSecondApp(app);
    const first = await app.connect();
    const { token, tenantId, connectionId } = first;
    clients = [first, new ScimClient({ url: second.url, token, tenantId, connectionId })];
  });
  afterAll(() => second.close());

  const either = (index: number): ScimClient => clients[index % 2 === 0 ? 0 : 1];

  it("share uniqueness, membership and conditional changes", async () => {
    const created = await times(10, (index) =>
      either(index).post("/Users", { schemas: [CORE_USER], userName: "ann" }),
    );
    expect(statuses(created)).toEqual({ 201: 1, 409: 9 });

    const ids = await clients[0].createUsers("u", 12);
    const { id } = await clients[1].createGroup("g");
    const added = await Promise.all(
      ids.map((value, index) =>
        either(index).patch(`/Groups/${id}`, [{ op: "add", path: "members", value: [{ value }] }]),
      ),
    );
    expect(statuses(added)).toEqual({ 200: 12 });
    expect((await clients[0].get(`/Groups/${id}`)).body.members).toHaveLength(12);

    const changed = await times(10, (index) =>
      either(index).patch(`/Groups/${id}`, [{ op: "replace", path: "displayName", value: `g${index}` }], {
        "If-Match": 'W/"13"',
      }),
    );
    expect(statuses(changed)).toEqual({ 200: 1, 412: 9 });
  });

  it("read what the other has written", async () => {
    const { id } = await clients[0].createUser({ userName: "bob" });

    expect((await clients[1].get(`/Users/${id}`)).body.userName).toBe("bob");
    expect(await clients[1].find("/Users", 'userName eq "bob"')).toHaveLength(1);
    await clients[1].delete(`/Users/${id}`);
    expect(errorOf(await clients[0].get(`/Users/${id}`))).toBe("404");
  });
});
