import type { AdminClient } from "./admin-client.js";
import type { Answer } from "./http.js";

type Json = Answer["body"];

/** The instances of a tenant as an administrator works with them; every step must succeed. */
export class Crm {
  readonly admin: AdminClient;

  constructor(admin: AdminClient) {
    this.admin = admin;
  }

  async addInstance(name: string): Promise<Json> {
    return must(await this.admin.post("/instances", { name }), 201);
  }

  async addUnit(name: string, parent?: string, instance = "main"): Promise<Json> {
    return must(await this.admin.post(`/instances/${instance}/business-units`, { name, parent }), 201);
  }

  /** The roles of a business unit by name. */
  async roles(businessUnit = "Root", instance = "main"): Promise<Map<string, Json>> {
    const path = `/instances/${instance}/security-roles?businessUnit=${encodeURIComponent(businessUnit)}`;
    const { value } = must(await this.admin.get(path), 200);
    return new Map(value.map((role: Json) => [role.name, role]));
  }

  /** The id of a role as a business unit has it. */
  async roleId(name: string, businessUnit = "Root", instance = "main"): Promise<string> {
    const role = (await this.roles(businessUnit, instance)).get(name);
    if (!role) throw new Error(`there is no role ${name}`);
    return role.id;
  }

  /** Makes a role of a copy of Basic User. */
  async copyRole(name: string, more: object = {}, original = "Basic User"): Promise<Json> {
    const id = await this.roleId(original);
    return must(await this.admin.post(`/instances/main/security-roles/${id}/copy`, { name, ...more }), 201);
  }

  /** Sets the roles of a user by their names in its business unit. */
  async setRoles(userId: string, names: readonly string[], instance = "main"): Promise<Answer> {
    const { value } = must(
      await this.admin.get(`/instances/${instance}/users/${userId}/assignable-roles`),
      200,
    );
    const roleIds = names.map((name) => value.find((role: Json) => role.name === name)?.id ?? name);
    return this.admin.put(`/instances/${instance}/users/${userId}/roles`, { roleIds });
  }

  /** What a user has in an instance: `Salesperson`, or `System Administrator (adminRole)`. */
  async rolesOf(userId: string, instance = "main"): Promise<string[]> {
    const { value } = must(await this.admin.get(`/instances/${instance}/users/${userId}/roles`), 200);
    return value.map(({ name, source }: Json) => (source === "direct" ? name : `${name} (${source})`));
  }

  async move(userId: string, businessUnit: string, instance = "main"): Promise<Answer> {
    return this.admin.put(`/instances/${instance}/users/${userId}/business-unit`, { businessUnit });
  }
}

function must(answer: Answer, status: number): Json {
  if (answer.status !== status) throw new Error(`answered ${answer.status}: ${answer.text}`);
  return answer.body;
}
