import type { AccessMode } from "../../access/access-facts.js";
import { type AdministratorRole, toAdministratorRoles } from "../../access/administrator-roles.js";
import { ACCESS_MODES, modeOfLabel } from "../../crm/access-mode-codes.js";
import type { Changes } from "../../observability/audit.js";
import type { AuditAction } from "../../observability/audit-actions.js";
import type { CauseSearch } from "../../observability/audit-cause.js";
import type { CauseScene } from "./cause-scene.js";

/** Where the entries of one kind of change are. */
export type Matter = (scene: CauseScene) => readonly CauseSearch[];

type Fits = NonNullable<CauseSearch["fits"]>;

const GROUP_ACTIONS = ["group.created", "group.changed", "group.deleted"] as const;

const ofUser = (
  { one }: CauseScene,
  actions: readonly AuditAction[],
  more: Omit<CauseSearch, "on" | "actions"> = {},
): CauseSearch => ({ on: { id: one.userId }, actions, ...more });

/** A user comes, or comes back, as nothing that it was given before. */
export const comes: Matter = (scene) => [ofUser(scene, ["user.created", "user.restored"])];

/** A user is deleted. */
export const deletion: Matter = (scene) => [ofUser(scene, ["user.deleted"])];

/** Sign-in is blocked, by the provider or an administrator. */
export const blocked: Matter = (scene) => activeBecomes(scene, false);

/** Sign-in is blocked no longer. */
export const unblocked: Matter = (scene) => activeBecomes(scene, true);

function activeBecomes(scene: CauseScene, active: boolean): CauseSearch[] {
  const fits: Fits = ({ changes }) => {
    const change = changes?.["active"];
    return change === undefined || ("after" in change ? change.after !== false : true) === active;
  };
  return [ofUser(scene, ["user.created", "user.changed", "user.restored"], { changed: ["active"], fits })];
}

/** One of these administrator roles of the directory comes or goes. */
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

/** The access mode is set, for the instance or for all where none is chosen for it, and becomes one that matters. */
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

/** A mode by its name or its label; the default for what is neither. */
function modeOf(value: unknown): AccessMode {
  const named = ACCESS_MODES.find((one) => one === value);
  return named ?? (typeof value === "string" ? modeOfLabel(value) : undefined) ?? "readWrite";
}

/** The values before and after of the attribute whose name ends so. */
function changeOf(
  changes: Changes | undefined,
  end: string,
): { readonly before?: unknown; readonly after?: unknown } | undefined {
  const [, change] = Object.entries(changes ?? {}).find(([name]) => name.endsWith(end)) ?? [];
  return change === undefined || "added" in change ? undefined : change;
}

/** A license that opens the instance goes. */
export const licenseGoes: Matter = (scene) =>
  licenses(scene, ["license.removed", "license.reassigned"], "removed");

/** A license that opens the instance comes, with a seat or without one. */
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

/** Whether one of the members came or went; a group that is deleted loses all. */
function moved(ids: readonly string[], way: "added" | "removed"): Fits {
  return ({ changes }) => {
    const change = changes?.["members"];
    // Too many to be listed, or erased: it may have been any.
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

/** A SKU opens the instance no longer, or for the first time. */
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

/** The instance comes. */
export const instanceComes: Matter = ({ one }) => [
  { on: { id: one.instance.id }, actions: ["instance.created"] },
];

/** Placeholders come by imports. */
export const imports: Matter = ({ one }) => [
  { on: { id: one.instance.id }, actions: ["instance.recordsImported"] },
];

/** A group comes to guard the instance, or guards it no longer. */
export const guard: Matter = ({ one }) => [
  { on: { id: one.instance.id }, actions: ["instance.guardSet", "instance.guardCleared"] },
];

/** The user comes into the guarding group or goes, by itself or with another group, or the guarding group goes. */
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

/** Roles in the instance go: taken, or left behind in another business unit. */
export const rolesGo: Matter = (scene) => rolesChange(scene, "removed");

/** Roles in the instance come. */
export const rolesCome: Matter = (scene) => rolesChange(scene, "added");

function rolesChange(scene: CauseScene, way: "added" | "removed"): CauseSearch[] {
  const end = `@${scene.one.instance.name}`;
  const fits: Fits = ({ facts }) => listed(facts[way]).some((name) => name.endsWith(end));
  return [ofUser(scene, ["user.rolesChanged"], { fits })];
}

/** A role that the user had is deleted. */
export const roleDeleted: Matter = ({ one, heldRole }) => {
  const { name: instance } = one.instance;
  const fits: Fits = ({ id, facts }) =>
    facts["instance"] === instance && heldRole(`${String(facts["name"])}@${instance}`, id);
  return [{ on: { kind: "SecurityRole" }, actions: ["securityRole.deleted"], fits }];
};

/** Roles of a team that is enough to sign in come no longer: the group of the team loses the user, or the team goes. */
export const teamGoes: Matter = (scene) => {
  if (!scene.one.facts.rules.groupTeamCounts) return [];
  return teamChanges(scene, ["team.changed", "team.deleted"], "removed");
};

/** Roles of a team come. */
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

/** A setting of the tenant or the instance. */
export const setting =
  (...names: readonly string[]): Matter =>
  ({ tenantId, one }) =>
    [tenantId, one.instance.id].map((id) => ({
      on: { id },
      actions: ["setting.changed"],
      fits: ({ facts }) => names.includes(String(facts["name"])),
    }));

/** An invitation of the user is sent or comes to an end. */
export const invitation =
  (...actions: readonly AuditAction[]): Matter =>
  ({ invitationIds }) =>
    invitationIds.map((id) => ({ on: { id }, actions }));

/** An invitation that held a seat comes to an end, which frees it. */
export const holdGoes: Matter = ({ invitationIds, opening }) =>
  invitationIds.map((id) => ({
    on: { id },
    actions: ["invitation.expired", "invitation.rejected", "invitation.revoked"],
    fits: ({ facts }) => opening.has(String(facts["skuId"])),
  }));

/** Matters only to some. */
export const where =
  (holds: (scene: CauseScene) => boolean, matter: Matter): Matter =>
  (scene) =>
    holds(scene) ? matter(scene) : [];

function listed(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}
