import { listInstances } from "../../src/access/instances.js";
import { type AccessState, accessStateOf } from "../../src/crm/decision/access-state.js";
import { loadFacts } from "../../src/crm/decision/load-facts.js";
import { findAccessAt } from "../../src/crm/history/past-access.js";
import { continueJobs } from "../../src/crm/sync/jobs.js";
import { queryRows } from "../../src/db/query.js";
import { expireDueOfTenants } from "../../src/use-cases/licenses/expire-due.js";
import type { AdminClient } from "./admin-client.js";
import type { TestApp } from "./app.js";
import { Crm } from "./crm.js";
import type { Answer } from "./http.js";
import { CRM_USER, type ScimClient } from "./scim-client.js";

type Json = Answer["body"];

/** What an event chooses from: each number picks one of several. */
export type Choice = readonly [kind: number, a: number, b: number, c: number];

/** A moment, and what the live decision about everybody was then, by instance and user. */
interface Note {
  readonly at: number;
  readonly states: ReadonlyMap<string, string>;
}

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const PEOPLE = 7;
const ROLES = ["Salesperson", "System Administrator", "Sales Manager", "Copied", "none"];
const MODES = ["Read-Write", "Read", "Administrative", "Non-interactive"];
const INSTANCES = ["main", "other"];

/** A tenant to which things happen, and which notes after each of them what everybody may do. */
export class HistoryWorld {
  readonly notes: Note[] = [];
  now: number;
  private highest = 0;
  private readonly app: TestApp;
  private scim!: ScimClient;
  private admin!: AdminClient;
  private readonly ids: string[] = [];
  private groups: string[] = [];
  private sales = "";
  private sequence = 0;

  constructor(app: TestApp, now: number) {
    this.app = app;
    this.now = now;
  }

  async build(): Promise<void> {
    const client = await this.app.connectToCrm();
    this.scim = await this.app.withToken(client, {
      scopes: ["scim", "scim.adminroles", "scim.applications"],
    });
    this.admin = await this.app.admin(client);
    const crm = new Crm(this.admin);
    await crm.addInstance("other");
    await crm.addUnit("North");
    await crm.copyRole("Copied");
    this.sales = await crm.roleId("Salesperson");
    await this.add("/licenses", { partNumber: "CRM", purchased: 4, instances: ["main"] });
    await this.add("/licenses", { partNumber: "ALL", purchased: 3 });
    for (const name of ["Guard", "Team", "Licensed"])
      this.groups.push((await this.scim.createGroup(name)).id);
    for (let index = 0; index < PEOPLE; index++) await this.create(index, index, index);
  }

  private async add(path: string, body: object): Promise<void> {
    const { status, text } = await this.admin.post(path, body);
    if (status >= 300) throw new Error(text);
  }

  /** Lets something happen, and notes what everybody may do afterwards. Returns what it was. */
  async happen([kind, a, b, c]: Choice): Promise<string> {
    // The job asks for everybody's synchronization within a second, whenever that is done.
    while (await continueJobs(this.app.db, this.now));
    this.now += [1, 1000, MINUTE, 20 * MINUTE, DAY, 3 * DAY][c % 6] as number;
    const events = this.events();
    const [name, event] = events[kind % events.length] as (typeof events)[number];
    const answer = await event(a, b, c);
    if (answer !== undefined && answer.status >= 500) throw new Error(`${name}: ${answer.text}`);
    await this.note(name);
    return name;
  }

