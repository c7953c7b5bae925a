import { type Request, type RequestHandler, type Response, Router } from "express";
import type { Mapping } from "../crm/form/user-form.js";
import type { Database } from "../db/connect.js";
import { AppError } from "../errors.js";
import { ERROR_STATUS } from "../scim/error-response.js";
import { answerInvitation, readInvitation } from "../use-cases/invitations/answer-invitation.js";
import { FailureLimit } from "./failure-limit.js";
import { answerPage, offerPage, PAGE_POLICY, refusalPage } from "./invitation-page.js";

/** The services that the links of invitations use. */
interface InvitationDeps {
  readonly db: Database;
  readonly mapping: Mapping;
  /** Returns the time in UTC milliseconds. */
  readonly now: () => number;
}

/** One text for tokens that are unknown, used, void or too old, so that it reveals nothing. */
const UNUSABLE =
  "this invitation is unknown, was answered or has ended: ask your administrator for a new one";

/**
 * Returns the routes under `/invitations`, where people answer invitations; the only token is the one in the link.
 * Opening a link changes nothing, because mail scanners follow links. R051, A8
 */
export function invitationsRouter(deps: InvitationDeps): Router {
  const router = Router();
  const failures = new FailureLimit();
  router.get("/:token", limitGuessing(deps, failures, showOffer));
  router.post("/:token/accept", limitGuessing(deps, failures, answer("accept")));
  router.post("/:token/reject", limitGuessing(deps, failures, answer("reject")));
  return router;
}

/** Handles a request; returns undefined when its token is not usable. */
type InvitationHandler = (deps: InvitationDeps, req: Request, res: Response) => Promise<true | undefined>;

/** Limits guessing from one address, and answers every unusable link with the same text. */
function limitGuessing(
  deps: InvitationDeps,
  failures: FailureLimit,
  handle: InvitationHandler,
): RequestHandler {
  return async (req, res) => {
    const [address, now] = [String(req.ip), deps.now()];
    res.setHeader("Content-Security-Policy", PAGE_POLICY);
    const delay = failures.delay(address, now);
    if (delay > 0) {
      res.setHeader("Retry-After", String(delay));
      return refuse(req, res, new AppError("tooManyRequests", "Too many unusable links: wait a minute"));
    }
    if ((await handle(deps, req, res)) === true) return;
    failures.add(address, now);
    refuse(req, res, new AppError("INVITATION_UNUSABLE", UNUSABLE));
  };
}

const showOffer: InvitationHandler = async (deps, req, res) => {
  const offer = await readInvitation(visitorOf(deps, req), tokenOf(req));
  if (offer === undefined) return undefined;
  if (wantsPage(req)) res.type("html").send(offerPage(offer, req.originalUrl.split("?", 1)[0] ?? ""));
  else res.json({ ...offer, expiresAt: new Date(offer.expiresAt).toISOString() });
  return true;
};

function answer(act: "accept" | "reject"): InvitationHandler {
  return async (deps, req, res) => {
    const answered = await answerInvitation(visitorOf(deps, req), tokenOf(req), act);
    if (answered === undefined) return undefined;
    const { status, tenant, signInUrl } = answered;
    if (wantsPage(req)) res.type("html").send(answerPage(answered));
    else res.json({ status, tenant, ...(signInUrl !== "" && { signInUrl }) });
    return true;
  };
}

function visitorOf({ db, mapping, now }: InvitationDeps, req: Request): Parameters<typeof readInvitation>[0] {
  return { db, mapping, now, requestId: req.requestId };
}

function tokenOf(req: Request): string {
  return String(req.params["token"]);
}

/** Browsers name HTML first; programs that accept anything get JSON. */
function wantsPage(req: Request): boolean {
  return req.accepts(["json", "html"]) === "html";
}

function refuse(req: Request, res: Response, error: AppError): void {
  if (!wantsPage(req)) throw error;
  const { status } = ERROR_STATUS[error.code];
  res.status(status).type("html").send(refusalPage("This link cannot be used", error.sentence));
}
