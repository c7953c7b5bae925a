import type { LogEntry, Operation } from "./entries.js";

/** The operations that change nothing. */
const READS: ReadonlySet<Operation> = new Set(["read", "search", "discovery"]);

/** The maximum number of counts; requests that would be a further one are listed. */
const MAX_COUNTS = 1000;

/** Requests that are counted together: the last of them, and what is summed up. */
interface ReadCount {
  last: LogEntry;
  requests: number;
  duration: number;
  readonly firstAt: number;
}

/** Counts reads that succeeded: one entry for each connection, token, operation, resource type and status. */
export class ReadCounts {
  private readonly counts = new Map<string, ReadCount>();

  /** Counts an entry. Returns false if it has to be listed. */
  add(entry: LogEntry): boolean {
    const { connectionId, tokenId, operation, resourceType, status, code, endedAt, duration } = entry;
    if (!READS.has(operation) || status >= 400 || code !== undefined) return false;
    const key = `${connectionId} ${tokenId} ${operation} ${resourceType} ${status}`;
    const known = this.counts.get(key);
    if (known === undefined) {
      if (this.counts.size >= MAX_COUNTS) return false;
      this.counts.set(key, { last: entry, requests: 1, duration, firstAt: endedAt - duration });
      return true;
    }
    known.last = entry;
    known.requests += 1;
    known.duration += duration;
    return true;
  }

  /**
   * Returns the entries that stand for the counted requests, and begins anew.
   * @param now - UTC milliseconds; it is the end of the entries, because those who follow the log read by its order
   */
  take(now: number): LogEntry[] {
    const entries = [...this.counts.values()].map(({ last, requests, duration, firstAt }) => ({
      ...last,
      requests,
      firstAt,
      endedAt: now,
      duration: Math.round((duration / requests) * 10) / 10,
      resourceId: undefined,
      query: undefined,
    }));
    this.counts.clear();
    return entries;
  }
}
