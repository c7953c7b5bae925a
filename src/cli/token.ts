import { setTimeout as sleep } from "node:timers/promises";
import { TOKEN_CACHE_LIFETIME } from "../auth/token-cache.js";
import { listTokens, type TokenInfo } from "../auth/tokens.js";
import { getConnection } from "../tenants/connections.js";
import { createToken, revokeToken } from "../use-cases/connections/tokens.js";
import { DEFAULT_NAME } from "../use-cases/tenants/bootstrap.js";
import type { Command } from "./command.js";
import { TENANT_OPTION, withTenant } from "./database.js";
import { serverContext } from "./server-context.js";
import { EXPIRES_OPTION, readExpiry, readScopes, SCOPE_OPTION, timeText } from "./values.js";

/** `usher token …`. */
export const tokenCommands: readonly Command[] = [
  {
    name: "token create",
    summary: "create a token and show it, this once",
    options: {
      connection: { value: "NAME", doc: `the connection, '${DEFAULT_NAME}' if not given` },
      name: { value: "TEXT", doc: "what it is for, shown by 'usher token list'" },
      ...SCOPE_OPTION,
      ...EXPIRES_OPTION,
      user: { value: "ID", doc: "the user whom /Me means" },
      ...TENANT_OPTION,
    },
    async run(call) {
      const token = {
        name: call.text("name") ?? "unnamed",
        scopes: readScopes(call),
        expiresAt: readExpiry(call, Date.now()),
        userId: call.text("user"),
      };
      const created = await withTenant(call, async (db, tenant) => {
        const connection = await getConnection(db.read, tenant.id, call.text("connection") ?? DEFAULT_NAME);
        return createToken(serverContext(db, tenant.id), { ...token, connectionId: connection.id });
      });
      call.print(created, `Created token ${created.id}, shown this once:\n${created.secret}`);
    },
  },
  {
    name: "token list",
    summary: "list a tenant's tokens; their secrets are not kept",
    options: TENANT_OPTION,
    async run(call) {
      const tokens = await withTenant(call, (db, tenant) => listTokens(db.read, tenant.id));
      const now = Date.now();
      call.printTable(
        tokens.map((token) => toRow(token, now)),
        tokens,
      );
    },
  },
  {
    name: "token revoke",
    summary: "end a token; returns when no server accepts it any longer",
    operands: ["ID"],
    options: TENANT_OPTION,
    async run(call) {
      const id = call.operand;
      await withTenant(call, (db, tenant) => revokeToken(serverContext(db, tenant.id), id));
      await sleep(TOKEN_CACHE_LIFETIME);
      call.print({ id, revoked: true }, `Revoked token ${id}`);
    },
  },
];

function toRow(token: TokenInfo, now: number): Record<string, string> {
  const expired = token.expiresAt !== undefined && token.expiresAt <= now;
  const state = token.revokedAt !== undefined ? "revoked" : expired ? "expired" : "active";
  return {
    id: token.id,
    connection: token.connection,
    name: token.name,
    scopes: token.scopes.join(" "),
    state,
    expires: timeText(token.expiresAt),
    "last used": timeText(token.lastUsedAt),
  };
}
