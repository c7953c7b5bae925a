import { queryRows } from "../../src/db/query.js";
import { type AccessClient, accessClient } from "./access-client.js";
import type { AdminClient } from "./admin-client.js";
import type { TestApp } from "./app.js";
import { type Answer, send } from "./http.js";
import { CRM_USER, type ScimClient } from "./scim-client.js";

type Json = Answer["body"];

/** What somebody is at first; the rest is as usual: licensed, with one role, in the group, synchronized. */
export interface Beginning {
  readonly licensed?: boolean;
  readonly roles?: string;
  readonly inGroup?: boolean;
  readonly synchronized?: boolean;
  readonly mode?: string;
}

/** A tenant with a guarded instance and one person, whose situation is brought about with SCIM and admin calls. */
export class AccessStage {
  /** Of the program that a stage may be about. */
  static readonly APPLICATION_ID = "0a5a3b1e-41cf-4a9d-8a6e-93a1d9a8a001";
  /** The person, or whoever else it is about. */
  subject: { readonly type: "user" | "application"; readonly id: string } = { type: "user", id: "" };
  readonly crm: AccessClient;
  private readonly app: TestApp;
  private readonly client: ScimClient;
  private readonly admin: AdminClient;
  private guard = "";

  private constructor(app: TestApp, client: ScimClient, admin: AdminClient, crm: AccessClient) {
    this.app = app;
    this.client = client;
    this.admin = admin;
    this.crm = crm;
  }

  /** A new tenant with two seats, and the group that guards its instance. */
  static async open(app: TestApp): Promise<AccessStage> {
    const connected = await app.connectToCrm();
    const client = await app.withToken(connected, { scopes: ["scim", "scim.applications"] });
    const admin = await app.admin(client);
    const stage = new AccessStage(app, client, admin, await accessClient(app, client));
    await stage.must(admin.post("/licenses", { partNumber: "CRM", purchased: 2 }));
    const { id } = await client.createGroup("Users of the CRM");
    stage.guard = id;
    await stage.must(admin.put("/instances/main/guard", { groupId: id }));
    // What is put back at once is a matter of its own.
    await stage.choose({ "invitation.revertGrace": "0" });
    return stage;
  }

  /** The same, with the clients that it uses. */
  static async openWithClients(
    app: TestApp,
  ): Promise<{ readonly stage: AccessStage; readonly client: ScimClient; readonly admin: AdminClient }> {
    const stage = await AccessStage.open(app);
    return { stage, client: stage.client, admin: stage.admin };
  }

  /** Creates the person. */
  async begin(beginning: Beginning = {}): Promise<void> {
    const { licensed = true, roles = "Salesperson", inGroup = true, synchronized = true, mode } = beginning;
    const { id } = await this.client.createUser({
      userName: "ada@contoso.com",
      [CRM_USER]: {
        licenseSkus: licensed ? "CRM" : "none",
        securityRoleNames: roles,
        ...(mode !== undefined && { accessMode: mode }),
      },
    });
    this.subject = { type: "user", id };
    if (inGroup) await this.join();
    if (synchronized) await this.synchronize();
  }

  /** Creates a program with these roles instead. */
  async beginProgram(roles: string): Promise<void> {
    const applicationId = AccessStage.APPLICATION_ID;
    const { id } = await this.client.createUser({
      userName: "robot@contoso.com",
      [CRM_USER]: { userKind: "application", applicationId, securityRoleNames: roles },
    });
    this.subject = { type: "application", id };
    await this.synchronize();
  }

  /** Takes one of the platform's own users, whom no list shows. */
  async takeSystemUser(): Promise<void> {
    const [row] = await queryRows<{ id: string }>(
      this.app.db.read,
      "select id from records where tenant_id = ? and kind = 'system'",
      [this.client.tenantId],
    );
    this.subject = { type: "user", id: row?.id ?? "" };
  }

  /** Works through what is due. */
  async synchronize(): Promise<void> {
    await this.app.sync();
  }

  /** Has the person synchronized by an administrator. */
  async force(): Promise<void> {
    await this.must(this.admin.post("/sync", { userId: this.subject.id }));
  }

  async setLicense(sku: string): Promise<void> {
    await this.patchUser(`${CRM_USER}:licenseSkus`, sku);
  }

