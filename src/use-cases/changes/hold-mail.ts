import type { Hold } from "../../crm/kept/holds.js";
import type { Trx } from "../../db/connect.js";
import { listAdministrators } from "../../directory/users/administrators.js";
import { ownAddress } from "../../effects/passwords/temporary-password.js";
import { isMailAddress } from "../../mail/address.js";
import { queueMail } from "../../mail/outbox.js";
import { findConnectionName } from "../../tenants/connections.js";
import { findTenantName } from "../../tenants/tenants.js";
import type { ChangeContext } from "./change-context.js";

/** The most administrators who get a mail about a hold. */
const RECIPIENTS = 100;

/** Mails the active global administrators who have an address that a connection's changes are held. */
export async function mailAboutHold(trx: Trx, ctx: ChangeContext, hold: Hold, people: number): Promise<void> {
  const { seal, viewer } = ctx;
  if (seal === undefined) return;
  const { tenantId } = viewer;
  const administrators = await listAdministrators(trx, tenantId, { role: "global", limit: RECIPIENTS });
  const text = await textOf(trx, tenantId, hold, people);
  for (const { id: userId, resource } of administrators) {
    const to = resource["active"] === false ? undefined : ownAddress(resource);
    if (to === undefined || !isMailAddress(to)) continue;
    await queueMail(trx, seal, { tenantId, kind: "hold", userId, to, ...text }, ctx.now());
  }
}

async function textOf(
  trx: Trx,
  tenantId: string,
  { id, connectionId, endsAt }: Hold,
  people: number,
): Promise<{ readonly subject: string; readonly text: string }> {
  const tenant = (await findTenantName(trx, tenantId)) ?? "";
  const connection = (await findConnectionName(trx, tenantId, connectionId)) ?? connectionId;
  const until = `${new Date(endsAt).toISOString().slice(0, 16).replace("T", " ")} UTC`;
  return {
    subject: `${tenant}: changes of "${connection}" are held`,
    text: [
      `The connection "${connection}" of ${tenant} sent a change that would take access from ${people} people.`,
      `The change is stored. Its effect on access waits until ${until}, and then takes place.`,
      "",
      `See who is concerned:  usher hold show ${id}`,
      `Let it take effect:    usher hold release ${id}`,
      `Keep their access:     usher hold discard ${id}`,
    ].join("\n"),
  };
}
