import { parsePrivilegeName, privilegeName, VERBS, type Verb } from "../../access/default-roles.js";
import { findInstance, type Instance, listInstances } from "../../access/instances.js";
import type { OwnerRelation } from "../../access/privileges.js";
import {
  ACCESS_ACTIONS,
  type Evaluation,
  unknown,
  type WantedAction,
} from "../../crm/decision/evaluation.js";
import type { UserInInstance } from "../../crm/decision/load-facts.js";
import { possibleSubjects } from "../../crm/records/possible-subjects.js";
import {
  type AccessQuestion,
  type Answer,
  answerQuestions,
  privilegesOf,
  type QuestionContext,
  type SubjectRef,
} from "./access-questions.js";

/** Where a search goes on: the list, and the key in it after which it begins. */
export interface SearchPosition {
  readonly list: number;
  readonly after: string;
}

/** The page of results that is asked for. */
export interface SearchPage {
  readonly limit: number;
  /** Undefined for the first page. */
  readonly from: SearchPosition | undefined;
}

/** A page of results. */
export interface SearchResults<T> {
  readonly results: readonly T[];
  /** Undefined on the last page. */
  readonly next: SearchPosition | undefined;
  /** Why nothing can be found: the subject or the instance is unknown, or the subject is not a user. */
  readonly reasons?: Evaluation["reasons"];
}

/** Rows of a table in an instance. */
export interface TableRows {
  /** Id or name of the instance. */
  readonly instance: string;
  readonly table: string;
  readonly rows: OwnerRelation;
}

/** Something that may be a result: the question that decides, and the result if the answer is yes. */
interface Possible<T> {
  readonly key: string;
  readonly question: AccessQuestion;
  toResult(answer: Answer): T;
}

/** Lists a page of what may be a result in the order of keys, beginning after a key; the empty one begins it all. */
type PossibleList<T> = (after: string, limit: number) => Promise<readonly Possible<T>[]>;

/** The most decisions for one page; a page that needs more ends early, and the next one goes on. */
export const MAX_DECISIONS = 2000;

/** The most decisions that are made together. */
const BATCH = 500;

/**
 * Finds the subjects that may do something in an instance, in no particular order. AuthZEN 1.0 §8.4
 * @returns the users with what their decisions were made from
 */
export async function searchSubjects(
  ctx: QuestionContext,
  wanted: Omit<AccessQuestion, "subject"> & { readonly type: SubjectRef["type"] },
  page: SearchPage,
): Promise<SearchResults<UserInInstance>> {
  const { db, viewer } = ctx;
  const { type, action } = wanted;
  const instance = await findInstance(db.read, viewer.tenantId, wanted.instance);
  if (instance === undefined) return nothing(unknown("UNKNOWN_INSTANCE"));
  const lists = await possibleSubjects(db.read, viewer.tenantId, {
    type,
    portal: action.kind === "portal",
    instanceId: instance.id,
    now: ctx.now(),
  });
  const possible = lists.map(
    (list): PossibleList<UserInInstance | undefined> =>
      async (after, limit) => {
        const users = await list(after, limit);
        return users.map(({ userId, key }) => ({
          key,
          question: { subject: { type, id: userId }, action, instance: instance.id },
          toResult: ({ found }) => found,
        }));
      },
  );
  const { results, next } = await search(ctx, possible, page);
  return { results: results.flatMap((found) => found ?? []), next };
}

/** Finds the instances in which a subject may do something, by id. AuthZEN 1.0 §8.5 */
export async function searchInstances(
  ctx: QuestionContext,
  { subject, action }: Omit<AccessQuestion, "instance">,
  page: SearchPage,
): Promise<SearchResults<Instance>> {
  const instances = await listInstances(ctx.db.read, ctx.viewer.tenantId);
  const possible = instances.map((instance) => ({
    key: instance.id,
    question: { subject, action, instance: instance.id },
    toResult: () => instance,
  }));
  return search(ctx, [listOf(possible)], page);
}

/**
 * Finds the tables on whose rows a subject may use a privilege in an instance, by name. AuthZEN 1.0 §8.5
 * @param wanted - `table` if only this one is asked for
 */
