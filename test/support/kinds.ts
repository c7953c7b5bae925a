import { listInstances } from "../../src/access/instances.js";
import { findRecords, listRecords, type UserRecord } from "../../src/crm/records/records.js";
import { queryFirst, queryRows } from "../../src/db/query.js";
import { inTransaction } from "../../src/db/transaction.js";
import { createInstance } from "../../src/use-cases/instances/instances.js";
import type { AdminClient } from "./admin-client.js";
import type { TestApp } from "./app.js";
import type { Answer } from "./http.js";
import { CRM_USER, type ScimClient } from "./scim-client.js";

/** A tenant with an instance and licenses, and what tests of kinds and modes do with it. */
export class Kinds {
  readonly app: TestApp;
  readonly client: ScimClient;
  readonly admin: AdminClient;
  /** Id of the instance `main`. */
  readonly main: string;

  private constructor(app: TestApp, client: ScimClient, admin: AdminClient, main: string) {
    this.app = app;
    this.client = client;
    this.admin = admin;
    this.main = main;
  }

  /** A new tenant. */
  static async start(app: TestApp, seats = 50): Promise<Kinds> {
    const client = await app.connectToCrm();
    const admin = await app.admin(client);
    await admin.post("/licenses", { partNumber: "CRM", purchased: seats });
    const [instance] = await listInstances(app.db.write, client.tenantId);
    return new Kinds(app, client, admin, instance?.id ?? "");
  }

  get tenantId(): string {
    return this.client.tenantId;
  }

  /** Adds an instance and gives its id. */
  async addInstance(name: string): Promise<string> {
    const { id } = await inTransaction(this.app.db, (trx) =>
      createInstance(trx, this.tenantId, { name }, Date.now()),
    );
    return id;
  }

  /** A licensed person with a role, who has no record yet; gives the id. */
  async person(userName: string, crm: object = {}): Promise<string> {
    const { id } = await this.client.createUser({
      userName,
      emails: [{ value: `${userName}@contoso.com`, primary: true }],
      [CRM_USER]: { licenseSkus: "CRM", securityRoleNames: "Salesperson", ...crm },
    });
    return id;
  }

  /** The same with a record in every instance. */
  async synced(userName: string, crm: object = {}): Promise<string> {
    const id = await this.person(userName, crm);
    await this.app.sync();
    return id;
  }

  /** Puts people into a mode by SCIM, changes their license, or whatever else of the extension. */
  set(id: string, values: object): Promise<Answer> {
    return this.client.patch(`/Users/${id}`, [{ op: "replace", value: { [CRM_USER]: values } }]);
  }

  setMode(id: string, mode: string, instance = "main", admin = this.admin): Promise<Answer> {
    return admin.put(`/instances/${instance}/users/${id}/access-mode`, { mode });
  }

  /** The record of a person in an instance, `main` if not said. */
  async record(id: string, instanceId = this.main): Promise<UserRecord | undefined> {
    return (await findRecords(this.app.db.write, this.tenantId, [id], instanceId))[0];
  }

  records(view: Parameters<typeof listRecords>[3] = "all"): Promise<readonly UserRecord[]> {
    return listRecords(this.app.db.write, this.tenantId, this.main, view, { limit: 10_000 });
  }

  /** The instance's own row of a person. */
  async row(id: string): Promise<{ access_mode: number; is_disabled: number } | undefined> {
    return queryFirst(
      this.app.db.write,
      "select access_mode, is_disabled from instance_users where tenant_id = ? and instance_id = ? and directory_id = ?",
      [this.tenantId, this.main, id],
    );
  }

  /** What is wrong with the limits and kinds of all records; nothing, if all is well. R150, R152 */
  async faults(): Promise<string[]> {
    const rows = await queryRows<{ name: string; taken: number; places: string | null; stubs: number }>(
      this.app.db.write,
      `select i.name,
         (select count(*) from records r join users u on u.tenant_id = r.tenant_id and u.id = r.user_id
          where r.tenant_id = i.tenant_id and r.instance_id = i.id and r.access_mode = 'nonInteractive'
            and r.kind = 'person') as taken,
         (select max(t.value) from tenant_settings t
          where t.tenant_id = i.tenant_id and t.name = 'nonInteractive.limit') as places,
         (select count(*) from records r where r.tenant_id = i.tenant_id and r.instance_id = i.id
          and r.kind = 'stub' and (r.enabled = 1 or r.synced_at is not null or r.user_id is not null)) as stubs
       from instances i where i.tenant_id = ?`,
      [this.tenantId],
    );
    return rows.flatMap(({ name, taken, places, stubs }) => [
      ...(taken > Number(places ?? 5) ? [`${name}: ${taken} of ${places ?? 5} places are taken`] : []),
      ...(stubs > 0 ? [`${name}: ${stubs} stubs are enabled, synchronized or somebody's`] : []),
    ]);
  }
}