  private events(): readonly (readonly [
    string,
    (a: number, b: number, c: number) => Promise<Answer | undefined>,
  ])[] {
    const { admin, scim } = this;
    const id = (a: number): string => pick(this.ids, a);
    const group = (b: number): string => pick(this.groups, b);
    const instance = (c: number): string => pick(INSTANCES, c);
    const set = (a: number, path: string, value: unknown) =>
      scim.patch(`/Users/${id(a)}`, [{ op: "replace", path, value }]);
    const members = (
      b: number,
      operation: { readonly op: string; readonly path: string; readonly value?: unknown },
    ) => scim.patch(`/Groups/${group(b)}`, [operation]);
    return [
      ["sync", () => this.synchronize()],
      ["expire", () => this.expire()],
      ["active", (a, b) => set(a, "active", b % 3 !== 0)],
      ["license", (a, b) => set(a, `${CRM_USER}:licenseSkus`, pick(["CRM", "ALL", "none"], b))],
      ["sync again", () => this.synchronize()],
      ["roles", (a, b) => set(a, `${CRM_USER}:securityRoleNames`, pick(ROLES, b))],
      ["mode", (a, b) => set(a, `${CRM_USER}:accessMode`, pick(MODES, b))],
      ["office", (a, b) => set(a, `${CRM_USER}:administratorRoles`, pick([["global"], ["service"], []], b))],
      ["join", (a, b) => members(b, { op: "add", path: "members", value: [{ value: id(a) }] })],
      ["leave", (a, b) => members(b, { op: "remove", path: `members[value eq "${id(a)}"]` })],
      ["empty", (_a, b, c) => (c % 4 === 0 ? members(b, { op: "remove", path: "members" }) : this.nothing())],
      ["nest", (a, b) => members(b, { op: "add", path: "members", value: [{ value: group(a) }] })],
      ["delete", (a) => scim.delete(`/Users/${id(a)}`)],
      ["restore", (a) => admin.post(`/deleted-users/${id(a)}/restore`, {})],
      ["create", (a, b) => this.create(this.ids.length, a, b)],
      ["put", async (a, b) => this.replace(id(a), b)],
      ["guard", (_a, b, c) => admin.put(`/instances/${instance(c)}/guard`, { groupId: group(b) })],
      ["no guard", (_a, _b, c) => admin.delete(`/instances/${instance(c)}/guard`)],
      ["delete group", (_a, b, c) => (c % 3 === 0 ? this.deleteGroup(b) : this.nothing())],
      ["ruleset", (_a, b) => admin.patch("/settings", { ruleset: pick(["classic", "current"], b) })],
      ["setting", (_a, b, c) => admin.patch(`/instances/${instance(c)}/settings`, pick(SETTINGS, b))],
      ["invite", (a) => admin.post(`/users/${id(a)}/invitation`)],
      ["answer", (a) => this.answer(id(a))],
      ["revoke", (a) => this.revoke(a)],
      ["to the end of an invitation", () => this.awaitInvitation()],
      ["assign", (a, b) => admin.post(`/users/${id(a)}/licenses`, { add: [pick(["CRM", "ALL"], b)] })],
      ["unassign", (a, b) => admin.post(`/users/${id(a)}/licenses`, { remove: [pick(["CRM", "ALL"], b)] })],
      ["group license", (a, b) => this.licenseGroup(a, b)],
      ["instances of a SKU", (a, b) => admin.patch(`/licenses/${pick(["CRM", "ALL"], a)}`, pick(OPENED, b))],
      ["remove a SKU", (_a, b) => admin.delete(`/licenses/${pick(["CRM", "ALL", "X"], b)}`)],
      [
        "add a SKU",
        (_a, b) => admin.post("/licenses", { partNumber: pick(["CRM", "ALL", "X"], b), purchased: 3 }),
      ],
      ["buy", (_a, b) => admin.post(`/licenses/${pick(["CRM", "ALL"], b)}/purchase`, { seats: 1 })],
      ["team", (a, b, c) => this.team(a, b, c)],
      ["no team", (_a, _b, c) => this.endTeam(instance(c))],
      ["team member", (a, b, c) => this.teamMember(a, b, instance(c))],
      ["move", (a, b) => this.move(id(a), b)],
      ["delete a role", (_a, b) => this.deleteRole(b)],
      [
        "copy a role",
        () => admin.post(`/instances/main/security-roles/${this.sales}/copy`, { name: "Copied" }),
      ],
      [
        "administrator roles",
        (a, b) =>
          admin.put(`/users/${id(a)}/administrator-roles`, { roles: pick([["global"], ["billing"], []], b) }),
      ],
      [
        "access mode",
        (a, b, c) =>
          admin.put(`/instances/${instance(c)}/users/${id(a)}/access-mode`, { accessMode: pick(MODES, b) }),
      ],
      ["synchronize one", (a) => admin.post("/sync", { userId: id(a) })],
      ["the clock is set back", () => this.setBack()],
    ];
  }

