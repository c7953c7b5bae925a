import type { Db, Trx } from "./connect.js";

/** Seats of a SKU that moved in a transaction. */
export interface NotedSeats {
  readonly skuId: string;
  readonly movement: string;
  /** Contains undefined for the pool itself. */
  readonly userIds: readonly (string | undefined)[];
}

/** What a transaction notes about itself while it runs, so that its effect on access can be decided at its end. */
export class TransactionNotes {
  /** True if the transaction is rolled back in any case: its tasks need not be stored, which would lock their rows. */
  readonly isTrial: boolean;
  /** The ids of people whose access may have changed, by instance. */
  readonly people = new Map<string, Set<string>>();
  /** The instances in which the access of everybody may have changed. */
  readonly instances = new Set<string>();
  /** True if the access of everybody to all instances may have changed. */
  isEverybody = false;
  /** The groups whose licenses are given or taken in the background. */
  readonly groups = new Set<string>();
  readonly seats: NotedSeats[] = [];
  /** The number of mails by kind. */
  readonly mails = new Map<string, number>();
  /** The first audit entry: that of the change that caused everything else. */
  cause: string | undefined;

  constructor(isTrial = false) {
    this.isTrial = isTrial;
  }

  /** Notes that the access of people to an instance may have changed. */
  addPeople(instanceId: string, userIds: Iterable<string>): void {
    const known = this.people.get(instanceId) ?? new Set();
    for (const id of userIds) known.add(id);
    this.people.set(instanceId, known);
  }

  /** Notes that the access of everybody may have changed, to one instance or to all. */
  addEverybody(instanceId: string | undefined): void {
    if (instanceId === undefined) this.isEverybody = true;
    else this.instances.add(instanceId);
  }

  /** Notes a mail that is sent after the commit. */
  addMail(kind: string): void {
    this.mails.set(kind, (this.mails.get(kind) ?? 0) + 1);
  }

  /** Whether access may have changed at all. */
  get isEmpty(): boolean {
    return !this.isEverybody && this.people.size + this.instances.size + this.groups.size === 0;
  }
}

const notes = new WeakMap<Db, TransactionNotes>();

/** Returns the notes of a transaction, or of the one that it is a savepoint of; undefined if nobody takes any. */
export function notesOf(db: Db): TransactionNotes | undefined {
  return notes.get(db);
}

/** Lets a transaction take notes. */
export function takeNotes(trx: Trx, taken: TransactionNotes): void {
  notes.set(trx, taken);
}

/** Lets a savepoint write into the notes of its transaction. */
export function shareNotes(outer: Db, savepoint: Trx): void {
  const shared = notes.get(outer);
  if (shared !== undefined) notes.set(savepoint, shared);
}
