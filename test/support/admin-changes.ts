import { queryRows } from "../../src/db/query.js";
import type { TestApp } from "./app.js";
import type { Answer } from "./http.js";
import { Kinds } from "./kinds.js";
import { CRM_USER } from "./scim-client.js";

type Json = Answer["body"];

/** The ids in a stage by what they are of. */
type Ids = Readonly<Record<string, string>>;

/** A tenant in which each request of `ADMIN_CHANGES` is valid, as long as none was made. */
export interface ChangeStage {
  readonly crm: Kinds;
  readonly ids: Ids;
}

/** A valid request of a changing operation of the admin API. */
export interface AdminChange {
  /** By name in the path of the route. */
  readonly params?: Ids;
  readonly body?: unknown;
  /** The body of an import. */
  readonly csv?: string;
}

/** Makes the tenant. */
export async function startChangeStage(app: TestApp): Promise<ChangeStage> {
  const crm = await Kinds.start(app);
  const people = await makePeople(crm);
  const ids = {
    ...people,
    ...(await makeGroups(crm, people)),
    ...(await makeInstance(crm)),
    ...(await makeConnection(crm)),
    ...(await makeWork(crm, people)),
  };
  await makeSkus(crm);
  await app.sync();
  const held = await makeHold(crm, ids);
  const fay = await crm.person("fay");
  // Writes what is in memory yet.
  await ask(crm, "GET", "/provisioning-log");
  return { crm, ids: { ...ids, ...held, fay } };
}

async function ask(
  crm: Kinds,
  method: string,
  path: string,
  body?: unknown,
  type = "application/json",
): Promise<Json> {
  const answer = await crm.admin.send(method, path, body, body === undefined ? {} : { "Content-Type": type });
  if (answer.status >= 300)
    throw new Error(`${method} ${path} was answered ${answer.status}: ${answer.text}`);
  return answer.body;
}

const post = (crm: Kinds, path: string, body: unknown): Promise<Json> => ask(crm, "POST", path, body);

async function makePeople(crm: Kinds) {
  const plain = async (userName: string): Promise<string> =>
    (await crm.client.createUser({ userName, emails: [{ value: `${userName}@contoso.com`, primary: true }] }))
      .id;
  const ada = await crm.synced("ada");
  const bob = await plain("bob");
  const carol = await plain("carol");
  const eve = await plain("eve");
  await ask(crm, "DELETE", `/users/${eve}`);
  const { invitation } = await post(crm, `/users/${carol}/invitation`, { skuId: "CRM" });
  return { ada, bob, eve, invitation: invitation.id as string };
}

async function makeGroups(crm: Kinds, { ada = "" }: Ids) {
  const { id: guard } = await post(crm, "/groups", { displayName: "Guard", members: [{ value: ada }] });
  const { id: group } = await post(crm, "/groups", { displayName: "Others", members: [{ value: ada }] });
  await ask(crm, "PUT", "/instances/main/guard", { groupId: guard });
  return { guard: guard as string, group: group as string };
}

async function makeSkus(crm: Kinds): Promise<void> {
  await post(crm, "/licenses", { partNumber: "EMPTY", purchased: 5 });
  await post(crm, "/licenses", { partNumber: "LESS", purchased: 5 });
  await post(crm, "/licenses/LESS/reductions", { purchased: 3 });
}

async function makeInstance(crm: Kinds) {
  const main = "/instances/main";
  const { id: unit } = await post(crm, `${main}/business-units`, { name: "Sales" });
  const roles = (await ask(crm, "GET", `${main}/security-roles`)).value as readonly Json[];
  const salesperson = roles.find(({ name }) => name === "Salesperson").id as string;
  const { id: role } = await post(crm, `${main}/security-roles/${salesperson}/copy`, { name: "Custom" });
  const { id: team } = await post(crm, `${main}/teams`, { name: "Team" });
  await ask(crm, "POST", `${main}/imports`, "table,id,owner\naccount,1,ann@x\n", "text/csv");
  const [stub] = (await ask(crm, "GET", `${main}/stubs`)).value;
  return {
    unit: unit as string,
    salesperson,
    role: role as string,
    team: team as string,
    stub: stub.id as string,
  };
}

