import type { Evaluation } from "../../crm/decision/evaluation.js";
import { makeSyncDue } from "../../crm/pending/pending-tasks.js";
import { type AccessQuestion, answerQuestions, type QuestionContext } from "./access-questions.js";

/**
 * Answers any number of questions about access with a constant number of statements. A user who waits for
 * synchronization is synchronized next. A6
 */
export async function evaluateAccess(
  ctx: QuestionContext,
  questions: readonly AccessQuestion[],
): Promise<readonly Evaluation[]> {
  const { db, viewer } = ctx;
  const answers = await answerQuestions(ctx, questions);
  const waiting = new Map<string, { userId: string; instanceId: string }>();
  for (const { evaluation, id, instance } of answers) {
    const waits = evaluation.reasons.some(({ code }) => code === "SYNC_PENDING");
    if (!waits || id === undefined || instance === undefined) continue;
    waiting.set(`${id} ${instance.id}`, { userId: id, instanceId: instance.id });
  }
  await makeSyncDue(db.write, viewer.tenantId, [...waiting.values()], ctx.now());
  return answers.map(({ evaluation }) => evaluation);
}
