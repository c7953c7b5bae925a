import type { AccessMode } from "../../access/access-facts.js";
import { type AdministratorRole, toAdministratorRoles } from "../../access/administrator-roles.js";
import { ACCESS_MODES, modeOfLabel } from "../../crm/access-mode-codes.js";
import type { Changes } from "../../observability/audit.js";
import type { AuditAction } from "../../observability/audit-actions.js";
import type { CauseSearch } from "../../observability/audit-cause.js";
import type { CauseScene } from "./cause-scene.js";

/** A search for the audit entries of one kind of change. */
export type Matter = (scene: CauseScene) => readonly CauseSearch[];

type Fits = NonNullable<CauseSearch["fits"]>;

const GROUP_ACTIONS = ["group.created", "group.changed", "group.deleted"] as const;

const ofUser = (
  { one }: CauseScene,
  actions: readonly AuditAction[],
  more: Omit<CauseSearch, "on" | "actions"> = {},
): CauseSearch => ({ on: { id: one.userId }, actions, ...more });

/** A user is created or restored. */
export const comes: Matter = (scene) => [ofUser(scene, ["user.created", "user.restored"])];

/** A user is deleted. */
export const deletion: Matter = (scene) => [ofUser(scene, ["user.deleted"])];

/** The user is blocked, by the provider or an administrator. */
export const blocked: Matter = (scene) => activeBecomes(scene, false);

/** The user is unblocked. */
export const unblocked: Matter = (scene) => activeBecomes(scene, true);

function activeBecomes(scene: CauseScene, active: boolean): CauseSearch[] {
  const fits: Fits = ({ changes }) => {
    const change = changes?.["active"];
    return change === undefined || ("after" in change ? change.after !== false : true) === active;
  };
  return [ofUser(scene, ["user.created", "user.changed", "user.restored"], { changed: ["active"], fits })];
}

/** One of these administrator roles is assigned or removed. */
export const administratorRoles =
  (...roles: readonly AdministratorRole[]): Matter =>
  (scene) => [
    ofUser(scene, ["user.created", "user.changed"], {
      changed: ["administratorRoles"],
      fits: ({ changes }) => {
        const change = changeOf(changes, ":administratorRoles");
        return change === undefined
          ? changes === undefined
          : hasOne(roles, change.before) !== hasOne(roles, change.after);
      },
    }),
  ];

function hasOne(roles: readonly AdministratorRole[], value: unknown): boolean {
  const held = toAdministratorRoles(listed(value));
  return roles.some((role) => held.has(role));
}

/** The access mode changes to or from a relevant one, for the instance or as the default of all instances. */
export const mode =
  (matters: (after: AccessMode, before: AccessMode) => boolean): Matter =>
  ({ one }) => {
    const { userId: id, instance, record } = one;
    const inInstance: Fits = ({ facts: { instanceId, before, after } }) =>
      instanceId === instance.id && matters(modeOf(after), modeOf(before));
    const set: CauseSearch = { on: { id }, actions: ["record.modeChanged"], fits: inInstance };
    return record?.chosenMode === undefined ? [set, defaultMode(id, matters)] : [set];
  };

function defaultMode(id: string, matters: (after: AccessMode, before: AccessMode) => boolean): CauseSearch {
  const fits: Fits = ({ changes }) => {
    const change = changeOf(changes, ":accessMode");
    if (change === undefined) return changes === undefined;
    return matters(modeOf(change.after), modeOf(change.before));
  };
  return { on: { id }, actions: ["user.created", "user.changed"], changed: ["accessMode"], fits };
}

/** Returns a mode by its name or label; the default for anything else. */
function modeOf(value: unknown): AccessMode {
  const named = ACCESS_MODES.find((one) => one === value);
  return named ?? (typeof value === "string" ? modeOfLabel(value) : undefined) ?? "readWrite";
}