async function makeConnection(crm: Kinds) {
  const connection = "second";
  await post(crm, "/connections", { name: connection, visibility: "own" });
  const { id: token } = await post(crm, "/tokens", { name: "old", connection, scopes: ["scim"] });
  const { secretId: secret } = await post(crm, "/oauth-clients", { clientId: "client", connection });
  const { id: issuer } = await post(crm, "/trusted-issuers", { ...ISSUER, subject: "old" });
  await post(crm, "/extension-schemas", extension("old"));
  return { token: token as string, secret: secret as string, issuer: issuer as string };
}

/** A workflow and a mail that wait for an administrator. */
async function makeWork(crm: Kinds, { bob = "" }: Ids) {
  const dan = { userName: "dan", emails: [{ value: "dan@contoso.com", primary: true }] };
  const { id: userId } = await crm.client.createUser({
    ...dan,
    [CRM_USER]: { securityRoleNames: "Salesperson" },
  });
  const wanted = { kind: "nonInteractive", userId, instance: "main" };
  const { id: workflow } = await post(crm, "/workflows", wanted);
  await crm.set(userId, { licenseSkus: "CRM" });
  await post(crm, `/users/${bob}/password-reset`, { mailTo: "bob@contoso.com" });
  const [mail] = (await ask(crm, "GET", "/mails")).value;
  const park =
    "update mail_outbox set state = 'parked', settled_at = created_at where tenant_id = ? and id = ?";
  await queryRows(crm.app.db.write, park, [crm.tenantId, mail.id]);
  const { id: job } = await post(crm, "/jobs", { kind: "block", userIds: [bob] });
  const { id: endedJob } = await post(crm, "/jobs", { kind: "block", userIds: [bob] });
  const planned = (csv: string): Promise<Json> => ask(crm, "POST", "/imports/users", csv, "text/csv");
  const { id: plan } = await planned("userName\nyan\n");
  const { id: applied } = await planned("userName,title\nbob,Boss\n");
  await ask(crm, "POST", `/imports/${applied}/apply`);
  const keep = "update user_import_lines set password = 'sealed' where tenant_id = ? and import_id = ?";
  await queryRows(crm.app.db.write, keep, [crm.tenantId, applied]);
  const fail = "update job_items set state = 'failed' where tenant_id = ? and job_id = ?";
  await queryRows(crm.app.db.write, fail, [crm.tenantId, endedJob]);
  const end =
    "update jobs set state = 'done', ended_at = created_at, done = 1, failed = 1 where tenant_id = ? and id = ?";
  await queryRows(crm.app.db.write, end, [crm.tenantId, endedJob]);
  return {
    workflow: workflow as string,
    mail: mail.id as string,
    job: job as string,
    endedJob: endedJob as string,
    plan: plan as string,
    applied: applied as string,
  };
}

/** A hold that keeps the access of two people, whom the connection has deactivated. */
async function makeHold(crm: Kinds, { guard = "" }: Ids) {
  const [gus, hal] = [await crm.person("gus"), await crm.person("hal")];
  await post(crm, `/groups/${guard}/members`, { add: [gus, hal] });
  await crm.app.sync();
  await ask(crm, "PATCH", "/settings", { "access.hold.people": 1, "access.hold.percent": 0 });
  const Operations = [gus, hal].map((id) => ({
    method: "PATCH",
    path: `/Users/${id}`,
    data: { Operations: [{ op: "replace", path: "active", value: false }] },
  }));
  await crm.client.post("/Bulk", {
    schemas: ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
    Operations,
  });
  await ask(crm, "PATCH", "/settings", { "access.hold.people": null, "access.hold.percent": null });
  const [{ id: hold }] = (await ask(crm, "GET", "/holds")).value;
  return { hold: hold as string, gus };
}

const ISSUER = {
  issuer: "https://issuer.example",
  audience: "usher",
  jwksUrl: "https://issuer.example/keys",
  connection: "second",
};

const extension = (name: string): object => ({
  resourceType: "User",
  schema: { id: `urn:example:${name}:User`, name, attributes: [{ name: "shoeSize", type: "string" }] },
});

const MAIN = { instance: "main" };
const SECOND = { connection: "second" };
const CRM = { sku: "CRM" };

