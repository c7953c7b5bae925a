import fc from "fast-check";
import { listInstances } from "../../../../src/access/instances.js";
import { type DecidedUser, decisionOf, openDecisions } from "../../../../src/crm/decision/decisions.js";
import { loadFacts, type UserInInstance } from "../../../../src/crm/decision/load-facts.js";
import { DAY } from "../../../../src/db/duration.js";
import { traitsOf } from "../../../../src/directory/users/traits.js";
import { useTestApp } from "../../../support/app.js";
import { DATABASES } from "../../../support/databases.js";
import { runs } from "../../../support/extent.js";
import { Kinds } from "../../../support/kinds.js";

const PEOPLE = 5;
const GROUPS = 3;
const INSTANCES = ["main", "east", "west"] as const;

const person = fc.nat(PEOPLE - 1);
const group = fc.nat(GROUPS - 1);
const instance = fc.constantFrom(...INSTANCES);
const on = fc.boolean();
const ROLES = ["Salesperson", "System Administrator"].flatMap((role) =>
  INSTANCES.map((name) => `${role}@${name}`),
);
const values = fc.oneof(
  fc.record({ accessMode: fc.constantFrom("Read-Write", "administrative", "READ", "Non-interactive") }),
  fc.record({ licenseSkus: fc.constantFrom("CRM", "EAST", "CRM; EAST", "none") }),
  fc.record({ securityRoleNames: fc.subarray(ROLES).map((roles) => roles.join("; ") || "none") }),
  fc.record({ administratorRoles: fc.subarray(["global", "SERVICE", "billing", "userManagement"]) }),
);

/** What somebody does; refusals are as good as successes. */
const action = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("set" as const), person, values }) },
  fc.record({ do: fc.constant("active" as const), person, on }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant("member" as const), person, group, on }) },
  fc.record({ do: fc.constant("nest" as const), group, inside: group, on }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant("guard" as const), instance, group, on }) },
  fc.record({ do: fc.constant("mode" as const), person, instance }),
  fc.record({ do: fc.constant("team" as const), person, group, instance, on }),
  fc.record({ do: fc.constant("invite" as const), person, on }),
  fc.record({ do: fc.constant("delete" as const), person }),
  fc.record({ do: fc.constant("restore" as const), person }),
  fc.record({ do: fc.constant("rules" as const), instance, current: on, on }),
  fc.record({ do: fc.constant("deleteGroup" as const), group }),
  { weight: 3, arbitrary: fc.record({ do: fc.constant("sync" as const) }) },
);
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

/** What happens in every world first, so that it has something to show. */
const OPENING: readonly Action[] = [
  { do: "member", person: 0, group: 0, on: true },
  { do: "member", person: 1, group: 1, on: true },
  { do: "nest", group: 0, inside: 1, on: true },
  { do: "sync" },
  { do: "guard", instance: "west", group: 0, on: true },
  { do: "active", person: 2, on: false },
  { do: "set", person: 3, values: { securityRoleNames: "none" } },
  { do: "delete", person: 4 },
];

