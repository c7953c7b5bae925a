import { expireDueOfTenants } from "../../../src/use-cases/licenses/expire-due.js";
import { problemOf } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { newUser, results } from "../../support/bulk.js";
import { DATABASES } from "../../support/databases.js";
import { GuardedPeople, succeed } from "../../support/guarded-people.js";
import type { Answer } from "../../support/http.js";
import { CRM_GROUP } from "../../support/scim-client.js";

type Json = Answer["body"];

/** The people of an instance, and how many of them may lose access without a confirmation. */
const PEOPLE = 10;
const ALLOWED = 3;

/** More members than a change gives licenses to, and takes them from, itself. */
const MANY = 1010;

/** A request that takes access from people. */
interface Request {
  readonly method: "post" | "put" | "patch" | "delete";
  readonly path: string;
  readonly body?: object;
}

/** How people get access, and the request that takes it from some. */
interface Case {
  /** What the users have of themselves. */
  readonly own?: object;
  readonly groups?: object;
  readonly settings?: object;
  readonly loses: number;
  request(world: GuardedPeople, group: string): Request | Promise<Request>;
}

const LICENSES = { [CRM_GROUP]: { licenses: [{ skuPartNumber: "CRM" }] } };
const ROLES = { [CRM_GROUP]: { securityRoles: [{ value: "Salesperson" }] } };
const BY_LICENSE = { own: { licenseSkus: undefined }, groups: LICENSES };
const BY_ROLE = {
  own: { securityRoleNames: undefined },
  groups: ROLES,
  settings: { "roles.groupTeamCounts": "true" },
};

const CASES: Readonly<Record<string, Case>> = {
  "a guard": {
    loses: 6,
    request: async (world) => ({
      method: "put",
      path: "/instances/main/guard",
      body: { groupId: await world.groupOf("Few", 4) },
    }),
  },
  "the instances of a SKU": {
    loses: PEOPLE,
    request: async ({ admin }) => {
      await succeed(admin.post("/instances", { name: "other" }));
      await succeed(admin.patch("/licenses/CRM", { instances: ["main"] }));
      return { method: "patch", path: "/licenses/CRM", body: { instances: ["other"] } };
    },
  },
  "the licenses of a group": {
    ...BY_LICENSE,
    loses: PEOPLE,
    request: (_, group) => ({
      method: "patch",
      path: `/groups/${group}`,
      body: { [CRM_GROUP]: { licenses: null } },
    }),
  },
  "the roles of a group": {
    ...BY_ROLE,
    loses: PEOPLE,
    request: (_, group) => ({
      method: "patch",
      path: `/groups/${group}`,
      body: { [CRM_GROUP]: { securityRoles: null } },
    }),
  },
  "the deletion of a group": {
    ...BY_LICENSE,
    loses: PEOPLE,
    request: (_, group) => ({ method: "delete", path: `/groups/${group}` }),
  },
  "the deletion of a guard": {
    loses: PEOPLE,
    request: ({ everyone }) => ({ method: "delete", path: `/groups/${everyone}` }),
  },
  "the removal of members": {
    loses: 5,
    request: ({ everyone, people }) => ({
      method: "post",
      path: `/groups/${everyone}/members`,
      body: { remove: people.slice(0, 5) },
    }),
  },
  "the roles of several users": {
    loses: 7,
    request: ({ people }) => ({
      method: "post",
      path: "/instances/main/role-assignments",
      body: { userIds: people.slice(0, 7), roleIds: [] },
    }),
  },
  "a setting": {
    ...BY_ROLE,
    loses: PEOPLE,
    request: () => ({
      method: "patch",
      path: "/instances/main/settings",
      body: { "roles.groupTeamCounts": "false" },
    }),
  },
};

const NOTHING: Case = { loses: 0, request: () => ({ method: "delete", path: "" }) };

