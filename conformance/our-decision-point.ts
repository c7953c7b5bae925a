import type { DecisionPoint, Reading } from "./authzen/harness.js";
import { describe, type Json, send } from "./wire.js";

/** What opens the interfaces of our server for one tenant. */
export interface OurAccess {
  /** Of the server, without a trailing slash. */
  readonly url: string;
  /** A token with the scopes `scim`, `admin:global` and `access.read`. */
  readonly token: string;
}

const CRM_USER = "urn:ietf:params:scim:schemas:extension:crm:2.0:User";

/** The tables that stand for the records of the scenario. */
const TABLES: Readonly<Record<string, string>> = { "record-1": "account", "record-2": "contact" };

/** Makes the fixture of the certification scenario in an empty tenant of our server. */
export async function makeDecisionPoint(access: OurAccess): Promise<DecisionPoint> {
  const call = async (method: string, path: string, body?: object): Promise<Json> => {
    const headers = { Authorization: `Bearer ${access.token}`, "Content-Type": "application/json" };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await send({ method, url: `${access.url}${path}`, headers, ...sent });
    if (answer.status >= 300) throw new Error(`the fixture cannot be made: ${describe(answer)}`);
    return answer.body;
  };
  const admin = (method: string, path: string, body?: object): Promise<Json> =>
    call(method, `/admin/v1${path}`, body);
  const names = new Map<string, string>();
  for (const name of Object.keys(TABLES)) names.set((await admin("POST", "/instances", { name })).id, name);
  await admin("POST", "/licenses", { partNumber: "CRM", purchased: 10 });
  // Whoever is not in the group is kept out of the archived record.
  const guard = await call("POST", "/scim/v2/Groups", { displayName: "Archivists" });
  await admin("PUT", "/instances/record-2/guard", { groupId: guard.id });
  const add = async (userName: string, roles: string): Promise<string> => {
    const extension = { licenseSkus: "CRM", securityRoleNames: roles };
    const { id } = await call("POST", "/scim/v2/Users", { userName, [CRM_USER]: extension });
    names.set(id, userName);
    return id;
  };
  const alice = await add("alice", "Salesperson@record-1;Salesperson@record-2");
  const bob = await add("bob", "Salesperson@record-2");
  const member = { op: "add", path: "members", value: [{ value: bob }] };
  await call("PATCH", `/scim/v2/Groups/${guard.id}`, { Operations: [member] });
  await giveReading(admin, bob);
  for (const userId of [alice, bob]) await admin("POST", "/sync", { userId });
  await admin("PUT", `/instances/record-1/users/${bob}/access-mode`, { mode: "Non-interactive" });
  await admin("POST", "/sync", { userId: bob });
  return { ...access, readings: [instanceReading(names), tableReading(names)] };
}

/** Gives a user a role that reads accounts, and changes all contacts. */
async function giveReading(
  admin: (method: string, path: string, body?: object) => Promise<Json>,
  userId: string,
): Promise<void> {
  const { value } = await admin("GET", "/instances/record-1/security-roles");
  const { id } = value.find(({ name }: Json) => name === "Delegate");
  const level = "organization";
  const role = await admin("POST", `/instances/record-1/security-roles/${id}/copy`, {
    name: "Archivist",
    privileges: [
      { verb: "Read", table: "account", level },
      { verb: "Write", table: "contact", level },
    ],
  });
  await admin("PUT", `/instances/record-1/users/${userId}/roles`, { roleIds: [role.id] });
}

const INSTANCE_ACTIONS: Readonly<Record<string, string>> = { read: "api", write: "signIn" };

/** A record is an instance: to read is to use its API, to write is to sign in. */
function instanceReading(names: ReadonlyMap<string, string>): Reading {
  return {
    name: "instance",
    hasProperties: false,
    toServer(part, entity) {
      if (part === "resource") return typed(entity, "record", "instance");
      return part === "action" ? renamed(entity, INSTANCE_ACTIONS) : entity;
    },
    toScenario(part, entity) {
      if (part === "action") return renamed(entity, inverted(INSTANCE_ACTIONS));
      return { ...typed(entity, "instance", "record"), id: names.get(entity.id) ?? entity.id };
    },
  };
}

const VERBS: Readonly<Record<string, string>> = { read: "Read", write: "Write", delete: "Delete" };

/** A record is the rows of a table: an archived one those of which the subject is not the owner. */
function tableReading(names: ReadonlyMap<string, string>): Reading {
  return {
    name: "table",
    hasProperties: true,
    toServer(part, entity) {
      if (part === "action") return renamed(entity, VERBS);
      if (part === "subject" || entity.type !== "record") return entity;
      const { status, owner: _other, ...rest } = entity.properties ?? {};
      const owner = status === "archived" ? "elsewhere" : "own";
      return {
        ...typed(entity, "record", "table"),
        ...(entity.id !== undefined && { id: TABLES[entity.id] ?? entity.id }),
        properties: { ...rest, status, owner, instance: "record-1" },
      };
    },
    toScenario(part, entity) {
      if (part === "action") return { name: verbOf(entity.name) };
      if (part === "subject") return { ...entity, id: names.get(entity.id) ?? entity.id };
      return { ...typed(entity, "table", "record"), id: inverted(TABLES)[entity.id] ?? entity.id };
    },
  };
}

/** `write` of `prvWriteContact`. */
function verbOf(privilege: Json): string | undefined {
  const [verb] = Object.entries(VERBS).find(([, name]) => String(privilege).startsWith(`prv${name}`)) ?? [];
  return verb ?? privilege;
}

function typed(entity: Json, from: string, to: string): Json {
  return entity.type === from ? { ...entity, type: to } : entity;
}

function renamed(entity: Json, to: Readonly<Record<string, string>>): Json {
  return { ...entity, ...(typeof entity.name === "string" && { name: to[entity.name] ?? entity.name }) };
}

function inverted(names: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(names).map(([key, value]) => [value, key]));
}
