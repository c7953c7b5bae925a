import { type Request, Router } from "express";
import type { Evaluation } from "../crm/evaluation.js";
import type { Database } from "../db/connect.js";
import type { Principal } from "../directory/connection.js";
import { AppError } from "../errors.js";
import { type AccessQuestion, evaluateAccess } from "../provisioning/evaluate-access.js";
import { ERROR_STATUS } from "../scim/error-response.js";
import { type EvaluationsRequest, readEvaluation, readEvaluations } from "./evaluation-request.js";

/** What the routes of access decisions work with. */
interface AccessRouterDeps {
  readonly db: Database;
  /** The time in UTC milliseconds. */
  readonly now: () => number;
}

/** An answer as the Authorization API has it. AuthZEN 1.0 §5.5 */
interface Decision {
  readonly decision: boolean;
  readonly context: Readonly<Record<string, unknown>>;
}

/** Where the routes are, below the server's URL. */
const BASE = "/access/v1";

/**
 * The routes under `/access/v1`: the AuthZEN Authorization API 1.0 over the decision about access. Expects that the
 * request is authenticated for scope `access.read` and that a JSON body is parsed.
 */
export function accessRouter(deps: AccessRouterDeps): Router {
  const router = Router();
  router.post("/evaluation", async (req, res) => {
    res.json(await answerOne(deps, req, readEvaluation(req.body)));
  });
  router.post("/evaluations", async (req, res) => {
    const request = readEvaluations(req.body);
    res.json(
      request === undefined
        ? await answerOne(deps, req, readEvaluation(req.body))
        : { evaluations: await answerAll(deps, req, request) },
    );
  });
  return router;
}

/** Where the Authorization API is found, for anybody. AuthZEN 1.0 §9 */
export function accessDiscoveryRouter(baseUrlOf: (req: Request) => string): Router {
  const router = Router();
  const path = "/.well-known/authzen-configuration";
  router.get(path, (req, res) => {
    const url = baseUrlOf(req);
    res.json({
      policy_decision_point: url,
      access_evaluation_endpoint: `${url}${BASE}/evaluation`,
      access_evaluations_endpoint: `${url}${BASE}/evaluations`,
    });
  });
  return router;
}

async function answerOne(deps: AccessRouterDeps, req: Request, question: AccessQuestion): Promise<Decision> {
  const [evaluation] = await ask(deps, req, [question]);
  if (evaluation === undefined) throw new Error("each question has an answer");
  return toDecision(evaluation, deps.now());
}

/** Questions are answered together; what a semantic ends early is left out of the answer. AuthZEN 1.0 §7.1.2.1 */
async function answerAll(
  deps: AccessRouterDeps,
  req: Request,
  { items, semantic }: EvaluationsRequest,
): Promise<Decision[]> {
  const questions = items.flatMap((item) => (item instanceof AppError ? [] : [item]));
  const evaluations = await ask(deps, req, questions);
  const answerOf = new Map(questions.map((question, index) => [question, evaluations[index]]));
  const now = deps.now();
  const answers: Decision[] = [];
  for (const item of items) {
    const evaluation = item instanceof AppError ? undefined : answerOf.get(item);
    answers.push(evaluation === undefined ? toFailure(item as AppError) : toDecision(evaluation, now));
    const decision = evaluation?.decision ?? false;
    if (semantic === "deny_on_first_deny" && !decision) break;
    if (semantic === "permit_on_first_permit" && decision) break;
  }
  return answers;
}

function ask(
  { db, now }: AccessRouterDeps,
  req: Request,
  questions: readonly AccessQuestion[],
): Promise<readonly Evaluation[]> {
  const { tenantId } = req.user as Principal;
  return evaluateAccess({ db, viewer: { tenantId }, now }, questions);
}

function toDecision({ decision, ...context }: Evaluation, now: number): Decision {
  return { decision, context: { ...context, decidedAt: new Date(now).toISOString() } };
}

function toFailure({ code, message }: AppError): Decision {
  return { decision: false, context: { error: { status: ERROR_STATUS[code].status, message } } };
}
