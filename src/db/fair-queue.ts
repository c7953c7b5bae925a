/** How many may run and wait, and for how long. */
export interface QueueLimits {
  /** How many run at once. */
  readonly concurrency: number;
  /** How many may wait per owner; further ones are refused at once. */
  readonly maxWaitingPerOwner: number;
  readonly maxWaiting: number;
  /** How long one may wait before it is refused, in milliseconds. */
  readonly timeout: number;
}

/** An entry of a queue. */
interface Waiting {
  readonly begin: () => void;
}

/**
 * Limits how much slow work runs at once. Owners take turns, so that one with very much work cannot keep out the
 * others; work that exceeds the queue or waits too long is refused.
 */
export class FairQueue {
  private readonly limits: QueueLimits;
  private free: number;
  /** By owner, in the order of their turns. */
  private readonly queues = new Map<string, Waiting[]>();

  constructor(limits: QueueLimits) {
    this.limits = limits;
    this.free = limits.concurrency;
  }

  /**
   * Runs work when its turn comes.
   * @param owner - the party that asks
   * @param busy - creates the error for work that is refused
   */
  async run<T>(owner: string, busy: () => Error, work: () => Promise<T>): Promise<T> {
    await this.wait(owner, busy);
    try {
      return await work();
    } finally {
      this.free++;
      this.beginNext();
    }
  }

  private async wait(owner: string, busy: () => Error): Promise<void> {
    if (this.free > 0) {
      this.free--;
      return;
    }
    const { maxWaitingPerOwner, maxWaiting, timeout } = this.limits;
    const own = this.queues.get(owner)?.length ?? 0;
    if (own >= maxWaitingPerOwner || this.waiting() >= maxWaiting) throw busy();
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.leave(owner, entry);
        reject(busy());
      }, timeout);
      const entry: Waiting = {
        begin: () => {
          clearTimeout(timer);
          resolve();
        },
      };
      const queue = this.queues.get(owner);
      if (queue === undefined) this.queues.set(owner, [entry]);
      else queue.push(entry);
    });
  }

  private waiting(): number {
    return [...this.queues.values()].reduce((sum, { length }) => sum + length, 0);
  }

  private beginNext(): void {
    const [first] = this.queues;
    if (first === undefined) return;
    const [owner, queue] = first;
    const next = queue.shift();
    // An owner that had a turn goes to the end.
    this.queues.delete(owner);
    if (queue.length > 0) this.queues.set(owner, queue);
    this.free--;
    next?.begin();
  }

  private leave(owner: string, entry: Waiting): void {
    const rest = this.queues.get(owner)?.filter((one) => one !== entry) ?? [];
    if (rest.length > 0) this.queues.set(owner, rest);
    else this.queues.delete(owner);
  }
}
