import { inTransaction } from "../../db/transaction.js";
import { originOf, type ServerContext } from "../../effects/context.js";
import { AppError } from "../../errors.js";
import { retryMail } from "../../mail/outbox.js";
import { recordAudit } from "../../observability/audit.js";

/**
 * Schedules a parked mail for another round of attempts.
 * @throws AppError `notFound` if no such mail is parked, `conflict` if its content was erased
 */
export async function sendAgain(ctx: ServerContext, id: string): Promise<void> {
  const { tenantId } = ctx.viewer;
  await inTransaction(ctx.db, async (trx) => {
    const now = ctx.now();
    const result = await retryMail(trx, tenantId, id, now);
    if (result === "erased") {
      throw new AppError(
        "MAIL_ERASED",
        `what mail "${id.slice(0, 60)}" contained is erased: reset the password, or invite again`,
      );
    }
    if (result === "notParked") {
      throw new AppError(
        "notFound",
        `No mail "${id.slice(0, 60)}" is parked: 'usher mail list' shows which are`,
      );
    }
    await recordAudit(trx, originOf(ctx), now, {
      action: "mail.retried",
      resourceType: "Mail",
      resourceId: id,
    });
  });
}
