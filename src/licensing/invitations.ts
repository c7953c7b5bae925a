import { createHash, randomBytes } from "node:crypto";
import { hasRowSql, type SqlFragment } from "../db/condition.js";
import type { Db, Trx } from "../db/connect.js";
import { LIMIT } from "../db/dialect.js";
import { newId } from "../db/new-id.js";
import { type Binding, candidateIdsSql, queryFirst, queryRows } from "../db/query.js";
import type { Invitation, InvitationEnd, InvitationStatus } from "./invitation.js";
import type { SeatWork } from "./seat-work.js";

/** The length of a token in bytes: 256 bits, 43 characters of base64url. */
const TOKEN_BYTES = 32;

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** Creates a token. It is shown once, in the link. */
export function newInvitationToken(): string {
  return randomBytes(TOKEN_BYTES).toString("base64url");
}

/** Returns the hash that is stored. Looking a token up by its hash reveals nothing about other tokens by its timing. */
function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

interface InvitationRow {
  tenant_id: string;
  id: string;
  user_id: string;
  kind: Invitation["kind"];
  state: InvitationEnd;
  sku_id: string | null;
  holds: number;
  issued_at: number;
  near_at: number;
  expires_at: number;
  ended_at: number | null;
  issuer_kind: string;
  issuer_id: string;
}

// An expired hold does not count, even if it has not been removed yet. Binds the time.
const COLUMNS = `i.tenant_id, i.id, i.user_id, i.kind, i.state, i.sku_id, i.issued_at, i.near_at, i.expires_at,
  i.ended_at, i.issuer_kind, i.issuer_id,
  (select count(*) from license_grants g join seats s on s.tenant_id = g.tenant_id and s.user_id = g.user_id
     and s.sku_id = g.sku_id and s.state = 'held' and s.expires_at > ?
   where g.tenant_id = i.tenant_id and g.user_id = i.user_id and g.source = 'invitation' and g.source_id = i.id
  ) as holds`;

function toInvitation(row: InvitationRow): Invitation {
  return {
    id: row.id,
    userId: row.user_id,
    kind: row.kind,
    state: row.state,
    skuId: row.sku_id ?? undefined,
    holdsSeat: row.holds > 0,
    issuedAt: row.issued_at,
    nearExpiryAt: row.near_at,
    expiresAt: row.expires_at,
    endedAt: row.ended_at ?? undefined,
    issuer: { kind: row.issuer_kind, id: row.issuer_id },
  };
}

/**
 * Returns the invitations of users by user, newest first. One statement.
 * @param now - UTC milliseconds
 */
export async function findInvitations(
  db: Db,
  tenantId: string,
  userIds: readonly string[],
  now: number,
): Promise<ReadonlyMap<string, readonly Invitation[]>> {
  if (userIds.length === 0) return new Map();
  const rows = await queryRows<InvitationRow>(
    db,
    `select ${COLUMNS} from invitations i
     where i.tenant_id = ? and i.user_id ${candidateIdsSql(db, "e")}
     order by i.user_id, i.id desc`,
    [now, tenantId, JSON.stringify(userIds.map((id) => ({ id })))],
  );
  const found = new Map<string, Invitation[]>();
  for (const row of rows) found.set(row.user_id, [...(found.get(row.user_id) ?? []), toInvitation(row)]);
  return found;
}

/** Returns an invitation of a tenant; undefined if there is none. */
export async function findInvitation(
  db: Db,
  tenantId: string,
  id: string,
  now: number,
): Promise<Invitation | undefined> {
  const row = await queryFirst<InvitationRow>(
    db,
    `select ${COLUMNS} from invitations i where i.tenant_id = ? and i.id = ?`,
    [now, tenantId, id],
  );
  return row && toInvitation(row);
}

/** Returns the invitation with a token, in any tenant; undefined if the token is unknown or void. */
export async function findInvitationByToken(
  db: Db,
  token: string,
  now: number,
): Promise<{ readonly tenantId: string; readonly invitation: Invitation } | undefined> {
  if (!TOKEN.test(token)) return undefined;
  const row = await queryFirst<InvitationRow>(
    db,
    `select ${COLUMNS} from invitations i where i.token_hash = ?`,
    [now, hashOf(token)],
  );
  return row && { tenantId: row.tenant_id, invitation: toInvitation(row) };
}

/** A new invitation. Times are UTC milliseconds. */
export type NewInvitation = Pick<
  Invitation,
  "userId" | "kind" | "skuId" | "issuedAt" | "nearExpiryAt" | "expiresAt"
> & {
  readonly token: string;
  /** The address the link is mailed to; undefined if the administrator passes it on. */
  readonly mailedTo?: string | undefined;
};

