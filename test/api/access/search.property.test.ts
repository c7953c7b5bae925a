import fc from "fast-check";
import { v4 as uuid } from "uuid";
import { ACCESS_ACTIONS } from "../../../src/crm/decision/evaluation.js";
import { type AccessClient, accessClient } from "../../support/access-client.js";
import type { AdminClient } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { Crm } from "../../support/crm.js";
import { DATABASES } from "../../support/databases.js";
import { runs } from "../../support/extent.js";
import type { Answer } from "../../support/http.js";
import { CRM_USER, type ScimClient } from "../../support/scim-client.js";

const RUNS = runs(3, 8);

const PERSON = fc.record({
  license: fc.constantFrom("CRM", "CRM", "Everywhere", "none"),
  roles: fc.constantFrom("Salesperson", "Sales Manager@main;Delegate@other", "Support User", "none"),
  mode: fc.constantFrom("Read-Write", "Read-Write", "Read", "Administrative", "Non-interactive"),
  office: fc.constantFrom("none", "none", "none", "global", "service", "billing"),
  isGuarded: fc.boolean(),
  isInTeam: fc.boolean(),
  /** What happens to the person after the first synchronization, and whether another one follows. */
  fate: fc.constantFrom("none", "none", "blocked", "deleted", "unlicensed", "licensed", "invited"),
});
type Person = typeof PERSON extends fc.Arbitrary<infer Value> ? Value : never;

const WORLD = fc.record({
  ruleset: fc.constantFrom("classic", "current"),
  hasGuard: fc.boolean(),
  people: fc.array(PERSON, { minLength: 6, maxLength: 9 }),
  applications: fc.array(fc.constantFrom("Salesperson", "none"), { minLength: 1, maxLength: 3 }),
  /** How many people are there at the first synchronization. */
  early: fc.nat(9),
  isSynchronizedAgain: fc.boolean(),
  limit: fc.integer({ min: 1, max: 4 }),
});
type World = typeof WORLD extends fc.Arbitrary<infer Value> ? Value : never;

interface Subject {
  readonly type: "user" | "application";
  readonly id: string;
}

const TABLES = ["account", "product", "lead", "settings", "auditLog", "unheardOf"];
const INSTANCES = ["main", "other"];

