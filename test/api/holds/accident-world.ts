import { queryRows } from "../../../src/db/query.js";
import type { MassLoss } from "../../../src/tenants/connection.js";
import { databaseGauges } from "../../../src/use-cases/operations/gauges.js";
import { type AccessClient, accessClient } from "../../support/access-client.js";
import type { AdminClient } from "../../support/admin-client.js";
import type { TestApp } from "../../support/app.js";
import { newUser, results } from "../../support/bulk.js";
import { copyTenant, tenantTables } from "../../support/copy-tenant.js";
import type { Answer } from "../../support/http.js";
import { runEverything } from "../../support/run-everything.js";
import { CRM_GROUP, CRM_USER, ScimClient } from "../../support/scim-client.js";
import { type ProviderRequest, type Scene, userNameOf } from "./accidents.js";

type Json = Answer["body"];

const INSTANCES = ["main", "training"] as const;

/** The most questions in one request. */
const QUESTIONS = 40;

/** What a time, an id or a version is like in a row or an answer. */
const VARIABLE = /\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g;
const MOMENT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;

const GROUPS = /(?<=\\"groups\\":\[)([^\]]+)/g;

/** Tables that tell what happened and when, or of holds, or of the connection. */
const NOT_COMPARED: ReadonlySet<string> = new Set(
  // The habits of clients are counted in memory, and stored after a while; resources in shards, chosen at random.
  `holds access_kept access_history access_history_due audit_entries audit_heads provisioning_log rate_limits tokens
  connections tenants mail_outbox sync_jobs connection_habits resource_counts`.split(/\s+/),
);

/** Columns with times, versions and causes. */
const VARIES =
  /(_at|_since|_cause|_until|^at|^id|^tenant_id|^version|^etag|^cause|^actor_.*|^trigger|^generat.*|_entry)$/;

/** A tenant with people in two instances, and copies of it. */
export class AccidentWorld {
  readonly scene: Scene;
  readonly first: ScimClient;
  readonly second: ScimClient;
  readonly admin: AdminClient;
  private readonly app: TestApp;
  private readonly door: AccessClient;
  private readonly now: () => number;

  private constructor(
    app: TestApp,
    now: () => number,
    at: {
      scene: Scene;
      clients: readonly [ScimClient, ScimClient];
      admin: AdminClient;
      door: AccessClient;
    },
  ) {
    this.app = app;
    this.now = now;
    this.scene = at.scene;
    [this.first, this.second] = at.clients;
    this.admin = at.admin;
    this.door = at.door;
  }

  get tenantId(): string {
    return this.first.tenantId;
  }

  /** Makes the tenant. Everybody may enter both instances. */
  static async make(app: TestApp, now: () => number, count: number): Promise<AccidentWorld> {
    const client = await app.connectToCrm();
    const second = await app.secondConnection(client);
    const admin = await app.admin(client);
    await ok(admin.post("/instances", { name: "training" }));
    for (const [partNumber, instance] of [
      ["CRM", "main"],
      ["LEARN", "training"],
      ["OTHER", "main"],
    ]) {
      await ok(admin.post("/licenses", { partNumber, purchased: count + 20, instances: [instance] }));
    }
    await ok(admin.patch("/settings", { "roles.groupTeamCounts": "true" }));
    const users = Array.from({ length: count }, (_, index) =>
      newUser(userNameOf(index), { [CRM_USER]: { licenseSkus: "CRM" } }),
    );
    const people = (await results(client, users)).map(
      ({ location }) => String(location).split("/").at(-1) ?? "",
    );
    const { id: guard } = await client.createGroup("CRM users", people);
    await ok(admin.put("/instances/main/guard", { groupId: guard }));
    const { id: team } = await client.createGroup("Training team", people);
    for (const [instance, groupId] of [
      ["main", guard],
      ["training", team],
    ]) {
      const { value } = await ok(admin.get(`/instances/${instance}/security-roles?businessUnit=Root`));
      const roles = [value.find(({ name }: Json) => name === "Salesperson").id];
      await ok(admin.post(`/instances/${instance}/teams`, { name: "T", groupId, roles }));
    }
    const { id: licenses } = await client.create("/Groups", {
      displayName: "Training licenses",
      members: people.map((id) => ({ value: id })),
      [CRM_GROUP]: { licenses: [{ skuPartNumber: "LEARN" }] },
    });
    const door = await accessClient(app, client);
    const scene = { people, guard, licenses, team };
    const world = new AccidentWorld(app, now, { scene, clients: [client, second], admin, door });
    await world.settle();
    return world;
  }

  /** Another tenant, in which everything is as it is in this one now. */
  async copy(): Promise<AccidentWorld> {
    const { app, scene } = this;
    const tenantId = await copyTenant(app.db, this.tenantId);
    const clientOf = ({ connectionId }: ScimClient): Promise<ScimClient> =>
      app.withToken(new ScimClient({ url: app.url, token: "", tenantId, connectionId }), {
        scopes: ["scim"],
      });
    const first = await clientOf(this.first);
    const clients = [first, await clientOf(this.second)] as const;
    const [admin, door] = [await app.admin(first), await accessClient(app, first)];
    return new AccidentWorld(app, this.now, { scene, clients, admin, door });
  }

  /** Chooses what happens when changes of the connections would shut out many. */
  async choose(massLoss: MassLoss): Promise<void> {
    for (const { name } of await this.admin.all("/connections")) {
      await ok(this.admin.patch(`/connections/${name}`, { massLoss }));
    }
  }

