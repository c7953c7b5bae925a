import { Person } from "../../support/accounts.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import type { Answer } from "../../support/http.js";
import { CORE_USER, type ScimClient } from "../../support/scim-client.js";

/** More than may wait. */
const FLOOD = 30;

function chain(term: (i: number) => string, count: number, connective = "or"): string {
  return Array.from({ length: count }, (_, i) => term(i)).join(` ${connective} `);
}

function list(client: ScimClient, path: string, filter: string, more = ""): Promise<Answer> {
  return client.get(`${path}?filter=${encodeURIComponent(filter)}${more}`);
}

describe.each(DATABASES)("filters without an index on %s", (kind) => {
  const app = useTestApp(kind);
  let client: ScimClient;
  let id: string;

  beforeAll(async () => {
    client = await app.connectToCrm();
    const created = await client.post("/Users", {
      schemas: [CORE_USER],
      userName: "ada@example.com",
      displayName: "Ada",
      password: "correct horse battery",
      emails: [{ value: "ada@example.com", type: "work" }],
    });
    id = created.body.id;
  });

  /** Takes the place of a scan that does not end until it is told to. */
  function occupy(): { readonly end: () => Promise<void> } {
    let release: () => void = () => undefined;
    const scan = app.db.scans.run("hostile", "", () => new Promise<void>((resolve) => (release = resolve)));
    return {
      end: async () => {
        release();
        await scan;
      },
    };
  }

  it("wait for each other, are refused with what has no index, and nothing else waits for them", async () => {
    const scan = occupy();
    const hostile = Array.from({ length: FLOOD }, () =>
      list(client, "/Users", 'nickName co "x" and title ew "y"'),
    );
    const refused = await Promise.all(hostile.map((one) => Promise.race([one, client.get(`/Users/${id}`)])));
    expect(refused.map(({ status }) => status)).toContain(200);

    const admin = await app.admin(client);
    const person = await Person.of(app, client.tenantId, "ada@example.com");
    expect((await list(client, "/Users", 'userName eq "ADA@example.com"')).body.totalResults).toBe(1);
    expect((await list(client, "/Users", 'emails[type eq "work"].value eq "ada@example.com"')).status).toBe(
      200,
    );
    expect((await list(client, "/Users", 'userName sw "ada"')).status).toBe(200);
    expect((await client.get("/Users?sortBy=userName")).status).toBe(200);
    expect((await client.get("/Groups")).status).toBe(200);
    expect((await client.search("", { filter: 'userName eq "ada@example.com"' })).status).toBe(200);
    expect((await person.signIn("correct horse battery")).status).toBe(201);
    expect((await admin.get("/instances/main/access")).status).toBe(200);

    await scan.end();
    const answers = await Promise.all(hostile);
    const busy = answers.filter(({ status }) => status === 503);
    expect(busy.length).toBe(FLOOD - 20);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(20);
    for (const { headers, body } of busy) {
      expect(Number(headers["retry-after"])).toBeGreaterThan(0);
      expect(body.detail).toMatch(/'nickName co', 'title ew'/);
    }
  });

  it.each<[string, (one: ScimClient) => Promise<Answer>]>([
    ["a sort order", (one) => one.get("/Users?sortBy=nickName")],
    ["a search by POST", (one) => one.search("/Users", { filter: "nickName pr" })],
    ["a search of the root", (one) => one.search("", { filter: 'displayName co "a"' })],
    ["a filter of groups", (one) => list(one, "/Groups", 'members.display co "a"')],
    ["a negation", (one) => list(one, "/Users", 'not (userName eq "a")')],
    ["a page by cursor", (one) => list(one, "/Users", "nickName pr", "&cursor=")],
    ["a page of nothing", (one) => list(one, "/Users", "nickName pr", "&count=0")],
  ])("wait as %s too", async (_, ask) => {
    const scan = occupy();
    const asked = ask(client);
    const first = await Promise.race([
      asked.then(() => "scan"),
      list(client, "/Users", 'id eq "x"').then(() => "read"),
    ]);
    await scan.end();
    expect((await asked).status).toBe(200);
    // The read is sent behind the scan, and is answered ahead of it.
    expect(first).toBe("read");
  });

  it("wait in the admin API as well", async () => {
    const admin = await app.admin(client);
    const scan = occupy();
    const asked = admin.get(`/users?filter=${encodeURIComponent('nickName co "x"')}`);
    const first = await Promise.race([asked.then(() => "scan"), admin.get("/users").then(() => "read")]);
    await scan.end();
    expect((await asked).status).toBe(200);
    expect(first).toBe("read");
  });

  it("have at most 20 conditions that no index serves; of the others there may be 200", async () => {
    const many = chain((i) => `nickName co "${i}"`, 21);
    const group = await client.post("/Groups", { displayName: "G", members: [{ value: id }] });
    const refused = [
      await list(client, "/Users", many),
      await list(client, "/Users", `userName eq "ada@example.com" and (${many})`),
      await list(
        client,
        "/Groups",
        chain((i) => `members.display co "${i}"`, 21),
      ),
      await client.search("/Users", { filter: many }),
      await client.search("", { filter: many }),
      await client.patch(`/Groups/${group.body.id}`, [
        { op: "remove", path: `members[${chain((i) => `display co "${i}"`, 21)}]` },
      ]),
    ];
    for (const { status, body } of refused) {
      expect({ status, scimType: body.scimType }).toEqual({ status: 400, scimType: "invalidFilter" });
      expect(body.detail).toMatch(/21 conditions .*at most 20/);
    }
    expect(
      (
        await list(
          client,
          "/Users",
          chain((i) => `nickName co "${i}"`, 20),
        )
      ).status,
    ).toBe(200);
    expect(
      (
        await list(
          client,
          "/Users",
          chain((i) => `id eq "${i}"`, 100),
        )
      ).status,
    ).toBe(200);
    expect(
      (
        await list(
          client,
          "/Users",
          chain((i) => `emails.value eq "${i}"`, 100),
        )
      ).status,
    ).toBe(200);
  });
});