describe.each(DATABASES)("searches of the Authorization API on %s", (database) => {
  const app = useTestApp(database);
  let scim: ScimClient;
  let admin: AdminClient;
  let crm: AccessClient;
  /** How many decisions of all worlds were for and against, so that neither is the only one. */
  const counts = { yes: 0, no: 0 };

  const must = async (answer: Promise<Answer>): Promise<Answer["body"]> => {
    const { status, text, body } = await answer;
    if (status >= 300) throw new Error(`${status} ${text}`);
    return body;
  };

  async function addPerson(person: Person, index: number, groups: Groups): Promise<string> {
    const { license, roles, mode, office } = person;
    const { id } = await scim.createUser({
      userName: `p${index}`,
      [CRM_USER]: {
        licenseSkus: license,
        securityRoleNames: roles,
        accessMode: mode,
        ...(office !== "none" && { administratorRoles: [office] }),
      },
    });
    const add = [{ op: "add", path: "members", value: [{ value: id }] }];
    if (person.isGuarded) await must(scim.patch(`/Groups/${groups.guard}`, add));
    if (person.isInTeam) await must(scim.patch(`/Groups/${groups.team}`, add));
    return id;
  }

  /** What befalls a person may be refused, for want of seats or to the last administrator; then nothing changes. */
  async function befall(id: string, { fate }: Person): Promise<void> {
    const set = (path: string, value: unknown) =>
      scim.patch(`/Users/${id}`, [{ op: "replace", path, value }]);
    const befallen = {
      none: undefined,
      blocked: () => set("active", false),
      deleted: () => scim.delete(`/Users/${id}`),
      unlicensed: () => set(`${CRM_USER}:licenseSkus`, "none"),
      licensed: () => set(`${CRM_USER}:licenseSkus`, "CRM"),
      invited: () => admin.post(`/users/${id}/invitation`),
    }[fate];
    const { status, text } = (await befallen?.()) ?? { status: 200, text: "" };
    if (status >= 300 && status !== 409) throw new Error(`${fate}: ${status} ${text}`);
  }

  interface Groups {
    readonly guard: string;
    readonly team: string;
  }

  async function build(world: World): Promise<readonly Subject[]> {
    const client = await app.connectToCrm();
    scim = await app.withToken(client, { scopes: ["scim", "scim.adminroles", "scim.applications"] });
    admin = await app.admin(client);
    crm = await accessClient(app, client);
    const catalog = new Crm(admin);
    await scim.createUser({ userName: "chief", [CRM_USER]: { administratorRoles: ["global"] } });
    await catalog.addInstance("other");
    await must(admin.post("/licenses", { partNumber: "CRM", purchased: 5, instances: ["main"] }));
    await must(admin.post("/licenses", { partNumber: "Everywhere", purchased: 50 }));
    await must(admin.patch("/settings", { ruleset: world.ruleset }));
    const groups = {
      guard: (await scim.createGroup("Guard")).id,
      team: (await scim.createGroup("Team")).id,
    };
    if (world.hasGuard) await must(admin.put("/instances/main/guard", { groupId: groups.guard }));
    const roles = [await catalog.roleId("Salesperson")];
    await must(admin.post("/instances/main/teams", { name: "Team", groupId: groups.team, roles }));
    const ids: string[] = [];
    for (const [index, person] of world.people.entries()) {
      if (index === world.early) await app.sync();
      ids.push(await addPerson(person, index, groups));
    }
    const applications: string[] = [];
    for (const role of world.applications) {
      const extension = { userKind: "application", applicationId: uuid(), securityRoleNames: role };
      applications.push((await scim.create("/Users", { displayName: "App", [CRM_USER]: extension })).id);
    }
    if (world.early >= world.people.length) await app.sync();
    for (const [index, id] of ids.entries()) await befall(id, world.people[index] as Person);
    if (world.isSynchronizedAgain) await app.sync();
    const [{ id: chief }] = await scim.find("/Users", 'userName eq "chief"');
    return [
      ...[...ids, chief].map((id) => ({ type: "user", id }) as const),
      ...applications.map((id) => ({ type: "application", id }) as const),
    ];
  }

  /** The questions that evaluate to true, of all with these parts. */
  async function trueOf<T extends object>(questions: readonly T[]): Promise<readonly T[]> {
    // No questions would be a single one.
    const answers = questions.length === 0 ? [] : await crm.askAll({ evaluations: questions });
    const kept = questions.filter((_, index) => answers[index].decision);
    counts.yes += kept.length;
    counts.no += questions.length - kept.length;
    return kept;
  }

  const ofInstance = (instance: string) => ({ type: "instance", id: instance });
  const ofTable = (id: string, instance: string, owner: string) => ({
    type: "table",
    id,
    properties: { instance, owner },
  });
  const inOrder = (names: readonly string[]): string[] => names.toSorted();
  const idsOf = (results: readonly { id: string }[]): string[] => inOrder(results.map(({ id }) => id));

  async function checkSubjects(subjects: readonly Subject[], limit: number): Promise<void> {
    const targets = INSTANCES.flatMap((instance) => [
      ...ACCESS_ACTIONS.map((name) => ({ action: { name }, resource: ofInstance(instance) })),
      { action: { name: "Read" }, resource: ofTable("account", instance, "own") },
      { action: { name: "prvDeleteLead" }, resource: ofTable("lead", instance, "sameBusinessUnit") },
    ]);
    for (const target of targets) {
      for (const type of ["user", "application"] as const) {
        const asked = subjects.filter((subject) => subject.type === type);
        const expected = await trueOf(asked.map((subject) => ({ subject, ...target })));
        const found = await crm.searchAll("subject", { subject: { type }, ...target }, limit);
        expect({ type, target, found: idsOf(found) }).toEqual({
          type,
          target,
          found: idsOf(expected.map(({ subject }) => subject)),
        });
      }
    }
  }

  async function checkResources(subject: Subject, limit: number): Promise<void> {
    for (const name of ACCESS_ACTIONS) {
      const action = { name };
      const questions = INSTANCES.map((id) => ({ subject, action, resource: ofInstance(id) }));
      const expected = await trueOf(questions);
      const found = await crm.searchAll(
        "resource",
        { subject, action, resource: { type: "instance" } },
        limit,
      );
      expect({ name, found: inOrder(found.map(({ properties }) => properties.name)) }).toEqual({
        name,
        found: inOrder(expected.map(({ resource }) => resource.id)),
      });
    }
    for (const [verb, owner] of [
      ["Read", "own"],
      ["Write", "elsewhere"],
    ] as const) {
      const action = { name: verb };
      const questions = TABLES.map((id) => ({ subject, action, resource: ofTable(id, "main", owner) }));
      const expected = await trueOf(questions);
      const { type, properties } = ofTable("", "main", owner);
      const found = await crm.searchAll(
        "resource",
        { subject, action, resource: { type, properties } },
        limit,
      );
      const among = found.filter(({ id }) => TABLES.includes(id));
      expect({ verb, found: idsOf(among) }).toEqual({
        verb,
        found: idsOf(expected.map(({ resource }) => resource)),
      });
      // What is found beside the tables asked about is true, too.
      const others = found.map((resource) => ({ subject, action, resource }));
      expect(await trueOf(others)).toEqual(others);
    }
  }

  async function checkActions(subject: Subject, limit: number): Promise<void> {
    const resources = [
      ofInstance("main"),
      ofTable("account", "main", "own"),
      ofTable("lead", "other", "elsewhere"),
    ];
    for (const resource of resources) {
      const names =
        resource.type === "instance"
          ? ACCESS_ACTIONS
          : ["Create", "Read", "Write", "Delete", "Append", "AppendTo", "Assign", "Share"].map(
              (verb) => `prv${verb}${resource.id.charAt(0).toUpperCase()}${resource.id.slice(1)}`,
            );
      const expected = await trueOf(names.map((name) => ({ subject, action: { name }, resource })));
      const found = await crm.searchAll("action", { subject, resource }, limit);
      expect({ resource, found: inOrder(found.map(({ name }) => name)) }).toEqual({
        resource,
        found: inOrder(expected.map(({ action }) => action.name)),
      });
    }
  }

  it(
    `find exactly what evaluates to true, in ${RUNS} random worlds`,
    async () => {
      await fc.assert(
        fc.asyncProperty(WORLD, async (world) => {
          const subjects = await build(world);
          await checkSubjects(subjects, world.limit);
          for (const subject of subjects) {
            await checkResources(subject, world.limit);
            await checkActions(subject, world.limit);
          }
        }),
        // A world is made over HTTP: a smaller one that fails, too, would take minutes to find.
        { numRuns: RUNS, endOnFailure: true },
      );
      expect(Math.min(counts.yes, counts.no)).toBeGreaterThan(RUNS * 30);
    },
    RUNS * 60_000,
  );
});