  async setRoles(names: string): Promise<void> {
    await this.patchUser(`${CRM_USER}:securityRoleNames`, names);
  }

  async setActive(active: boolean): Promise<void> {
    await this.patchUser("active", active);
  }

  /** Somebody else takes seats. */
  async takeSeats(count: number): Promise<void> {
    for (let i = 0; i < count; i++) {
      await this.client.createUser({ userName: `other${i}`, [CRM_USER]: { licenseSkus: "CRM" } });
    }
  }

  async join(): Promise<void> {
    await this.patchGroup({ op: "add", path: "members", value: [{ value: this.subject.id }] });
  }

  async leave(): Promise<void> {
    await this.patchGroup({ op: "remove", path: `members[value eq "${this.subject.id}"]` });
  }

  /** Puts the person into a group of the group, out of the group itself. */
  async nest(): Promise<void> {
    const { id } = await this.client.createGroup("Some of them", [this.subject.id]);
    await this.patchGroup({ op: "add", path: "members", value: [{ value: id }] });
    await this.leave();
  }

  async clearGuard(): Promise<void> {
    await this.must(this.admin.delete("/instances/main/guard"));
  }

  async choose(settings: Readonly<Record<string, string>>): Promise<void> {
    await this.must(this.admin.patch("/instances/main/settings", settings));
  }

  async administer(...roles: readonly string[]): Promise<void> {
    await this.must(this.admin.put(`/users/${this.subject.id}/administrator-roles`, { roles }));
  }

  /** Another global administrator, without whom the first one could not be blocked. */
  async addGlobalAdministrator(): Promise<void> {
    const { id } = await this.client.createUser({ userName: "second" });
    await this.must(this.admin.put(`/users/${id}/administrator-roles`, { roles: ["global"] }));
  }

  /** Puts the person into a team that has a role. */
  async addToTeam(kind: "owner" | "group"): Promise<void> {
    const { value } = await this.must(this.admin.get("/instances/main/security-roles?businessUnit=Root"));
    const roles = [value.find(({ name }: Json) => name === "Salesperson").id];
    if (kind === "group") {
      await this.must(this.admin.post("/instances/main/teams", { name: "T", groupId: this.guard, roles }));
      return;
    }
    const team = await this.must(this.admin.post("/instances/main/teams", { name: "T", roles }));
    const path = `/instances/main/teams/${team.id}/members`;
    await this.must(this.admin.post(path, { add: [this.subject.id] }));
  }

  /** Copies a default role under another name. */
  async addCustomRole(name: string): Promise<void> {
    const { value } = await this.must(this.admin.get("/instances/main/security-roles?businessUnit=Root"));
    const { id } = value.find((role: Json) => role.name === "Basic User");
    await this.must(this.admin.post(`/instances/main/security-roles/${id}/copy`, { name }));
  }

  async invite(): Promise<{ readonly id: string; readonly token: string }> {
    const { invitation, token } = await this.must(this.admin.post(`/users/${this.subject.id}/invitation`));
    return { id: invitation.id, token };
  }

  async answer(token: string, answer: "accept" | "reject"): Promise<void> {
    await this.must(send(this.app.url, { method: "POST", path: `/invitations/${token}/${answer}` }));
  }

  async revoke(id: string): Promise<void> {
    await this.must(this.admin.post(`/invitations/${id}/revoke`));
  }

  async delete(): Promise<void> {
    await this.must(this.client.delete(`/Users/${this.subject.id}`));
  }

  /** What the admin API says of the subject's access. */
  async explained(): Promise<Json> {
    const { value } = await this.must(this.admin.get(`/users/${this.subject.id}/access?instance=main`));
    return value[0];
  }

  private async patchUser(path: string, value: unknown): Promise<void> {
    await this.must(this.client.patch(`/Users/${this.subject.id}`, [{ op: "replace", path, value }]));
  }

  private async patchGroup(operation: { op: string; path: string; value?: unknown }): Promise<void> {
    await this.must(this.client.patch(`/Groups/${this.guard}`, [operation]));
  }

  private async must(answered: Promise<Answer>): Promise<Json> {
    const answer = await answered;
    if (answer.status >= 300) throw new Error(`answered ${answer.status}: ${answer.text}`);
    return answer.body;
  }
}
