import { v7 as uuid } from "uuid";
import type { Db, Trx } from "../db/connect.js";
import { sqlDialects } from "../db/dialect.js";
import { HOUR, MINUTE } from "../db/duration.js";
import { dialectOf, queryFirst, queryRows } from "../db/query.js";
import { AppError } from "../errors.js";
import { ALGORITHMS, type Algorithm, toKeySet } from "../outbound/signed-token.js";
import { type Scope, splitScopes } from "../tenants/connection.js";
import { requireKeyUrl } from "./key-url.js";

/** The properties of a new OAuth client. */
export interface NewClient {
  readonly tenantId: string;
  readonly connectionId: string;
  /** Unique in all tenants, because requests identify the client by it alone; generated if undefined. */
  readonly clientId?: string | undefined;
  readonly scopes: readonly Scope[];
  /** The lifetime of its access tokens in milliseconds, from one hour to six; one hour if undefined. */
  readonly tokenLifetime?: number | undefined;
  /** The algorithms for its assertions; the default ones if undefined. */
  readonly algorithms?: readonly Algorithm[] | undefined;
  /** Its public keys as a JWK Set. */
  readonly jwks?: unknown;
  /** The URL of its public keys. */
  readonly jwksUrl?: string | undefined;
}

/** A client of the token endpoint, through which a connection gets tokens that expire. */
export interface OAuthClient {
  readonly tenantId: string;
  readonly id: string;
  readonly connectionId: string;
  /** The connection's name. */
  readonly connection: string;
  /** The client identifier. RFC 6749 §2.2. */
  readonly clientId: string;
  readonly scopes: readonly Scope[];
  /** Milliseconds. */
  readonly tokenLifetime: number;
  readonly algorithms: readonly Algorithm[];
  /** A JWK Set; at most one of `jwks` and `jwksUrl` is set. */
  readonly jwks: unknown;
  readonly jwksUrl: string | undefined;
  /** UTC milliseconds. */
  readonly createdAt: number;
}

/** The columns of a client. */
export interface ClientRow {
  tenant_id: string;
  id: string;
  connection_id: string;
  connection: string;
  client_id: string;
  scopes: string;
  token_lifetime: number;
  algorithms: string;
  jwks: string | null;
  jwks_url: string | null;
  created_at: number;
}

/** The default algorithms, which nearly all providers use. */
export const DEFAULT_ALGORITHMS: readonly Algorithm[] = ["RS256", "ES256", "PS256"];

/** The limits of an access token's lifetime in milliseconds; Microsoft's gallery tests them. */
const MIN_TOKEN_LIFETIME = HOUR;
const MAX_TOKEN_LIFETIME = 6 * HOUR;

/** The characters that no form, header or log has to escape. */
const CLIENT_ID = /^[A-Za-z0-9._~-]{1,100}$/;

/** The columns that statements select to read clients. */
export const CLIENT_COLUMNS = `oauth_clients.tenant_id, oauth_clients.id, oauth_clients.connection_id,
  connections.name as connection, oauth_clients.client_id, oauth_clients.scopes, oauth_clients.token_lifetime,
  oauth_clients.algorithms, oauth_clients.jwks, oauth_clients.jwks_url, oauth_clients.created_at`;
/** The join that follows `oauth_clients`. */
export const JOIN_CONNECTION = `join connections
  on connections.tenant_id = oauth_clients.tenant_id and connections.id = oauth_clients.connection_id`;

/** Converts a row to a client. */
export function toClient(row: ClientRow): OAuthClient {
  return {
    tenantId: row.tenant_id,
    id: row.id,
    connectionId: row.connection_id,
    connection: row.connection,
    clientId: row.client_id,
    scopes: splitScopes(row.scopes),
    tokenLifetime: row.token_lifetime,
    algorithms: row.algorithms.split(" ") as Algorithm[],
    jwks: row.jwks === null ? undefined : (JSON.parse(row.jwks) as unknown),
    jwksUrl: row.jwks_url ?? undefined,
    createdAt: row.created_at,
  };
}

/**
 * Adds a client without a secret to a connection.
 * @returns its client id
 * @throws AppError `uniqueness` if the client id is taken, `invalidValue` for an invalid property
 */
