import { type Request, type RequestHandler, Router } from "express";
import { insufficientScope } from "../auth/insufficient-scope.js";
import type { Evaluation } from "../crm/decision/evaluation.js";
import type { Database } from "../db/connect.js";
import { AppError } from "../errors.js";
import type { Sealer } from "../mail/sealer.js";
import type { Principal } from "../tenants/connection.js";
import type { AccessQuestion } from "../use-cases/access/access-questions.js";
import { evaluateAccess } from "../use-cases/access/evaluate-access.js";
import { type EvaluationsRequest, failureOf, readEvaluation, readEvaluations } from "./evaluation-request.js";
import { searchRouter } from "./search-router.js";

/** The services that the routes of access decisions use. */
interface AccessRouterDeps {
  readonly db: Database;
  /** Seals the tokens of pages. */
  readonly sealer: Sealer;
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
  router.use("/search", searchRouter(deps));
  return router;
}

/**
 * Returns the id of a request as the client wrote it, whatever its form; the log knows a request by the id of its own,
 * which is the same where the form is that of an id. AuthZEN 1.0 §10.1.3
 */
export const echoRequestId: RequestHandler = (req, res, next) => {
  const sent = req.get("X-Request-Id");
  if (sent !== undefined && sent !== "") res.set("X-Request-Id", sent);
  next();
};

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
      search_subject_endpoint: `${url}${BASE}/search/subject`,
      search_resource_endpoint: `${url}${BASE}/search/resource`,
      search_action_endpoint: `${url}${BASE}/search/action`,
    });
  });
  return router;
}

async function answerOne(deps: AccessRouterDeps, req: Request, question: AccessQuestion): Promise<Decision> {
  const [evaluation] = await ask(deps, req, [question]);
  if (evaluation === undefined) throw new Error("each question has an answer");
  if (evaluation instanceof AppError) throw evaluation;
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
    const evaluation = item instanceof AppError ? item : answerOf.get(item);
    if (evaluation === undefined) throw new Error("each question has an answer");
    const answer =
      evaluation instanceof AppError
        ? { decision: false, context: failureOf(evaluation) }
        : toDecision(evaluation, now);
    answers.push(answer);
    const { decision } = answer;
    if (semantic === "deny_on_first_deny" && !decision) break;
    if (semantic === "permit_on_first_permit" && decision) break;
  }
  return answers;
}

/** @throws AppError `forbidden` for a question about the past without the scope for it */
async function ask(
  { db, now }: AccessRouterDeps,
  req: Request,
  questions: readonly AccessQuestion[],
): Promise<readonly (Evaluation | AppError)[]> {
  const { tenantId, scopes } = req.user as Principal;
  if (questions.some(({ at }) => at !== undefined) && !scopes.has("access.history")) {
    throw insufficientScope(
      "context.at asks about the past, which needs a token with the scope 'access.history'.",
    );
  }
  return evaluateAccess({ db, viewer: { tenantId }, now }, questions);
}

function toDecision({ decision, ...context }: Evaluation, now: number): Decision {
  return { decision, context: { ...context, decidedAt: new Date(now).toISOString() } };
}
