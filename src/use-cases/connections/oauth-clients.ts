import { insertClientSecret, type NewSecret, revokeClientSecretRow } from "../../auth/client-secrets.js";
import { deleteClientRow, insertClient, type NewClient } from "../../auth/oauth-clients.js";
import { inTransaction } from "../../db/transaction.js";
import { valueChanges } from "../../effects/audit/audit-values.js";
import { originOf, type ServerContext } from "../../effects/context.js";
import { recordAudit } from "../../observability/audit.js";
import { confirmScopes } from "./tokens.js";

/** A new client and its first secret, if it has one; the secret cannot be shown again. */
export interface AddedClient {
  readonly clientId: string;
  readonly secretId?: string;
  readonly secret?: string;
}

/**
 * Adds an OAuth client to a connection.
 * @param secret - undefined for a client that authenticates with signed assertions
 * @throws AppError `uniqueness` if the client id is taken, `invalidValue` for an invalid property
 */
export async function addOAuthClient(
  ctx: ServerContext,
  client: Omit<NewClient, "tenantId">,
  secret: NewSecret | undefined,
): Promise<AddedClient> {
  const { tenantId } = ctx.viewer;
  const { connectionId, scopes, tokenLifetime, algorithms, jwks, jwksUrl } = client;
  confirmScopes(ctx, scopes);
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
 * Removes an OAuth client with its secrets, trusted issuers and access tokens.
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
 * Adds a secret to an OAuth client.
 * @returns its id and the secret, which cannot be shown again
 * @throws AppError `notFound` for an unknown client, `conflict` if it has two valid secrets
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
 * Revokes a secret of an OAuth client and the access tokens issued for it.
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