export async function insertClient(db: Db, client: NewClient, now: number): Promise<string> {
  const { clientId = uuid(), tokenLifetime = MIN_TOKEN_LIFETIME, algorithms = DEFAULT_ALGORITHMS } = client;
  requireClientId(clientId);
  requireLifetime(tokenLifetime);
  requireAlgorithms(algorithms);
  if (client.jwks !== undefined && client.jwksUrl !== undefined) {
    throw new AppError("invalidValue", "A client's keys are given, or where they are published: not both");
  }
  if (client.jwks !== undefined) toKeySet(client.jwks);
  const added = await queryRows(
    db,
    `insert into oauth_clients (tenant_id, id, connection_id, client_id, scopes, token_lifetime, algorithms, jwks,
        jwks_url, created_at)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (client_id) do nothing returning id`,
    [
      client.tenantId,
      uuid(),
      client.connectionId,
      clientId,
      client.scopes.join(" "),
      tokenLifetime,
      algorithms.join(" "),
      client.jwks === undefined ? null : JSON.stringify(client.jwks),
      client.jwksUrl === undefined ? null : requireKeyUrl(client.jwksUrl),
      now,
    ],
  );
  if (added.length === 0) throw new AppError("uniqueness", `The client id '${clientId}' is taken`);
  return clientId;
}

/** Lists the clients of a tenant, oldest first. */
export async function listClients(db: Db, tenantId: string): Promise<OAuthClient[]> {
  const rows = await queryRows<ClientRow>(
    db,
    `select ${CLIENT_COLUMNS} from oauth_clients ${JOIN_CONNECTION}
      where oauth_clients.tenant_id = ? order by oauth_clients.id`,
    [tenantId],
  );
  return rows.map(toClient);
}

/** Returns whether a connection has a client and can therefore get tokens by OAuth. */
export async function hasClient(db: Db, tenantId: string, connectionId: string): Promise<boolean> {
  const sql = "select 1 from oauth_clients where tenant_id = ? and connection_id = ? limit 1";
  return (await queryFirst(db, sql, [tenantId, connectionId])) !== undefined;
}

/** Finds a client by its client id in all tenants; undefined if there is none. */
export async function findClient(db: Db, clientId: string): Promise<OAuthClient | undefined> {
  const row = await queryFirst<ClientRow>(
    db,
    `select ${CLIENT_COLUMNS} from oauth_clients ${JOIN_CONNECTION} where oauth_clients.client_id = ?`,
    [clientId],
  );
  return row && toClient(row);
}

/**
 * Finds a client and locks it until the transaction ends, so that revoking one of its credentials and issuing a token
 * for it run one after the other.
 * @returns undefined if the tenant has no such client
 */
export async function findClientForUpdate(
  trx: Trx,
  tenantId: string,
  clientId: string,
): Promise<OAuthClient | undefined> {
  const row = await queryFirst<ClientRow>(
    trx,
    `select ${CLIENT_COLUMNS} from oauth_clients ${JOIN_CONNECTION}
      where oauth_clients.tenant_id = ? and oauth_clients.client_id = ?
      ${sqlDialects[dialectOf(trx)].forUpdate("oauth_clients")}`,
    [tenantId, clientId],
  );
  return row && toClient(row);
}

/**
 * Finds and locks a client like `findClientForUpdate`.
 * @throws AppError `notFound` if the tenant has no such client
 */
export async function lockClient(trx: Trx, tenantId: string, clientId: string): Promise<OAuthClient> {
  const client = await findClientForUpdate(trx, tenantId, clientId);
  if (client !== undefined) return client;
  throw new AppError("notFound", `The tenant has no client with the id '${clientId.slice(0, 60)}'`);
}

/**
 * Deletes a client with its secrets, trusted issuers and access tokens.
 * @throws AppError `notFound`
 */
export async function deleteClientRow(trx: Trx, tenantId: string, clientId: string): Promise<void> {
  const { id } = await lockClient(trx, tenantId, clientId);
  await queryRows(trx, "delete from oauth_clients where tenant_id = ? and id = ?", [tenantId, id]);
  await queryRows(trx, "delete from tokens where tenant_id = ? and oauth_client_id = ?", [tenantId, id]);
}

function requireClientId(clientId: string): void {
  if (CLIENT_ID.test(clientId)) return;
  throw new AppError(
    "invalidValue",
    `${JSON.stringify(clientId.slice(0, 60))} cannot be a client id: use 1 to 100 of A-Z a-z 0-9 . _ ~ -`,
  );
}

function requireLifetime(milliseconds: number): void {
  if (milliseconds >= MIN_TOKEN_LIFETIME && milliseconds <= MAX_TOKEN_LIFETIME) return;
  const [least, most] = [MIN_TOKEN_LIFETIME / MINUTE, MAX_TOKEN_LIFETIME / MINUTE];
  throw new AppError("invalidValue", `Access tokens live from ${least} to ${most} minutes`);
}

/** @throws AppError `invalidValue` for an algorithm that is never allowed, and for none at all */
export function requireAlgorithms(algorithms: readonly string[]): void {
  const unknown = algorithms.find((name) => !(ALGORITHMS as readonly string[]).includes(name));
  if (unknown === undefined && algorithms.length > 0) return;
  throw new AppError("invalidValue", `Algorithms must be some of ${ALGORITHMS.join(", ")}`);
}
