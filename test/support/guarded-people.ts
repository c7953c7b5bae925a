import type { AdminClient } from "./admin-client.js";
import type { TestApp } from "./app.js";
import type { Answer } from "./http.js";
import { checksums } from "./rows.js";
import { CRM_USER, type ScimClient } from "./scim-client.js";

type Json = Answer["body"];

/** The body of an answer to a request that must succeed. */
export async function succeed(answer: Promise<Answer>): Promise<Json> {
  const { status, text, body } = await answer;
  if (status >= 300) throw new Error(`answered ${status}: ${text}`);
  return body;
}

/** A tenant whose instance `main` is guarded by a group of people with a seat and a role. */
export class GuardedPeople {
  readonly client: ScimClient;
  readonly admin: AdminClient;
  /** Their ids. */
  readonly people: readonly string[];
  /** The group that guards the instance, of all of them. */
  readonly everyone: string;
  private readonly app: TestApp;

  private constructor(app: TestApp, of: Pick<GuardedPeople, "client" | "admin" | "people" | "everyone">) {
    this.app = app;
    this.client = of.client;
    this.admin = of.admin;
    this.people = of.people;
    this.everyone = of.everyone;
  }

  static async create(app: TestApp, count: number, extension: object = {}): Promise<GuardedPeople> {
    const client = await app.connectToCrm();
    const admin = await app.admin(client);
    await succeed(admin.post("/licenses", { partNumber: "CRM", purchased: 10_000 }));
    const people: string[] = [];
    for (let index = 0; index < count; index++) {
      const usual = { licenseSkus: "CRM", securityRoleNames: "Salesperson" };
      const { id } = await client.createUser({
        userName: `user${index}@contoso.com`,
        [CRM_USER]: { ...usual, ...extension },
      });
      people.push(id);
    }
    const everyone = await createGroup(admin, "Everyone", people);
    await succeed(admin.put("/instances/main/guard", { groupId: everyone }));
    await app.sync();
    return new GuardedPeople(app, { client, admin, people, everyone });
  }

  /** Creates a group of the first people. */
  groupOf(displayName: string, count: number, more: object = {}): Promise<string> {
    return createGroup(this.admin, displayName, this.people.slice(0, count), more);
  }

  /** The ids of those who can enter the instance now. */
  async entering(instance = "main"): Promise<string[]> {
    const ids: string[] = [];
    for (const id of this.people) {
      const { status, body } = await this.admin.get(`/users/${id}/access`);
      const here = status === 200 && body.value.find((one: Json) => one.instance.name === instance);
      if (here?.canSignIn === true) ids.push(id);
    }
    return ids;
  }

  /** Checksums of all tables, once the log of what the provider has sent is written. */
  async tables(): Promise<object> {
    await succeed(this.admin.get("/provisioning-log"));
    return checksums(this.app.db, this.app.db.read);
  }

  /** Works through all that is due of synchronization. */
  sync(): Promise<unknown> {
    return this.app.sync();
  }
}

async function createGroup(
  admin: AdminClient,
  displayName: string,
  ids: readonly string[],
  more: object = {},
): Promise<string> {
  const members = ids.map((value) => ({ value }));
  return (await succeed(admin.post("/groups", { displayName, members, ...more }))).id;
}
