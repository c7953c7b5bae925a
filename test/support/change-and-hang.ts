// A process that records a change of many ids and waits before the end of the transaction, to be killed there.
import { setTimeout as sleep } from "node:timers/promises";
import { openDatabase } from "../../src/db/connect.js";
import { inTransaction } from "../../src/db/transaction.js";
import { recordParts, testOrigin } from "./audit.js";

const MINUTE = 60_000;

async function main(url: string): Promise<void> {
  await inTransaction(openDatabase(url), async (trx) => {
    await recordParts(trx, testOrigin("a"), 5_000, [["u1"], ["u2"], ["u3"]]);
    process.stdout.write("recorded 3 parts, not committed\n");
    await sleep(MINUTE);
  });
}

void main(process.argv[2] ?? "");
