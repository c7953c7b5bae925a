import { DAY } from "../../../src/db/duration.js";
import { type AdminClient, problemOf } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { GuardedPeople, succeed } from "../../support/guarded-people.js";
import type { Answer } from "../../support/http.js";
import { CRM_USER } from "../../support/scim-client.js";

type Json = Answer["body"];

const PEOPLE = 14;

describe.each(DATABASES)("several operations previewed as one on %s", (database) => {
  let now = Date.UTC(2026, 1, 2, 8);
  const app = useTestApp(database, { now: () => now });
  let world: GuardedPeople;
  let admin: AdminClient;
  let few: string;

  beforeAll(async () => {
    world = await GuardedPeople.create(app, PEOPLE);
    ({ admin } = world);
    few = await world.groupOf("Few", 4);
  });

  const guard = (groupId: string) => ({
    method: "PUT",
    path: "/instances/main/guard",
    body: { groupId },
  });
  const preview = (operations: readonly object[], more: object = {}): Promise<Answer> =>
    admin.post("/previews", { operations, ...more });
  const first = (): string => world.people[0] ?? "";

  it("is the difference of all of them together, and changes nothing", async () => {
    const before = await world.tables();
    const alone = await succeed(preview([guard(few)]));
    const removal = { method: "DELETE", path: `/admin/v1/users/${first()}` };
    const both = await succeed(preview([guard(few), removal]));
    const undone = await succeed(preview([guard(few), guard(world.everyone)]));

    expect(alone).toMatchObject({ loses: PEOPLE - 4, gains: 0 });
    expect(alone.instances[0].reasonsAdded).toEqual({ NOT_IN_SECURITY_GROUP: PEOPLE - 4 });
    expect(both.loses).toBe(PEOPLE - 3);
    expect(both.seats[0]).toMatchObject({ partNumber: "CRM", released: 1 });
    expect(undone).toMatchObject({ loses: 0, gains: 0, changes: 0, value: [] });
    expect(await world.tables()).toEqual(before);
  });

  it("lets an operation see what those before it have done, and reads its path like a request", async () => {
    const created = {
      method: "POST",
      path: "/users?",
      body: { userName: "new@contoso.com", [CRM_USER]: { licenseSkus: "CRM" } },
    };
    const roles = await succeed(admin.get("/instances/main/security-roles"));
    const roleIds = [roles.value.find((role: Json) => role.name === "Salesperson").id];
    const given = {
      method: "PUT",
      path: "/instances/main/users/new%40contoso.com/roles",
      body: { roleIds },
    };
    const found = await succeed(
      preview([{ method: "DELETE", path: "/instances/main/guard" }, created, given]),
    );

    expect(found).toMatchObject({ loses: 0, gains: 1, records: { created: 1 } });
    expect(found.value[0]).toMatchObject({ change: "gains", rolesAdded: ["Salesperson"] });
    expect(problemOf(await admin.get("/users/new%40contoso.com"))).toBe("404 notFound");
  });

  it("ends with the first error, which names its operation", async () => {
    const unknown = { method: "DELETE", path: "/users/nobody" };
    const real = await admin.delete("/users/nobody");
    const answer = await preview([guard(few), unknown, unknown]);

    expect(problemOf(answer)).toBe(problemOf(real));
    expect(answer.body).toMatchObject({ index: 1, detail: `operations[1]: ${real.body.detail}` });
  });

  it.each([
    ["404 notFound", { method: "PUT", path: "/nothing/here" }],
    ["404 notFound", { method: "PUT", path: "" }],
    ["404 notFound", { method: "PUT", path: "/admin/v1" }],
    ["404 notFound", { method: "POST", path: "/previews", body: { at: "2099-01-01" } }],
    ["404 notFound", { method: "DELETE", path: "/users/a%00b" }],
    ["404 notFound", { method: "DELETE", path: "/users/__proto__" }],
    ["405 methodNotAllowed", { method: "DELETE", path: "/instances" }],
    ["400 invalidValue", { method: "DELETE", path: "/users/%E9" }],
    ["400 invalidValue", { method: "DELETE", path: "/users/x?unknown=1" }],
    ["400 invalidValue", { method: "DELETE", path: "/users/x?preview=true&preview=true" }],
    ["400 invalidValue", { method: "GET", path: "/users" }],
    ["400 invalidValue", { method: "PUT", path: "/instances/main/guard" }],
    ["400 invalidValue", { method: "PUT", path: "/instances/main/guard", body: { group: 1 } }],
    ["400 invalidValue", { method: "POST", path: "/instances/main/imports", body: { a: 1 } }],
    ["400 invalidValue", { method: "PUT" }],
  ])("answers %s for the operation %j", async (expected, operation) => {
    expect(problemOf(await preview([operation]))).toBe(expected);
  });

  it("refuses a path or a body that is too long", async () => {
    const path = (length: number) => `/users/${"x".repeat(length)}`;

    expect(problemOf(await preview([{ method: "DELETE", path: path(501) }]))).toBe("404 notFound");
    expect(problemOf(await preview([{ method: "DELETE", path: path(5000) }]))).toBe("400 invalidValue");
    expect(problemOf(await preview([{ ...guard(few), body: "x".repeat(9_000_000) }]))).toBe(
      "413 payloadTooLarge",
    );
  });

  it("takes up to 100 operations, and needs something to preview", async () => {
    const many = (count: number) => Array.from({ length: count }, () => guard(world.everyone));

    expect((await preview(many(100))).status).toBe(200);
    expect(problemOf(await preview(many(101)))).toBe("400 invalidValue");
    expect(problemOf(await preview([]))).toBe("400 invalidValue");
    expect(problemOf(await admin.post("/previews", {}))).toBe("400 invalidValue");
    expect(problemOf(await admin.post("/previews?preview=true", { at: "2099-01-01" }))).toBe(
      "400 invalidValue",
    );
  });

  it("reads the body of an operation that takes a file from a text", async () => {
    const body = "table,id,owner\naccount,1,user0@contoso.com\n";

    expect(await succeed(preview([{ method: "POST", path: "/instances/main/imports", body }]))).toMatchObject(
      {
        loses: 0,
        gains: 0,
      },
    );
  });

  it("has pages of people, each once", async () => {
    const seen: string[] = [];
    let cursor: string | undefined = "";
    while (cursor !== undefined) {
      const page: Json = await succeed(
        admin.post(`/previews?limit=3${cursor === "" ? "" : `&cursor=${cursor}`}`, {
          operations: [guard(few)],
        }),
      );
      expect(page.loses).toBe(PEOPLE - 4);
      seen.push(...page.value.map(({ id }: Json) => id));
      cursor = page.nextCursor;
    }

    expect(seen.toSorted()).toEqual(world.people.slice(4).toSorted());
    expect(problemOf(await admin.post("/previews?cursor=W3siYSI6MX1d", { operations: [guard(few)] }))).toBe(
      "400 invalidCursor",
    );
  });

  it("needs for each operation its own permission [R095] [R109]", async () => {
    const billing = await app.admin(world.client, ["billing"]);
    const buying = { method: "POST", path: "/licenses/CRM/purchase", body: { seats: 1 } };
    const allowed = await billing.post("/previews", { operations: [buying] });
    const refused = await billing.post("/previews", { operations: [buying, guard(few)] });

    expect(allowed.status).toBe(200);
    expect(problemOf(refused)).toBe("403 forbidden");
    expect(refused.body).toMatchObject({ index: 1, detail: expect.stringContaining("'manageInstances'") });
  });

  it("is for administrators of an instance as far as their operations are [R109]", async () => {
    const roles = await succeed(admin.get("/instances/main/security-roles"));
    const idOf = (name: string): string => roles.value.find((role: Json) => role.name === name).id;
    await succeed(
      admin.put(`/instances/main/users/${first()}/roles`, { roleIds: [idOf("System Administrator")] }),
    );
    await world.sync();
    const inside = await app.admin(world.client, ["service"], first());
    const [, second] = world.people;
    const roleOf = { method: "PUT", path: `/instances/main/users/${second}/roles`, body: { roleIds: [] } };

    const allowed = await inside.post("/previews", { operations: [roleOf] });
    expect(allowed.body).toMatchObject({ loses: 1 });
    expect(problemOf(await inside.post("/previews", { operations: [roleOf, guard(few)] }))).toBe(
      "403 forbidden",
    );
    expect(problemOf(await inside.post("/previews", { operations: [roleOf], at: "2099-01-01" }))).toBe(
      "403 forbidden",
    );
    expect(problemOf(await inside.post("/previews", { at: "2099-01-01" }))).toBe("403 forbidden");
    const later = `/instances/main/users/${second}/roles?preview=true&at=2099-01-01`;
    expect(problemOf(await inside.put(later, { roleIds: [] }))).toBe("403 forbidden");
    const bound = await app.admin(world.client, ["service"], second);
    expect(problemOf(await bound.post("/previews", { operations: [guard(few)] }))).toBe("403 forbidden");
  });

  describe("at a later instant", () => {
    const later = (days: number): string => new Date(now + days * DAY).toISOString();
    let waiting: string;
    let pool: string;

    beforeAll(async () => {
      now += DAY;
      pool = (await succeed(admin.post("/licenses", { partNumber: "ONE", purchased: 1 }))).id;
      const invited = await world.client.createUser({
        userName: "invited@contoso.com",
        emails: [{ value: "invited@contoso.com" }],
        [CRM_USER]: { securityRoleNames: "Salesperson" },
      });
      await succeed(admin.post(`/users/${invited.id}/invitation`, { skuId: "ONE", sendMail: false }));
      waiting = (
        await world.client.createUser({
          userName: "waiting@contoso.com",
          [CRM_USER]: { licenseSkus: "ONE", securityRoleNames: "Salesperson" },
        })
      ).id;
      await succeed(admin.delete("/instances/main/guard"));
      await world.sync();
    });

    it("shows what time alone does: an invitation runs out, and its seat goes to who waits", async () => {
      const before = await world.tables();
      const soon = await succeed(admin.post("/previews", { at: later(13) }));
      const then = await succeed(admin.post("/previews", { at: later(15) }));

      expect(soon).toMatchObject({ loses: 0, gains: 0 });
      expect(then).toMatchObject({ loses: 0, gains: 1 });
      const gaining = then.value.find(({ change }: Json) => change === "gains");
      expect(gaining).toMatchObject({ id: waiting, before: { reasons: ["LICENSE_COUNT_VIOLATION"] } });
      expect(then.seats).toEqual([
        expect.objectContaining({
          skuId: pool,
          released: 1,
          served: 1,
          availableBefore: 0,
          availableAfter: 0,
        }),
      ]);
      expect(await world.tables()).toEqual(before);
    });

    it("makes a change then, and compares with now", async () => {
      const path = `/users/${waiting}?preview=true&at=${later(15)}`;
      const deleted = await succeed(admin.delete(path));
      const guarded = await succeed(
        admin.put(`/instances/main/guard?preview=true&at=${later(15)}`, { groupId: few }),
      );

      expect(deleted).toMatchObject({ loses: 0, gains: 0 });
      expect(deleted.confirm).toBeUndefined();
      expect(guarded).toMatchObject({ loses: PEOPLE - 4, gains: 0 });
      expect(guarded.instances[0].reasonsAdded.NOT_IN_SECURITY_GROUP).toBeGreaterThanOrEqual(PEOPLE - 4);
    });

    it.each(["2020-01-01T00:00:00Z", "yesterday", "", "2026-02-30", "99999-01-01", "-1"])(
      "refuses the instant %j",
      async (at) => {
        expect(problemOf(await admin.post("/previews", { at }))).toBe("400 invalidValue");
        const path = `/instances/main/guard?preview=true&at=${encodeURIComponent(at)}`;
        expect(problemOf(await admin.put(path, { groupId: few }))).toBe("400 invalidValue");
      },
    );
  });
});
