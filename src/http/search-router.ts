import { type Request, Router } from "express";
import type { Instance } from "../access/instances.js";
import type { UserInInstance } from "../crm/decision/load-facts.js";
import type { Database } from "../db/connect.js";
import { AppError } from "../errors.js";
import type { Sealer } from "../mail/sealer.js";
import { crmOfUser } from "../schema/crm-extension.js";
import type { Principal } from "../tenants/connection.js";
import type { QuestionContext } from "../use-cases/access/access-questions.js";
import {
  type SearchPage,
  type SearchResults,
  searchActions,
  searchInstances,
  searchSubjects,
  searchTables,
} from "../use-cases/access/search-access.js";
import { failureOf } from "./evaluation-request.js";
import {
  type ActionSearch,
  type ResourceSearch,
  readActionSearch,
  readResourceSearch,
  readSubjectSearch,
  type SearchName,
  SearchTokens,
  type SubjectSearch,
} from "./search-request.js";

/** The services that the routes of searches use. */
interface SearchRouterDeps {
  readonly db: Database;
  /** Seals the tokens of pages. */
  readonly sealer: Sealer;
  /** Returns the time in UTC milliseconds. */
  readonly now: () => number;
}

/** A subject, resource or action that was found. AuthZEN 1.0 §5 */
type Entity = Readonly<Record<string, unknown>>;

/** Finds a page of what a request asks for. */
type Find<Search> = (
  ctx: QuestionContext,
  search: Search,
  page: SearchPage,
) => Promise<SearchResults<Entity>>;

/** The body of an answer. AuthZEN 1.0 §8.3 */
interface SearchAnswer {
  readonly page: { readonly next_token: string; readonly count: number };
  readonly context?: Entity;
  readonly results: readonly Entity[];
}

/** Returns the routes under `/access/v1/search`: who may do something, where, and what. AuthZEN 1.0 §8 */
export function searchRouter(deps: SearchRouterDeps): Router {
  const router = Router();
  const route = <Search>(
    name: SearchName,
    read: (body: unknown) => Search | AppError,
    find: Find<Search>,
  ): void => {
    router.post(`/${name}`, async (req, res) => {
      res.json(await answer(deps, req, name, read(req.body), find));
    });
  };
  route("subject", readSubjectSearch, findSubjects);
  route("resource", readResourceSearch, findResources);
  route("action", readActionSearch, findActions);
  return router;
}

async function answer<Search>(
  { db, sealer, now }: SearchRouterDeps,
  req: Request,
  name: SearchName,
  search: Search | AppError,
  find: Find<Search>,
): Promise<SearchAnswer> {
  const { tenantId } = req.user as Principal;
  const tokens = new SearchTokens(sealer, tenantId, name, req.body);
  const page = tokens.readPage(req.body);
  if (search instanceof AppError) {
    return { page: { next_token: "", count: 0 }, context: failureOf(search), results: [] };
  }
  const { results, next, reasons } = await find({ db, viewer: { tenantId }, now }, search, page);
  return {
    page: { next_token: tokens.seal(page.limit, next), count: results.length },
    ...(reasons !== undefined && { context: { reasons } }),
    results,
  };
}

const findSubjects: Find<SubjectSearch> = async (ctx, search, page) =>
  shown(await searchSubjects(ctx, search, page), (found) => toSubjectEntity(search.type, found));

const findResources: Find<ResourceSearch> = async (ctx, search, page) => {
  if (search.type === "instance") return shown(await searchInstances(ctx, search, page), toInstanceEntity);
  const { subject, instance, rows } = search;
  const properties = { instance, owner: rows };
  return shown(await searchTables(ctx, subject, search, page), (id) => ({ type: "table", id, properties }));
};

const findActions: Find<ActionSearch> = async (ctx, { subject, resource }, page) =>
  shown(await searchActions(ctx, subject, resource, page), (name) => ({ name }));

function shown<T>(
  { results, ...rest }: SearchResults<T>,
  show: (result: T) => Entity,
): SearchResults<Entity> {
  return { ...rest, results: results.map(show) };
}

function toSubjectEntity(type: SubjectSearch["type"], { userId, user }: UserInInstance): Entity {
  const { applicationId } = crmOfUser(user.resource);
  const properties = { userName: user.resource["userName"], ...(applicationId && { applicationId }) };
  return { type, id: userId, properties };
}

function toInstanceEntity({ id, name }: Instance): Entity {
  return { type: "instance", id, properties: { name } };
}
