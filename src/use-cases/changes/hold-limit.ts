import { countEnded, countEntering } from "../../crm/history/access-rows.js";
import { countKept, findOpenHold } from "../../crm/kept/holds.js";
import type { Db } from "../../db/connect.js";
import { MINUTE } from "../../db/duration.js";
import { AppError } from "../../errors.js";
import type { MassLoss } from "../../tenants/connection.js";
import { findMassLoss } from "../../tenants/connections.js";
import { findAllSettings, type TenantSettings } from "../../tenants/settings.js";
import type { ChangeContext } from "./change-context.js";
import type { Loss } from "./kept-people.js";

/** How much access a change of a connection would end in an instance. */
interface InstanceLosses {
  readonly instanceId: string;
  /** The number of people who have lost it by changes of the connection within the window, with this one. */
  readonly inWindow: number;
  readonly had: number;
}

/** Returns the beginning of the window in which the losses by a connection are counted together. */
export function windowStart(settings: TenantSettings, now: number): number {
  return now - settings["access.hold.window"] * MINUTE;
}

/**
 * Counts, by instance, the people whom the connection's open hold of this window keeps. They belong to the same incident
 * as further requests for several people; a request for one person is that of a leaver.
 */
async function countHeld(
  db: Db,
  { viewer: { tenantId }, now }: ChangeContext,
  connectionId: string,
  losses: readonly Loss[],
  since: number,
): Promise<ReadonlyMap<string, number>> {
  if (new Set(losses.map(({ userId }) => userId)).size < 2) return new Map();
  const hold = await findOpenHold(db, tenantId, connectionId, since, now());
  const counts = hold === undefined ? [] : await countKept(db, tenantId, [hold.id]);
  const again = losses.filter(({ isKept }) => isKept);
  return new Map(
    counts.map(({ instanceId, people }) => [
      instanceId,
      Math.max(0, people - again.filter((loss) => loss.instanceId === instanceId).length),
    ]),
  );
}

/**
 * Returns the instances in which too many people would lose access. One person alone is never too many.
 * @param isStored - whether the history has the losses already, except those of access that was kept
 */
async function findTooMany(
  db: Db,
  ctx: ChangeContext,
  connectionId: string,
  losses: readonly Loss[],
  isStored: boolean,
): Promise<readonly InstanceLosses[]> {
  const { viewer, now } = ctx;
  const { tenantId } = viewer;
  const settingsOf = await findAllSettings(db, tenantId);
  const since = windowStart(settingsOf(""), now());
  const ended = await countEnded(db, tenantId, connectionId, since);
  const held = await countHeld(db, ctx, connectionId, losses, since);
  const tooMany: InstanceLosses[] = [];
  for (const instanceId of new Set(losses.map((loss) => loss.instanceId))) {
    const settings = settingsOf(instanceId);
    const own = losses.filter((loss) => loss.instanceId === instanceId);
    const unstored = own.filter(({ isKept }) => isKept || !isStored).length;
    const inWindow = (ended.get(instanceId) ?? 0) + unstored + (held.get(instanceId) ?? 0);
    if (inWindow <= Math.max(settings["access.hold.people"], 1)) continue;
    const entering = await countEntering(db, tenantId, instanceId);
    const had = (ended.get(instanceId) ?? 0) + entering;
    if (inWindow * 100 > had * settings["access.hold.percent"]) tooMany.push({ instanceId, inWindow, had });
  }
  return tooMany;
}

/**
 * Decides what happens to losses by a change of a connection.
 * @param isStored - true within the transaction of the change, which has locked the losses and stored them
 * @returns `hold` if their effect has to wait, `off` if not
 * @throws AppError `conflict` WOULD_SHUT_OUT if the connection is to be refused
 */
export async function judgeLosses(
  db: Db,
  ctx: ChangeContext,
  connectionId: string,
  losses: readonly Loss[],
  isStored: boolean,
): Promise<Exclude<MassLoss, "refuse">> {
  const { tenantId } = ctx.viewer;
  if (losses.length === 0) return "off";
  const [worst] = await findTooMany(db, ctx, connectionId, losses, isStored);
  if (worst === undefined) return "off";
  const policy = await findMassLoss(db, tenantId, connectionId);
  if (policy !== "refuse") return policy;
  throw new AppError(
    "WOULD_SHUT_OUT",
    `with this change, ${worst.inWindow} of ${worst.had} users would have lost access to an instance: check the scope and the groups of the provider, or ask an administrator to let the change wait`,
  );
}