/** Returns the values of an attribute before and after, by the end of its name. */
function changeOf(
  changes: Changes | undefined,
  end: string,
): { readonly before?: unknown; readonly after?: unknown } | undefined {
  const [, change] = Object.entries(changes ?? {}).find(([name]) => name.endsWith(end)) ?? [];
  return change === undefined || "added" in change ? undefined : change;
}

/** A license that opens the instance is removed. */
export const licenseGoes: Matter = (scene) =>
  licenses(scene, ["license.removed", "license.reassigned"], "removed");

/** A license that opens the instance is assigned, with or without a seat. */
export const licenseComes: Matter = (scene) => licenses(scene, ["license.assigned"], "added");

function licenses(
  scene: CauseScene,
  actions: readonly AuditAction[],
  way: "added" | "removed",
): CauseSearch[] {
  const { one, licenseGroupIds } = scene;
  const opens = (id: unknown): boolean => typeof id === "string" && scene.opening.has(id);
  const written: Fits = ({ changes }) => {
    const change = changeOf(changes, ":licenses");
    if (change === undefined) return changes === undefined;
    const [had, has] = [skuIds(change.before, opens), skuIds(change.after, opens)];
    const [less, more] = way === "added" ? [had, has] : [has, had];
    return [...more].some((id) => !less.has(id));
  };
  const changed = ["licenses", "licenseSkus"];
  return [
    ofUser(scene, actions, { fits: ({ facts }) => opens(facts["skuId"]) }),
    ofUser(scene, ["user.changed"], { changed, fits: written }),
    ...licenseGroupIds.flatMap((id): CauseSearch[] => [
      { on: { id }, actions: GROUP_ACTIONS, mentions: [one.userId], fits: moved([one.userId], way) },
      { on: { id }, actions: ["group.changed"], changed, fits: written },
    ]),
  ];
}

/** Whether one of the members was added or removed; a deleted group loses all members. */
function moved(ids: readonly string[], way: "added" | "removed"): Fits {
  return ({ changes }) => {
    const change = changes?.["members"];
    // The members were erased, or an earlier version did not list them: the entry may concern any of them.
    if (change === undefined || !("added" in change)) return true;
    return change[way].some((id) => ids.includes(id));
  };
}

function skuIds(elements: unknown, opens: (id: unknown) => boolean): Set<unknown> {
  const all: unknown[] = Array.isArray(elements) ? elements : [];
  return new Set(all.map(skuIdOf).filter((id) => id !== undefined && opens(id)));
}

function skuIdOf(element: unknown): unknown {
  return typeof element === "object" && element !== null && "skuId" in element ? element.skuId : undefined;
}

/** A SKU starts or stops to open the instance. */
export const skus: Matter = ({ one, opening }) => {
  const { id, name } = one.instance;
  const opens = (instances: unknown): boolean =>
    Array.isArray(instances) && (instances.length === 0 || [id, name].some((ref) => instances.includes(ref)));
  const fits: Fits = ({ action, facts, changes, resourceId }) => {
    if (action === "sku.created") return opening.has(resourceId) && opening.size === 1;
    if (action === "sku.deleted") {
      const without = facts["instancesWithoutSku"];
      return Array.isArray(without) && without.includes(name);
    }
    const change = changes?.["instances"];
    if (change === undefined || "added" in change) return changes === undefined;
    return opens(change.before) !== opens(change.after);
  };
  return [{ on: { kind: "Sku" }, actions: ["sku.created", "sku.changed", "sku.deleted"], fits }];
};

/** The instance is added. */
export const instanceComes: Matter = ({ one }) => [
  { on: { id: one.instance.id }, actions: ["instance.created"] },
];

/** An import creates stubs. */
export const imports: Matter = ({ one }) => [
  { on: { id: one.instance.id }, actions: ["instance.recordsImported"] },
];

/** The guard of the instance is set or cleared. */
export const guard: Matter = ({ one }) => [
  { on: { id: one.instance.id }, actions: ["instance.guardSet", "instance.guardCleared"] },
];

