import { Type } from "@sinclair/typebox";
import { SECOND } from "../../../db/duration.js";
import { ITEM_STATES, type JobItem } from "../../../directory/jobs/job-items.js";
import { type BulkJob, JOB_STATES } from "../../../directory/jobs/stored-jobs.js";
import { KIND_NAMES } from "../../../use-cases/jobs/job-kinds.js";
import { choice, count, type Shown, text } from "../../json-schema.js";
import { timeJson, toTime } from "../../times.js";

/** The schema of a job. */
export const jobSchema = Type.Object(
  {
    id: text,
    kind: choice(KIND_NAMES, { type: "string" }),
    params: Type.Object(
      {
        sku: Type.Optional(text),
        group: Type.Optional(text),
        instance: Type.Optional(text),
        roles: Type.Optional(Type.Array(text)),
        businessUnit: Type.Optional(text),
        mode: Type.Optional(text),
        import: Type.Optional(text),
      },
      { description: "What it needs to know besides its users, as it was asked for." },
    ),
    state: choice(JOB_STATES, { type: "string" }),
    total: { ...count, description: "The users it is about." },
    done: { ...count, description: "The users that are through, whether or not it failed for them." },
    failed: count,
    startedBy: Type.Object({ kind: text, id: text }),
    startedAt: timeJson,
    endedAt: Type.Optional(timeJson),
    etaSeconds: Type.Optional({ ...count, description: "How long the rest takes, as it went so far." }),
  },
  { title: "Job" },
);

/** Returns a job as it is answered. @param now - UTC milliseconds */
export function showJob(job: BulkJob, now: number): Shown<typeof jobSchema> {
  const { id, kind, params, state, total, done, failed, actor, createdAt, endedAt } = job;
  const perUser = done === 0 ? undefined : Math.max(0, now - createdAt) / done / SECOND;
  const isOpen = endedAt === undefined && perUser !== undefined;
  return {
    id,
    kind,
    params,
    state,
    total,
    done,
    failed,
    startedBy: { kind: actor.kind, id: actor.id },
    startedAt: toTime(createdAt),
    endedAt: toTime(endedAt),
    etaSeconds: isOpen ? Math.ceil(perUser * (total - done)) : undefined,
  };
}

/** The schema of a user of a job. */
export const itemSchema = Type.Object(
  {
    userId: text,
    displayName: Type.Optional({ ...text, description: "Absent if there is no such user." }),
    state: choice(ITEM_STATES, { type: "string" }),
    code: Type.Optional({ ...text, description: "The code of the error, as an answer would have it." }),
    detail: Type.Optional({ ...text, description: "Why it failed, and what to do." }),
  },
  { title: "JobResult" },
);

/** Returns a user of a job as it is answered. */
export function showItem(item: JobItem): Shown<typeof itemSchema> {
  return { ...item };
}
