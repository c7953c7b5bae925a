import type { Db } from "../db/connect.js";
import { LIMIT } from "../db/dialect.js";
import { queryRows } from "../db/query.js";

/** A credential that is about to expire. Times are UTC milliseconds. */
export interface EndingCredential {
  readonly kind: "token" | "secret";
  readonly id: string;
  /** The name of the token or of the client. */
  readonly name: string;
  readonly connection: string;
  readonly expiresAt: number;
}

/** Lists the valid static tokens and client secrets that expire before a time, in the order in which they expire. */
export async function listEndingCredentials(
  db: Db,
  tenantId: string,
  { now, until, limit }: { readonly now: number; readonly until: number; readonly limit: number },
): Promise<EndingCredential[]> {
  const rows = await queryRows<{
    kind: EndingCredential["kind"];
    id: string;
    name: string;
    connection: string;
    expires_at: number;
  }>(
    db,
    `select 'token' as kind, t.id as id, t.name as name, c.name as connection, t.expires_at as expires_at from tokens t
     join connections c on c.tenant_id = t.tenant_id and c.id = t.connection_id
     where t.tenant_id = ? and t.revoked_at is null and t.oauth_client_id is null
       and t.expires_at > ? and t.expires_at <= ?
     union all
     select 'secret', s.id, o.client_id, c.name, s.expires_at from client_secrets s
     join oauth_clients o on o.tenant_id = s.tenant_id and o.id = s.oauth_client_id
     join connections c on c.tenant_id = o.tenant_id and c.id = o.connection_id
     where s.tenant_id = ? and s.expires_at > ? and s.expires_at <= ?
     order by expires_at, id ${LIMIT}`,
    [tenantId, now, until, tenantId, now, until, limit],
  );
  return rows.map(({ expires_at: expiresAt, ...rest }) => ({ ...rest, expiresAt }));
}

/** A connection with a valid token that has sent no request lately. Times are UTC milliseconds. */
export interface SilentConnection {
  readonly id: string;
  readonly name: string;
  /** When its last request came; undefined if there was none. */
  readonly lastHeardAt: number | undefined;
  readonly createdAt: number;
}

/** Lists the connections that have provisioning tokens of which none was used since a time. */
export async function listSilentConnections(
  db: Db,
  tenantId: string,
  { now, since, limit }: { readonly now: number; readonly since: number; readonly limit: number },
): Promise<SilentConnection[]> {
  const rows = await queryRows<{
    id: string;
    name: string;
    created_at: number;
    last_heard_at: number | null;
  }>(
    db,
    `select h.id, h.name, h.created_at, h.last_heard_at from (
       select c.id, c.name, c.created_at,
         (select max(t.last_used_at) from tokens t
            where t.tenant_id = c.tenant_id and t.connection_id = c.id
              and (' ' || t.scopes || ' ') like '% scim %') as last_heard_at
       from connections c
       where c.tenant_id = ? and c.created_at <= ? and exists (
         select 1 from tokens l where l.tenant_id = c.tenant_id and l.connection_id = c.id
           and l.revoked_at is null and (l.expires_at is null or l.expires_at > ?)
           and (' ' || l.scopes || ' ') like '% scim %')) h
     where h.last_heard_at is null or h.last_heard_at <= ?
     order by h.name ${LIMIT}`,
    [tenantId, since, now, since, limit],
  );
  return rows.map(({ id, name, created_at: createdAt, last_heard_at: heard }) => ({
    id,
    name,
    createdAt,
    lastHeardAt: heard ?? undefined,
  }));
}