describe.each(DATABASES)("decisions about many people on %s", (database) => {
  const app = useTestApp(database);

  interface World {
    readonly crm: Kinds;
    readonly people: readonly string[];
    readonly groups: readonly string[];
  }

  async function start(): Promise<World> {
    const crm = await Kinds.start(app);
    const { admin, client } = crm;
    for (const name of INSTANCES.slice(1)) await admin.post("/instances", { name });
    await admin.post("/licenses", { partNumber: "EAST", purchased: 2, instances: ["east"] });
    const people: string[] = [];
    for (let i = 0; i < PEOPLE; i++) people.push(await crm.person(`p${i}`));
    const application = { applicationId: "01890000-0000-7000-8000-000000000001", displayName: "ERP" };
    people.push((await admin.post("/instances/main/application-users", application)).body.userId);
    const groups: string[] = [];
    for (let i = 0; i < GROUPS; i++) groups.push((await client.createGroup(`G${i}`)).id);
    const world = { crm, people, groups };
    for (const one of OPENING) await act(world, one);
    return world;
  }

  async function act({ crm, people, groups }: World, one: Action): Promise<void> {
    const { admin, client } = crm;
    const id = "person" in one ? (people[one.person] ?? "") : "";
    const groupId = "group" in one ? (groups[one.group] ?? "") : "";
    const member = (value: string, added: boolean) =>
      client.patch(`/Groups/${groupId}`, [
        added
          ? { op: "add", path: "members", value: [{ value }] }
          : { op: "remove", path: `members[value eq "${value}"]` },
      ]);
    switch (one.do) {
      case "set":
        await crm.set(id, one.values);
        return;
      case "active":
        await client.patch(`/Users/${id}`, [{ op: "replace", path: "active", value: one.on }]);
        return;
      case "member":
        await member(id, one.on);
        return;
      case "nest":
        await member(groups[one.inside] ?? "", one.on);
        return;
      case "guard":
        await (one.on
          ? admin.put(`/instances/${one.instance}/guard`, { groupId })
          : admin.delete(`/instances/${one.instance}/guard`));
        return;
      case "mode":
        await crm.setMode(id, "Non-interactive", one.instance);
        return;
      case "team":
        await addToTeam(crm, one, id, groupId);
        return;
      case "invite":
        await (one.on
          ? admin.post(`/users/${id}/invitation`)
          : admin.patch("/settings", { "invitation.revertGrace": 0 }));
        return;
      case "delete":
        await client.delete(`/Users/${id}`);
        return;
      case "restore":
        await admin.post(`/deleted-users/${id}/restore`);
        return;
      case "rules":
        await admin.patch(`/instances/${one.instance}/settings`, {
          ruleset: one.current ? "current" : "classic",
          "adminRoles.autoSystemAdministrator": String(one.on),
        });
        return;
      case "deleteGroup":
        await client.delete(`/Groups/${groupId}`);
        return;
      default:
        await app.sync();
    }
  }

  async function addToTeam(
    { admin }: Kinds,
    one: Action & { do: "team" },
    id: string,
    groupId: string,
  ): Promise<void> {
    const team = { name: `T${one.group}${String(one.on)}`, roles: ["Salesperson"] };
    await admin.post(`/instances/${one.instance}/teams`, one.on ? { ...team, groupId } : team);
    const { body } = await admin.get(`/instances/${one.instance}/teams`);
    for (const { id: teamId } of body.teams ?? []) {
      await admin.post(`/instances/${one.instance}/teams/${teamId}/members`, { add: [id] });
    }
  }

  /** What a decision reads, whichever way it was loaded. */
  function plain({ userId, instance: { id }, record, roles, facts }: DecidedUser | UserInInstance): object {
    const { enabled, mode, chosenMode, disabledAt, askedAt } = record ?? {};
    return {
      userId,
      instance: id,
      record: record && { enabled, mode, chosenMode, disabledAt, askedAt },
      roles: roles
        .map(({ rootId, name, isManaged, source }) => ({ rootId, name, isManaged, source }))
        .sort((a, b) => (a.rootId < b.rootId ? -1 : 1)),
      facts,
      decision: decisionOf({ facts }),
    };
  }

  /** The decisions in a fixed order. */
  function sorted(all: readonly (DecidedUser | UserInInstance)[]): object[] {
    const keyOf = (one: DecidedUser | UserInInstance) => `${one.userId} ${one.instance.id}`;
    return all.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)).map(plain);
  }

  it("load the same facts, with or without all they were made of, alone or in batches", async () => {
    const reasons = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 5, maxLength: 25 }), async (actions) => {
        const world = await start();
        const { tenantId } = world.crm;
        for (const one of actions) await act(world, one);
        const ids = [...world.people, "unknown"];
        const instances = await listInstances(app.db.read, tenantId);
        for (const now of [Date.now(), Date.now() + 20 * DAY]) {
          const whole = await loadFacts(app.db.read, tenantId, ids, instances, now);
          const decisions = await openDecisions(app.db.read, tenantId, instances, now);
          const inBatches = [
            await decisions.load(ids.slice(0, 2)),
            await decisions.load(ids.slice(2)),
          ].flat();
          expect(sorted(inBatches)).toEqual(sorted(whole));
          expect(whole).toHaveLength(world.people.length * instances.length);
          for (const { userId, user } of whole) {
            expect(inBatches.find((one) => one.userId === userId)?.user).toEqual(traitsOf(user));
          }
          for (const only of instances) {
            const [id = ""] = ids;
            const alone = await loadFacts(app.db.read, tenantId, [id], [only], now);
            const inAll = whole.filter((one) => one.userId === id && one.instance.id === only.id);
            expect(sorted(alone)).toEqual(sorted(inAll));
          }
          for (const one of inBatches) for (const code of decisionOf(one).reasons) reasons.add(code);
        }
      }),
      { numRuns: runs(8, 20, 60) },
    );
    // Otherwise the worlds were too plain to show anything.
    const shown = ["NESTED_GROUP_IGNORED", "NOT_IN_SECURITY_GROUP", "NO_SECURITY_ROLE", "SIGN_IN_BLOCKED"];
    expect([...reasons]).toEqual(expect.arrayContaining(shown));
  }, 300_000);
});
