import { setTimeout as sleep } from "node:timers/promises";
import { listClientSecrets, type SecretInfo } from "../auth/client-secrets.js";
import { listClients, type OAuthClient } from "../auth/oauth-clients.js";
import { TOKEN_CACHE_LIFETIME } from "../auth/token-cache.js";
import { MINUTE } from "../db/duration.js";
import { getConnection } from "../tenants/connections.js";
import {
  addClientSecret,
  addOAuthClient,
  removeOAuthClient,
  revokeClientSecret,
} from "../use-cases/connections/oauth-clients.js";
import { DEFAULT_NAME } from "../use-cases/tenants/bootstrap.js";
import type { Command } from "./command.js";
import { TENANT_OPTION, withTenant } from "./database.js";
import { serverContext } from "./server-context.js";
import {
  ALGORITHM_OPTION,
  EXPIRES_OPTION,
  readAlgorithms,
  readExpiry,
  readJsonFile,
  readMinutes,
  readScopes,
  SCOPE_OPTION,
  timeText,
} from "./values.js";

/** `usher client …`: clients of the token endpoint. */
export const clientCommands: readonly Command[] = [
  {
    name: "client add",
    summary: "add an OAuth client and show its secret, this once",
    options: {
      connection: { value: "NAME", doc: `the connection, '${DEFAULT_NAME}' if not given` },
      id: { value: "CLIENT_ID", doc: "what it calls itself; made up if not given" },
      "token-lifetime": { value: "MINUTES", doc: "how long its tokens live, 60 to 360; 60" },
      "without-secret": { doc: "it signs assertions, or a trusted issuer does" },
      jwks: { value: "FILE", doc: "its public keys as a JWK Set; no secret then" },
      "jwks-url": { value: "URL", doc: "where it publishes its keys; no secret then" },
      ...ALGORITHM_OPTION,
      ...SCOPE_OPTION,
      ...EXPIRES_OPTION,
      ...TENANT_OPTION,
    },
    async run(call) {
      const jwks = readJsonFile(call, "jwks");
      const jwksUrl = call.text("jwks-url");
      const client = {
        clientId: call.text("id"),
        scopes: readScopes(call),
        tokenLifetime: readMinutes(call, "token-lifetime"),
        algorithms: readAlgorithms(call),
        jwks,
        jwksUrl,
      };
      const hasSecret = jwks === undefined && jwksUrl === undefined && !call.flag("without-secret");
      const expiresAt = readExpiry(call, Date.now());
      const added = await withTenant(call, async (db, { id: tenantId }) => {
        const connection = await getConnection(db.read, tenantId, call.text("connection") ?? DEFAULT_NAME);
        const wanted = { ...client, connectionId: connection.id };
        return addOAuthClient(serverContext(db, tenantId), wanted, hasSecret ? { expiresAt } : undefined);
      });
      const line = `Added client ${added.clientId}`;
      call.print(
        added,
        added.secret !== undefined ? `${line}; its secret, shown this once:\n${added.secret}` : line,
      );
    },
  },
  {
    name: "client list",
    summary: "list a tenant's OAuth clients and their secrets' ids",
    options: TENANT_OPTION,
    async run(call) {
      const { clients, secrets } = await withTenant(call, async (db, tenant) => ({
        clients: await listClients(db.read, tenant.id),
        secrets: await listClientSecrets(db.read, tenant.id),
      }));
      const listed = clients.map((client) => ({
        ...client,
        secrets: secrets.filter(({ clientId }) => clientId === client.clientId),
      }));
      call.printTable(listed.map(toRow), listed);
    },
  },
  {
    name: "client add-secret",
    summary: "give a client a second secret and show it, this once",
    operands: ["CLIENT_ID"],
    options: { ...EXPIRES_OPTION, ...TENANT_OPTION },
    async run(call) {
      const expiresAt = readExpiry(call, Date.now());
      const added = await withTenant(call, (db, tenant) =>
        addClientSecret(serverContext(db, tenant.id), call.operand, { expiresAt }),
      );
      call.print(added, `Added secret ${added.id}, shown this once:\n${added.secret}`);
    },
  },
  {
    name: "client revoke-secret",
    summary: "end a secret and the tokens it was given; returns when no server accepts them any longer",
    operands: ["SECRET_ID"],
    options: TENANT_OPTION,
    async run(call) {
      const id = call.operand;
      await withTenant(call, (db, tenant) => revokeClientSecret(serverContext(db, tenant.id), id));
      await sleep(TOKEN_CACHE_LIFETIME);
      call.print({ id, revoked: true }, `Revoked secret ${id}`);
    },
  },
  {
    name: "client remove",
    summary: "end a client and its tokens; returns when no server accepts them any longer",
    operands: ["CLIENT_ID"],
    options: TENANT_OPTION,
    async run(call) {
      const clientId = call.operand;
      await withTenant(call, (db, tenant) => removeOAuthClient(serverContext(db, tenant.id), clientId));
      await sleep(TOKEN_CACHE_LIFETIME);
      call.print({ clientId, removed: true }, `Removed client ${clientId}`);
    },
  },
];

function toRow(client: OAuthClient & { readonly secrets: readonly SecretInfo[] }): Record<string, string> {
  const secrets = client.secrets.map(({ id, expiresAt }) =>
    expiresAt === undefined ? id : `${id} until ${timeText(expiresAt)}`,
  );
  const keys = client.jwksUrl ?? (client.jwks === undefined ? "" : "registered");
  return {
    "client id": client.clientId,
    connection: client.connection,
    scopes: client.scopes.join(" "),
    minutes: String(client.tokenLifetime / MINUTE),
    keys,
    secrets: secrets.join(", "),
  };
}
