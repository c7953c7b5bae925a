import { listSystemAdministrators } from "../../access/instance-administrators.js";
import { type Instance, listInstances } from "../../access/instances.js";
import { listOrphanedTeams } from "../../access/lost-groups.js";
import { ACCESS_MODE_LABELS } from "../../crm/access-mode-codes.js";
import { administers } from "../../crm/decision/facts.js";
import { loadFacts } from "../../crm/decision/load-facts.js";
import { withoutRoleSince } from "../../crm/records/records.js";
import { listFailedWorkflows } from "../../crm/workflows/workflows.js";
import { listGroupsWithoutPeople } from "../../directory/groups/group-names.js";
import { type DeletedGroup, findDeletedGroups } from "../../directory/resources/tombstones.js";
import { countInstanceUsers } from "../access/access-reports.js";
import { type Finding, type HealthCheck, type HealthContext, MAX_FINDINGS } from "./health-finding.js";

/** Finds instances whose guard is deleted or empty, which nobody can enter. docs/access-catalog.md */
export const guards: HealthCheck = async ({ db, viewer }) => {
  const { tenantId } = viewer;
  const guarded = (await listInstances(db.read, tenantId)).filter((one) => one.guardGroupId !== undefined);
  const ids = guarded.flatMap(({ guardGroupId }) => guardGroupId ?? []);
  const deleted = await findDeletedGroups(db.read, tenantId, ids);
  const empty = new Map(
    (await listGroupsWithoutPeople(db.read, tenantId, ids)).map((group) => [group.id, group]),
  );
  return guarded.flatMap((instance) => {
    const groupId = instance.guardGroupId ?? "";
    const facts = { instanceId: instance.id, instance: instance.name, groupId };
    if (instance.guardMissing) return [guardMissing(instance, deleted.get(groupId), facts)];
    const group = empty.get(groupId);
    return group === undefined ? [] : [guardEmpty(instance, group, facts)];
  });
};

function guardMissing(
  { name }: Instance,
  group: DeletedGroup | undefined,
  facts: Readonly<Record<string, string>>,
): Finding {
  return {
    code: "GUARD_MISSING",
    severity: "error",
    detail: `The group${group === undefined ? "" : ` "${group.name}"`} that guards the instance "${name}" was deleted, so that hardly anybody enters.`,
    nextStep: `Let another group guard "${name}", or none ('usher instance guard ${name} --group GROUP', or '--none').`,
    since: group?.deletedAt,
    facts,
  };
}

function guardEmpty(
  { name }: Instance,
  group: { readonly name: string; readonly modifiedAt: number },
  facts: Readonly<Record<string, string>>,
): Finding {
  return {
    code: "GUARD_EMPTY",
    severity: "error",
    detail: `The group "${group.name}" that guards the instance "${name}" has no person as a direct member, so nobody can enter.`,
    nextStep: `Add people to the group "${group.name}" directly, or let another group guard "${name}".`,
    since: group.modifiedAt,
    facts,
  };
}

/** The number of administrators checked together. */
const PAGE = 100;

/** Finds instances that no System Administrator can enter. */
export const systemAdministrators: HealthCheck = async (ctx) => {
  const findings: Finding[] = [];
  for (const instance of await listInstances(ctx.db.read, ctx.viewer.tenantId)) {
    const search = await findEntrant(ctx, instance);
    if (search.found) continue;
    findings.push({
      code: "NO_SYSTEM_ADMINISTRATOR",
      severity: search.looked === 0 ? "info" : "error",
      detail:
        search.looked === 0
          ? `No active user is System Administrator of the instance "${instance.name}".`
          : `None of the ${search.looked} System Administrators of the instance "${instance.name}" can enter it.`,
      nextStep:
        search.looked === 0
          ? `Assign 'System Administrator' to a user who can enter ('usher role add USER --role "System Administrator" --instance ${instance.name}').`
          : `See what keeps them out ('usher access USER --instance ${instance.name}') and resolve it for one of them, or assign the role to a user who can enter.`,
      since: search.since ?? instance.createdAt,
      facts: { instanceId: instance.id, instance: instance.name, users: search.looked },
    });
  }
  return findings;
};

/** Searches page by page for a System Administrator who can enter, and stops at the first one. */
async function findEntrant(
  { db, viewer, now }: HealthContext,
  instance: Instance,
): Promise<{ found: boolean; looked: number; since: number | undefined }> {
  const { tenantId } = viewer;
  let looked = 0;
  let since: number | undefined;
  for (let after: string | undefined = ""; after !== undefined; ) {
    const page = { after, limit: PAGE };
    const ids: string[] = await listSystemAdministrators(db.read, tenantId, instance.id, page);
    const people = await loadFacts(db.read, tenantId, ids, [instance], now());
    if (people.some(administers)) return { found: true, looked, since };
    looked += people.length;
    since = Math.max(since ?? 0, ...people.map(({ record }) => record?.reasonsSince ?? 0)) || undefined;
    after = ids.length < PAGE ? undefined : ids.at(-1);
  }
  return { found: false, looked, since };
}

/** Finds the enabled users of each instance who have no role. R070 */
export const usersWithoutRole: HealthCheck = async (ctx) => {
  const { db, viewer } = ctx;
  const findings: Finding[] = [];
  for (const { instance, users } of await countInstanceUsers(ctx)) {
    const { id: instanceId, name } = instance;
    if (users.withoutRole === 0) continue;
    findings.push({
      code: "USERS_WITHOUT_ROLE",
      severity: "warning",
      detail: `${users.withoutRole} enabled users of the instance "${name}" have no security role and cannot enter.`,
      nextStep: "Assign a role to them, or remove their license.",
      since: await withoutRoleSince(db.read, viewer.tenantId, instanceId),
      facts: { instanceId, instance: name, users: users.withoutRole },
    });
  }
  return findings;
};

/** Finds group teams whose group is deleted. */
export const orphanedTeams: HealthCheck = async ({ db, viewer }) => {
  const teams = await listOrphanedTeams(db.read, viewer.tenantId, MAX_FINDINGS);
  const groupIds = teams.map(({ groupId }) => groupId);
  const deleted = await findDeletedGroups(db.read, viewer.tenantId, groupIds);
  return teams.map(({ id: teamId, name: team, instanceId, instance, groupId }) => ({
    code: "TEAM_GROUP_MISSING",
    severity: "warning",
    detail: `The group of the team "${team}" in the instance "${instance}" was deleted, so that the team has no members.`,
    nextStep: `Delete the team ('usher team remove "${team}" --instance ${instance}') and make one of another group where its roles are needed.`,
    since: deleted.get(groupId)?.deletedAt,
    facts: { teamId, team, instanceId, instance, groupId },
  }));
};

/** Finds failed workflows. R126 */
export const failedWorkflows: HealthCheck = async ({ db, viewer }) =>
  (await listFailedWorkflows(db.read, viewer.tenantId, MAX_FINDINGS)).map(
    ({ id: workflow, kind, userId, instanceId, problem = "", endedAt }) => ({
      code: "WORKFLOW_FAILED",
      severity: "error",
      detail: `The user could not be made ${ACCESS_MODE_LABELS[kind]}. ${problem}`,
      nextStep: `Resolve that, then resume it ('usher workflow resume ${workflow}').`,
      since: endedAt,
      facts: { workflow, kind, userId, instanceId },
    }),
  );
