import type { Request } from "express";
import type { Logger } from "../observability/log.js";
import type { Context } from "../provisioning/context.js";

/** Writes alarms of a request into the log, as errors that an operator has to look at. */
export function alarmReporter(
  log: Logger,
  { requestId }: Request,
  tenantId: string,
): NonNullable<Context["reportAlarm"]> {
  return ({ code, facts }) => log.error({ requestId, tenantId, alarm: code, ...facts }, "alarm");
}
