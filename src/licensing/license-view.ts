import type { Db } from "../db/connect.js";
import { candidateIdsSql, queryRows } from "../db/query.js";
import { BASE_PLACEHOLDER } from "../schema/base-url.js";
import type { ScimObject } from "../schema/model.js";

/** A person's license of one SKU, computed from seats and grants. */
export interface License {
  readonly userId: string;
  readonly skuId: string;
  readonly partNumber: string;
  readonly displayName: string;
  readonly status: "active" | "held" | "error" | "released";
  readonly error: string | undefined;
  /** Since when it has this status, in UTC milliseconds. */
  readonly since: number;
  /** The group that gives it, if no direct source gives it. */
  readonly groupId: string | undefined;
  /** True if only a hold keeps it: the person has lost it otherwise. */
  readonly isKept: boolean;
}

interface LicenseRow {
  user_id: string;
  sku_id: string;
  part_number: string;
  display_name: string;
  state: License["status"];
  error: string | null;
  since: number;
  kept: "dropped" | "suspended" | null;
  directs: number;
  group_id: string | null;
}

/**
 * Returns the licenses of users by user, in the order in which they were requested. One statement.
 * @param now - UTC milliseconds; holds that expired by then do not count
 */
export async function findLicenses(
  db: Db,
  tenantId: string,
  userIds: readonly string[],
  now: number,
): Promise<ReadonlyMap<string, readonly License[]>> {
  if (userIds.length === 0) return new Map();
  const rows = await queryRows<LicenseRow>(
    db,
    `select s.user_id, s.sku_id, k.part_number, k.display_name, s.state, s.error, s.since, s.kept,
       (select count(*) from license_grants g where g.tenant_id = s.tenant_id and g.user_id = s.user_id
          and g.sku_id = s.sku_id and g.source not in ('group', 'hold')
          and not (s.state = 'active' and g.source = 'invitation' and exists (select 1 from invitations i
            where i.tenant_id = g.tenant_id and i.id = g.source_id and i.state = 'open'))) as directs,
       (select min(g.source_id) from license_grants g where g.tenant_id = s.tenant_id and g.user_id = s.user_id
          and g.sku_id = s.sku_id and g.source = 'group') as group_id
     from seats s join skus k on k.tenant_id = s.tenant_id and k.id = s.sku_id
     where s.tenant_id = ? and s.user_id ${candidateIdsSql(db, "e")}
       and not (s.state = 'held' and s.expires_at <= ?)
     order by s.user_id, s.wished_at, s.sku_id`,
    [tenantId, JSON.stringify(userIds.map((id) => ({ id }))), now],
  );
  const found = new Map<string, License[]>();
  for (const row of rows) found.set(row.user_id, [...(found.get(row.user_id) ?? []), toLicense(row)]);
  return found;
}

function toLicense(row: LicenseRow): License {
  return {
    userId: row.user_id,
    skuId: row.sku_id,
    partNumber: row.part_number,
    displayName: row.display_name,
    status: row.kept === "suspended" ? "released" : row.state,
    error: row.error ?? undefined,
    since: row.since,
    groupId: row.directs === 0 ? (row.group_id ?? undefined) : undefined,
    // The mark of such a seat follows at the end of the transaction.
    isKept: row.state === "active" && row.directs === 0 && row.group_id === null,
  };
}

/** The parts of a license that a client may write, besides its name. */
const WRITABLE = ["disabledPlans", "primary"] as const;

/**
 * Returns a license as an element of the attribute `licenses`. docs/crm-extension.md
 * @param written - the element as the client wrote it; its writable parts are kept
 */
export function toLicenseElement(license: License, written: ScimObject | undefined): ScimObject {
  const { skuId, partNumber, displayName, status, error, since, groupId } = license;
  const element: ScimObject = { skuId, skuPartNumber: partNumber, display: displayName, status };
  if (error !== undefined) element["error"] = error;
  if (status === "active") element["assignedAt"] = new Date(since).toISOString();
  if (groupId !== undefined) element["assignedByGroup"] = `${BASE_PLACEHOLDER}/Groups/${groupId}`;
  for (const name of WRITABLE) {
    const value = written?.[name];
    if (value !== undefined) element[name] = value;
  }
  return element;
}
