import { createHash } from "node:crypto";
import { hasAccess } from "../../crm/decision/access-state.js";
import type { InstanceDifference } from "../../crm/difference/difference.js";
import { countEntering } from "../../crm/history/access-rows.js";
import type { AccessChange } from "../../crm/history/settle.js";
import type { Db } from "../../db/connect.js";
import type { ConfirmableRequest } from "../../effects/context.js";
import { findAllSettings } from "../../tenants/settings.js";
import type { ChangeContext } from "./change-context.js";

/** Thrown at the end of a transaction that may take access from too many people. It is rolled back and looked at. */
export class LossToJudge extends Error {
  /** `copy` if it concerns too many people to hold the writer of SQLite for. */
  readonly place: "writer" | "copy";

  constructor(place: LossToJudge["place"]) {
    super("this transaction may take access from many people");
    this.name = "LossToJudge";
    this.place = place;
  }
}

/** The interfaces of administrators. */
const ADMINISTRATORS: readonly unknown[] = ["admin", "console", "cli", "import"];

/** Returns true if the brake holds for a change: those of administrators, not of jobs. */
export function isGuarded({ trigger, actor }: ChangeContext): boolean {
  return ADMINISTRATORS.includes(trigger) && actor.kind !== "system";
}

/** Returns true if changes of access, which are stored already, are above the brake in some instance. */
export function losesTooMuch(db: Db, ctx: ChangeContext, changes: readonly AccessChange[]): Promise<boolean> {
  const lost = new Map<string, number>();
  for (const { instanceId, before, after } of changes) {
    if (hasAccess(before) && !hasAccess(after)) lost.set(instanceId, (lost.get(instanceId) ?? 0) + 1);
  }
  return isAboveBrake(db, ctx, lost, true);
}

/** Returns true if a difference is above the brake in some instance. */
export function isDifferenceAboveBrake(
  db: Db,
  ctx: ChangeContext,
  instances: readonly InstanceDifference[],
): Promise<boolean> {
  return isAboveBrake(db, ctx, new Map(instances.map(({ id, loses }) => [id, loses])), false);
}

/**
 * Returns true if the losses of some instance are above both thresholds.
 * @param lost - the number of people who lose access, by instance
 * @param isStored - true if they no longer count among those who have access
 */
async function isAboveBrake(
  db: Db,
  { viewer: { tenantId } }: ChangeContext,
  lost: ReadonlyMap<string, number>,
  isStored: boolean,
): Promise<boolean> {
  if (![...lost.values()].some((loses) => loses > 0)) return false;
  const settingsOf = await findAllSettings(db, tenantId);
  for (const [instanceId, loses] of lost) {
    const settings = settingsOf(instanceId);
    if (loses <= settings["access.brake.people"]) continue;
    const entering = await countEntering(db, tenantId, instanceId);
    const had = isStored ? entering + loses : entering;
    if (loses * 100 > had * settings["access.brake.percent"]) return true;
  }
  return false;
}

/**
 * Returns the confirmation of a request: it holds for this request and for these people who lose access. When somebody
 * else is concerned meanwhile, another one is needed.
 * @param losersHash - of all who lose access
 */
export function confirmationOf(request: ConfirmableRequest | undefined, losersHash: string): string {
  const hash = createHash("sha256").update(`${request?.text ?? ""}\n${losersHash}`);
  return hash.digest("base64url").slice(0, 22);
}
