import type { Reason } from "../../../src/access/reasons.js";
import { DAY, HOUR } from "../../../src/db/duration.js";
import type { AuditAction } from "../../../src/observability/audit-actions.js";
import { expireDueOfTenants } from "../../../src/use-cases/licenses/expire-due.js";
import type { AdminClient } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { Crm } from "../../support/crm.js";
import { DATABASES } from "../../support/databases.js";
import { type Answer, send } from "../../support/http.js";
import { CORE_GROUP, CRM_GROUP, CRM_USER, type ScimClient } from "../../support/scim-client.js";

type Json = Answer["body"];

const START = Date.parse("2026-03-10T12:00:00Z");

/** A tenant with Ann, who is licensed and has the role Salesperson, and whoever changes something. */
interface World {
  readonly client: ScimClient;
  readonly admin: AdminClient;
  readonly crm: Crm;
  /** The administrator as a person, who is called The Boss. */
  readonly boss: AdminClient;
  readonly ann: string;
  readonly root: string;
  readonly settle: () => Promise<unknown>;
  readonly answer: (token: string, act: string) => Promise<Answer>;
  readonly sync: () => Promise<unknown>;
  readonly wait: (time: number) => void;
  /** What a case keeps for later. */
  readonly kept: Record<string, string>;
}

type Step = (world: World) => Promise<unknown>;

interface Case {
  readonly reason: Reason;
  readonly by: string;
  readonly before?: Step;
  readonly change: Step;
  readonly action: AuditAction;
  readonly actor: "connection" | "token" | "account" | "system" | "public";
  /** Whether Ann has no license and no role from the beginning. */
  readonly isBare?: boolean;
}

const ok = async (answer: Promise<Answer>): Promise<Json> => {
  const { status, text, body } = await answer;
  if (status >= 300) throw new Error(`answered ${status}: ${text}`);
  return body;
};
const replace =
  (path: string, value: unknown): Step =>
  ({ client, ann }) =>
    ok(client.patch(`/Users/${ann}`, [{ op: "replace", path, value }]));
const group =
  (name: string, isMember = true, more: object = {}): Step =>
  async ({ client, ann, kept }) => {
    const members = isMember ? [{ value: ann }] : [];
    kept[name] = (await ok(client.post("/Groups", { displayName: name, members, ...more }))).id;
  };
const leave =
  (name: string): Step =>
  ({ client, ann, kept }) =>
    ok(client.patch(`/Groups/${kept[name]}`, [{ op: "remove", path: `members[value eq "${ann}"]` }]));
const join =
  (name: string): Step =>
  ({ client, ann, kept }) =>
    ok(client.patch(`/Groups/${kept[name]}`, [{ op: "add", path: "members", value: [{ value: ann }] }]));
const put =
  (name: string, isMember: boolean, others: readonly string[] = []): Step =>
  ({ client, ann, kept }) => {
    const members = [...others, ...(isMember ? [ann] : [])].map((value) => ({ value }));
    return ok(client.put(`/Groups/${kept[name]}`, { schemas: [CORE_GROUP], displayName: name, members }));
  };
const deleteGroup =
  (name: string): Step =>
  ({ client, kept }) =>
    ok(client.delete(`/Groups/${kept[name]}`));
const guardBy =
  (name: string): Step =>
  ({ admin, kept }) =>
    ok(admin.put("/instances/main/guard", { groupId: kept[name] }));
const license =
  (change: object): Step =>
  ({ admin, ann }) =>
    ok(admin.post(`/users/${ann}/licenses`, change));
const roles =
  (...names: string[]): Step =>
  ({ crm, ann }) =>
    ok(crm.setRoles(ann, names));
const mode =
  (value: string): Step =>
  ({ admin, ann }) =>
    ok(admin.put(`/instances/main/users/${ann}/access-mode`, { mode: value }));
const setting =
  (values: object): Step =>
  ({ admin }) =>
    ok(admin.patch("/settings", values));
const invite: Step = async ({ admin, ann, kept }) => {
  kept["token"] = (await ok(admin.post(`/users/${ann}/invitation`))).token;
};
const revoke: Step = async ({ admin, ann }) => {
  const [{ id }] = (await ok(admin.get(`/invitations?user=${ann}`))).value;
  await ok(admin.post(`/invitations/${id}/revoke`));
};
const sync: Step = (world) => world.sync();
const all =
  (...steps: Step[]): Step =>
  async (world) => {
    for (const step of steps) await step(world);
  };
