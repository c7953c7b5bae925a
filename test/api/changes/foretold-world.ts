import { continueJobs } from "../../../src/crm/sync/jobs.js";
import { runDueTasks } from "../../../src/crm/sync/worker.js";
import { expireDueOfTenants } from "../../../src/use-cases/licenses/expire-due.js";
import type { AdminClient } from "../../support/admin-client.js";
import type { TestApp } from "../../support/app.js";
import type { Answer } from "../../support/http.js";
import { CRM_GROUP, CRM_USER, type ScimClient } from "../../support/scim-client.js";
import { workerDeps } from "../../support/sync.js";

type Json = Answer["body"];

/** A change as it is sent to the admin API. */
export interface Change {
  readonly method: "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly body?: object | undefined;
}

/** Chooses one of some values. */
type Pick = <T>(values: readonly T[]) => T;

const INSTANCES = ["main", "training"] as const;
const SKUS = ["CRM", "EXTRA"] as const;
const ROLES = ["Salesperson", "Basic User", "System Administrator"] as const;
const MODES = ["readWrite", "read", "administrative", "nonInteractive"] as const;

/** What a user may do in an instance. */
export interface Seen {
  readonly features: string;
  readonly reasons: readonly string[];
  readonly accessMode: string;
}

/** A tenant with two instances, in which anything may be changed. */
export class ForetoldWorld {
  readonly people: string[] = [];
  readonly groups: string[] = [];
  readonly admin: AdminClient;
  private readonly app: TestApp;
  private readonly client: ScimClient;
  private roleIds = new Map<string, readonly string[]>();

  private constructor(app: TestApp, client: ScimClient, admin: AdminClient) {
    this.app = app;
    this.client = client;
    this.admin = admin;
  }

  /** A new tenant with some people and groups. */
  static async open(app: TestApp, people: number): Promise<ForetoldWorld> {
    const client = await app.connectToCrm();
    const world = new ForetoldWorld(app, client, await app.admin(client));
    await world.must(world.admin.post("/instances", { name: "training" }));
    await world.must(world.admin.post("/licenses", { partNumber: "CRM", purchased: people - 2 }));
    await world.must(
      world.admin.post("/licenses", { partNumber: "EXTRA", purchased: 2, instances: ["training"] }),
    );
    await world.must(
      world.admin.patch("/settings", { "access.brake.people": 1_000_000, "roles.allowOnDisabled": true }),
    );
    for (let index = 0; index < people; index++) {
      const { id } = await client.createUser({
        userName: `user${index}@contoso.com`,
        [CRM_USER]: {
          licenseSkus: index % 4 === 3 ? "none" : "CRM",
          ...(index % 3 !== 2 && {
            securityRoleNames: index % 2 === 0 ? "Basic User" : "Salesperson",
          }),
        },
      });
      world.people.push(id);
    }
    for (const name of ["Red", "Green", "Blue"]) {
      const members = world.people.filter((_, index) => (index + name.length) % 3 !== 0);
      const group = await client.post("/Groups", {
        displayName: name,
        members: members.map((value) => ({ value })),
      });
      world.groups.push(group.body.id);
    }
    for (const instance of INSTANCES) {
      const { value } = await world.must(
        world.admin.get(`/instances/${instance}/security-roles?businessUnit=Root`),
      );
      const ids = value.filter(({ name }: Json) => ROLES.includes(name)).map(({ id }: Json) => id);
      world.roleIds.set(instance, ids);
    }
    const [first = "", second = ""] = world.people;
    for (const [instance, userId] of [
      ["main", first],
      ["training", second],
    ] as const) {
      const roleIds = world.roleIds.get(instance);
      await world.must(world.admin.put(`/instances/${instance}/users/${userId}/roles`, { roleIds }));
    }
    await world.settle();
    return world;
  }

  /** Does what follows from a change: jobs, licenses of large groups, synchronization. */
  async settle(): Promise<void> {
    const { db } = this.app;
    await expireDueOfTenants(db, Date.now());
    while (await continueJobs(db, Date.now()));
    await runDueTasks(workerDeps({ db, now: Date.now }));
  }

  /** What everybody may do in each instance, by user and instance. */
  async look(): Promise<Map<string, Seen>> {
    const seen = new Map<string, Seen>();
    for (const instance of INSTANCES) {
      for (const one of await this.admin.all(`/instances/${instance}/access?limit=1000`)) {
        seen.set(`${one.userId} ${instance}`, {
          features: one.features,
          reasons: one.reasons.map(({ code }: Json) => code),
          accessMode: one.accessMode,
        });
      }
    }
    return seen;
  }

