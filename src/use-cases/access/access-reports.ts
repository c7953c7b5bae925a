import { getInstance, type Instance, listInstances } from "../../access/instances.js";
import { type AccessCounts, countAccess } from "../../crm/history/access-counts.js";
import {
  countRecordsByInstance,
  listUnneededLicenses,
  type RecordCounts,
  type UnneededLicense,
} from "../../crm/records/record-reports.js";
import { findRecords, listRecords, type UserRecord } from "../../crm/records/records.js";
import { DAY } from "../../db/duration.js";
import type { ServerContext } from "../../effects/context.js";
import { findLicenses } from "../../licensing/license-view.js";
import { type ActiveSeat, listActiveSeats } from "../../licensing/seat-list.js";
import { listSkus } from "../../licensing/skus.js";
import { findAllSettings } from "../../tenants/settings.js";

type ReadContext = Pick<ServerContext, "db" | "viewer" | "now">;

/** The requested page of a report. */
interface ReportPage {
  readonly after?: string | undefined;
  readonly limit: number;
}

/** A page of a report, and where the next page begins; undefined on the last page. */
export interface ReportPart<T> {
  readonly items: readonly T[];
  readonly next: string | undefined;
}

/** The number of users of an instance in each list, and its limit of non-interactive users. */
export interface InstanceUsers {
  readonly instance: Instance;
  readonly users: RecordCounts;
  readonly nonInteractiveLimit: number;
}

/** Counts the users of each instance in each list, with a constant number of statements. R070, R121 */
export async function countInstanceUsers({ db, viewer }: ReadContext): Promise<readonly InstanceUsers[]> {
  const { tenantId } = viewer;
  const instances = await listInstances(db.read, tenantId);
  const countsOf = await countRecordsByInstance(db.read, tenantId);
  const settingsOf = await findAllSettings(db.read, tenantId);
  return instances.map((instance) => ({
    instance,
    users: countsOf(instance.id),
    nonInteractiveLimit: settingsOf(instance.id)["nonInteractive.limit"],
  }));
}

/** How many people of an instance can enter it, wait or cannot, and why. */
export interface InstanceAccess extends AccessCounts {
  readonly instance: Pick<Instance, "id" | "name">;
}

/**
 * Counts the people of one or all instances by what they may do. Two statements.
 * @param instance - id or name; undefined for all
 * @throws AppError `notFound`
 */
export async function countAccessByInstance(
  { db, viewer }: Pick<ReadContext, "db" | "viewer">,
  instance?: string,
): Promise<readonly InstanceAccess[]> {
  const { tenantId } = viewer;
  const instances =
    instance === undefined
      ? await listInstances(db.read, tenantId)
      : [await getInstance(db.read, tenantId, instance)];
  const [one] = instance === undefined ? [] : instances;
  const countsOf = await countAccess(db.read, tenantId, one?.id);
  return instances.map(({ id, name }) => ({ instance: { id, name }, ...countsOf(id) }));
}

/**
 * Lists the enabled users of an instance without a role, by record id. R070
 * @throws AppError `notFound`
 */
export async function listUsersWithoutRole(
  { db, viewer }: ReadContext,
  instance: string,
  page: ReportPage,
): Promise<readonly UserRecord[]> {
  const { tenantId } = viewer;
  const { id } = await getInstance(db.read, tenantId, instance);
  return listRecords(db.read, tenantId, id, "withoutRole", page);
}

/** A seat that its holder's access mode does not require. */
export interface WastedSeat extends UnneededLicense {
  readonly instance: string;
  readonly partNumbers: readonly string[];
}

/** Lists the seats that people in a mode without a license have kept longer than the instance's setting allows. R125 */
export async function listWastedSeats(ctx: ReadContext, page: ReportPage): Promise<ReportPart<WastedSeat>> {
  const { db, viewer } = ctx;
  const { tenantId } = viewer;
  const now = ctx.now();
  const instances = new Map((await listInstances(db.read, tenantId)).map((one) => [one.id, one]));
  const settingsOf = await findAllSettings(db.read, tenantId);
  const cutoffs = new Map(
    [...instances.keys()].map((id) => [id, now - settingsOf(id)["nonInteractive.wastedSeatDays"] * DAY]),
  );
  const found = await listUnneededLicenses(db.read, tenantId, cutoffs, page);
  const opens = await openedInstances(ctx, now);
  const userIds = found.map(({ userId }) => userId);
  const licenses = await findLicenses(db.read, tenantId, userIds, now);
  const items = found.flatMap((one) => {
    const partNumbers = (licenses.get(one.userId) ?? [])
      .filter(({ status, skuId }) => status === "active" && opens(skuId, one.instanceId))
      .map(({ partNumber }) => partNumber);
    const instance = instances.get(one.instanceId)?.name ?? one.instanceId;
    return partNumbers.length === 0 ? [] : [{ ...one, instance, partNumbers }];
  });
  return { items, next: found.length < page.limit ? undefined : found.at(-1)?.recordId };
}

/**
 * Lists the seats of people who are not enabled in any instance that the seat opens, by user. A page can be shorter
 * than requested, because people are checked page by page. R044
 */
export async function listUnusedSeats(ctx: ReadContext, page: ReportPage): Promise<ReportPart<ActiveSeat>> {
  const { db, viewer } = ctx;
  const { tenantId } = viewer;
  const seats = await listActiveSeats(db.read, tenantId, { after: page.after, people: page.limit });
  const userIds = [...new Set(seats.map(({ userId }) => userId))];
  const enabled = (await findRecords(db.read, tenantId, userIds)).filter((record) => record.enabled);
  const opens = await openedInstances(ctx, ctx.now());
  const items = seats.filter(
    ({ userId, skuId }) =>
      !enabled.some((record) => record.userId === userId && opens(skuId, record.instanceId)),
  );
  return { items, next: userIds.length < page.limit ? undefined : userIds.at(-1) };
}

/** Returns the instances that a SKU opens: those it lists, or all. */
async function openedInstances(
  { db, viewer }: ReadContext,
  now: number,
): Promise<(skuId: string, instanceId: string) => boolean> {
  const skus = new Map(
    (await listSkus(db.read, viewer.tenantId, now)).map(({ id, instances }) => [id, instances]),
  );
  return (skuId, instanceId) => {
    const named = skus.get(skuId) ?? [];
    return named.length === 0 || named.includes(instanceId);
  };
}