const licensing = { [CRM_GROUP]: { licenses: [{ skuPartNumber: "CRM" }] } };
const unlicensed = replace(`${CRM_USER}:licenseSkus`, "none");
const team =
  (body: object, ...groups: string[]): Step =>
  async ({ admin, kept }) => {
    const [name] = groups;
    const groupId = name === undefined ? {} : { groupId: kept[name] };
    kept["team"] = (await ok(admin.post("/instances/main/teams", { name: "Team", ...groupId, ...body }))).id;
  };
const moveTeam =
  (way: "add" | "remove"): Step =>
  ({ admin, ann, kept }) =>
    ok(admin.post(`/instances/main/teams/${kept["team"]}/members`, { [way]: [ann] }));

/** More members than an audit entry lists, who come before the others in the order of ids. */
const THOUSANDS = Array.from({ length: 2500 }, (_, index) => `0000-${index}`);

const PROVIDER = "connection";
const ADMIN = "token";

const CASES: readonly Case[] = [
  {
    reason: "USER_DELETED",
    by: "a deletion",
    change: ({ client, ann }) => client.delete(`/Users/${ann}`),
    action: "user.deleted",
    actor: PROVIDER,
  },
  {
    reason: "SIGN_IN_BLOCKED",
    by: "a block by the provider",
    change: replace("active", false),
    action: "user.changed",
    actor: PROVIDER,
  },
  {
    reason: "SIGN_IN_BLOCKED",
    by: "a block by an administrator",
    change: ({ admin, ann }) => ok(admin.patch(`/users/${ann}`, { active: false })),
    action: "user.changed",
    actor: ADMIN,
  },
  {
    reason: "NO_LICENSE",
    by: "a license that the provider takes",
    change: unlicensed,
    action: "user.changed",
    actor: PROVIDER,
  },
  {
    reason: "NO_LICENSE",
    by: "a license that an administrator takes",
    before: all(unlicensed, license({ add: ["CRM"] }), sync),
    change: license({ remove: ["CRM"] }),
    action: "license.removed",
    actor: ADMIN,
  },
  {
    reason: "NO_LICENSE",
    by: "leaving the group that gave it",
    before: all(unlicensed, group("Licensed", true, licensing), sync),
    change: leave("Licensed"),
    action: "group.changed",
    actor: PROVIDER,
  },
  {
    reason: "NO_LICENSE",
    by: "the end of the group that gave it",
    before: all(unlicensed, group("Licensed", true, licensing), sync),
    change: deleteGroup("Licensed"),
    action: "group.deleted",
    actor: PROVIDER,
  },
  {
    reason: "NO_LICENSE",
    by: "the group that gives it no longer",
    before: all(unlicensed, group("Licensed", true, licensing), sync),
    change: ({ client, kept }) =>
      ok(client.patch(`/Groups/${kept["Licensed"]}`, [{ op: "remove", path: `${CRM_GROUP}:licenses` }])),
    action: "group.changed",
    actor: PROVIDER,
  },
  {
    reason: "NO_LICENSE",
    by: "the instances of a SKU",
    before: ({ admin }) => ok(admin.post("/licenses", { partNumber: "SECOND", purchased: 1 })),
    change: ({ admin }) => ok(admin.patch("/licenses/CRM", { instances: ["sales"] })),
    action: "sku.changed",
    actor: ADMIN,
  },
  {
    reason: "NO_LICENSE",
    by: "an administrator role that goes",
    before: all(replace(`${CRM_USER}:administratorRoles`, ["global"]), unlicensed, sync),
    change: replace(`${CRM_USER}:administratorRoles`, []),
    action: "user.changed",
    actor: PROVIDER,
  },
  {
    reason: "LICENSE_COUNT_VIOLATION",
    by: "a license of the provider without a seat",
    isBare: true,
    before: ({ client }) =>
      ok(client.post("/Users", { userName: "taker", [CRM_USER]: { licenseSkus: "CRM" } })),
    change: replace(`${CRM_USER}:licenseSkus`, "CRM"),
    action: "user.changed",
    actor: PROVIDER,
  },
  {
    reason: "LICENSE_COUNT_VIOLATION",
    by: "a group without a seat",
    isBare: true,
    before: all(
      ({ client }) => ok(client.post("/Users", { userName: "taker", [CRM_USER]: { licenseSkus: "CRM" } })),
      group("Licensed", false, licensing),
    ),
    change: join("Licensed"),
    action: "group.changed",
    actor: PROVIDER,
  },
  {
    reason: "INSTANCE_NOT_LICENSED",
    by: "the instances of the only SKU",
    change: ({ admin }) => ok(admin.patch("/licenses/CRM", { instances: ["sales"] })),
    action: "sku.changed",
    actor: ADMIN,
  },
  {
    reason: "NOT_IN_SECURITY_GROUP",
    by: "leaving the group",
    before: all(group("Guard"), guardBy("Guard"), sync),
    change: leave("Guard"),
    action: "group.changed",
    actor: PROVIDER,
  },
  {
    reason: "NOT_IN_SECURITY_GROUP",
    by: "leaving the group with thousands",
    before: all(group("Guard"), guardBy("Guard"), put("Guard", true, THOUSANDS), sync),
    change: put("Guard", false),
    action: "group.changed",
    actor: PROVIDER,
  },
  {
    reason: "NOT_IN_SECURITY_GROUP",
    by: "the end of the group",
    before: all(group("Guard"), guardBy("Guard"), sync),
    change: deleteGroup("Guard"),
    action: "group.deleted",
    actor: PROVIDER,
  },
  {
    reason: "NOT_IN_SECURITY_GROUP",
    by: "a guard that is set",
    before: all(group("Guard", false), join("Guard"), leave("Guard")),
    change: guardBy("Guard"),
    action: "instance.guardSet",
    actor: ADMIN,
  },
  {
    reason: "NESTED_GROUP_IGNORED",
    by: "coming into a group in the group",
    before: all(group("Inner", false), async (world) => {
      const { client, kept } = world;
      kept["Guard"] = (
        await ok(client.post("/Groups", { displayName: "Guard", members: [{ value: kept["Inner"] }] }))
      ).id;
      await guardBy("Guard")(world);
    }),
    change: join("Inner"),
    action: "group.changed",
    actor: PROVIDER,
  },
  {
    reason: "SECURITY_GROUP_BYPASSED",
    by: "a guard that is set",
    before: all(replace(`${CRM_USER}:administratorRoles`, ["global"]), group("Guard", false)),
    change: guardBy("Guard"),
    action: "instance.guardSet",
    actor: ADMIN,
  },
  {
    reason: "INVITATION_PENDING",
    by: "an invitation",
    before: sync,
    change: invite,
    action: "invitation.sent",
    actor: ADMIN,
  },
  {
    reason: "INVITATION_REVOKED",
    by: "an invitation that is taken back",
    before: all(sync, invite),
    change: revoke,
    action: "invitation.revoked",
    actor: ADMIN,
  },
  {
    reason: "NO_SECURITY_ROLE",
    by: "a role that the provider takes",
    before: sync,
    change: replace(`${CRM_USER}:securityRoleNames`, "none"),
    action: "user.rolesChanged",
    actor: PROVIDER,
  },
  {
    reason: "INVITATION_EXPIRED",
    by: "an invitation whose time is over",
    before: all(sync, invite),
    change: all(
      async ({ wait }) => wait(30 * DAY),
      ({ settle }) => settle(),
    ),
    action: "invitation.expired",
    actor: "system",
  },
  {
    reason: "INVITATION_REJECTED",
    by: "an invitation that the person rejects",
    before: all(sync, invite),
    change: ({ answer, kept }) => ok(answer(kept["token"] ?? "", "reject")),
    action: "invitation.rejected",
    actor: "public",
  },
  {
    reason: "SIGN_IN_BLOCKED",
    by: "a block by an administrator who is a person",

    change: ({ boss, ann }) => ok(boss.patch(`/users/${ann}`, { active: false })),
    action: "user.changed",
    actor: "account",
  },
  {
    reason: "INVITATION_REQUIRED",
    by: "coming back",
    before: all(
      setting({ "invitation.onReenable": "required" }),
      sync,
      replace("active", false),
      sync,
      async ({ wait }) => wait(DAY),
    ),
    change: all(replace("active", true), sync),
    action: "user.changed",
    actor: PROVIDER,
  },
  {
    reason: "NO_SECURITY_ROLE",
    by: "a role that an administrator takes",
    before: sync,
    change: roles(),
    action: "user.rolesChanged",
    actor: ADMIN,
  },
  {
    reason: "NO_SECURITY_ROLE",
    by: "a role that is deleted",
    before: all(
      async ({ crm, kept }) => void (kept["role"] = (await crm.copyRole("Own")).id),
      roles("Own"),
      sync,
    ),
    change: ({ admin, kept }) => ok(admin.delete(`/instances/main/security-roles/${kept["role"]}`)),
    action: "securityRole.deleted",
    actor: ADMIN,
  },
  {
    reason: "NO_SECURITY_ROLE",
    by: "a move to another business unit",
    before: async ({ crm }) => void (await crm.addUnit("North")),
    change: ({ crm, ann }) => ok(crm.move(ann, "North")),
    action: "user.rolesChanged",
    actor: ADMIN,
  },
  {
    reason: "NO_SECURITY_ROLE",
    by: "leaving the group of a team",
    before: all(
      setting({ "roles.groupTeamCounts": "true" }),
      group("Sellers"),
      team({ roles: ["Salesperson"] }, "Sellers"),
      roles(),
      sync,
    ),
    change: leave("Sellers"),
    action: "group.changed",
    actor: PROVIDER,
  },
  {
    reason: "NO_SECURITY_ROLE",
    by: "the end of a team",
    before: all(
      setting({ "roles.groupTeamCounts": "true" }),
      group("Sellers"),
      team({ roles: ["Salesperson"] }, "Sellers"),
      roles(),
      sync,
    ),
    change: ({ admin, kept }) => ok(admin.delete(`/instances/main/teams/${kept["team"]}`)),
    action: "team.deleted",
    actor: ADMIN,
  },
  {
    reason: "NO_SECURITY_ROLE",
    by: "a setting",
    before: all(
      setting({ "roles.groupTeamCounts": "true" }),
      group("Sellers"),
      team({ roles: ["Salesperson"] }, "Sellers"),
      roles(),
      sync,
    ),
    change: setting({ "roles.groupTeamCounts": "false" }),
    action: "setting.changed",
    actor: ADMIN,
  },
  {
    reason: "TEAM_ROLE_INSUFFICIENT",
    by: "coming into a team",
    before: all(team({ roles: ["Salesperson"] }), roles(), sync),
    change: moveTeam("add"),
    action: "team.membersChanged",
    actor: ADMIN,
  },
  {
    reason: "SELF_ELEVATION_REQUIRED",
    by: "a setting",
    before: all(
      replace(`${CRM_USER}:administratorRoles`, ["global"]),
      roles(),
      setting({ "adminRoles.autoSystemAdministrator": "true" }),
      sync,
    ),
    change: setting({ "adminRoles.autoSystemAdministrator": "false" }),
    action: "setting.changed",
    actor: ADMIN,
  },
  {
    reason: "SYSTEM_ADMINISTRATOR_AUTO",
    by: "an administrator role",
    before: setting({ "adminRoles.autoSystemAdministrator": "true" }),
    change: replace(`${CRM_USER}:administratorRoles`, ["global"]),
    action: "user.changed",
    actor: PROVIDER,
  },
  {
    reason: "ADMINISTRATIVE_MODE_FORCED",
    by: "a license that goes",
    before: all(replace(`${CRM_USER}:administratorRoles`, ["global"]), sync),
    change: unlicensed,
    action: "user.changed",
    actor: PROVIDER,
  },
  {
    reason: "NO_INTERACTIVE_SIGN_IN",
    by: "an access mode",
    before: all(group("Guard"), guardBy("Guard"), sync),
    change: mode("Non-interactive"),
    action: "record.modeChanged",
    actor: ADMIN,
  },
  {
    reason: "LICENSE_NOT_NEEDED",
    by: "an access mode",
    before: sync,
    change: mode("Administrative"),
    action: "record.modeChanged",
    actor: ADMIN,
  },
];

