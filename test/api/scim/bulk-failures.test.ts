import type { Database } from "../../../src/db/connect.js";
import { useTestApp } from "../../support/app.js";
import { bulk, change, newGroup, newUser, results, statuses } from "../../support/bulk.js";
import { DATABASES } from "../../support/databases.js";
import { errorOf, type ScimClient } from "../../support/scim-client.js";

/** Makes the database fail when it stores a user whose displayName is `fail CODE`; SQLite has but one code for it. */
async function breakDatabase(db: Database): Promise<void> {
  if (db.dialect === "sqlite") {
    await db.write.raw(`create trigger fail_at before insert on users when new.display_name like 'fail %'
      begin select raise(abort, 'secret detail'); end`);
    return;
  }
  await db.write.raw(`create function fail_at() returns trigger language plpgsql as $$ begin
      if new.display_name like 'fail %' then
        raise exception 'secret detail' using errcode = substr(new.display_name, 6);
      end if;
      return new;
    end $$`);
  await db.write.raw("create trigger fail_at before insert on users for each row execute function fail_at()");
}

const failing = (bulkId: string, code: string) => newUser(bulkId, { displayName: `fail ${code}` });
const users = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => newUser(`${prefix}${index}`));

describe.each(DATABASES)("a bulk request at which the server fails on %s", (database) => {
  const app = useTestApp(database);
  let scim: ScimClient;

  beforeAll(() => breakDatabase(app.db));

  beforeEach(async () => {
    scim = await app.connect();
  });

  it("fails the one operation, says nothing of the reason but where to find it, and goes on", async () => {
    const answer = await bulk(scim, [
      newUser("a"),
      failing("bad", "P0001"),
      newGroup("g", ["bulkId:bad"]),
      newGroup("one", ["bulkId:two"]),
      newGroup("two", ["bulkId:one", "bulkId:three"]),
      { ...failing("three", "P0001"), bulkId: "three" },
      newUser("b"),
    ]);
    const requestId = answer.headers["x-request-id"];

    expect(statuses(answer.body.Operations)).toEqual(["201", "500", "409", "409", "409", "500", "201"]);
    expect(answer.text).not.toContain("secret");
    expect(answer.body.Operations[1].response.detail).toContain(requestId);
    const logged = app.log.filter((line) => line.includes(String(requestId)));
    expect(logged.join("")).toContain("secret detail");
    expect((await scim.get("/?count=0")).body.totalResults).toBe(2);
  });

  if (database === "postgres") {
    it("runs the operations of a transaction one by one when PostgreSQL always ends it", async () => {
      const operations = [...users("a", 60), failing("victim", "40P01"), ...users("b", 60)];
      const found = await results(scim, operations);

      expect(found.filter(({ status }) => status === "201")).toHaveLength(120);
      expect(statuses(found.slice(60, 61))).toEqual(["503"]);
      expect((await scim.get("/Users?count=0")).body.totalResults).toBe(120);
    });

    it("is 503 as a whole when the database gets out of reach before anything was stored", async () => {
      const answer = await bulk(scim, [...users("a", 10), failing("down", "57P01")]);

      expect(errorOf(answer)).toBe("503");
      expect(answer.headers["retry-after"]).toMatch(/^\d+$/);
      expect((await scim.get("/Users?count=0")).body.totalResults).toBe(0);
    });

    it("tells what was stored when the database gets out of reach later", async () => {
      const found = await results(scim, [...users("a", 80), failing("down", "57P01"), ...users("b", 60)]);

      expect(new Set(statuses(found.slice(0, 50)))).toEqual(new Set(["201"]));
      expect(new Set(statuses(found.slice(50)))).toEqual(new Set(["503"]));
      expect((await scim.get("/Users?count=0")).body.totalResults).toBe(50);
    });
  }
});

describe.each(DATABASES)("bulk requests at the same time on %s", (database) => {
  const app = useTestApp(database);

  it("all come through, though they change the same groups in opposite order", async () => {
    const scim = await app.connect();
    const ids = await scim.createUsers("u", 20);
    const groups: string[] = [];
    for (let index = 0; index < 6; index++) groups.push((await scim.createGroup(`g${index}`)).id);
    const operationsOf = (client: number): object[] => {
      const own = ids.filter((_, index) => index % 5 === client);
      const order = client % 2 === 0 ? groups : groups.toReversed();
      return [
        ...order.map((id) =>
          change(
            `/Groups/${id}`,
            "add",
            "members",
            own.map((value) => ({ value })),
          ),
        ),
        ...users(`new${client}-`, 40),
        ...own.slice(0, 2).map((id) => ({ method: "DELETE", path: `/Users/${id}` })),
        ...order
          .toReversed()
          .map((id) => change(`/Groups/${id}`, "add", "members", [{ value: `bulkId:new${client}-0` }])),
      ];
    };
    const answers = await Promise.all([0, 1, 2, 3, 4].map((client) => bulk(scim, operationsOf(client))));

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    for (const { body } of answers) {
      expect(new Set(statuses(body.Operations))).toEqual(new Set(["200", "201", "204"]));
    }
    for (const id of groups) expect((await scim.get(`/Groups/${id}`)).body.members).toHaveLength(15);
    expect((await scim.get("/Users?count=0")).body.totalResults).toBe(210);
  });
});