/** Inserts an invitation. Returns its id. */
export async function insertInvitation(
  { trx, origin }: SeatWork,
  invitation: NewInvitation,
): Promise<string> {
  const id = newId();
  await queryRows(
    trx,
    `insert into invitations (tenant_id, id, user_id, kind, state, shown, token_hash, sku_id, issued_at, near_at,
       expires_at, mailed_to, issuer_kind, issuer_id)
     values (?, ?, ?, ?, 'open', 'Invited', ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      origin.tenantId,
      id,
      invitation.userId,
      invitation.kind,
      hashOf(invitation.token),
      invitation.skuId ?? null,
      invitation.issuedAt,
      invitation.nearExpiryAt,
      invitation.expiresAt,
      invitation.mailedTo ?? null,
      origin.actor.kind,
      origin.actor.id,
    ],
  );
  return id;
}

/** Gives an open invitation a new token and new times. The previous token is void. P06 */
export async function renewInvitation(
  { trx, origin }: SeatWork,
  id: string,
  renewed: Omit<NewInvitation, "userId" | "kind">,
): Promise<void> {
  await queryRows(
    trx,
    `update invitations set token_hash = ?, sku_id = ?, issued_at = ?, near_at = ?, expires_at = ?,
       mailed_to = ?, shown = 'Invited', issuer_kind = ?, issuer_id = ? where tenant_id = ? and id = ?`,
    [
      hashOf(renewed.token),
      renewed.skuId ?? null,
      renewed.issuedAt,
      renewed.nearExpiryAt,
      renewed.expiresAt,
      renewed.mailedTo ?? null,
      origin.actor.kind,
      origin.actor.id,
      origin.tenantId,
      id,
    ],
  );
}

/** Returns the open invitation of a user whose link was mailed; undefined if there is none. */
export async function findMailedInvitation(
  db: Db,
  tenantId: string,
  userId: string,
): Promise<{ readonly id: string; readonly mailedTo: string } | undefined> {
  const row = await queryFirst<{ id: string; mailed_to: string }>(
    db,
    `select id, mailed_to from invitations
     where tenant_id = ? and user_id = ? and state = 'open' and mailed_to is not null`,
    [tenantId, userId],
  );
  return row && { id: row.id, mailedTo: row.mailed_to };
}

/** Makes the link of an open invitation void. The invitation stays open. */
export async function invalidateToken(trx: Trx, tenantId: string, id: string): Promise<void> {
  await queryRows(
    trx,
    "update invitations set token_hash = null, mailed_to = null where tenant_id = ? and id = ?",
    [tenantId, id],
  );
}

/** Ends an open invitation and makes its token void. */
export async function endInvitation(
  { trx, origin, now }: SeatWork,
  id: string,
  state: Exclude<InvitationEnd, "open">,
): Promise<void> {
  await queryRows(
    trx,
    `update invitations set state = ?, token_hash = null, ended_at = ? where tenant_id = ? and id = ? and state = 'open'`,
    [state, now, origin.tenantId, id],
  );
}

/** Returns the condition that a user was invited or needs an invitation. */
export function wasInvitedSql(tenantId: string, userId: string): SqlFragment {
  return hasRowSql(
    [
      ["invitations", "user_id"],
      ["invitation_requirements", "user_id"],
    ],
    tenantId,
    userId,
  );
}

/** Deletes the invitations and requirements of a user who is deleted. Returns the open invitations. */
export async function deleteInvitationsOfUser(trx: Trx, tenantId: string, userId: string): Promise<string[]> {
  await queryRows(trx, "delete from invitation_requirements where tenant_id = ? and user_id = ?", [
    tenantId,
    userId,
  ]);
  const rows = await queryRows<{ id: string; state: InvitationEnd }>(
    trx,
    "delete from invitations where tenant_id = ? and user_id = ? returning id, state",
    [tenantId, userId],
  );
  return rows.filter(({ state }) => state === "open").map(({ id }) => id);
}

/** Selects invitations. */
export interface InvitationFilter {
  readonly status?: InvitationStatus | undefined;
  readonly userId?: string | undefined;
  /** The id before which the page starts. */
  readonly before?: string | undefined;
  readonly limit: number;
}

/** Returns the condition that selects a state at a given time, in agreement with `stateAt`. */
function conditionOf(status: InvitationStatus, now: number): readonly [string, readonly Binding[]] {
  switch (status) {
    case "Not Sent":
      return ["1 = 0", []];
    case "Invited":
      return ["i.state = 'open' and i.near_at > ? and i.expires_at > ?", [now, now]];
    case "Near Expired":
      return ["i.state = 'open' and i.near_at <= ? and i.expires_at > ?", [now, now]];
    case "Expired":
      return ["(i.state = 'expired' or (i.state = 'open' and i.expires_at <= ?))", [now]];
    default:
      return ["i.state = ?", [status.toLowerCase()]];
  }
}

/** An invitation in a list. */
export interface ListedInvitation extends Invitation {
  /** The name of the person. */
  readonly display: string;
}

/** Lists the invitations of a tenant, newest first. */
export async function listInvitations(
  db: Db,
  tenantId: string,
  filter: InvitationFilter,
  now: number,
): Promise<ListedInvitation[]> {
  const { status, userId, before, limit } = filter;
  const conditions: [string, readonly Binding[]][] = [];
  if (status !== undefined) conditions.push([...conditionOf(status, now)]);
  if (userId !== undefined) conditions.push(["i.user_id = ?", [userId]]);
  if (before !== undefined) conditions.push(["i.id < ?", [before]]);
  const rows = await queryRows<InvitationRow & { display: string }>(
    db,
    `select ${COLUMNS}, u.display_name as display from invitations i
     join users u on u.tenant_id = i.tenant_id and u.id = i.user_id
     where i.tenant_id = ?${conditions.map(([sql]) => ` and ${sql}`).join("")} order by i.id desc ${LIMIT}`,
    [now, tenantId, ...conditions.flatMap(([, bindings]) => bindings), limit],
  );
  return rows.map((row) => ({ ...toInvitation(row), display: row.display }));
}