/** The user joins or leaves the guard, directly or with a nested group, or the guard is deleted. */
export const membership =
  (...ways: readonly ("added" | "removed")[]): Matter =>
  ({ one, guardIds, memberOf }) => {
    const mentions = [one.userId, ...memberOf];
    const fits: Fits = (entry) => ways.some((way) => moved(mentions, way)(entry));
    return guardIds.flatMap((id): CauseSearch[] => [
      ...(id === one.instance.guardGroupId ? [{ on: { id }, actions: ["group.deleted" as const] }] : []),
      { on: { id }, actions: GROUP_ACTIONS, mentions, fits },
    ]);
  };

/** Roles in the instance are removed, also by a move to another business unit. */
export const rolesGo: Matter = (scene) => rolesChange(scene, "removed");

/** Roles in the instance are assigned. */
export const rolesCome: Matter = (scene) => rolesChange(scene, "added");

function rolesChange(scene: CauseScene, way: "added" | "removed"): CauseSearch[] {
  const end = `@${scene.one.instance.name}`;
  const fits: Fits = ({ facts }) => listed(facts[way]).some((name) => name.endsWith(end));
  return [ofUser(scene, ["user.rolesChanged"], { fits })];
}

/** A role of the user is deleted. */
export const roleDeleted: Matter = ({ one, heldRole }) => {
  const { name: instance } = one.instance;
  const fits: Fits = ({ id, facts }) =>
    facts["instance"] === instance && heldRole(`${String(facts["name"])}@${instance}`, id);
  return [{ on: { kind: "SecurityRole" }, actions: ["securityRole.deleted"], fits }];
};

/** The user leaves a team whose roles permit sign-in, or the team or its group is deleted. */
export const teamGoes: Matter = (scene) => {
  if (!scene.one.facts.rules.groupTeamCounts) return [];
  return teamChanges(scene, ["team.changed", "team.deleted"], "removed");
};

/** The user gets roles of a team. */
export const teamComes: Matter = (scene) =>
  teamChanges(scene, ["team.created", "team.changed", "team.membersChanged"], "added");

function teamChanges(
  { one, teamGroupIds, inTeam }: CauseScene,
  actions: readonly AuditAction[],
  way: "added" | "removed",
): CauseSearch[] {
  const ids = [one.userId];
  const ofTeam: Fits = (entry) => {
    if (entry.facts["instance"] !== one.instance.name) return false;
    return entry.action === "team.membersChanged"
      ? moved(ids, way)(entry)
      : inTeam(entry.resourceId, entry.id);
  };
  return [
    { on: { kind: "Team" }, actions, fits: ofTeam },
    ...teamGroupIds.map(
      (id): CauseSearch => ({ on: { id }, actions: GROUP_ACTIONS, mentions: ids, fits: moved(ids, way) }),
    ),
  ];
}

/** A setting of the tenant or the instance changes. */
export const setting =
  (...names: readonly string[]): Matter =>
  ({ tenantId, one }) =>
    [tenantId, one.instance.id].map((id) => ({
      on: { id },
      actions: ["setting.changed"],
      fits: ({ facts }) => names.includes(String(facts["name"])),
    }));

/** An invitation of the user is sent or ends. */
export const invitation =
  (...actions: readonly AuditAction[]): Matter =>
  ({ invitationIds }) =>
    invitationIds.map((id) => ({ on: { id }, actions }));

/** An invitation that held a seat ends and releases it. */
export const holdGoes: Matter = ({ invitationIds, opening }) =>
  invitationIds.map((id) => ({
    on: { id },
    actions: ["invitation.expired", "invitation.rejected", "invitation.revoked"],
    fits: ({ facts }) => opening.has(String(facts["skuId"])),
  }));

/** Restricts a search by a condition. */
export const where =
  (holds: (scene: CauseScene) => boolean, matter: Matter): Matter =>
  (scene) =>
    holds(scene) ? matter(scene) : [];

function listed(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}
