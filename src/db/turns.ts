/** How many may be at it and wait, and how long. */
export interface TurnLimits {
  /** At once. */
  readonly width: number;
  /** How many may wait of one who asks; who comes later is refused at once. */
  readonly waitingOfOne: number;
  readonly waitingOfAll: number;
  /** How long somebody waits before being refused, in milliseconds. */
  readonly patience: number;
}

/** Somebody who waits. */
interface Waiting {
  readonly begin: () => void;
}

/**
 * Lets a few at a time do something that takes long. Those who ask take turns, so that one who asks for very much cannot
 * keep the others out; too many, and those who waited too long, are refused.
 */
export class Turns {
  private readonly limits: TurnLimits;
  private free: number;
  /** By who asked, in the order of their turns. */
  private readonly queues = new Map<string, Waiting[]>();

  constructor(limits: TurnLimits) {
    this.limits = limits;
    this.free = limits.width;
  }

  /**
   * Does something when it is its turn.
   * @param owner - who asks
   * @param busy - makes the error for who is refused
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
    const { waitingOfOne, waitingOfAll, patience } = this.limits;
    const own = this.queues.get(owner)?.length ?? 0;
    if (own >= waitingOfOne || this.waiting() >= waitingOfAll) throw busy();
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.leave(owner, entry);
        reject(busy());
      }, patience);
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
    // Whoever had a turn goes behind all others.
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