  private async nothing(): Promise<undefined> {
    return undefined;
  }

  private async synchronize(): Promise<undefined> {
    await this.app.sync();
  }

  private async expire(): Promise<undefined> {
    await expireDueOfTenants(this.app.db, this.now);
  }

  private async create(index: number, a: number, b: number): Promise<undefined> {
    if (this.ids.length > PEOPLE + 4) return;
    const { status, body } = await this.scim.post("/Users", {
      userName: `p${index}.${this.sequence++}`,
      [CRM_USER]: {
        licenseSkus: pick(["CRM", "none", "ALL"], a),
        securityRoleNames: pick(ROLES, b),
        ...(a % 5 === 4 && { sendInvitation: true }),
        ...(b % 6 === 5 && { administratorRoles: ["global"] }),
      },
    });
    if (status === 201) this.ids.push(body.id);
  }

  private async replace(id: string, b: number): Promise<Answer | undefined> {
    const { status, body } = await this.scim.get(`/Users/${id}`);
    return status === 200 ? this.scim.put(`/Users/${id}`, { ...body, active: b % 2 === 0 }) : undefined;
  }

  private async deleteGroup(b: number): Promise<Answer> {
    const gone = pick(this.groups, b);
    const answer = await this.scim.delete(`/Groups/${gone}`);
    const { id } = await this.scim.createGroup(`G${this.sequence++}`);
    this.groups = this.groups.map((one) => (one === gone ? id : one));
    return answer;
  }

  private async licenseGroup(a: number, b: number): Promise<Answer> {
    const path = "urn:ietf:params:scim:schemas:extension:crm:2.0:Group:licenseSkus";
    const operation = { op: "replace", path, value: pick(["CRM", "none", "ALL"], a) };
    return this.scim.patch(`/Groups/${pick(this.groups, b)}`, [operation]);
  }

  private async openInvitations(): Promise<Json[]> {
    return (await this.admin.get("/invitations")).body.value.filter((one: Json) => one.state === "open");
  }

  private async answer(id: string): Promise<Answer> {
    const { body } = await this.admin.post(`/users/${id}/invitation`);
    const token: string = body?.token ?? "none";
    return fetch(`${this.app.url}/invitations/${token}/accept`, { method: "POST" }).then(
      async (answer) => ({ status: answer.status, text: await answer.text() }) as Answer,
    );
  }

  private async revoke(a: number): Promise<Answer | undefined> {
    const open = await this.openInvitations();
    return open.length === 0 ? undefined : this.admin.post(`/invitations/${pick(open, a).id}/revoke`);
  }

  private async awaitInvitation(): Promise<undefined> {
    const [next] = await queryRows<{ due_at: number | null }>(
      this.app.db.write,
      "select min(due_at) as due_at from access_history where tenant_id = ? and due_at > ? and until_at is null",
      [this.scim.tenantId, this.now],
    );
    if (typeof next?.due_at === "number") this.now = next.due_at;
  }

  private async team(a: number, b: number, c: number): Promise<Answer> {
    const owner = a % 2 === 0 ? {} : { groupId: pick(this.groups, b) };
    const roles = pick(INSTANCES, c) === "main" ? [this.sales] : [];
    return this.admin.post(`/instances/${pick(INSTANCES, c)}/teams`, {
      name: `T${this.sequence++}`,
      roles,
      ...owner,
    });
  }

  private async teams(instance: string): Promise<Json[]> {
    return (await this.admin.get(`/instances/${instance}/teams`)).body.value;
  }

  private async endTeam(instance: string): Promise<Answer | undefined> {
    const [team] = await this.teams(instance);
    return team && this.admin.delete(`/instances/${instance}/teams/${team.id}`);
  }

  private async teamMember(a: number, b: number, instance: string): Promise<Answer | undefined> {
    const team = (await this.teams(instance)).find((one) => one.groupId === undefined);
    if (team === undefined) return undefined;
    const change = { [b % 2 === 0 ? "add" : "remove"]: [pick(this.ids, a)] };
    return this.admin.post(`/instances/${instance}/teams/${team.id}/members`, change);
  }

