import type { Evaluation } from "../../crm/decision/evaluation.js";
import { makeSyncDue } from "../../crm/pending/pending-tasks.js";
import type { AppError } from "../../errors.js";
import { type AccessQuestion, answerQuestions, type QuestionContext } from "./access-questions.js";
import { evaluatePast } from "./evaluate-past.js";

/**
 * Answers any number of questions about access, now or in the past, with a constant number of statements for each
 * moment. A user who waits for synchronization is synchronized next. A6
 */
export async function evaluateAccess(
  ctx: QuestionContext,
  questions: readonly AccessQuestion[],
): Promise<readonly (Evaluation | AppError)[]> {
  if (questions.every(({ at }) => at === undefined)) return evaluateNow(ctx, questions);
  const answers = new Map<AccessQuestion, Evaluation | AppError>();
  for (const at of new Set(questions.map((question) => question.at))) {
    const asked = questions.filter((question) => question.at === at);
    const found = at === undefined ? await evaluateNow(ctx, asked) : await evaluatePast(ctx, asked, at);
    for (const [index, evaluation] of found.entries()) {
      const question = asked[index];
      if (question !== undefined) answers.set(question, evaluation);
    }
  }
  return questions.flatMap((question) => answers.get(question) ?? []);
}

async function evaluateNow(
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
