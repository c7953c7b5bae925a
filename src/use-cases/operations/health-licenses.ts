import { listInstances } from "../../access/instances.js";
import { countDueInvitations } from "../../licensing/invitation-requirements.js";
import { listTroubledPools, type PoolHealth } from "../../licensing/pool-health.js";
import { findTenantSettings } from "../../tenants/settings.js";
import { counted, type Finding, type HealthCheck, MAX_FINDINGS } from "./health-finding.js";

/** Finds pools that are full or nearly full, and the number of waiting users. R044 */
export const pools: HealthCheck = async ({ db, viewer }) => {
  const settings = await findTenantSettings(db.read, viewer.tenantId);
  const percent = settings["licenses.alarmPercent"];
  const troubled = await listTroubledPools(db.read, viewer.tenantId, percent, MAX_FINDINGS);
  return troubled.flatMap((pool) => [
    ...(pool.consumed > 0 && pool.consumed * 100 >= pool.limit * percent ? [runsFull(pool)] : []),
    ...(pool.waiting > 0 ? [isAwaited(pool)] : []),
  ]);
};

function runsFull({ skuId, partNumber, consumed, limit, lastGivenAt }: PoolHealth): Finding {
  const isFull = consumed >= limit;
  return {
    code: isFull ? "POOL_EXHAUSTED" : "POOL_NEARLY_EXHAUSTED",
    severity: isFull ? "error" : "warning",
    detail: `${consumed} of ${limit} seats of the SKU "${partNumber}" are in use.`,
    nextStep: `Buy seats of "${partNumber}", or release those that are not needed (see the reports on licenses and unused licenses).`,
    since: lastGivenAt,
    facts: { skuId, partNumber, consumed, limit },
  };
}

function isAwaited({ skuId, partNumber, waiting, waitingSince }: PoolHealth): Finding {
  return {
    code: "PEOPLE_WAIT_FOR_SEAT",
    severity: "error",
    detail: `${counted(waiting, "person waits", "people wait")} for a seat of the SKU "${partNumber}".`,
    nextStep: `Buy ${counted(waiting, "seat", "seats")} of "${partNumber}", or release seats of others: whoever has waited longest is served first.`,
    since: waitingSince,
    facts: { skuId, partNumber, users: waiting },
  };
}

/** Finds people who lost access and need an invitation to regain it. R087 */
export const dueInvitations: HealthCheck = async ({ db, viewer }) => {
  const due = await countDueInvitations(db.read, viewer.tenantId);
  if (due.length === 0) return [];
  const names = new Map((await listInstances(db.read, viewer.tenantId)).map(({ id, name }) => [id, name]));
  return due.slice(0, MAX_FINDINGS).map(({ instanceId, users, since }) => {
    const instance = names.get(instanceId) ?? instanceId;
    return {
      code: "INVITATION_REQUIRED",
      severity: "warning",
      detail: `${counted(users, "person needs", "people need")} a new invitation to enter the instance "${instance}" again.`,
      nextStep: "Send the invitations (POST /admin/v1/invitations, 'usher invitation send').",
      since,
      facts: { instanceId, instance, users },
    };
  });
};
