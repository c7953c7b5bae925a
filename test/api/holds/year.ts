import {
  addMembers,
  type Operation,
  removeMembers,
  setActive,
  toGroup,
} from "../../../scripts/demo/entra.js";
import { DAY } from "../../../src/db/duration.js";
import type { AdminClient } from "../../support/admin-client.js";
import type { TestApp } from "../../support/app.js";
import { newUser, results } from "../../support/bulk.js";
import { CORE_USER, CRM_GROUP, CRM_USER, type ScimClient } from "../../support/scim-client.js";
import { ok } from "./accident-world.js";

/** The weeks in which something special happens; all others have their joiners, movers and leavers. */
const INTERNS_COME = 23;
const INTERNS_LEAVE = 36;
const GROUP_RENAMED = 35;
const REORGANIZATIONS: ReadonlySet<number> = new Set([1, 14, 27, 39]);

/** How many there are of each in a company of 2,000. */
const INTERNS = 30;
const TRAINED = 120;
const WEEKLY = 8;

/** The members that Entra ID puts into one request. */
const PER_REQUEST = 20;

/** A company whose directory follows ordinary life, as Entra ID sends it. */
export class Company {
  readonly admin: AdminClient;
  /** Who works there now, the longest first. */
  readonly staff: string[];
  readonly left: string[] = [];
  private readonly client: ScimClient;
  private readonly groups: { readonly everyone: string; readonly training: string; readonly teams: string[] };
  private interns: string[] = [];
  private joined = 0;

  private constructor(client: ScimClient, admin: AdminClient, staff: string[], groups: Company["groups"]) {
    this.client = client;
    this.admin = admin;
    this.staff = staff;
    this.groups = groups;
  }

  /** A tenant with two instances: all work in `main`, and some in `training`, by two teams of it. */
  static async found(app: TestApp, people: number): Promise<Company> {
    const client = await app.connectToCrm();
    const admin = await app.admin(client);
    await ok(admin.post("/instances", { name: "training" }));
    await ok(admin.post("/licenses", { partNumber: "CRM", purchased: people * 2, instances: ["main"] }));
    await ok(admin.post("/licenses", { partNumber: "LEARN", purchased: people, instances: ["training"] }));
    await ok(admin.patch("/settings", { "roles.groupTeamCounts": "true" }));
    const staff: string[] = [];
    for (let first = 0; first < people; first += 500) {
      const count = Math.min(500, people - first);
      const users = Array.from({ length: count }, (_, index) =>
        newUser(`employee${first + index}@contoso.com`, toRights()),
      );
      staff.push(
        ...(await results(client, users)).map(({ location }) => String(location).split("/").at(-1) ?? ""),
      );
    }
    const { id: everyone } = await client.createGroup("Employees", staff);
    const trained = staff.slice(-Math.min(TRAINED, people / 2) + INTERNS);
    const { id: training } = await client.create("/Groups", {
      displayName: "Training",
      members: trained.map((value) => ({ value })),
      [CRM_GROUP]: { licenses: [{ skuPartNumber: "LEARN" }] },
    });
    const teams: string[] = [];
    for (const name of ["East", "West"]) {
      const half = trained.filter((_, index) => index % 2 === teams.length % 2);
      const { id } = await client.createGroup(name, half);
      await giveRole(admin, "training", id, name);
      teams.push(id);
    }
    await giveRole(admin, "main", everyone, "All");
    await ok(admin.put("/instances/main/guard", { groupId: everyone }));
    return new Company(client, admin, staff, { everyone, training, teams });
  }

  /** What happens in a week of the year. */
  async live(week: number): Promise<void> {
    if (REORGANIZATIONS.has(week)) await this.reorganize();
    const isSummer = week >= INTERNS_COME && week < INTERNS_LEAVE;
    if (isSummer && this.interns.length === 0) await this.takeInterns();
    if (week === GROUP_RENAMED) await this.renameGroup();
    await this.join(WEEKLY);
    await this.move(WEEKLY);
    await this.leave(this.staff.splice(0, WEEKLY));
    if (week === INTERNS_LEAVE) await this.leave(this.interns.splice(0));
  }

  /** People whose accounts Entra ID deletes for good, a month after they have left. */
  async purge(): Promise<void> {
    for (const id of this.left.splice(0, Math.max(0, this.left.length - 4 * WEEKLY))) {
      await ok(this.client.delete(`/Users/${id}`));
    }
  }

  get tenantId(): string {
    return this.client.tenantId;
  }

  private async join(count: number): Promise<string[]> {
    const ids: string[] = [];
    for (let index = 0; index < count; index++) {
      this.joined += 1;
      const user = { schemas: [CORE_USER], userName: `joiner${this.joined}@contoso.com`, active: true };
      ids.push((await this.client.create("/Users", { ...user, ...toRights() })).id);
    }
    await this.change(this.groups.everyone, addMembers, ids);
    this.staff.push(...ids);
    return ids;
  }

  private async leave(ids: readonly string[]): Promise<void> {
    for (const id of ids) await ok(this.client.patch(`/Users/${id}`, [setActive(false)]));
    this.left.push(...ids);
  }

  /** Some get another title. */
  private async move(count: number): Promise<void> {
    for (const id of this.staff.slice(count, 2 * count)) {
      await ok(
        this.client.patch(`/Users/${id}`, [{ op: "Replace", path: "title", value: `Since ${this.joined}` }]),
      );
    }
  }

  private async takeInterns(): Promise<void> {
    this.interns = await this.join(INTERNS);
    this.staff.splice(-INTERNS);
    await this.change(this.groups.training, addMembers, this.interns);
    await this.change(this.groups.teams[0] ?? "", addMembers, this.interns);
  }

  /** One in twenty leaves one team for the other; Entra ID removes them before it adds them. */
  private async reorganize(): Promise<void> {
    const [from = "", to = ""] = this.groups.teams;
    const { members = [] } = await ok(this.client.get(`/Groups/${from}`));
    const count = Math.min(Math.ceil(this.staff.length / 20), Math.floor(members.length / 3));
    const ids = members.slice(0, count).map(({ value }: { value: string }) => value);
    await this.change(from, removeMembers, ids);
    await this.change(to, addMembers, ids);
    this.groups.teams.reverse();
  }

  private async renameGroup(): Promise<void> {
    const displayName: Operation = { op: "Replace", path: "displayName", value: "All employees" };
    await ok(this.client.patch(`/Groups/${this.groups.everyone}`, [displayName]));
    await this.client.create("/Groups", toGroup("Employees", "the old name"));
  }

  private async change(
    groupId: string,
    operation: (ids: readonly string[]) => Operation,
    ids: readonly string[],
  ): Promise<void> {
    for (let i = 0; i < ids.length; i += PER_REQUEST) {
      await ok(this.client.patch(`/Groups/${groupId}`, [operation(ids.slice(i, i + PER_REQUEST))]));
    }
  }
}

/** A week, in milliseconds. */
export const WEEK = 7 * DAY;

function toRights(): object {
  return { [CRM_USER]: { licenseSkus: "CRM" } };
}

async function giveRole(admin: AdminClient, instance: string, groupId: string, name: string): Promise<void> {
  const { value } = await ok(admin.get(`/instances/${instance}/security-roles?businessUnit=Root`));
  const role = value.find((one: { name: string }) => one.name === "Salesperson");
  await ok(admin.post(`/instances/${instance}/teams`, { name, groupId, roles: [role.id] }));
}
