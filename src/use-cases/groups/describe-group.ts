import { listGuarded } from "../../access/instances.js";
import { listTeams, type Team } from "../../access/teams.js";
import { findActorName } from "../../auth/actor-names.js";
import type { Db } from "../../db/connect.js";
import type { Context } from "../../effects/context.js";
import { type GroupSku, listSkusOfGroup } from "../../licensing/group-licenses.js";
import { listAuditEntries } from "../../observability/audit-search.js";

/** What a group does in the CRM, and which connection keeps it. */
export interface GroupDescription {
  readonly guards: Awaited<ReturnType<typeof listGuarded>>;
  readonly licenses: readonly GroupSku[];
  readonly teams: readonly Team[];
  readonly providedBy: Provided | undefined;
}

/** The last change of a group over SCIM. */
interface Provided {
  /** The name of the connection; undefined if it is gone. */
  readonly name?: string;
  /** ISO 8601. */
  readonly at: string;
}

/** Describes what follows from being a member of a group. A constant number of statements. */
export async function describeGroup(
  { db, viewer: { tenantId } }: Pick<Context, "db" | "viewer">,
  groupId: string,
): Promise<GroupDescription> {
  return {
    guards: await listGuarded(db.read, tenantId, groupId),
    licenses: await listSkusOfGroup(db.read, tenantId, groupId),
    teams: await listTeams(db.read, tenantId, { groupId }),
    providedBy: await findProvided(db.read, tenantId, groupId),
  };
}

async function findProvided(db: Db, tenantId: string, resourceId: string): Promise<Provided | undefined> {
  const wanted = { resourceId, trigger: "scim" };
  const [last] = await listAuditEntries(db, tenantId, wanted, { limit: 1, parts: false });
  if (last === undefined) return undefined;
  const { name } = await findActorName(db, tenantId, last.actor);
  return { at: last.time, ...(name !== undefined && { name }) };
}
