// A process that seals a batch and waits before the end of the transaction, to be killed there.
import { setTimeout as sleep } from "node:timers/promises";
import { openDatabase } from "../../src/db/connect.js";
import { inTransaction } from "../../src/db/transaction.js";
import { sealBatch } from "../../src/observability/audit-seal.js";

const MINUTE = 60_000;

async function main(url: string): Promise<void> {
  await inTransaction(openDatabase(url), async (trx) => {
    const [head] = (await sealBatch(trx)).values();
    process.stdout.write(`sealed ${head?.sequence}, not committed\n`);
    await sleep(MINUTE);
  });
}

void main(process.argv[2] ?? "");