  /** Runs all that is due: jobs, and synchronization. */
  async settle(): Promise<void> {
    await runEverything(this.app.db, this.now());
  }

  /**
   * Sends requests one after the other, and synchronizes after the last one.
   * @returns the answers, comparable with those of a copy
   */
  async play(requests: readonly ProviderRequest[]): Promise<readonly string[]> {
    const answers: string[] = [];
    let created = "";
    for (const { by, method, path, body } of requests) {
      const client = by === "second" ? this.second : this.first;
      const answer = await client.send(method, path.replace("{created}", created), body);
      if (method === "POST" && answer.body?.id !== undefined) created = answer.body.id;
      answers.push(`${method} ${answer.status} ${this.withoutVariables(answer.text)}`);
    }
    await this.settle();
    return answers;
  }

  /** What the provider reads of everything, comparable with the same of a copy. */
  async readBack(): Promise<readonly string[]> {
    const read: string[] = [];
    for (const path of ["/Users?count=1000", "/Groups?count=1000"]) {
      const { Resources = [] } = await ok(this.first.get(path));
      read.push(...Resources.map((one: Json) => this.withoutVariables(JSON.stringify(one))));
    }
    return read.sort();
  }

  /** Who is let in at the door, as `instance id`. */
  async inside(): Promise<ReadonlySet<string>> {
    const inside = new Set<string>();
    for (const id of INSTANCES) {
      for (let i = 0; i < this.scene.people.length; i += QUESTIONS) {
        const people = this.scene.people.slice(i, i + QUESTIONS);
        const evaluations = people.map((person) => ({ subject: { type: "user", id: person } }));
        const shared = { action: { name: "signIn" }, resource: { type: "instance", id } };
        const answers = await this.door.askAll({ ...shared, evaluations });
        people.forEach((person, at) => {
          if (answers[at].decision) inside.add(`${id} ${person}`);
        });
      }
    }
    return inside;
  }

  /** The people who cannot enter every instance. */
  async shutOut(): Promise<readonly string[]> {
    const inside = await this.inside();
    return this.scene.people.filter((person) => INSTANCES.some((id) => !inside.has(`${id} ${person}`)));
  }

  async openHolds(): Promise<readonly Json[]> {
    return this.admin.all("/holds?state=open");
  }

  /** The provider deletes one of the people whom a hold keeps; if it has done so already, an administrator ends it. */
  async endForOne(holdId: string): Promise<void> {
    const [person] = await this.admin.all(`/holds/${holdId}/users?limit=1000`);
    const { status } = await this.first.delete(`/Users/${person.id}`);
    if (status !== 204) await ok(this.admin.post(`/holds/${holdId}/users/${person.id}/release`));
    await this.settle();
  }

  /** Every row that may be compared with those of a copy, without times, versions and new ids. */
  async rows(): Promise<Readonly<Record<string, readonly string[]>>> {
    const { db } = this.app;
    const all: Record<string, readonly string[]> = {};
    for (const [table, columns] of await tenantTables(db, db.write)) {
      if (NOT_COMPARED.has(table)) continue;
      const compared = columns.filter((name) => !VARIES.test(name)).map((name) => `"${name}"`);
      const sql = `select ${compared.join()} from "${table}" where tenant_id = ?`;
      const rows = await queryRows(db.write, sql, [this.tenantId]);
      all[table] = rows.map((row) => this.withoutVariables(JSON.stringify(row))).sort();
    }
    return all;
  }

  /** The alarms of this tenant in the log so far. */
  alarms(): readonly Json[] {
    const lines = this.app.log.filter(
      (line) => line.includes("CHANGES_HELD") && line.includes(this.tenantId),
    );
    return lines.map((line) => JSON.parse(line));
  }

  /** The holds of which the health report tells. */
  async findings(): Promise<readonly string[]> {
    const { value } = await ok(this.admin.get("/reports/health"));
    const found = value.filter(({ code }: Json) => code === "CHANGES_HELD");
    return found.map(({ facts }: Json) => facts.hold);
  }

  /** The sum of a gauge over the connections of this tenant; of a copy, whose name is its id. */
  async gauge(name: string): Promise<number> {
    const readings = await Promise.all(databaseGauges(this.app.db, this.now).map((set) => set.read()));
    const own = readings
      .flat()
      .filter((one) => one.name === name && one.labels?.["tenant"] === this.tenantId);
    return own.reduce((sum, { value }) => sum + value, 0);
  }

  private withoutVariables(text: string): string {
    const known = new Set([...this.scene.people, this.scene.guard, this.scene.licenses, this.scene.team]);
    return (
      text
        .replaceAll(VARIABLE, (id) => (known.has(id) ? id : "ID"))
        .replaceAll(MOMENT, "TIME")
        // The groups of a deleted user are stored in any order.
        .replaceAll(GROUPS, (_, ids: string) => ids.split(",").toSorted().join())
        .replaceAll(/\\?"version\\?":\\?"[^,}]*/g, '"version":"V"')
    );
  }
}

/** Returns the body of an answer that must be a success. */
export async function ok(answer: Promise<Answer>): Promise<Json> {
  const { status, text, body } = await answer;
  if (status >= 300) throw new Error(`answered ${status}: ${text}`);
  return body;
}
