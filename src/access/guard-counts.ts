import type { SqlFragment } from "../db/condition.js";
import type { Db } from "../db/connect.js";
import { queryFirst } from "../db/query.js";
import { holdsRoleSql } from "../directory/users/administrators.js";
import { licensedForSql } from "../licensing/licensed.js";
import type { Instance } from "./instances.js";

/** The numbers of people a new guard affects. R085, R105 */
export interface GuardCounts {
  /**
   * The people who are shut out of those who may enter now: active, with a license or as an administrator, and members
   * of the current guard.
   */
  readonly disabled: number;
  /** The people who are shut out now and are admitted. */
  readonly gaining: number;
}

/** A change of an instance's guard. */
export interface GuardQuestion {
  readonly instance: Pick<Instance, "id" | "guardGroupId">;
  /** The group that is to guard the instance; undefined for none. */
  readonly groupId: string | undefined;
  /** UTC milliseconds. */
  readonly now: number;
}

/** Joins SQL fragments and their bindings. */
function join(parts: readonly (string | SqlFragment)[]): SqlFragment {
  return {
    sql: parts.map((part) => (typeof part === "string" ? part : part.sql)).join(" "),
    bindings: parts.flatMap((part) => (typeof part === "string" ? [] : part.bindings)),
  };
}

/** A guard admits its direct members; global administrators pass every guard. docs/access.md */
function letIn(groupId: string | undefined): SqlFragment {
  if (groupId === undefined) return { sql: "(1 = 1)", bindings: [] };
  const member: SqlFragment = {
    sql: "exists (select 1 from group_members m where m.tenant_id = u.tenant_id and m.group_id = ? and m.member_id = u.id and m.member_type = 'User')",
    bindings: [groupId],
  };
  return join(["(", member, "or", holdsRoleSql("u", "global"), ")"]);
}

/** Active, and either licensed or an administrator who needs no license. R058, R096 */
function eligible(instanceId: string, now: number): SqlFragment {
  return join([
    "(u.active is null or u.active = 1) and (",
    licensedForSql("u", instanceId, now),
    "or",
    holdsRoleSql("u", "global"),
    "or",
    holdsRoleSql("u", "service"),
    ")",
  ]);
}

/** Counts the people whom a new guard shuts out and admits. */
export async function countGuarded(
  db: Db,
  tenantId: string,
  { instance, groupId, now }: GuardQuestion,
): Promise<GuardCounts> {
  const sumOf = (condition: SqlFragment, name: string): SqlFragment =>
    join(["coalesce(sum(case when", condition, `then 1 else 0 end), 0) as ${name}`]);
  const [before, after] = [letIn(instance.guardGroupId), letIn(groupId)];
  const { sql, bindings } = join([
    "select",
    sumOf(join([before, "and not", after]), "disabled"),
    ",",
    sumOf(join([after, "and not", before]), "gaining"),
    "from users u where u.tenant_id = ? and",
  ]);
  const who = eligible(instance.id, now);
  const row = await queryFirst<Record<keyof GuardCounts, number | string>>(db, `${sql} ${who.sql}`, [
    ...bindings,
    tenantId,
    ...who.bindings,
  ]);
  const { disabled = 0, gaining = 0 } = row ?? {};
  return { disabled: Number(disabled), gaining: Number(gaining) };
}
