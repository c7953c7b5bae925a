import { createHash } from "node:crypto";
import { hasAccess } from "../../crm/decision/access-state.js";
import type { InstanceDifference } from "../../crm/difference/difference.js";
import { countEntering } from "../../crm/history/access-rows.js";
import type { AccessChange } from "../../crm/history/settle.js";
import type { Db } from "../../db/connect.js";
import type { ConfirmableRequest } from "../../effects/context.js";
import { findAllSettings, type TenantSettings } from "../../tenants/settings.js";
import type { ChangeContext } from "./change-context.js";

/** Thrown at the end of a transaction that may take access from too many people. It is rolled back and looked at. */
export class LossToJudge extends Error {
  constructor() {
    super("this transaction may take access from many people");
    this.name = "LossToJudge";
  }
}

/** The interfaces of administrators. */
const ADMINISTRATORS: readonly unknown[] = ["admin", "console", "cli", "import"];

/** Returns true if the brake holds for a change: those of administrators, not of jobs. */
export function isGuarded({ trigger, actor }: ChangeContext): boolean {
  return ADMINISTRATORS.includes(trigger) && actor.kind !== "system";
}

/** The people of an instance who lose access, and those who had it. */
export interface InstanceLoss {
  readonly instanceId: string;
  readonly loses: number;
  readonly had: number;
}

/** Returns true if a loss is above both thresholds of the brake. */
function isAboveBrake({ loses, had }: InstanceLoss, settings: TenantSettings): boolean {
  return loses > settings["access.brake.people"] && loses * 100 > had * settings["access.brake.percent"];
}

/** Returns true if changes of access, which are stored already, are above the brake in some instance. */
export async function losesTooMuch(
  db: Db,
  { viewer: { tenantId } }: ChangeContext,
  changes: readonly AccessChange[],
): Promise<boolean> {
  const lost = new Map<string, number>();
  for (const { instanceId, before, after } of changes) {
    if (hasAccess(before) && !hasAccess(after)) lost.set(instanceId, (lost.get(instanceId) ?? 0) + 1);
  }
  if (lost.size === 0) return false;
  const settingsOf = await findAllSettings(db, tenantId);
  for (const [instanceId, loses] of lost) {
    const settings = settingsOf(instanceId);
    if (loses <= settings["access.brake.people"]) continue;
    const had = loses + (await countEntering(db, tenantId, instanceId));
    if (isAboveBrake({ instanceId, loses, had }, settings)) return true;
  }
  return false;
}

/** Returns true if a difference is above the brake in some instance. */
export async function isDifferenceAboveBrake(
  db: Db,
  { viewer: { tenantId } }: ChangeContext,
  instances: readonly InstanceDifference[],
): Promise<boolean> {
  const settingsOf = await findAllSettings(db, tenantId);
  const losses: InstanceLoss[] = [];
  for (const { id, loses } of instances) {
    if (loses > 0) losses.push({ instanceId: id, loses, had: await countEntering(db, tenantId, id) });
  }
  return losses.some((loss) => isAboveBrake(loss, settingsOf(loss.instanceId)));
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
