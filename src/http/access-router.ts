import { type Request, Router } from "express";
import type { Evaluation } from "../crm/decision/evaluation.js";
import type { Database } from "../db/connect.js";
import { AppError } from "../errors.js";
import { ERROR_STATUS } from "../scim/error-response.js";
import type { Principal } from "../tenants/connection.js";
import { type AccessQuestion, evaluateAccess } from "../use-cases/access/evaluate-access.js";
import { type EvaluationsRequest, readEvaluation, readEvaluations } from "./evaluation-request.js";

/** The services that the routes of access decisions use. */
interface AccessRouterDeps {
  readonly db: Database;
  /** Returns the time in UTC milliseconds. */
  readonly now: () => number;
}

/** A response of the Authorization API. AuthZEN 1.0 §5.5 */
interface Decision {
  readonly decision: boolean;
  readonly context: Readonly<Record<string, unknown>>;
}

/** The path of the routes below the server's URL. */
const BASE = "/access/v1";

/**
 * Returns the routes under `/access/v1`: the AuthZEN Authorization API 1.0 for access decisions. Expects an
 * authenticated request with the scope `access.read` and a parsed JSON body.
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

/** Returns the public route that says where the Authorization API is. AuthZEN 1.0 §9 */
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

/**
 * Answers the questions together, and leaves out those after the one at which the semantic stops. AuthZEN 1.0 §7.1.2.1
 */
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
