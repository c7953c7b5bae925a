import { v7 as uuid } from "uuid";
import type { Db, Trx } from "../db/connect.js";
import { placeholders, queryFirst, queryRows } from "../db/query.js";
import { AppError } from "../errors.js";
import type { Algorithm, UnverifiedClaims } from "../outbound/signed-token.js";
import { type Connection, type Scope, splitScopes } from "../tenants/connection.js";
import { type ConnectionRow, toConnection } from "../tenants/connections.js";
import { requireKeyUrl } from "./key-url.js";
import {
  CLIENT_COLUMNS,
  type ClientRow,
  DEFAULT_ALGORITHMS,
  JOIN_CONNECTION,
  lockClient,
  type OAuthClient,
  requireAlgorithms,
  toClient,
} from "./oauth-clients.js";
import { deleteGrantedTokens } from "./tokens.js";

/** The properties of a new trusted issuer. */
export interface NewIssuer {
  readonly tenantId: string;
  /** The exact value of `iss`. */
  readonly issuer: string;
  readonly audience: string;
  /** Undefined for any subject: every application to which the issuer gives tokens for this audience. */
  readonly subject?: string | undefined;
  readonly jwksUrl: string;
  /** The default ones if undefined. */
  readonly algorithms?: readonly Algorithm[] | undefined;
  /** Where the tokens are presented: to the API for a connection, or to the token endpoint as a client's proof. */
  readonly trust:
    | { readonly connectionId: string; readonly scopes: readonly Scope[] }
    | { readonly clientId: string };
}

/** A trusted issuer as it is shown. */
export interface IssuerInfo {
  readonly id: string;
  readonly connection: string;
  /** Undefined if its tokens are presented to the API. */
  readonly clientId: string | undefined;
  readonly issuer: string;
  readonly audience: string;
  readonly subject: string | undefined;
  readonly jwksUrl: string;
  /** Undefined if the client has them. */
  readonly scopes: readonly Scope[] | undefined;
  readonly algorithms: readonly Algorithm[];
  /** UTC milliseconds. */
  readonly createdAt: number;
}

/** How a token of a trusted issuer is verified. */
export interface IssuerCheck {
  readonly id: string;
  readonly issuer: string;
  readonly audience: string;
  readonly subject: string | undefined;
  readonly jwksUrl: string;
  readonly algorithms: readonly Algorithm[];
}

interface CheckRow {
  issuer_id: string;
  issuer: string;
  audience: string;
  subject: string;
  issuer_jwks_url: string;
  issuer_algorithms: string;
  issuer_scopes: string | null;
}

const CHECK_COLUMNS = `trusted_issuers.id as issuer_id, trusted_issuers.issuer, trusted_issuers.audience,
  trusted_issuers.subject, trusted_issuers.jwks_url as issuer_jwks_url,
  trusted_issuers.algorithms as issuer_algorithms, trusted_issuers.scopes as issuer_scopes`;

const MAX_LENGTH = 500;

/**
 * Adds a trusted issuer. Tokens for the API belong to one connection; an issuer and audience that another tenant trusts
 * in this way cannot be claimed.
 * @returns its id
 * @throws AppError `uniqueness`, `notFound` for an unknown client, `invalidValue` for an invalid property
 */
export async function insertIssuer(trx: Trx, issuer: NewIssuer, now: number): Promise<string> {
  const { tenantId, trust, subject = "", algorithms = DEFAULT_ALGORITHMS } = issuer;
  requireAlgorithms(algorithms);
  requireClaim("issuer", issuer.issuer);
  requireClaim("audience", issuer.audience);
  if (subject !== "" || "clientId" in trust) requireClaim("subject", subject);
  const client = "clientId" in trust ? await lockClient(trx, tenantId, trust.clientId) : undefined;
  const connectionId = "clientId" in trust ? (client?.connectionId ?? "") : trust.connectionId;
  const id = uuid();
  const added = await queryRows(
    trx,
    `insert into trusted_issuers (tenant_id, id, connection_id, oauth_client_id, issuer, audience, subject, jwks_url,
        scopes, algorithms, created_at)
      select ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, cast(? as bigint)
      where cast(? as integer) = 1 or not exists (
        select 1 from trusted_issuers as others where others.issuer = ? and others.audience = ?
          and others.tenant_id <> ? and others.oauth_client_id is null)
      on conflict do nothing returning id`,
    [
      tenantId,
      id,
      connectionId,
      client?.id ?? null,
      issuer.issuer,
      issuer.audience,
      subject,
      requireKeyUrl(issuer.jwksUrl),
      "scopes" in trust ? trust.scopes.join(" ") : null,
      algorithms.join(" "),
      now,
      client === undefined ? 0 : 1,
      issuer.issuer,
      issuer.audience,
      tenantId,
    ],
  );
  if (added.length === 0) {
    throw new AppError("uniqueness", "This issuer is already trusted for this audience and subject");
  }
  return id;
}