describe.each(DATABASES)("the brake on %s", (database) => {
  const app = useTestApp(database);

  const send = ({ admin }: GuardedPeople, { method, path, body }: Request, query = ""): Promise<Answer> =>
    admin.send(method.toUpperCase(), `${path}${query}`, body);

  const prepare = async ({ own, groups, settings }: Case, people = PEOPLE) => {
    const world = await GuardedPeople.create(app, people, own);
    const limits = { "access.brake.people": ALLOWED, "access.brake.percent": 20 };
    await succeed(world.admin.patch("/settings", { ...limits, ...settings }));
    const group = groups === undefined ? "" : await world.groupOf("Source", people, groups);
    await goOn(world);
    return { world, group };
  };

  /** Everything that happens behind a request. */
  const goOn = async (world: GuardedPeople): Promise<void> => {
    await expireDueOfTenants(app.db, Date.now());
    await world.sync();
  };

  /** The reasons of people who cannot enter, by id. */
  const reasonsOf = async ({ admin }: GuardedPeople, ids: readonly string[]): Promise<Json> => {
    const found: Record<string, Json> = {};
    for (const id of ids) {
      const { value } = await succeed(admin.get(`/users/${id}/access`));
      const main = value.find(({ instance }: Json) => instance.name === "main");
      found[id] = main.reasons.map(({ code }: Json) => code);
    }
    return found;
  };

  /** Previews a request, is refused, confirms it, and returns what was foretold. */
  const confirmed = async (world: GuardedPeople, request: Request): Promise<Json> => {
    const preview = await succeed(send(world, request, "?preview=true&limit=1000"));
    const refused = await send(world, request);
    expect(problemOf(refused)).toBe("409 WOULD_SHUT_OUT");
    const { value, nextCursor: __, ...foretold } = preview;
    const { value: listed, nextCursor: _, ...told } = refused.body.difference;
    expect({ ...told, confirm: refused.body.confirm }).toEqual(foretold);
    expect(listed).toEqual(value.slice(0, 10));
    await succeed(send(world, request, `?confirm=${preview.confirm}`));
    return preview;
  };

  it.each(Object.keys(CASES))(
    "holds for %s: foretold, refused, confirmed, and then so",
    async (name) => {
      const one = CASES[name];
      if (one === undefined) throw new Error("no such case");
      const { world, group } = await prepare(one);
      const before = await world.entering();
      expect(before).toHaveLength(PEOPLE);
      const request = await one.request(world, group);

      const preview = await confirmed(world, request);
      const losing = preview.value.filter(({ change }: Json) => change === "loses");
      await goOn(world);
      const after = await world.entering();

      expect(preview.loses).toBe(one.loses);
      const lost = before.filter((id) => !after.includes(id));
      expect(losing.map(({ id }: Json) => id).toSorted()).toEqual(lost.toSorted());
      expect(await reasonsOf(world, lost)).toEqual(
        Object.fromEntries(losing.map(({ id, after: { reasons } }: Json) => [id, reasons])),
      );
    },
    90_000,
  );

  it("lets up to the allowed number pass, and takes both numbers together", async () => {
    const { world } = await prepare(NOTHING);
    const removing = (count: number): Request => ({
      method: "post",
      path: `/groups/${world.everyone}/members`,
      body: { remove: world.people.slice(0, count) },
    });

    expect((await succeed(send(world, removing(ALLOWED), "?preview=true"))).confirm).toBeUndefined();
    await succeed(world.admin.patch("/settings", { "access.brake.percent": 40 }));
    expect((await succeed(send(world, removing(4), "?preview=true"))).confirm).toBeUndefined();
    expect((await succeed(send(world, removing(5), "?preview=true"))).confirm).toEqual(expect.any(String));
    await succeed(send(world, removing(4)));
  });

  it("is not concerned by an import, which takes access from nobody", async () => {
    const { world } = await prepare(NOTHING);
    const csv = [
      "table,id,owner",
      ...world.people.map((_, index) => `account,${index},user${index}@contoso.com`),
    ];
    const path = "/instances/main/imports";
    const preview = await succeed(
      world.admin.send("POST", `${path}?preview=true`, csv.join("\n"), { "Content-Type": "text/csv" }),
    );
    await succeed(world.admin.send("POST", path, csv.join("\n"), { "Content-Type": "text/csv" }));

    expect(preview).toMatchObject({ loses: 0, gains: 0, changes: 0 });
    expect(await world.entering()).toHaveLength(PEOPLE);
  });

  it("asks again when somebody else would lose access, and for another request", async () => {
    const { world } = await prepare(NOTHING);
    const [few, fewer] = [await world.groupOf("Few", 4), await world.groupOf("Fewer", 3)];
    const guard = (groupId: string): Request => ({
      method: "put",
      path: "/instances/main/guard",
      body: { groupId },
    });
    const { confirm } = await succeed(send(world, guard(few), "?preview=true"));

    const other = await send(world, guard(fewer), `?confirm=${confirm}`);
    expect(problemOf(other)).toBe("409 WOULD_SHUT_OUT");
    expect(other.body.confirm).not.toBe(confirm);
    await succeed(world.admin.post(`/groups/${few}/members`, { remove: world.people.slice(0, 1) }));
    const stale = await send(world, guard(few), `?confirm=${confirm}`);
    expect(problemOf(stale)).toBe("409 WOULD_SHUT_OUT");
    expect(stale.body.difference.loses).toBe(7);
    expect(await world.entering()).toHaveLength(PEOPLE);
    await succeed(send(world, guard(few), `?confirm=${stale.body.confirm}`));
    expect(await world.entering()).toHaveLength(3);
  });

  it("takes access only from people who were foretold, when two administrators act at once", async () => {
    const { world } = await prepare(NOTHING);
    const [few, fewer] = [await world.groupOf("Few", 4), await world.groupOf("Fewer", 3)];
    const second = await app.admin(world.client);
    const path = "/instances/main/guard";
    const asked = await Promise.all([
      world.admin.put(`${path}?preview=true`, { groupId: few }),
      second.put(`${path}?preview=true`, { groupId: fewer }),
    ]);
    const [one, two] = asked.map(({ body }) => body);
    expect([one.loses, two.loses]).toEqual([6, 7]);

    const answers = await Promise.all([
      world.admin.put(`${path}?confirm=${one.confirm}`, { groupId: few }),
      second.put(`${path}?confirm=${two.confirm}`, { groupId: fewer }),
    ]);
    await goOn(world);
    const { guardGroupId } = await succeed(world.admin.get("/instances/main"));

    expect(answers.map(({ status }) => [200, 409].includes(status))).toEqual([true, true]);
    expect(await world.entering()).toEqual(world.people.slice(0, guardGroupId === few ? 4 : 3));
  });

  it.each([
    ["preview=1", "invalidValue"],
    ["preview=", "invalidValue"],
    ["preview=TRUE", "invalidValue"],
    ["preview=true&preview=true", "invalidValue"],
    ["preview=true&limit=0", "invalidValue"],
    ["preview=true&limit=1001", "invalidValue"],
    ["preview=true&cursor=x", "invalidCursor"],
    ["preview=true&cursor=W3siYSI6MX1d", "invalidCursor"],
    ["preview=true&at=yesterday", "invalidValue"],
    ["preview=true&at=2020-01-01T00:00:00Z", "invalidValue"],
    ["limit=5", "invalidValue"],
    ["cursor=MCA", "invalidCursor"],
    ["at=2099-01-01T00:00:00Z", "invalidValue"],
    [`confirm=${"x".repeat(101)}`, "invalidValue"],
    ["confirm=%00", "invalidValue"],
    ["confirm=a&confirm=b", "invalidValue"],
  ])("refuses ?%s", async (query, title) => {
    const client = await app.connectToCrm();
    const admin = await app.admin(client);

    expect(problemOf(await admin.delete(`/instances/main/guard?${query}`))).toBe(`400 ${title}`);
  });

  it("holds for a group whose licenses are taken in the background", async () => {
    const { world } = await prepare(NOTHING, 4);
    const many: string[] = [];
    for (let start = 0; start < MANY; start += 500) {
      const count = Math.min(500, MANY - start);
      const made = await results(
        world.client,
        Array.from({ length: count }, (_, index) => newUser(`m${start + index}`)),
      );
      many.push(...made.map(({ location }) => location.split("/").at(-1)));
    }
    await succeed(world.admin.patch("/settings", { "roles.groupTeamCounts": "true" }));
    await succeed(world.admin.delete("/instances/main/guard"));
    const members = many.map((value) => ({ value }));
    const source = { licenses: [{ skuPartNumber: "CRM" }], securityRoles: [{ value: "Salesperson" }] };
    const { id } = await succeed(
      world.admin.post("/groups", { displayName: "Many", members, [CRM_GROUP]: source }),
    );
    await goOn(world);

    const request: Request = {
      method: "patch",
      path: `/groups/${id}`,
      body: { [CRM_GROUP]: { licenses: null } },
    };
    const preview = await confirmed(world, request);
    await goOn(world);

    expect(preview).toMatchObject({ loses: MANY, gains: 0 });
    const first = many.slice(0, 3).concat(many.slice(-3));
    const reasons = await reasonsOf(world, first);
    expect(first.map((one) => reasons[one])).toEqual(first.map(() => ["NO_LICENSE"]));
    const seats = await succeed(world.admin.get("/licenses/CRM"));
    expect(seats.consumed ?? seats.assigned).toBe(4);
  }, 600_000);
});
