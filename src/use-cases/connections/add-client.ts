import { addClientSecret, type NewSecret } from "../../auth/client-secrets.js";
import { createClient, type NewClient } from "../../auth/oauth-clients.js";
import { inTransaction } from "../../db/transaction.js";
import { valueChanges } from "../../effects/audit/value-changes.js";
import { originOf, type ServerContext } from "../../effects/context.js";
import { recordAudit } from "../../observability/audit.js";

/** A client that was added, with its first secret where it has one; the secret cannot be had again. */
export interface AddedClient {
  readonly clientId: string;
  readonly secretId?: string;
  readonly secret?: string;
}

/**
 * Adds an OAuth client to a connection.
 * @param secret - undefined for a client that proves itself by signed assertions
 * @throws AppError `uniqueness` when the client id is taken, `invalidValue` for what cannot be
 */
export async function addClient(
  ctx: ServerContext,
  client: Omit<NewClient, "tenantId">,
  secret: NewSecret | undefined,
): Promise<AddedClient> {
  const { tenantId } = ctx.viewer;
  const { connectionId, scopes, tokenLifetime, algorithms, jwks, jwksUrl } = client;
  const now = ctx.now();
  return inTransaction(ctx.db, async (trx) => {
    const clientId = await createClient(trx, { ...client, tenantId }, now);
    const added = secret && (await addClientSecret(trx, tenantId, clientId, secret, now));
    await recordAudit(trx, originOf(ctx), now, {
      action: "client.created",
      resourceType: "Client",
      resourceId: clientId,
      changes: valueChanges({}, { scopes, tokenLifetime, algorithms, jwksUrl }),
      facts: {
        connectionId,
        ...(jwks !== undefined && { ownKeys: true }),
        ...(added && { secretId: added.id, changedSecrets: ["secret"] }),
      },
    });
    return { clientId, ...(added && { secretId: added.id, secret: added.secret }) };
  });
}