const SERVER: unknown = expect.stringMatching(/^server \(\w+\)$/);

describe.each(DATABASES)("changedBy, on %s", (database) => {
  let now = START;
  const app = useTestApp(database, { now: () => now });

  async function setUp(isBare: boolean): Promise<World> {
    now = START;
    const connected = await app.connectToCrm({ options: { softLicenseErrors: true } });
    const client = await app.withToken(connected, { scopes: ["scim", "scim.adminroles"] });
    const admin = await app.admin(client);
    const crm = new Crm(admin);
    await crm.addInstance("sales");
    await ok(admin.post("/licenses", { partNumber: "CRM", purchased: isBare ? 1 : 3 }));
    // Someone else can administer the directory, so that nothing is refused for the last one's sake.
    const { id: root } = await client.createUser({
      userName: "root",
      displayName: "The Boss",
      [CRM_USER]: { administratorRoles: ["global"] },
    });
    const boss = await app.admin(client, ["global"], root);
    const crmPart = isBare ? {} : { licenseSkus: "CRM", securityRoleNames: "Salesperson" };
    const { id: ann } = await client.createUser({ userName: "ann", [CRM_USER]: crmPart });
    const wait = (time: number): void => void (now += time);
    const answer = (token: string, act: string): Promise<Answer> =>
      send(app.url, { method: "POST", path: `/invitations/${token}/${act}` });
    const settle = (): Promise<unknown> => expireDueOfTenants(app.db, now);
    return { client, admin, boss, root, crm, ann, sync: () => app.sync(), settle, answer, wait, kept: {} };
  }

  /** Somebody else comes into a group, if it is there, or goes. */
  async function othersJoin({ client, root }: World, id: string): Promise<void> {
    const { status, body } = await client.get(`/Groups/${id}`);
    if (id === "" || status !== 200) return;
    const isMember = (body.members ?? []).some(({ value }: Json) => value === root);
    const operation = isMember
      ? { op: "remove", path: `members[value eq "${root}"]` }
      : { op: "add", path: "members", value: [{ value: root }] };
    await ok(client.patch(`/Groups/${id}`, [operation]));
  }

  /** What does not matter for any reason, by both. */
  const noise: Step = async (world) => {
    const { client, admin, crm, ann, kept } = world;
    await setting({ "nonInteractive.wastedSeatDays": 9 + (now % 7) })(world);
    await ok(admin.patch("/instances/main", { displayName: `At ${now}` }));
    await ok(admin.post("/licenses", { partNumber: `OTHER${now}`, purchased: 1, instances: ["sales"] }));
    for (const name of ["Guard", "Inner", "Licensed", "Sellers"]) await othersJoin(world, kept[name] ?? "");
    const { id: role } = await crm.copyRole(`Nobody's ${now}`);
    await ok(admin.delete(`/instances/main/security-roles/${role}`));
    await ok(admin.post("/instances/main/teams", { name: `Others ${now}`, roles: ["Salesperson"] }));
    if ((await client.get(`/Users/${ann}`)).status === 404) return;
    if ((await crm.rolesOf(ann, "sales")).length > 0) await ok(crm.setRoles(ann, [], "sales"));
    else await ok(crm.setRoles(ann, ["Salesperson"], "sales"));
    await replace("title", `Person of ${now}`)(world);
    await group(`Unrelated ${now}`)(world);
    await license({ add: [`OTHER${now}`] })(world);
  };

  it.each(CASES.map((one) => [`${one.reason} by ${one.by}`, one] as const))("tells of %s", async (_, one) => {
    const world = await setUp(one.isBare === true);
    await app.sync();
    now += HOUR;
    await one.before?.(world);
    now += HOUR;
    await noise(world);
    now += HOUR;
    await one.change(world);
    const changedAt = new Date(now).toISOString();
    now += HOUR;
    await app.sync();
    now += DAY;
    await noise(world);
    await app.sync();

    const connections = await world.admin.all("/connections");
    const provider = connections.find(({ id }) => id === world.client.connectionId).name;
    const { body } = await world.admin.get(`/users/${world.ann}/access?instance=main`);
    const reason = body.value[0].reasons.find(({ code }: Json) => code === one.reason);

    expect(body.value[0].reasons.map(({ code }: Json) => code)).toContain(one.reason);
    const names = {
      connection: provider,
      token: "test",
      account: "The Boss",
      system: SERVER,
      public: undefined,
    };
    const { kind, name } = reason.changedBy.actor;
    expect({ action: reason.changedBy.action, time: reason.changedBy.time, kind, name }).toEqual({
      action: one.action,
      time: changedAt,
      kind: one.actor,
      name: names[one.actor],
    });
  });
});