  private async move(id: string, b: number): Promise<Answer> {
    const businessUnit = pick(["North", "Root"], b);
    return this.admin.put(`/instances/main/users/${id}/business-unit`, { businessUnit });
  }

  private async deleteRole(b: number): Promise<Answer | undefined> {
    if (b % 2 === 0) return undefined;
    const { value } = (await this.admin.get("/instances/main/security-roles?businessUnit=Root")).body;
    const role = value.find(({ name }: Json) => name === "Copied");
    return role && this.admin.delete(`/instances/main/security-roles/${role.id}`);
  }

  /** Sets the clock back by some minutes, unless something that time ended would last again. */
  private async setBack(): Promise<undefined> {
    const to = this.now - 25 * MINUTE;
    const due = await queryRows(
      this.app.db.write,
      "select 1 from access_history where tenant_id = ? and due_at > ? and due_at <= ? limit 1",
      [this.scim.tenantId, to, Math.max(this.highest, this.now)],
    );
    if (due.length === 0) this.now = to;
  }

  /** Notes what everybody may do now, and compares it with what the history says. */
  private async note(name: string): Promise<void> {
    const { tenantId } = this.scim;
    const states = await this.live();
    // After the clock was set back, states follow those that were stored before.
    const [row] = await queryRows<{ at: number | null }>(
      this.app.db.write,
      "select max(from_at) as at from access_history where tenant_id = ?",
      [tenantId],
    );
    const isBehind = this.now < this.highest;
    this.highest = Math.max(this.highest, this.now, row?.at ?? 0);
    if (isBehind) {
      const kept = this.notes.filter(({ at }) => at < this.now);
      this.notes.splice(0, this.notes.length, ...kept);
    }
    const note = { at: this.highest, states };
    this.notes.push(note);
    const found = await this.deviations(note);
    if (found.length > 0) throw new Error(`after '${name}': ${found.join("; ")}`);
  }

  private async live(): Promise<ReadonlyMap<string, string>> {
    const { tenantId } = this.scim;
    const instances = await listInstances(this.app.db.write, tenantId);
    const people = await loadFacts(this.app.db.write, tenantId, this.ids, instances, this.now);
    return new Map(
      people.map((one) => [`${one.instance.id} ${one.userId}`, textOf(accessStateOf(one))] as const),
    );
  }

  /** Returns how the history differs from what was noted. */
  async deviations({ at, states }: Note): Promise<string[]> {
    const keys = [...states.keys()].map((key) => {
      const [instanceId = "", userId = ""] = key.split(" ");
      return { instanceId, userId };
    });
    const past = await findAccessAt(this.app.db.write, this.scim.tenantId, keys, at);
    const remembered = new Map(past.map((one) => [`${one.instanceId} ${one.userId}`, textOf(one)]));
    return [...states].flatMap(([key, lived]) => {
      const found = remembered.get(key);
      // Nothing is remembered of people without a record and a license, who have no access.
      if (found === undefined) return lived.startsWith("none") ? [] : [`${key} was ${lived}, not remembered`];
      return found === lived ? [] : [`${key} was ${lived}, remembered as ${found}`];
    });
  }
}

const SETTINGS = [
  { "invitation.onReenable": "none" },
  { "invitation.onReenable": "required" },
  { "invitation.revertGrace": "0" },
  { "invitation.revertGrace": "60" },
  { "roles.groupTeamCounts": "true" },
  { "roles.groupTeamCounts": "false" },
  { "adminRoles.autoSystemAdministrator": "true" },
  { "adminRoles.autoSystemAdministrator": "false" },
];

const OPENED = [{ instances: ["main"] }, { instances: ["other"] }, { instances: [] }];

function pick<T>(values: readonly T[], index: number): T {
  return values[index % values.length] as T;
}

/** Whether somebody outside of a guard is in it through another group is remembered with the next change of the person. */
function textOf({ features, mode, reasons, roles }: AccessState): string {
  const known = reasons.map((reason) =>
    reason === "NESTED_GROUP_IGNORED" ? "NOT_IN_SECURITY_GROUP" : reason,
  );
  return `${features} ${mode} ${known.join(",")} ${roles.length}`;
}
