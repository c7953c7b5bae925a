import type { Database, Trx } from "../../../../src/db/connect.js";
import { queryFirst } from "../../../../src/db/query.js";
import { awaitSent } from "../../../../src/db/sent-statements.js";
import { inTransaction } from "../../../../src/db/transaction.js";
import {
  lockAllMemberships,
  lockMember,
  lockNewMembers,
} from "../../../../src/directory/groups/membership-lock.js";
import { countStatements } from "../../../support/count-statements.js";
import { DATABASES, openTestDatabase } from "../../../support/databases.js";

type Lock = (trx: Trx) => Promise<void>;

const adds =
  (...ids: string[]): Lock =>
  (trx) =>
    lockNewMembers(trx, "t", ids);
const deletes =
  (id: string): Lock =>
  (trx) =>
    lockMember(trx, "t", id);
const locksAll: Lock = (trx) => lockAllMemberships(trx, "t");

describe.each(DATABASES)("the lock of members on %s", (database) => {
  let db: Database;

  beforeAll(async () => {
    db = await openTestDatabase(database);
  });
  afterAll(() => db.close());

  if (database === "sqlite") {
    it("costs no statement: there is one writer", async () => {
      const sent = await countStatements(db, () =>
        inTransaction(db, async (trx) => {
          for (const lock of [adds("a"), deletes("a"), locksAll]) await lock(trx);
        }),
      );

      expect(sent).toBe(2);
    });
    return;
  }

  /** Takes a lock in a transaction of its own, which stays open until it is released. */
  const begin = async (lock: Lock) => {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    let isLocked = false;
    let done: Promise<void> = Promise.resolve();
    const pid = await new Promise<number>((resolve) => {
      done = inTransaction(db, async (trx) => {
        const row = await queryFirst<{ pid: number }>(trx, "select pg_backend_pid() as pid");
        resolve(row?.pid ?? 0);
        await lock(trx);
        await awaitSent(trx);
        isLocked = true;
        await released;
      });
    });
    return { pid, done, release, isLocked: () => isLocked };
  };

  /** Returns whether a transaction has to wait for its lock. */
  const waits = async ({ pid, isLocked }: { pid: number; isLocked: () => boolean }): Promise<boolean> => {
    while (!isLocked()) {
      const row = await queryFirst<{ event: string | null }>(
        db.read,
        "select wait_event_type as event from pg_stat_activity where pid = ?",
        [pid],
      );
      if (row?.event === "Lock") return true;
    }
    return false;
  };

  it.each<[string, Lock, Lock, boolean]>([
    ["a deletion for an addition of the same member", adds("a", "b"), deletes("b"), true],
    ["an addition for a deletion of the same member", deletes("a"), adds("b", "a"), true],
    ["a deletion for one of the same member", deletes("a"), deletes("a"), true],
    ["no deletion for an addition of others", adds("a", "b"), deletes("c"), false],
    ["no deletion for one of another", deletes("a"), deletes("b"), false],
    ["no addition for one of the same member", adds("a"), adds("a"), false],
    ["what locks all for an addition", adds("a"), locksAll, true],
    ["what locks all for a change that removes members", adds(), locksAll, true],
    ["a deletion for what locks all", locksAll, deletes("a"), true],
  ])("makes wait %s", async (_, one, other, isExpected) => {
    const first = await begin(one);
    expect(await waits(first)).toBe(false);
    const second = await begin(other);
    const didWait = await waits(second);
    first.release();
    second.release();
    await Promise.all([first.done, second.done]);

    expect(didWait).toBe(isExpected);
  });
});