/** Valid requests of every changing operation, by `operationId`. */
export const ADMIN_CHANGES: Readonly<Record<string, (ids: Ids) => AdminChange>> = {
  createUser: () => ({
    body: { userName: "new", password: "correct horse battery", [CRM_USER]: { licenseSkus: "CRM" } },
  }),
  startJob: ({ ada = "" }) => ({ body: { kind: "block", userIds: [ada] } }),
  cancelJob: ({ job = "" }) => ({ params: { id: job } }),
  retryJob: ({ endedJob = "" }) => ({ params: { id: endedJob } }),
  resetPassword: ({ ada = "" }) => ({ params: { id: ada }, body: { mailTo: "ada@contoso.com" } }),
  changeUser: ({ ada = "" }) => ({
    params: { id: ada },
    body: { active: false, password: "another horse battery" },
  }),
  replaceUser: ({ bob = "" }) => ({
    params: { id: bob },
    body: { userName: "robert", password: "another horse battery" },
  }),
  deleteUser: ({ ada = "" }) => ({ params: { id: ada } }),
  adoptUser: ({ bob = "" }) => ({ params: { id: bob }, body: { ...SECOND, externalId: "7" } }),
  restoreUser: ({ eve = "" }) => ({ params: { id: eve } }),
  setAdministratorRoles: ({ ada = "" }) => ({ params: { id: ada }, body: { roles: ["service"] } }),
  createGroup: ({ bob = "" }) => ({ body: { displayName: "New", members: [{ value: bob }] } }),
  changeGroup: ({ group = "" }) => ({ params: { id: group }, body: { displayName: "Renamed" } }),
  deleteGroup: ({ guard = "" }) => ({ params: { id: guard } }),
  adoptGroup: ({ group = "" }) => ({ params: { id: group }, body: { ...SECOND, externalId: "7" } }),
  changeMembers: ({ group = "", ada = "", bob = "" }) => ({
    params: { id: group },
    body: { add: [bob], remove: [ada] },
  }),
  addSku: () => ({ body: { partNumber: "NEW", purchased: 3 } }),
  changeSku: () => ({ params: CRM, body: { instances: [], displayName: "Everything" } }),
  removeSku: () => ({ params: { sku: "EMPTY" } }),
  buySeats: () => ({ params: CRM, body: { seats: 1 } }),
  requestReduction: () => ({ params: CRM, body: { purchased: 40 } }),
  withdrawReduction: () => ({ params: { sku: "LESS" } }),
  changeLicenses: ({ bob = "" }) => ({ params: { id: bob }, body: { add: ["CRM"] } }),
  reprocessLicenses: ({ ada = "" }) => ({ params: { id: ada } }),
  reassignLicense: ({ ada = "", bob = "" }) => ({ params: CRM, body: { from: ada, to: bob } }),
  inviteUsers: ({ ada = "", bob = "" }) => ({ body: { userIds: [ada, bob], skuId: "CRM", sendMail: true } }),
  inviteUser: ({ bob = "" }) => ({ params: { id: bob }, body: { skuId: "CRM" } }),
  resendInvitation: ({ invitation = "" }) => ({ params: { id: invitation } }),
  revokeInvitation: ({ invitation = "" }) => ({ params: { id: invitation } }),
  addInstance: () => ({ body: { name: "test" } }),
  changeInstance: () => ({ params: MAIN, body: { displayName: "The main one" } }),
  setGuard: ({ group = "" }) => ({ params: MAIN, body: { groupId: group } }),
  clearGuard: () => ({ params: MAIN }),
  applyRoles: () => ({}),
  addBusinessUnit: () => ({ params: MAIN, body: { name: "Service" } }),
  changeBusinessUnit: ({ unit = "" }) => ({ params: { ...MAIN, unit }, body: { name: "Sold" } }),
  removeBusinessUnit: ({ unit = "" }) => ({ params: { ...MAIN, unit } }),
  copySecurityRole: ({ role = "" }) => ({ params: { ...MAIN, role }, body: { name: "Copy" } }),
  changeSecurityRole: ({ role = "" }) => ({
    params: { ...MAIN, role },
    body: { privileges: [{ verb: "Delete", table: "account", level: "organization" }] },
  }),
  removeSecurityRole: ({ role = "" }) => ({ params: { ...MAIN, role } }),
  setUserRoles: ({ ada = "", role = "" }) => ({ params: { ...MAIN, user: ada }, body: { roleIds: [role] } }),
  changeUserRoles: ({ ada = "", role = "" }) => ({ params: { ...MAIN, user: ada }, body: { add: [role] } }),
  setRolesOfUsers: ({ ada = "", bob = "", role = "" }) => ({
    params: MAIN,
    body: { userIds: [ada, bob], roleIds: [role] },
  }),
  moveUser: ({ ada = "", unit = "" }) => ({ params: { ...MAIN, user: ada }, body: { businessUnit: unit } }),
  addTeam: ({ group = "", salesperson = "" }) => ({
    params: MAIN,
    body: { name: "New", groupId: group, roles: [salesperson] },
  }),
  changeTeam: ({ team = "", role = "" }) => ({
    params: { ...MAIN, team },
    body: { name: "Renamed", roles: [role] },
  }),
  removeTeam: ({ team = "" }) => ({ params: { ...MAIN, team } }),
  moveTeamMembers: ({ team = "", ada = "" }) => ({ params: { ...MAIN, team }, body: { add: [ada] } }),
  addConnection: () => ({ body: { name: "third", client: "okta" } }),
  changeConnection: () => ({ params: { name: "second" }, body: { mode: "strict" } }),
  setGrantableRole: () => ({ params: { name: "second" }, body: { role: "Salesperson", allowed: false } }),
  synchronize: ({ fay = "" }) => ({ body: { userId: fay } }),
  retrySyncTasks: () => ({}),
  setAccessMode: ({ ada = "" }) => ({ params: { ...MAIN, id: ada }, body: { mode: "Non-interactive" } }),
  addApplicationUser: () => ({
    params: MAIN,
    body: { applicationId: "8f2d1c1e-3b1c-4c53-8e55-0a1b2c3d4e5f", displayName: "App" },
  }),
  importRecords: () => ({ params: MAIN, csv: "table,id,owner\naccount,2,zoe@x\naccount,3,ada\n" }),
  planUserImport: () => ({ csv: "userName,title\nzoe,Boss\nada,Boss\n" }),
  applyUserImport: ({ plan = "" }) => ({ params: { id: plan } }),
  takeImportPasswords: ({ applied = "" }) => ({ params: { id: applied } }),
  reassignStub: ({ stub = "", ada = "" }) => ({ params: { ...MAIN, recordId: stub }, body: { to: ada } }),
  startWorkflow: ({ bob = "" }) => ({ body: { kind: "administrative", userId: bob, sku: "CRM", ...MAIN } }),
  cancelWorkflow: ({ workflow = "" }) => ({ params: { id: workflow } }),
  resumeWorkflow: ({ workflow = "" }) => ({ params: { id: workflow } }),
  createToken: () => ({ body: { name: "new", ...SECOND, scopes: ["scim"] } }),
  revokeToken: ({ token = "" }) => ({ params: { id: token } }),
  addOAuthClient: () => ({ body: { clientId: "new", ...SECOND } }),
  removeOAuthClient: () => ({ params: { clientId: "client" } }),
  addClientSecret: () => ({ params: { clientId: "client" } }),
  revokeClientSecret: ({ secret = "" }) => ({ params: { clientId: "client", secretId: secret } }),
  addTrustedIssuer: () => ({ body: { ...ISSUER, subject: "new" } }),
  removeTrustedIssuer: ({ issuer = "" }) => ({ params: { id: issuer } }),
  addExtensionSchema: () => ({ body: extension("new") }),
  removeExtensionSchema: () => ({ params: { urn: "urn:example:old:User" } }),
  changeSettings: () => ({ body: { "invitation.ttlDays": 7 } }),
  changeInstanceSettings: () => ({ params: { id: "main" }, body: { "nonInteractive.limit": 3 } }),
  releaseHold: ({ hold = "" }) => ({ params: { id: hold } }),
  releaseHeldUser: ({ hold = "", gus = "" }) => ({ params: { id: hold, userId: gus } }),
  discardHold: ({ hold = "" }) => ({ params: { id: hold } }),
  retryMail: ({ mail = "" }) => ({ params: { id: mail } }),
  eraseAudit: ({ ada = "" }) => ({ body: { resourceId: ada } }),
};
