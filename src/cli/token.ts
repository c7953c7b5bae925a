import { setTimeout as sleep } from "node:timers/promises";
import { DAY } from "../db/duration.js";
import { DEFAULT_NAME } from "../directory/bootstrap.js";
import { SCOPES, type Scope } from "../directory/connection.js";
import { getConnection } from "../directory/connections.js";
import { TOKEN_CACHE_LIFETIME } from "../directory/token-cache.js";
import { createToken, listTokens, revokeToken, type TokenInfo } from "../directory/tokens.js";
import { AppError } from "../errors.js";
import type { Call, Command } from "./command.js";
import { TENANT_OPTION, withTenant } from "./database.js";

/** What a token may do when nothing is said. */
const DEFAULT_SCOPES: readonly Scope[] = ["scim"];

/** `usher token …`. */
export const tokenCommands: readonly Command[] = [
  {
    name: "token create",
    summary: "create a token and show it, this once",
    options: {
      connection: { type: "string", value: "NAME", doc: `the connection, '${DEFAULT_NAME}' if not given` },
      name: { type: "string", value: "TEXT", doc: "what it is for, shown by 'usher token list'" },
      scope: {
        type: "string",
        multiple: true,
        value: "SCOPE",
        doc: `'${DEFAULT_SCOPES.join(" ")}' if not given; may be repeated: ${SCOPES.join(", ")}`,
      },
      expires: {
        type: "string",
        value: "DATE",
        doc: "when it ends: 2030-12-31, 2030-12-31T18:00:00Z or 90d; never if not given",
      },
      user: { type: "string", value: "ID", doc: "the user whom /Me means" },
      ...TENANT_OPTION,
    },
    async run(call) {
      const now = Date.now();
      const scopes = call.texts("scope").flatMap(readScopes);
      const token = {
        name: call.text("name") ?? "unnamed",
        scopes: scopes.length === 0 ? DEFAULT_SCOPES : [...new Set(scopes)],
        expiresAt: readExpiry(call, now),
        userId: call.text("user"),
      };
      const created = await withTenant(call, async (db, tenant) => {
        const connection = await getConnection(db.read, tenant.id, call.text("connection") ?? DEFAULT_NAME);
        return createToken(db.write, { ...token, tenantId: tenant.id, connectionId: connection.id }, now);
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
      await withTenant(call, (db, tenant) => revokeToken(db.write, tenant.id, id, Date.now()));
      await sleep(TOKEN_CACHE_LIFETIME);
      call.print({ id, revoked: true }, `Revoked token ${id}`);
    },
  },
];

function readScopes(text: string): Scope[] {
  return text.split(/[ ,]+/).map((word) => {
    const scope = SCOPES.find((candidate) => candidate === word);
    if (scope === undefined)
      throw new AppError("invalidValue", `--scope must be one of ${SCOPES.join(", ")}`);
    return scope;
  });
}

/** @returns UTC milliseconds; a date without a time is its beginning in UTC */
function readExpiry(call: Call, now: number): number | undefined {
  const text = call.text("expires");
  if (text === undefined) return undefined;
  const days = /^(\d{1,5})d$/.exec(text)?.[1];
  const time = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d))?$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
  const expiry = days === undefined ? time : now + Number(days) * DAY;
  if (Number.isNaN(expiry)) {
    throw new AppError("invalidValue", "--expires must be like 2030-12-31, 2030-12-31T18:00:00Z or 90d");
  }
  if (expiry <= now) throw new AppError("invalidValue", "--expires must be in the future");
  return expiry;
}

function toRow(token: TokenInfo, now: number): Record<string, string> {
  const expired = token.expiresAt !== undefined && token.expiresAt <= now;
  const state = token.revokedAt !== undefined ? "revoked" : expired ? "expired" : "active";
  return {
    id: token.id,
    connection: token.connection,
    name: token.name,
    scopes: token.scopes.join(" "),
    state,
    expires: toText(token.expiresAt),
    "last used": toText(token.lastUsedAt),
  };
}

function toText(time: number | undefined): string {
  return time === undefined ? "" : new Date(time).toISOString();
}
