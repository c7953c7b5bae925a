// A worker that leases what is due and hangs in the instance, as when that does not answer, to be killed there.

import { runDueTasks } from "../../src/crm/sync/worker.js";
import { openDatabase } from "../../src/db/connect.js";
import { workerDeps, wrapConnectors } from "./sync.js";

async function main(url: string): Promise<void> {
  const deps = workerDeps({ db: openDatabase(url), now: Date.now });
  const hangs = wrapConnectors(deps, (connector) => ({
    find: () => {
      process.stdout.write("hangs\n");
      return new Promise(() => undefined);
    },
    create: (desired) => connector.create(desired),
    update: (row, difference) => connector.update(row, difference),
  }));
  await runDueTasks(hangs);
}

void main(process.argv[2] ?? "");
