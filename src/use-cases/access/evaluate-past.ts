import { askedAs, type Evaluation, evaluate, unknown } from "../../crm/decision/evaluation.js";
import type { PastAccess } from "../../crm/history/access-rows.js";
import { findAccessAt, signsIn } from "../../crm/history/past-access.js";
import { findKnownUsers } from "../../directory/users/stored-users.js";
import { AppError } from "../../errors.js";
import {
  type AccessQuestion,
  type QuestionContext,
  type Resolved,
  resolveQuestions,
} from "./access-questions.js";
import { completeSince } from "./past-access.js";

/**
 * Answers questions about one moment of the past, with a constant number of statements. What time has left of a
 * decision is answered: next steps are not.
 * @param at - UTC milliseconds
 * @returns an error for each of them if the moment is in the future
 */
export async function evaluatePast(
  ctx: QuestionContext,
  questions: readonly AccessQuestion[],
  at: number,
): Promise<readonly (Evaluation | AppError)[]> {
  if (at > ctx.now()) {
    return questions.map(
      () => new AppError("invalidValue", "context.at must not be in the future: leave it out"),
    );
  }
  const { tenantId } = ctx.viewer;
  const resolved = await resolveQuestions(ctx, questions);
  const keys = resolved.flatMap(({ id: userId, instance }) =>
    userId === undefined || instance === undefined ? [] : [{ userId, instanceId: instance.id }],
  );
  const unique = new Map(keys.map((key) => [`${key.instanceId} ${key.userId}`, key]));
  const states = new Map(
    (await findAccessAt(ctx.db.read, tenantId, [...unique.values()], at)).map((state) => [
      `${state.instanceId} ${state.userId}`,
      state,
    ]),
  );
  const stateOf = ({ id, instance }: Resolved) => states.get(`${instance?.id} ${id}`);
  const strangers = resolved.filter((one) => stateOf(one) === undefined).flatMap(({ id }) => id ?? []);
  const known = new Set(
    strangers.length === 0
      ? []
      : (await findKnownUsers(ctx.db.read, tenantId, strangers)).map(({ id }) => id),
  );
  const beginning = strangers.length === 0 ? 0 : await completeSince(ctx);
  return resolved.map((one) => {
    const { question, instance, id } = one;
    if (instance === undefined) return unknown("UNKNOWN_INSTANCE");
    const state = stateOf(one);
    if (state !== undefined) return evaluateState(question, state);
    if (id === undefined || !known.has(id)) return unknown("UNKNOWN_SUBJECT");
    return {
      decision: false,
      reasons: [],
      features: "none",
      warnings: [],
      history: { known: false, beforeHistory: at < beginning },
    };
  });
}

function evaluateState({ subject, action }: AccessQuestion, state: PastAccess): Evaluation {
  const { facts, features, reasons } = state;
  if (!state.isRebuilt && (facts.kind === "application") !== (subject.type === "application")) {
    return askedAs(subject.type);
  }
  const { decision, accessMode, inputs } = evaluate(
    { facts, hasDefaultRolesOnly: false, privileges: new Map() },
    action,
  );
  const allowed = { signIn: signsIn(state), api: features !== "none", portal: decision, privilege: false };
  return {
    decision: allowed[action.kind],
    reasons: reasons.map((code) => ({ code })),
    features,
    ...(accessMode !== undefined && { accessMode }),
    warnings: [],
    ...(inputs !== undefined && !state.isRebuilt && { inputs }),
    history: {
      known: true,
      since: new Date(state.from).toISOString(),
      ...(state.until !== undefined && { until: new Date(state.until).toISOString() }),
      ...(state.isRebuilt && { rebuilt: true }),
    },
  };
}
