import type { Request } from "express";
import type { Context } from "../effects/context.js";
import type { Logger } from "../observability/log.js";

/** Returns a function that logs the alarms of a request as errors that need an operator's attention. */
export function alarmReporter(
  log: Logger,
  { requestId }: Request,
  tenantId: string,
): NonNullable<Context["reportAlarm"]> {
  return ({ code, facts }) => log.error({ requestId, tenantId, alarm: code, ...facts }, "alarm");
}