  /** The free seats of each SKU. */
  async freeSeats(): Promise<Map<string, number>> {
    const skus = await this.admin.all("/licenses");
    return new Map(skus.map((sku: Json) => [sku.partNumber, sku.available]));
  }

  send({ method, path, body }: Change, query = ""): Promise<Answer> {
    const at = `${path}${query === "" ? "" : `${path.includes("?") ? "&" : "?"}${query}`}`;
    return this.admin.send(method, at, body);
  }

  /** Some change, which need not succeed. */
  random(pick: Pick): Change {
    const person = pick(this.people);
    const group = pick(this.groups);
    const instance = pick(INSTANCES);
    const sku = pick(SKUS);
    const roleIds = (this.roleIds.get(instance) ?? []).filter(() => pick([true, false]));
    const changes: readonly (() => Change)[] = [
      () => ({ method: "PUT", path: `/instances/${instance}/guard`, body: { groupId: group } }),
      () => ({ method: "DELETE", path: `/instances/${instance}/guard` }),
      () => ({
        method: "POST",
        path: `/groups/${group}/members`,
        body: pick([{ add: [person] }, { remove: [person] }, { remove: this.people.slice(0, 4) }]),
      }),
      () => ({
        method: "PATCH",
        path: `/groups/${group}`,
        body: patch(`${CRM_GROUP}:licenses`, pick([[], [{ skuPartNumber: sku }]])),
      }),
      () => ({ method: "PATCH", path: `/users/${person}`, body: patch("active", pick([true, false])) }),
      () => ({
        method: "PATCH",
        path: `/users/${person}`,
        body: patch(`${CRM_USER}:accessMode`, pick(["Read-Write", "Read", "Administrative"])),
      }),
      () => ({ method: "PATCH", path: `/users/${person}`, body: patch("title", pick(["Dr", "Prof"])) }),
      () => ({ method: "DELETE", path: `/users/${person}` }),
      () => ({ method: "POST", path: `/deleted-users/${person}/restore` }),
      () => ({
        method: "POST",
        path: `/users/${person}/licenses`,
        body: pick([{ add: [sku] }, { remove: [sku] }]),
      }),
      () => ({ method: "POST", path: `/licenses/${sku}/purchase`, body: { seats: 1 } }),
      () => ({
        method: "POST",
        path: `/licenses/${sku}/reassign`,
        body: { from: person, to: pick(this.people) },
      }),
      () => ({
        method: "PATCH",
        path: `/licenses/${sku}`,
        body: { instances: pick([[], ["main"], ["training"], ["main", "training"]]) },
      }),
      () => ({ method: "PUT", path: `/instances/${instance}/users/${person}/roles`, body: { roleIds } }),
      () => ({
        method: "PUT",
        path: `/instances/${instance}/users/${person}/access-mode`,
        body: { accessMode: pick(MODES) },
      }),
      () => ({
        method: "PUT",
        path: `/users/${person}/administrator-roles`,
        body: { roles: pick([[], ["service"], ["billing"]]) },
      }),
      () => ({
        method: "POST",
        path: `/instances/${instance}/teams`,
        body: { name: `Team ${pick([1, 2, 3])}`, groupId: group, roles: ["Salesperson"] },
      }),
      () => ({
        method: "PATCH",
        path: "/settings",
        body: pick([
          { ruleset: "classic" },
          { ruleset: "current" },
          { "roles.groupTeamCounts": "true" },
          { "roles.groupTeamCounts": "byRuleset" },
          { "invitation.onReenable": "none" },
          { "invitation.onReenable": "required" },
          { "invitation.revertGrace": 0 },
          { "adminRoles.autoSystemAdministrator": "true" },
          { "licenses.releaseOnDeactivate": "immediately" },
          { "licenses.releaseOnDeactivate": "never" },
        ]),
      }),
      () => ({ method: "POST", path: `/users/${person}/invitation`, body: {} }),
      () => ({ method: "DELETE", path: `/groups/${group}` }),
    ];
    return pick(changes)();
  }

  /** A deleted group is replaced by another one, so that there is always something to change. */
  async replaceGroup(id: string): Promise<void> {
    const members = this.people.slice(2, 6).map((value) => ({ value }));
    const { body } = await this.client.post("/Groups", { displayName: `After ${id}`, members });
    const at = this.groups.indexOf(id);
    if (body.id !== undefined && at >= 0) this.groups[at] = body.id;
  }

  private async must(answer: Promise<Answer>): Promise<Json> {
    const { status, text, body } = await answer;
    if (status >= 300) throw new Error(`answered ${status}: ${text}`);
    return body;
  }
}

function patch(path: string, value: unknown): object {
  return {
    schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
    Operations: [{ op: "replace", path, value }],
  };
}
