import { isInInstancesSql } from "../../access/role-removal.js";
import { type AccountTable, accountRowsSql } from "../../auth/account-rows.js";
import { hasRecordsSql } from "../../crm/sync/tasks.js";
import type { Trx } from "../../db/connect.js";
import { queryFirst } from "../../db/query.js";
import { wasInvitedSql } from "../../licensing/invitations.js";
import { hasLicensesSql } from "../../licensing/wishes.js";

/** Which state a user has besides its representation. */
export interface UserState {
  /** The tables with a password, confirmed addresses, externalIds. */
  readonly account: readonly AccountTable[];
  /** Roles, business units, teams. */
  readonly access: boolean;
  readonly invitations: boolean;
  /** Licenses, or requests for licenses. */
  readonly licenses: boolean;
  /** Records, or tasks that may create one. */
  readonly records: boolean;
}

/** Finds the state of a user with one statement; most users of a directory have nothing to do with the CRM. */
export async function findUserState(trx: Trx, tenantId: string, userId: string): Promise<UserState> {
  const accountRows = accountRowsSql(tenantId, userId);
  const parts = [
    ...accountRows,
    ["access", isInInstancesSql(tenantId, userId)],
    ["invitations", wasInvitedSql(tenantId, userId)],
    ["licenses", hasLicensesSql(tenantId, userId)],
    ["records", hasRecordsSql(tenantId, userId)],
  ] as const;
  const row = await queryFirst<Record<(typeof parts)[number][0], number | boolean>>(
    trx,
    `select ${parts.map(([name, { sql }]) => `(${sql}) as ${name}`).join(", ")}`,
    parts.flatMap(([, { bindings }]) => bindings),
  );
  return {
    account: accountRows.flatMap(([table]) => (row?.[table] ? [table] : [])),
    access: Boolean(row?.access),
    invitations: Boolean(row?.invitations),
    licenses: Boolean(row?.licenses),
    records: Boolean(row?.records),
  };
}
