import type { Database, Db } from "../../db/connect.js";
import { SECOND } from "../../db/duration.js";
import { firstIdAt } from "../../db/new-id.js";
import { every, type Job } from "../../every.js";
import { listLatestActions } from "../../observability/audit-search.js";
import { listLatestLogIds } from "../../provisioning-log/search.js";

/** What a client can be told about; each change concerns one or more of these. */
export const TOPICS = [
  "provisioning",
  "users",
  "groups",
  "seats",
  "sync",
  "instances",
  "connections",
  "jobs",
  "mails",
  "findings",
] as const;

/** One of the topics. */
export type Topic = (typeof TOPICS)[number];

/** That something has changed: how many changes of each topic. */
export type LiveChanges = ReadonlyMap<Topic, number>;

/** The topics of audit entries by the first word of their action; any entry may be a finding. */
const TOPIC_OF: Readonly<Record<string, Topic>> = {
  user: "users",
  invitation: "users",
  group: "groups",
  license: "seats",
  sku: "seats",
  record: "sync",
  sync: "sync",
  workflow: "sync",
  stub: "sync",
  instance: "instances",
  businessUnit: "instances",
  securityRole: "instances",
  team: "instances",
  connection: "connections",
  token: "connections",
  client: "connections",
  issuer: "connections",
  hold: "connections",
  job: "jobs",
  mail: "mails",
};

/** The time between two looks at the database, in milliseconds. */
const INTERVAL = SECOND;

/** How far each look goes back, in milliseconds: entries are written up to seconds after their time. */
const OVERLAP = 10 * SECOND;

type Listener = (changes: LiveChanges) => void;

/** Those who listen in a tenant, and the entries that they were told of. */
interface Watched {
  readonly listeners: Set<Listener>;
  /** The lowest id of what happened since the first of them came. */
  readonly first: string;
  seen: ReadonlySet<string>;
}

/**
 * Tells listeners what changes in their tenant, whichever process changes it. It looks at the ends of the audit trail and
 * of the provisioning log once a second, with two statements for each tenant; not at all while nobody listens.
 */
export class LiveEvents {
  private readonly db: Database;
  private readonly now: () => number;
  private readonly onError: (error: unknown) => void;
  private readonly tenants = new Map<string, Watched>();
  private job: Job | undefined;

  /** @param deps - `now` returns UTC milliseconds */
  constructor(deps: {
    readonly db: Database;
    readonly now: () => number;
    readonly onError: (error: unknown) => void;
  }) {
    this.db = deps.db;
    this.now = deps.now;
    this.onError = deps.onError;
  }

  /**
   * Calls a listener with the changes from now on.
   * @returns a function that ends it
   */
  listen(tenantId: string, listener: Listener): () => void {
    const watched = this.tenants.get(tenantId) ?? {
      listeners: new Set(),
      first: firstIdAt(this.now()),
      seen: new Set(),
    };
    watched.listeners.add(listener);
    this.tenants.set(tenantId, watched);
    this.job ??= every(INTERVAL, () => this.look(), { onError: this.onError, immediately: true });
    return () => {
      watched.listeners.delete(listener);
      if (watched.listeners.size === 0) this.tenants.delete(tenantId);
      if (this.tenants.size === 0) this.stop();
    };
  }

  private stop(): void {
    void this.job?.stop();
    this.job = undefined;
  }

  private async look(): Promise<void> {
    for (const [tenantId, watched] of this.tenants) {
      const latest = await latestEntries(this.db.read, tenantId, this.now() - OVERLAP);
      const { seen, first } = watched;
      watched.seen = new Set(latest.map(({ id }) => id));
      const added = latest.filter(({ id }) => id >= first && !seen.has(id));
      if (added.length > 0) for (const tell of watched.listeners) tell(countByTopic(added));
    }
  }
}

interface Entry {
  readonly id: string;
  readonly topics: readonly Topic[];
}

async function latestEntries(db: Db, tenantId: string, since: number): Promise<Entry[]> {
  const [requests, changes] = await Promise.all([
    listLatestLogIds(db, tenantId, since),
    listLatestActions(db, tenantId, since),
  ]);
  return [
    ...requests.map((id): Entry => ({ id, topics: ["provisioning"] })),
    ...changes.map(({ id, action }): Entry => {
      const topic = TOPIC_OF[action.split(".", 1)[0] ?? ""];
      return { id, topics: topic === undefined ? ["findings"] : [topic, "findings"] };
    }),
  ];
}

function countByTopic(entries: readonly Entry[]): LiveChanges {
  const counts = new Map<Topic, number>();
  for (const topic of entries.flatMap(({ topics }) => topics))
    counts.set(topic, (counts.get(topic) ?? 0) + 1);
  return counts;
}
