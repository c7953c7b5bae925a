import { type BusinessUnit, matchBusinessUnits } from "../../access/business-units.js";
import { listGroupsInUnits } from "../../access/teams.js";
import { calledAs } from "../../access/unit-text.js";
import { listUsersInUnits } from "../../access/user-units.js";
import type { Db } from "../../db/connect.js";
import { listHoldersOfText } from "../../directory/resources/text-holders.js";
import type { ServerContext } from "../../effects/context.js";
import { refreshGroupAccess } from "../../effects/groups/group-representation.js";
import { refreshUnits, withUnit } from "../../effects/roles/refresh-units.js";
import { crmOfGroup } from "../../schema/crm-extension.js";
import { CRM_GROUP_URN } from "../../schema/definitions/crm-group.js";
import { CRM_USER_URN } from "../../schema/definitions/crm-user.js";
import { fold } from "../../schema/fold.js";
import { inChange } from "../changes/in-change.js";
import { refreshRolesOf } from "./refresh-roles.js";

/** Business units that were renamed or moved. */
export interface RenamedUnits {
  /** All business units of the instance before the change. */
  readonly before: readonly BusinessUnit[];
  /** The renamed business units after the change. */
  readonly renamed: readonly BusinessUnit[];
}

/** Translates a text that names one of the units to its new name; other texts stay unchanged. */
function translate({ before, renamed }: RenamedUnits, text: string): string {
  const [meant, other] = matchBusinessUnits(before, text);
  const unit = renamed.find(({ id }) => id === meant?.id);
  if (unit === undefined || other !== undefined) return text;
  const called = calledAs(unit, text);
  return fold(called) === fold(text) ? text : called;
}

/**
 * Updates the names of these business units in users, their roles, and groups, page by page after the change, because
 * they can be many. Repeating it changes nothing.
 */
export async function refreshRenamedUnits(ctx: ServerContext, units: RenamedUnits): Promise<void> {
  const { tenantId } = ctx.viewer;
  const ids = units.renamed.map(({ id }) => id);
  const old = units.before.filter(({ id }) => ids.includes(id));
  const texts = old.flatMap(({ name, path }) => [name, path]);
  const nextOf = (text: string): string => translate(units, text);
  const pages: ((db: Db, after: string, limit: number) => Promise<readonly string[]>)[] = [
    (db, after, limit) => listUsersInUnits(db, tenantId, ids, after, limit),
    // Users in the root have no assignment, but their representation may name it.
    (db, after, limit) => {
      const holders = { table: "users", key: `${CRM_USER_URN}:businessUnit`.toLowerCase(), texts } as const;
      return listHoldersOfText(db, tenantId, holders, after, limit);
    },
  ];
  for (const find of pages) {
    await refreshRolesOf(ctx, find, (trx, page) => refreshUnits(trx, ctx, page, nextOf));
  }
  await refreshGroups(ctx, ids, texts, nextOf);
}

/** The number of groups per transaction. */
const GROUP_BATCH = 100;

async function refreshGroups(
  ctx: ServerContext,
  unitIds: readonly string[],
  texts: readonly string[],
  nextOf: (text: string) => string,
): Promise<void> {
  const { tenantId } = ctx.viewer;
  const holders = { table: "groups", key: `${CRM_GROUP_URN}:businessUnit`.toLowerCase(), texts } as const;
  const refresh = (page: readonly string[]): Promise<void> =>
    inChange(ctx, (trx) =>
      refreshGroupAccess(trx, ctx, page, (group) => {
        const text = crmOfGroup(group).businessUnit;
        return text === undefined ? group : withUnit(CRM_GROUP_URN, group, nextOf(text));
      }),
    );
  const teams = await listGroupsInUnits(ctx.db.read, tenantId, unitIds);
  for (let i = 0; i < teams.length; i += GROUP_BATCH) await refresh(teams.slice(i, i + GROUP_BATCH));
  for (let after: string | undefined = ""; after !== undefined; ) {
    const page = await listHoldersOfText(ctx.db.read, tenantId, holders, after, GROUP_BATCH);
    await refresh(page);
    after = page.length < GROUP_BATCH ? undefined : page.at(-1);
  }
}
