import { findCredentials } from "../../auth/connection-credentials.js";
import { readBacklog } from "../../crm/sync/backlog.js";
import { DAY, SECOND } from "../../db/duration.js";
import { countUsers, type UserCounts } from "../../directory/users/user-counts.js";
import { countOpenInvitations } from "../../licensing/invitations-due.js";
import { availableOf } from "../../licensing/pool.js";
import { countWaiting } from "../../licensing/seat-list.js";
import { listSkus, type Sku } from "../../licensing/skus.js";
import { countParkedMails, countQueuedMails } from "../../mail/outbox.js";
import { fingerprintOf } from "../../provisioning-log/fingerprint.js";
import { listAllQuirks } from "../../provisioning-log/quirk-counts.js";
import { countTraffic, type Traffic } from "../../provisioning-log/traffic.js";
import { listConnections } from "../../tenants/connections.js";
import { ExpiringCache } from "../../tenants/expiring-cache.js";
import { countAccessByInstance, type InstanceAccess } from "../access/access-reports.js";
import { restoreWindow } from "../users/restore-user.js";
import type { Finding, HealthContext } from "./health-finding.js";
import { healthReport } from "./health-report.js";

/** The seats of a SKU. */
export type SeatOverview = Pick<
  Sku,
  "id" | "partNumber" | "displayName" | "purchased" | "assigned" | "held"
> & {
  readonly available: number;
  /** The people who wait for a seat. */
  readonly waiting: number;
};

/** What a connection did. Times are UTC milliseconds; undefined if there was no request, or no token that ends. */
export interface ConnectionOverview {
  readonly id: string;
  readonly name: string;
  /** The client that it seems to be, from 0 (unknown) to 1. */
  readonly client: string;
  readonly confidence: number;
  readonly firstRequestAt: number | undefined;
  readonly lastRequestAt: number | undefined;
  /** Of the last 24 hours. */
  readonly traffic: Traffic;
  readonly tokenExpiresAt: number | undefined;
}

/** The state of a tenant at a glance. */
export interface Overview {
  /** UTC milliseconds. */
  readonly at: number;
  readonly users: UserCounts;
  readonly seats: readonly SeatOverview[];
  readonly access: readonly InstanceAccess[];
  readonly sync: { readonly waiting: number; readonly parked: number; readonly lagSeconds: number };
  readonly connections: readonly ConnectionOverview[];
  readonly mails: { readonly waiting: number; readonly givenUp: number };
  /** `ending`: those that end within three days. */
  readonly invitations: { readonly open: number; readonly ending: number };
  readonly findings: readonly Finding[];
}

/** How long an overview is shown to others who ask for it, in milliseconds. */
const LIFETIME = 5 * SECOND;

/** The number of tenants whose overview is remembered. */
const MAX_TENANTS = 100;

const memory = new ExpiringCache<Overview>(LIFETIME, MAX_TENANTS);

/** Returns the state of a tenant at a glance, at most five seconds old. */
export async function overviewOf(ctx: HealthContext): Promise<Overview> {
  return memory.find(ctx.viewer.tenantId, ctx.now(), () => readOverview(ctx));
}

async function readOverview(ctx: HealthContext): Promise<Overview> {
  const { read } = ctx.db;
  const { tenantId } = ctx.viewer;
  const at = ctx.now();
  const { since: deleted } = await restoreWindow(read, tenantId, at);
  const { waiting, parked, oldest } = await readBacklog(read, tenantId);
  return {
    at,
    users: await countUsers(read, tenantId, { deleted, created: at - 7 * DAY }),
    seats: await seatsOf(ctx),
    access: await countAccessByInstance(ctx),
    sync: { waiting, parked, lagSeconds: oldest === undefined ? 0 : Math.max(0, at - oldest) / SECOND },
    connections: await connectionsOf(ctx),
    mails: {
      waiting: await countQueuedMails(read, tenantId),
      givenUp: (await countParkedMails(read, tenantId)).mails,
    },
    invitations: await countOpenInvitations(read, tenantId, { now: at, until: at + 3 * DAY }),
    findings: await healthReport(ctx),
  };
}

async function seatsOf({ db, viewer, now }: HealthContext): Promise<SeatOverview[]> {
  const skus = await listSkus(db.read, viewer.tenantId, now());
  const waitingFor = await countWaiting(db.read, viewer.tenantId);
  return skus.map((sku) => {
    const { id, partNumber, displayName, purchased, assigned, held } = sku;
    const counts = { purchased, assigned, held, available: availableOf(sku), waiting: waitingFor(id) };
    return { id, partNumber, displayName, ...counts };
  });
}

async function connectionsOf({ db, viewer, now }: HealthContext): Promise<ConnectionOverview[]> {
  const { tenantId } = viewer;
  const time = now();
  const quirksOf = await listAllQuirks(db.read, tenantId);
  const credentialsOf = await findCredentials(db.read, tenantId, time);
  const trafficOf = await countTraffic(db.read, tenantId, time - DAY);
  return (await listConnections(db.read, tenantId)).map(({ id, name }) => {
    const quirks = quirksOf(id);
    const { client, confidence } = fingerprintOf(quirks);
    const { lastUsedAt, expiresAt } = credentialsOf(id);
    const [firstRequestAt] = quirks.map(({ firstSeenAt }) => firstSeenAt).sort((a, b) => a - b);
    const seen = { firstRequestAt, lastRequestAt: lastUsedAt, traffic: trafficOf(id) };
    return { id, name, client, confidence, ...seen, tokenExpiresAt: expiresAt };
  });
}
