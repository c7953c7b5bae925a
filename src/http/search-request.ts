import { createHash } from "node:crypto";
import { AppError } from "../errors.js";
import type { Sealer } from "../mail/sealer.js";
import type { AccessQuestion, SubjectRef } from "../use-cases/access/access-questions.js";
import type { SearchPage, SearchPosition, TableRows } from "../use-cases/access/search-access.js";
import {
  invalid,
  type Json,
  readObject,
  readRows,
  readSubjectName,
  readText,
  toInstanceAction,
  toResourceType,
  toSubject,
  toSubjectType,
  toTarget,
  toVerb,
  valueOrError,
} from "./evaluation-request.js";

/** What a subject search asks: who may do this. */
export type SubjectSearch = Omit<AccessQuestion, "subject"> & { readonly type: SubjectRef["type"] };

/** What a resource search asks: in which instances, or on which tables of one, a subject may do something. */
export type ResourceSearch =
  | ({ readonly type: "instance" } & Omit<AccessQuestion, "instance">)
  | ({ readonly type: "table"; readonly subject: SubjectRef } & ReturnType<typeof toVerb> &
      Omit<TableRows, "table">);

/** What an action search asks: what a subject may do with an instance, or with rows of a table. */
export interface ActionSearch {
  readonly subject: SubjectRef;
  readonly resource: TableRows | { readonly instance: string };
}

/** The results of a page if the request says nothing of it. */
const DEFAULT_LIMIT = 100;

/** The most results of a page. */
const MAX_LIMIT = 1000;

/** The parts of a search by which the pages of one are told from those of another. */
const BOUND = ["subject", "action", "resource", "context"] as const;

/**
 * Reads the body of a subject search; the id of the subject is ignored. AuthZEN 1.0 §8.4.1
 * @returns an error if the search is well-formed and names something that does not exist here, so that it finds nothing
 * @throws AppError `invalidSyntax`, `invalidValue` that names the missing or wrong member
 */
export function readSubjectSearch(body: unknown): SubjectSearch | AppError {
  const { subject, action, resource } = readParts(body, ["subject", "action", "resource"]);
  readText(subject["type"], "subject.type");
  const name = readText(action["name"], "action.name");
  readEntity(resource, "resource");
  return valueOrError(() => ({ type: toSubjectType(subject, ""), ...toTarget(name, resource, "") }));
}

/** Reads the body of a resource search; the id of the resource is ignored. AuthZEN 1.0 §8.5.1 */
export function readResourceSearch(body: unknown): ResourceSearch | AppError {
  const { subject, action, resource } = readParts(body, ["subject", "action", "resource"]);
  readNamed(subject);
  const name = readText(action["name"], "action.name");
  readText(resource["type"], "resource.type");
  return valueOrError((): ResourceSearch => {
    const type = toResourceType(resource, "");
    const known = toSubject(subject, "");
    if (type === "instance") return { type, subject: known, action: toInstanceAction(name, "") };
    const { instance, owner } = readRows(resource, "");
    return { type, subject: known, ...toVerb(name, ""), instance, rows: owner };
  });
}

/** Reads the body of an action search; an action in it is ignored. AuthZEN 1.0 §8.6.1 */
export function readActionSearch(body: unknown): ActionSearch | AppError {
  const { subject, resource } = readParts(body, ["subject", "resource"]);
  readNamed(subject);
  const id = readEntity(resource, "resource");
  return valueOrError((): ActionSearch => {
    const known = toSubject(subject, "");
    if (toResourceType(resource, "") === "instance") return { subject: known, resource: { instance: id } };
    const { instance, owner } = readRows(resource, "");
    return { subject: known, resource: { instance, table: id, rows: owner } };
  });
}

function readParts<Name extends string>(body: unknown, names: readonly Name[]): Record<Name, Json> {
  const top = readObject(body, "The body");
  const parts = names.map((name) => {
    const part = top[name];
    if (part === undefined || part === null) throw invalid(`${name} is missing`);
    return [name, readObject(part, name)];
  });
  return Object.fromEntries(parts) as Record<Name, Json>;
}

function readEntity({ type, id }: Json, at: string): string {
  readText(type, `${at}.type`);
  return readText(id, `${at}.id`);
}

function readNamed(subject: Json): void {
  readText(subject["type"], "subject.type");
  readSubjectName(subject, "");
}

/** The name of a search, as in its path. */
export type SearchName = "subject" | "resource" | "action";

/** Binds the tokens of pages to a search: one that was given for another search, or to another tenant, opens none. */
export class SearchTokens {
  private readonly sealer: Sealer;
  private readonly place: string;

  /** @param body - of the request, an object */
  constructor(sealer: Sealer, tenantId: string, name: SearchName, body: unknown) {
    this.sealer = sealer;
    const parts = readObject(body, "The body");
    const bound = BOUND.filter((part) => !(name === "action" && part === "action"));
    const asked = bound.map((part) => withoutId(parts[part], part === name));
    const digest = createHash("sha256").update(JSON.stringify(asked, sorted)).digest("base64url");
    this.place = `search ${name} ${tenantId} ${digest}`;
  }

  /**
   * Reads the page that a search asks for. AuthZEN 1.0 §8.2.1
   * @throws AppError `invalidSyntax`, `invalidValue`, `invalidCursor` for a foreign token, `invalidCount` for another limit
   */
  readPage(body: unknown): SearchPage {
    const { page } = readObject(body, "The body");
    if (page === undefined || page === null) return { limit: DEFAULT_LIMIT, from: undefined };
    const { token, limit } = readObject(page, "page");
    const wanted = limit === undefined || limit === null ? undefined : readLimit(limit);
    if (token === undefined || token === null) return { limit: wanted ?? DEFAULT_LIMIT, from: undefined };
    const opened = this.open(token);
    if (wanted === undefined || wanted === opened.limit) return opened;
    throw new AppError(
      "invalidCount",
      `page.limit must stay ${opened.limit} from the first page to the last, not ${wanted}`,
    );
  }

  /** Returns the token of the page after a position; the empty one if there is none. AuthZEN 1.0 §8.2.2 */
  seal(limit: number, next: SearchPosition | undefined): string {
    if (next === undefined) return "";
    return this.sealer.seal(JSON.stringify({ limit, from: next }), this.place);
  }

  private open(token: unknown): SearchPage {
    if (typeof token !== "string") throw invalid("page.token must be a string");
    const text = this.sealer.open(token, this.place);
    if (text !== undefined) return JSON.parse(text) as SearchPage;
    throw new AppError(
      "invalidCursor",
      "page.token does not belong to this search: send next_token of its page before, with the same subject, action, resource and context, or leave it out",
    );
  }
}

function readLimit(limit: unknown): number {
  if (typeof limit === "number" && Number.isSafeInteger(limit) && limit >= 0) {
    return Math.min(limit, MAX_LIMIT);
  }
  throw invalid("page.limit must be a whole number, 0 or more");
}

/** What a search looks for has no id; one that is sent all the same means nothing. AuthZEN 1.0 §8.4.1, §8.5.1 */
function withoutId(part: unknown, isWanted: boolean): unknown {
  if (!isWanted) return part ?? null;
  const { id: _ignored, ...rest } = part as Json;
  return rest;
}

/** For `JSON.stringify`: the order of an object's members means nothing. RFC 8259 §4 */
function sorted(_name: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
