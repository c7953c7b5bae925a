import { type Request, type RequestHandler, type Response, Router } from "express";
import { type AdminAction, type AdministratorRole, permits } from "../access/administrator-roles.js";
import type { SessionPrincipal } from "../auth/sessions.js";
import type { Database } from "../db/connect.js";
import { SECOND } from "../db/duration.js";
import { AppError } from "../errors.js";
import { every } from "../every.js";
import type { Logger } from "../observability/log.js";
import { logErrors } from "../observability/log-errors.js";
import { findAdministrator } from "../use-cases/accounts/find-administrator.js";
import { type LiveChanges, LiveEvents, TOPICS, type Topic } from "../use-cases/operations/live-events.js";
import { type CookieSessions, sessionOf } from "./cookie-sessions.js";

/** The services that the stream of events uses. */
interface EventsDeps {
  readonly db: Database;
  readonly log: Logger;
  readonly sessions: CookieSessions;
  /** Requires a session by cookie. */
  readonly authenticate: RequestHandler;
  /** Returns the time in UTC milliseconds. */
  readonly now: () => number;
}

/** The most streams of a session: one for each of a few tabs. */
const MAX_OF_SESSION = 5;

/** The most streams of a process. */
const MAX_STREAMS = 1000;

/** How often a quiet stream proves that it lives, so that proxies keep it, in milliseconds. */
const HEARTBEAT = 20 * SECOND;

/** The most bytes that may wait for a slow reader, whose stream then ends; a browser comes back by itself. */
const MAX_WAITING = 64 * 1024;

/** Whether a stream may have a topic: it tells ids and counts only, of what the role can read anyway. */
function actionOf(topic: Topic): AdminAction {
  return topic === "provisioning" || topic === "connections" ? "manageServer" : "read";
}

/**
 * Returns the route `/console/events`: a stream that tells a browser what has changed, so that its page reads it again.
 * It has numbers only, and ends with the session. HTML Living Standard §9.2
 */
export function eventsRouter(deps: EventsDeps): Router {
  const { db, now, log } = deps;
  const onError = (err: unknown): void => log.warn({ err }, "could not look for changes");
  const events = new LiveEvents({ db, now, onError });
  const streams = new Map<string, number>();
  const router = Router();
  router.get("/", deps.authenticate, async (req, res) => {
    const session = sessionOf(req);
    const topics = readTopics(req);
    await requireTopics(deps, session, topics);
    if (req.method === "HEAD") return void res.type("text/event-stream").end();
    const leave = takePlace(streams, session.tokenId, res);
    openStream(deps, events, { req, res, session, topics, leave });
  });
  return router;
}

/** @throws AppError `invalidValue` for an unknown topic */
function readTopics(req: Request): ReadonlySet<Topic> {
  const { topics: text } = req.query;
  const asked = typeof text === "string" ? text.split(",") : [""];
  const topics = TOPICS.filter((topic) => asked.includes(topic));
  const unknown = asked.find((name) => !topics.some((topic) => topic === name));
  if (unknown === undefined) return new Set(topics);
  throw new AppError(
    "invalidValue",
    `'${unknown.slice(0, 60)}' is no topic: 'topics' is a list of ${TOPICS.join(", ")}`,
  );
}

/** @throws AppError `forbidden` if the roles of the person do not permit to read about a topic */
async function requireTopics(
  { db }: EventsDeps,
  session: SessionPrincipal,
  topics: ReadonlySet<Topic>,
): Promise<void> {
  const { roles } = await findAdministrator(db.read, session);
  const refused = refusedTopic(roles, topics);
  if (refused === undefined) return;
  throw new AppError("forbidden", `The topic '${refused}' needs the action '${actionOf(refused)}'`);
}

function refusedTopic(roles: ReadonlySet<AdministratorRole>, topics: ReadonlySet<Topic>): Topic | undefined {
  return [...topics].find((topic) => !permits(roles, actionOf(topic)));
}

/** Counts a stream. @returns a function that takes it back @throws AppError if there are too many */
function takePlace(streams: Map<string, number>, sessionId: string, res: Response): () => void {
  const taken = streams.get(sessionId) ?? 0;
  if (taken >= MAX_OF_SESSION || streams.size >= MAX_STREAMS) {
    res.setHeader("Retry-After", "30");
    throw new AppError("tooManyRequests", `A session may have ${MAX_OF_SESSION} streams: close one first`);
  }
  streams.set(sessionId, taken + 1);
  return () => {
    const left = (streams.get(sessionId) ?? 1) - 1;
    if (left > 0) streams.set(sessionId, left);
    else streams.delete(sessionId);
  };
}

/** A stream that somebody has opened. */
interface Opened {
  readonly req: Request;
  readonly res: Response;
  readonly session: SessionPrincipal;
  readonly topics: ReadonlySet<Topic>;
  /** Gives its place to another stream. */
  readonly leave: () => void;
}

function openStream(
  deps: EventsDeps,
  events: LiveEvents,
  { req, res, session, topics, leave }: Opened,
): void {
  res.setHeader("X-Accel-Buffering", "no");
  res.type("text/event-stream").write("retry: 3000\n\n");
  const write = (text: string): void => {
    if (res.writableLength > MAX_WAITING) res.destroy();
    else res.write(text);
  };
  const tell = (changes: LiveChanges): void => {
    const wanted = [...changes].filter(([topic]) => topics.has(topic));
    if (wanted.length === 0) return;
    write(`event: change\nid: ${deps.now()}\ndata: ${JSON.stringify(Object.fromEntries(wanted))}\n\n`);
  };
  /** A session that has ended, or lost a role, hears nothing more. */
  const whileAllowed = async (say: () => void): Promise<void> => {
    if (await isStillAllowed(deps, req, topics)) say();
    else res.end();
  };
  // Whoever comes back has missed what happened meanwhile, and reads everything again.
  if (req.get("Last-Event-ID") !== undefined) tell(new Map([...topics].map((topic) => [topic, 0])));
  const failure = "could not check the session of a stream";
  const listener = logErrors(deps.log, failure, async (changes: LiveChanges) => {
    if ([...changes.keys()].some((topic) => topics.has(topic))) await whileAllowed(() => tell(changes));
  });
  const stopListening = events.listen(session.tenantId, listener);
  const beat = (): Promise<void> => whileAllowed(() => write(": still here\n\n"));
  const heartbeat = every(HEARTBEAT, beat, { onError: (err) => deps.log.warn({ err }, failure) });
  const observe = logErrors(deps.log, "could not end a stream", async () => {
    leave();
    stopListening();
    await heartbeat.stop();
  });
  res.once("close", observe);
}

async function isStillAllowed(deps: EventsDeps, req: Request, topics: ReadonlySet<Topic>): Promise<boolean> {
  const session = await deps.sessions.find(req);
  if (session === undefined) return false;
  const { roles } = await findAdministrator(deps.db.read, session);
  return refusedTopic(roles, topics) === undefined;
}