export async function searchTables(
  ctx: QuestionContext,
  subject: SubjectRef,
  wanted: Omit<TableRows, "table"> & { readonly verb: Verb; readonly table: string | undefined },
  page: SearchPage,
): Promise<SearchResults<string>> {
  const { verb, rows, instance } = wanted;
  const [answer] = await answerQuestions(ctx, [{ subject, action: { kind: "api" }, instance }]);
  if (answer?.found === undefined) return nothing(answer?.evaluation);
  const privileges = await privilegesOf(ctx.db.read, ctx.viewer.tenantId, [answer.found]);
  const tables = [...privileges(answer.found).keys()].flatMap((name) => {
    const named = parsePrivilegeName(name);
    const isWanted = named?.verb === verb && (wanted.table === undefined || wanted.table === named.table);
    return isWanted ? [named.table] : [];
  });
  const possible = tables.map((table) => ({
    key: table,
    question: { subject, action: { kind: "privilege", verb, table, rows } as const, instance },
    toResult: () => table,
  }));
  return search(ctx, [listOf(possible)], page);
}

/** Finds what a subject may do: the actions on an instance, or the privileges on rows of a table. AuthZEN 1.0 §8.6 */
export async function searchActions(
  ctx: QuestionContext,
  subject: SubjectRef,
  resource: TableRows | { readonly instance: string },
  page: SearchPage,
): Promise<SearchResults<string>> {
  const { instance } = resource;
  const actions: readonly (readonly [name: string, action: WantedAction])[] =
    "table" in resource
      ? VERBS.map((verb) => [
          privilegeName(verb, resource.table),
          { kind: "privilege", verb, table: resource.table, rows: resource.rows },
        ])
      : ACCESS_ACTIONS.map((kind) => [kind, { kind }]);
  const possible = actions.map(([name, action]) => ({
    key: name,
    question: { subject, action, instance },
    toResult: () => name,
  }));
  return search(ctx, [listOf(possible)], page);
}

function nothing(evaluation: Evaluation | undefined): SearchResults<never> {
  const none = { results: [], next: undefined };
  return evaluation === undefined ? none : { ...none, reasons: evaluation.reasons };
}

function listOf<T>(possible: readonly Possible<T>[]): PossibleList<T> {
  const sorted = possible.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  return async (after, limit) => sorted.filter(({ key }) => key > after).slice(0, limit);
}

/** Asks about what the lists have, in batches, until the page is full, the lists end or the decisions are used up. */
async function search<T>(
  ctx: QuestionContext,
  lists: readonly PossibleList<T>[],
  { limit, from = { list: 0, after: "" } }: SearchPage,
): Promise<SearchResults<T>> {
  const results: T[] = [];
  let { list, after } = from;
  let decided = 0;
  let reasons: Evaluation["reasons"] | undefined;
  for (let read = lists[list]; read !== undefined; read = lists[list]) {
    const size = Math.min(decided === 0 ? limit : BATCH, BATCH, MAX_DECISIONS - decided);
    if (size === 0 || results.length === limit) break;
    const possible = await read(after, size + 1);
    const batch = possible.slice(0, size);
    const answers = await answerQuestions(
      ctx,
      batch.map(({ question }) => question),
    );
    const taken = take(batch, answers, limit - results.length);
    results.push(...taken.results);
    reasons ??= reasonsIfUnknown(answers[0]);
    decided += batch.length;
    after = batch[taken.count - 1]?.key ?? after;
    if (taken.count === possible.length) [list, after] = [list + 1, ""];
  }
  const next = lists[list] === undefined ? undefined : { list, after };
  return reasons === undefined ? { results, next } : { results, next, reasons };
}

/** Takes the results of a batch up to a number, and counts how many of the batch were looked at for them. */
function take<T>(
  batch: readonly Possible<T>[],
  answers: readonly Answer[],
  most: number,
): { readonly results: readonly T[]; readonly count: number } {
  const results: T[] = [];
  for (const [index, possible] of batch.entries()) {
    const answer = answers[index];
    if (answer?.evaluation.decision === true) results.push(possible.toResult(answer));
    if (results.length === most) return { results, count: index + 1 };
  }
  return { results, count: batch.length };
}

function reasonsIfUnknown(answer: Answer | undefined): Evaluation["reasons"] | undefined {
  const reasons = answer?.evaluation.reasons;
  const code = reasons?.[0]?.code;
  return code === "UNKNOWN_SUBJECT" || code === "UNKNOWN_INSTANCE" ? reasons : undefined;
}
