import type { AdminContext } from "../admin/route.js";
import { continueJobs } from "../crm/sync/jobs.js";
import { runDueTasks } from "../crm/sync/worker.js";
import { ONLY_INSTANCE } from "./access.js";
import { type Answer, sentenceOf, textAt } from "./answer-text.js";
import { callOperation, listOperation } from "./call-operation.js";
import type { Call, Command } from "./command.js";
import { TENANT_OPTION } from "./database.js";
import { requireUserId } from "./names.js";
import { operationCommand } from "./operation-command.js";
import { asOperator } from "./operator-context.js";
import { CHANGE_OPTIONS } from "./preview.js";

/** The maximum number of parked records to show. */
const MAX_SHOWN = 100;

const ONLY_USER = {
  user: { value: "USER", doc: "only this user, by id or userName", fills: "userId" },
} as const;

/** `usher sync …`. */
export const syncCommands: readonly Command[] = [
  {
    name: "sync status",
    summary: "Show what waits to be synchronized, and what was given up",
    options: TENANT_OPTION,
    operations: ["getSyncStatus", "listSyncTasks"],
    run: showStatus,
  },
  operationCommand({
    name: "sync retry",
    summary: "Try records again that were given up: all, or those of a user or an instance",
    operation: "retrySyncTasks",
    options: { ...ONLY_USER, ...ONLY_INSTANCE },
    line: "{tasks} records are tried again",
  }),
  {
    name: "sync",
    summary: "Synchronize a user at once, or all users by the server or, with --wait, in this process",
    options: {
      ...ONLY_USER,
      ...ONLY_INSTANCE,
      wait: { doc: "do it in this process, and return when all is done" },
      ...CHANGE_OPTIONS,
      ...TENANT_OPTION,
    },
    operations: ["synchronize", "getSyncJob"],
    run: (call) => (call.text("user") === undefined ? syncAll(call) : syncUser(call)),
  },
];

async function showStatus(call: Call): Promise<void> {
  const status = await asOperator(call, async (ctx) => ({
    ...(await callOperation(ctx, "getSyncStatus", {})),
    givenUp: await listOperation(ctx, "listSyncTasks", { state: "parked" }, MAX_SHOWN),
  }));
  const oldest = textAt(status, "oldest");
  const since = oldest === "" ? "" : `, the oldest since ${oldest}`;
  const lines = status.givenUp.map((task) =>
    sentenceOf("  user {userId} in instance {instanceId}: {reason}", task),
  );
  call.print(
    status,
    [sentenceOf(`{waiting} records wait${since}; {parked} were given up`, status), ...lines].join("\n"),
  );
}

async function syncUser(call: Call): Promise<void> {
  const userId = await asOperator(call, async (ctx) => {
    const id = await requireUserId(ctx, call.text("user") ?? "");
    await callOperation(ctx, "synchronize", { userId: id, instance: call.text("instance") });
    return id;
  });
  call.print({ userId, synchronized: true }, `Synchronized user ${userId}`);
}

async function syncAll(call: Call): Promise<void> {
  const job = await asOperator(call, async (ctx) => {
    const begun = await callOperation(ctx, "synchronize", { instance: call.text("instance") });
    return call.flag("wait") ? finish(ctx, begun) : begun;
  });
  const state = job["state"] === "done" ? "{people} people were looked at" : "the server goes on with it";
  call.print(job, sentenceOf(`Job {id}: ${state}`, job));
}

/** Synchronizes in this process, as the server would. */
async function finish(ctx: AdminContext, { id }: Answer): Promise<Answer> {
  while (await continueJobs(ctx.db, ctx.now()));
  await runDueTasks(ctx.sync);
  return callOperation(ctx, "getSyncJob", { id });
}
