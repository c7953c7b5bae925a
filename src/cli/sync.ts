import { listTasks, readBacklog } from "../crm/sync/backlog.js";
import { continueJobs, type SyncJob } from "../crm/sync/jobs.js";
import type { SyncDeps } from "../crm/sync/sync-deps.js";
import { runDueTasks } from "../crm/sync/worker.js";
import { syncDeps } from "../effects/records/sync-deps.js";
import { getJob, retrySync, syncEverybody, syncPerson } from "../use-cases/records/synchronize.js";
import { INSTANCE_OPTION } from "./access.js";
import type { Call, Command } from "./command.js";
import { TENANT_OPTION, withTenant } from "./database.js";
import { asOperator, type OperatorContext } from "./operator-context.js";
import { requireUserId } from "./user.js";
import { timeText } from "./values.js";

/** Records that were given up, shown at the most. */
const MAX_SHOWN = 100;

/** `usher sync …`; the longer name first, since the shorter one is its beginning. */
export const syncCommands: readonly Command[] = [
  {
    name: "sync status",
    summary: "show what waits to be synchronized, and what was given up",
    options: TENANT_OPTION,
    async run(call) {
      const status = await withTenant(call, async (db, { id }) => ({
        ...(await readBacklog(db.read, id)),
        givenUp: await listTasks(db.read, id, { state: "parked" }, { after: undefined, limit: MAX_SHOWN }),
      }));
      const { waiting, parked, oldest, givenUp } = status;
      const since = oldest === undefined ? "" : `, the oldest since ${timeText(oldest)}`;
      const lines = givenUp.map(
        ({ userId, instanceId, reason }) => `  user ${userId} in instance ${instanceId}: ${reason}`,
      );
      call.print(status, [`${waiting} records wait${since}; ${parked} were given up`, ...lines].join("\n"));
    },
  },
  {
    name: "sync retry",
    summary: "let records be tried again that were given up: all, or those of a user or an instance",
    options: {
      user: { value: "USER", doc: "id or user name of the only one" },
      ...INSTANCE_OPTION,
      ...TENANT_OPTION,
    },
    async run(call) {
      const user = call.text("user");
      const tasks = await asOperator(call, async (ctx) => {
        const userId = user === undefined ? undefined : await requireUserId(ctx, user);
        return retrySync(ctx, { userId, instance: call.text("instance") });
      });
      call.print({ tasks }, `${tasks} records are tried again`);
    },
  },
  {
    name: "sync",
    summary: "synchronize a user at once, or everybody by the server or, with --wait, here",
    options: {
      user: { value: "USER", doc: "id or user name of the only one" },
      ...INSTANCE_OPTION,
      wait: { doc: "do it in this process, and return when all is done" },
      ...TENANT_OPTION,
    },
    async run(call) {
      const user = call.text("user");
      if (user !== undefined) return syncOne(call, user);
      const job = await asOperator(call, (ctx) => syncAll(call, ctx));
      const state =
        job.state === "done" ? `${job.people} people were looked at` : "the server goes on with it";
      call.print(job, `Job ${job.id}: ${state}`);
    },
  },
];

async function syncOne(call: Call, user: string): Promise<void> {
  const userId = await asOperator(call, async (ctx) => {
    const id = await requireUserId(ctx, user);
    await syncPerson(ctx, depsOf(call, ctx), id, call.text("instance"));
    return id;
  });
  call.print({ userId, synchronized: true }, `Synchronized user ${userId}`);
}

async function syncAll(call: Call, ctx: OperatorContext): Promise<SyncJob> {
  const job = await syncEverybody(ctx, call.text("instance"));
  if (!call.flag("wait")) return job;
  while (await continueJobs(ctx.db, ctx.now()));
  await runDueTasks(depsOf(call, ctx));
  return getJob(ctx, job.id);
}

/** What a command synchronizes with; whom that fails for is told apart from the answer. */
export function depsOf(call: Call, { db, mapping, now }: OperatorContext): SyncDeps {
  return syncDeps({
    db,
    mapping,
    now,
    reportFailure: ({ userId, instanceId }) =>
      call.terminal.note(`usher: user ${userId} could not be synchronized in instance ${instanceId}`),
  });
}
