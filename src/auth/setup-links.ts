import { randomBytes } from "node:crypto";
import type { Db, Trx } from "../db/connect.js";
import { DAY } from "../db/duration.js";
import { queryFirst, queryRows } from "../db/query.js";
import { hashToken } from "./tokens.js";

/** The length of a secret in bytes: 256 bits. */
const SECRET_BYTES = 32;

/** How long a link works, in milliseconds. */
const LIFETIME = DAY;

/** A link by which a browser makes the first global administrator of a tenant. */
export interface SetupLink {
  /** It cannot be shown again. */
  readonly secret: string;
  /** UTC milliseconds. */
  readonly expiresAt: number;
}

/** Creates the set-up link of a tenant, which replaces an earlier one. */
export async function createSetupLink(trx: Trx, tenantId: string, now: number): Promise<SetupLink> {
  const link = {
    secret: `usher_setup_${randomBytes(SECRET_BYTES).toString("base64url")}`,
    expiresAt: now + LIFETIME,
  };
  await queryRows(
    trx,
    `insert into setup_links (tenant_id, hash, expires_at) values (?, ?, ?)
      on conflict (tenant_id) do update set hash = excluded.hash, expires_at = excluded.expires_at`,
    [tenantId, hashToken(link.secret), link.expiresAt],
  );
  return link;
}

/** Finds the tenant of a set-up link; undefined for one that is unknown, used or too old. */
export async function findSetupTenant(db: Db, secret: string, now: number): Promise<string | undefined> {
  const row = await queryFirst<{ tenant_id: string }>(
    db,
    "select setup_links.tenant_id from setup_links where setup_links.hash = ? and setup_links.expires_at > ?",
    [hashToken(secret), now],
  );
  return row?.tenant_id;
}

/**
 * Uses up a set-up link.
 * @returns whether it was there; of concurrent calls exactly one gets true
 */
export async function takeSetupLink(trx: Trx, tenantId: string, secret: string): Promise<boolean> {
  const taken = await queryRows(
    trx,
    "delete from setup_links where tenant_id = ? and hash = ? returning tenant_id",
    [tenantId, hashToken(secret)],
  );
  return taken.length > 0;
}

/** Returns the URL of a set-up link. Its secret is the fragment, which browsers do not send and servers do not log. */
export function setupUrl(baseUrl: string, { secret }: SetupLink): string {
  return `${baseUrl}/console/setup#${secret}`;
}
