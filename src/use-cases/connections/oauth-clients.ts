import { insertClientSecret, type NewSecret, revokeClientSecretRow } from "../../auth/client-secrets.js";
import { deleteClientRow, insertClient, type NewClient } from "../../auth/oauth-clients.js";
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
export async function addOAuthClient(
  ctx: ServerContext,
  client: Omit<NewClient, "tenantId">,
  secret: NewSecret | undefined,
): Promise<AddedClient> {
  const { tenantId } = ctx.viewer;
  const { connectionId, scopes, tokenLifetime, algorithms, jwks, jwksUrl } = client;
  const now = ctx.now();
  return inTransaction(ctx.db, async (trx) => {
    const clientId = await insertClient(trx, { ...client, tenantId }, now);
    const added = secret && (await insertClientSecret(trx, tenantId, clientId, secret, now));
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

/**
 * Ends an OAuth client with its secrets, trusted issuers and access tokens.
 * @throws AppError `notFound`
 */
export async function removeOAuthClient(ctx: ServerContext, clientId: string): Promise<void> {
  await inTransaction(ctx.db, async (trx) => {
    await deleteClientRow(trx, ctx.viewer.tenantId, clientId);
    await recordAudit(trx, originOf(ctx), ctx.now(), {
      action: "client.deleted",
      resourceType: "Client",
      resourceId: clientId,
    });
  });
}

/**
 * Gives an OAuth client another secret.
 * @returns its id and itself, which cannot be had again
 * @throws AppError `notFound` for an unknown client, `conflict` when it has two that are valid
 */
export async function addClientSecret(
  ctx: ServerContext,
  clientId: string,
  secret: NewSecret,
): Promise<{ id: string; secret: string }> {
  const now = ctx.now();
  return inTransaction(ctx.db, async (trx) => {
    const added = await insertClientSecret(trx, ctx.viewer.tenantId, clientId, secret, now);
    await recordAudit(trx, originOf(ctx), now, {
      action: "client.secretAdded",
      resourceType: "Client",
      resourceId: clientId,
      changes: valueChanges({}, { expiresAt: secret.expiresAt }),
      facts: { secretId: added.id, changedSecrets: ["secret"] },
    });
    return added;
  });
}

/**
 * Ends a secret of an OAuth client, and the access tokens that were given for it.
 * @throws AppError `notFound`
 */
export async function revokeClientSecret(ctx: ServerContext, secretId: string): Promise<void> {
  await inTransaction(ctx.db, async (trx) => {
    const clientId = await revokeClientSecretRow(trx, ctx.viewer.tenantId, secretId);
    await recordAudit(trx, originOf(ctx), ctx.now(), {
      action: "client.secretRevoked",
      resourceType: "Client",
      resourceId: clientId,
      facts: { secretId },
    });
  });
}
