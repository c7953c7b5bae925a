import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Database, openDatabase } from "../../../src/db/connect.js";
import { canCopy, withDatabaseCopy } from "../../../src/db/database-copy.js";
import { queryFirst, queryRows } from "../../../src/db/query.js";
import { inTransaction } from "../../../src/db/transaction.js";
import { urlOf } from "../../support/app.js";
import { openTestDatabase } from "../../support/databases.js";
import { runs } from "../../support/extent.js";
import { fillForPlans } from "../../support/plan-directory.js";
import { checksums } from "../../support/rows.js";

const root = path.join(__dirname, "..", "..", "..");

describe("a copy of an SQLite database", () => {
  let db: Database;

  beforeAll(async () => {
    db = await openTestDatabase("sqlite");
    await fillForPlans(db, new Map());
  });
  afterAll(() => db.close());

  function copied<T>(work: (copy: Database) => Promise<T>): Promise<T> {
    if (!canCopy(db)) throw new Error("this database cannot be copied");
    return withDatabaseCopy(db, work);
  }

  const files = (): string[] => readdirSync(path.dirname(db.file ?? "")).toSorted();

  /** This process, and those in which a driver opens copies, as Linux tells it. */
  const processes = (): string[] => {
    const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, "utf8");
    return [String(process.pid), ...children.split(" ").filter((pid) => pid !== "")];
  };

  /** How many files of copies they have open. */
  const openCopies = (): number => {
    const linkOf = (fd: string): string => {
      try {
        return readlinkSync(fd);
      } catch {
        // That of the listing itself is closed by now.
        return "";
      }
    };
    return processes()
      .flatMap((pid) => readdirSync(`/proc/${pid}/fd`).map((fd) => linkOf(`/proc/${pid}/fd/${fd}`)))
      .filter((file) => file.startsWith(`${db.file}-copy-`)).length;
  };

  const nameOf = async (of: Database): Promise<string | undefined> =>
    (await queryFirst<{ name: string }>(of.read, "select name from tenants"))?.name;

  const rename = (of: Database, name: string): Promise<unknown> =>
    queryRows(of.write, "update tenants set name = ?", [name]);

  it("has the same rows in every table", async () => {
    const before = await checksums(db, db.read);

    expect(await copied((copy) => checksums(copy, copy.read))).toEqual(before);
    expect(Object.keys(before)).toContain("users");
  });

  it("keeps its changes to itself, and those of others out", async () => {
    await rename(db, "before");
    const seen = await copied(async (copy) => {
      await rename(db, "after");
      const first = await nameOf(copy);
      await rename(copy, "copied");
      return [first, await nameOf(copy)];
    });

    expect(seen).toEqual(["before", "copied"]);
    expect(await nameOf(db)).toBe("after");
  });

  it("rolls back what is large, and what is a part of a transaction", async () => {
    const refuse = new Error("no");
    const outcomes: boolean[] = [];
    const counts = await copied(async (copy) => {
      await inTransaction(copy, async (trx) => {
        await queryRows(trx, "update users set title_key = id || resource");
        throw refuse;
      }).catch((error: unknown) => outcomes.push(error === refuse));
      await inTransaction(copy, async (trx) => {
        await queryRows(trx, "update tenants set name = 'kept'");
        const part = { ...copy, read: trx, write: trx };
        await inTransaction(part, async (savepoint) => {
          await queryRows(savepoint, "delete from external_ids");
          throw refuse;
        }).catch((error: unknown) => outcomes.push(error === refuse));
      });
      const changed = "select count(*) as n from users where title_key like '%{}'";
      const left = "select count(*) as n from external_ids";
      return [await nameOf(copy), await queryFirst(copy.read, changed), await queryFirst(copy.read, left)];
    });

    expect(outcomes).toEqual([true, true]);
    expect(counts).toEqual(["kept", { n: 0 }, { n: 32_000 }]);
  });

  it("refuses what the original refuses, and compares text as it does", async () => {
    const found = await copied(async (copy) => {
      const orphan = queryRows(copy.write, "update tenants set tenant_id = 'other'");
      await expect(orphan).rejects.toThrow("FOREIGN KEY constraint failed");
      return queryFirst(copy.read, "select 'a' like 'A' as same");
    });

    expect(found).toEqual({ same: 0 });
  });

  it("is made while others write, of one moment", async () => {
    const done = new AbortController();
    let written = 0;
    const write = async (): Promise<void> => {
      for (; !done.signal.aborted; written++) {
        await inTransaction(db, async (trx) => {
          await queryRows(trx, "update tenants set created_at = created_at + 1");
          await queryRows(trx, "update connections set created_at = created_at + 1");
        });
      }
    };
    const writer = write();
    const pairs: unknown[] = [];
    for (let i = 0; i < runs(3, 20); i++) {
      const pair = "select t.created_at - c.created_at as apart from tenants t, connections c";
      pairs.push(await copied((copy) => queryFirst(copy.read, pair)));
    }
    done.abort();
    await writer;

    expect(pairs).toEqual(pairs.map(() => ({ apart: 0 })));
    expect(written).toBeGreaterThan(pairs.length);
  });

  it("has no name, so that nothing is left of it, and ends with the work", async () => {
    await rename(db, "named");
    const before = files();
    const during = await copied(async (copy) => {
      await rename(copy, "written");
      return files();
    });
    const failure = new Error("the work failed");
    await expect(copied(() => Promise.reject(failure))).rejects.toBe(failure);

    expect(during).toEqual(before);
    expect(files()).toEqual(before);
  });

  it("gives its disk back, also when nothing was asked of it", async () => {
    const during = await copied(async (copy) => {
      await rename(copy, "written");
      return openCopies();
    });
    await copied(() => Promise.resolve());

    // The file, and the one with its changes.
    expect(during).toBe(2);
    expect(openCopies()).toBe(0);
  });

  it("leaves nothing when its process is killed", async () => {
    const before = files();
    const script = path.join(root, "test", "support", "copy-and-hang.ts");
    const copier = spawn(process.execPath, ["--import", "tsx", script, urlOf(db)], {
      cwd: root,
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(copier.stdout, "data");
    copier.kill("SIGKILL");
    await once(copier, "exit");

    expect(files()).toEqual(before);
    expect(await nameOf(db)).not.toBe("killed");
  }, 20_000);

  it("is the only one of its process; a few wait for their turn", async () => {
    let open = 0;
    const most: number[] = [];
    const all = Array.from({ length: 6 }, () =>
      copied(async () => {
        most.push(++open);
        await sleep(20);
        open -= 1;
      }).catch((error: unknown) => String(error)),
    );
    const refused = (await Promise.all(all)).filter((one) => one !== undefined);

    expect(most).toEqual([1, 1, 1, 1, 1]);
    expect(refused).toEqual([expect.stringContaining("The database is being copied for others")]);
  });
});

describe("what can be copied", () => {
  it.each(["sqlite::memory:", "postgres://localhost/usher"])("does not include %s", async (url) => {
    const db = openDatabase(url);

    expect(canCopy(db)).toBe(false);
    await db.close();
  });
});