/** Lists the trusted issuers of a tenant, oldest first. */
export async function listIssuers(db: Db, tenantId: string): Promise<IssuerInfo[]> {
  const rows = await queryRows<
    CheckRow & { connection: string; client_id: string | null; created_at: number }
  >(
    db,
    `select ${CHECK_COLUMNS}, connections.name as connection, oauth_clients.client_id, trusted_issuers.created_at
      from trusted_issuers
      join connections on connections.tenant_id = trusted_issuers.tenant_id
        and connections.id = trusted_issuers.connection_id
      left join oauth_clients on oauth_clients.tenant_id = trusted_issuers.tenant_id
        and oauth_clients.id = trusted_issuers.oauth_client_id
      where trusted_issuers.tenant_id = ? order by trusted_issuers.id`,
    [tenantId],
  );
  return rows.map((row) => ({
    ...toCheck(row),
    connection: row.connection,
    clientId: row.client_id ?? undefined,
    scopes: row.issuer_scopes === null ? undefined : splitScopes(row.issuer_scopes),
    createdAt: row.created_at,
  }));
}

/**
 * Deletes a trusted issuer and the access tokens issued for its tokens.
 * @throws AppError `notFound`
 */
export async function deleteIssuerRow(trx: Trx, tenantId: string, id: string): Promise<void> {
  const found = (await listIssuers(trx, tenantId)).find((issuer) => issuer.id === id);
  if (found === undefined) {
    throw new AppError("notFound", `The tenant trusts no issuer with the id '${id.slice(0, 60)}'`);
  }
  if (found.clientId !== undefined) await lockClient(trx, tenantId, found.clientId);
  await queryRows(trx, "delete from trusted_issuers where tenant_id = ? and id = ?", [tenantId, id]);
  await deleteGrantedTokens(trx, tenantId, id);
}

/**
 * Finds the connection that tokens with these claims open at the API, and how they are verified; an issuer entry that
 * names the subject takes precedence.
 */
export async function findBearerIssuer(
  db: Db,
  claims: UnverifiedClaims,
): Promise<{ check: IssuerCheck; connection: Connection; scopes: readonly Scope[] } | undefined> {
  const row = await queryFirst<CheckRow & ConnectionRow>(
    db,
    `select ${CHECK_COLUMNS}, connections.tenant_id, connections.id, connections.name, connections.mode,
        connections.visibility, connections.options
      from trusted_issuers
      join connections on connections.tenant_id = trusted_issuers.tenant_id
        and connections.id = trusted_issuers.connection_id
      where trusted_issuers.issuer = ? and trusted_issuers.audience in (${placeholders(claims.audiences.length)})
        and trusted_issuers.subject in ('', ?) and trusted_issuers.oauth_client_id is null
      order by trusted_issuers.subject desc, trusted_issuers.id limit 1`,
    [claims.issuer, ...claims.audiences, claims.subject],
  );
  if (row === undefined) return undefined;
  return { check: toCheck(row), connection: toConnection(row), scopes: splitScopes(row.issuer_scopes ?? "") };
}

/** Finds the clients that a token with these claims may authenticate, and how it is verified. */
export async function findClientIssuers(
  db: Db,
  claims: UnverifiedClaims,
): Promise<{ check: IssuerCheck; client: OAuthClient }[]> {
  const rows = await queryRows<CheckRow & ClientRow>(
    db,
    `select ${CHECK_COLUMNS}, ${CLIENT_COLUMNS}
      from trusted_issuers
      join oauth_clients on oauth_clients.tenant_id = trusted_issuers.tenant_id
        and oauth_clients.id = trusted_issuers.oauth_client_id
      ${JOIN_CONNECTION}
      where trusted_issuers.issuer = ? and trusted_issuers.audience in (${placeholders(claims.audiences.length)})
        and trusted_issuers.subject = ? and trusted_issuers.oauth_client_id is not null`,
    [claims.issuer, ...claims.audiences, claims.subject],
  );
  return rows.map((row) => ({ check: toCheck(row), client: toClient(row) }));
}

function toCheck(row: CheckRow): IssuerCheck {
  return {
    id: row.issuer_id,
    issuer: row.issuer,
    audience: row.audience,
    subject: row.subject === "" ? undefined : row.subject,
    jwksUrl: row.issuer_jwks_url,
    algorithms: row.issuer_algorithms.split(" ") as Algorithm[],
  };
}

function requireClaim(name: string, value: string): void {
  if (/^\P{C}+$/u.test(value) && value.length <= MAX_LENGTH) return;
  throw new AppError("invalidValue", `The ${name} must be 1 to ${MAX_LENGTH} printable characters`);
}
