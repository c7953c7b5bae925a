import { parsePrivilegeName, VERBS, type Verb } from "../access/default-roles.js";
import type { OwnerRelation } from "../access/privileges.js";
import { ACCESS_ACTIONS, type WantedAction } from "../crm/decision/evaluation.js";
import { parseDateTime } from "../db/date-time.js";
import { AppError } from "../errors.js";
import { ERROR_STATUS } from "../scim/error-response.js";
import type { AccessQuestion, SubjectRef } from "../use-cases/access/access-questions.js";

/**
 * How a request with several questions ends: after all answers, or after the first of one kind. AuthZEN 1.0 §7.1.2.1
 */
export const SEMANTICS = ["execute_all", "deny_on_first_deny", "permit_on_first_permit"] as const;

/** Several parsed questions; one that cannot be asked is an error in its place. */
export interface EvaluationsRequest {
  readonly items: readonly (AccessQuestion | AppError)[];
  readonly semantic: (typeof SEMANTICS)[number];
}

/** The most questions of one request. */
const MAX_EVALUATIONS = 1000;

/** The most characters of an id or name. */
const MAX_TEXT = 1024;

const ROWS: readonly OwnerRelation[] = ["own", "sameBusinessUnit", "childBusinessUnit", "elsewhere"];

/** An object of a request. */
export type Json = Readonly<Record<string, unknown>>;

/** The parts of a question as sent. */
interface RawQuestion {
  readonly subject: Json;
  readonly action: Json;
  readonly resource: Json;
  readonly context: Json;
}

/**
 * Reads the body of an evaluation; unknown members are ignored. AuthZEN 1.0 §6.1
 * @throws AppError `invalidSyntax` when the body is not an object, `invalidValue` that names the wrong member
 */
export function readEvaluation(body: unknown): AccessQuestion {
  return toQuestion(readRaw(readObject(body, "The body"), {}, ""), "");
}

/**
 * Reads the body of several evaluations: the members at the top are the defaults for each of them. Undefined when the
 * body has no `evaluations` and is a single one. AuthZEN 1.0 §7.1
 * @throws AppError `invalidSyntax`, `invalidValue` as `readEvaluation`, for errors that concern the whole request
 */
export function readEvaluations(body: unknown): EvaluationsRequest | undefined {
  const top = readObject(body, "The body");
  const { evaluations } = top;
  if (evaluations === undefined || (Array.isArray(evaluations) && evaluations.length === 0)) return undefined;
  if (!Array.isArray(evaluations)) throw invalid("evaluations must be an array of evaluations");
  if (evaluations.length > MAX_EVALUATIONS) {
    throw invalid(
      `evaluations has ${evaluations.length} elements: send ${MAX_EVALUATIONS} or fewer in a request`,
    );
  }
  for (const name of ["subject", "action", "resource"]) {
    if (top[name] !== undefined && top[name] !== null) readObject(top[name], name);
  }
  const items = evaluations.map((item, index) => {
    const at = `evaluations[${index}]`;
    return valueOrError(() => toQuestion(readRaw(readObject(item, at), top, `${at}.`), `${at}.`));
  });
  return { items, semantic: readSemantic(top) };
}

function readSemantic(top: Json): EvaluationsRequest["semantic"] {
  const options = top["options"] === undefined ? {} : readObject(top["options"], "options");
  const { evaluations_semantic: wanted = "execute_all" } = options;
  const semantic = SEMANTICS.find((candidate) => candidate === wanted);
  if (semantic === undefined) {
    throw invalid(`options.evaluations_semantic must be one of ${SEMANTICS.join(", ")}`);
  }
  return semantic;
}

function readRaw(item: Json, defaults: Json, at: string): RawQuestion {
  const part = (name: "subject" | "action" | "resource"): Json => {
    const value = item[name] ?? defaults[name];
    if (value === undefined || value === null) throw invalid(`${at}${name} is missing`);
    return readObject(value, item[name] === undefined ? name : `${at}${name}`);
  };
  const [subject, action, resource] = [part("subject"), part("action"), part("resource")];
  readText(subject["type"], `${at}subject.type`);
  readText(action["name"], `${at}action.name`);
  readText(resource["type"], `${at}resource.type`);
  readText(resource["id"], `${at}resource.id`);
  const given = item["context"] ?? defaults["context"] ?? {};
  return { subject, action, resource, context: readObject(given, `${at}context`) };
}

/** Returns what a function returns, or the error that it throws: one question fails alone. AuthZEN 1.0 §7.2.1 */
export function valueOrError<T>(read: () => T): T | AppError {
  try {
    return read();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

function toQuestion({ subject, action, resource, context }: RawQuestion, at: string): AccessQuestion {
  const question = {
    subject: toSubject(subject, at),
    ...toTarget(readText(action["name"], `${at}action.name`), resource, at),
  };
  const moment = readMoment(context, at);
  if (moment !== undefined && question.action.kind === "privilege") {
    throw invalid(
      `${at}context.at asks about the past, which does not have the privileges of roles: ask for one of ${ACCESS_ACTIONS.join(", ")} on an instance`,
    );
  }
  return { ...question, at: moment };
}

/** Reads the moment of the past that a question is about; undefined for now. RFC 3339 §5.6 */
function readMoment({ at: sent }: Json, at: string): number | undefined {
  if (sent === undefined) return undefined;
  const text = typeof sent === "string" ? sent.toUpperCase() : "";
  const moment = /(?:Z|[+-]\d\d:\d\d)$/.test(text) ? parseDateTime(text) : undefined;
  if (moment !== undefined) return moment;
  throw invalid(`${at}context.at must be a time with its offset like 2030-12-31T18:00:00Z`);
}

/**
 * Reads the subject of a question.
 * @param at - precedes the names of members in errors
 */
export function toSubject(subject: Json, at: string): SubjectRef {
  const type = toSubjectType(subject, at);
  return { type, ...readSubjectName(subject, at) };
}

/** Reads the type of a subject. */
export function toSubjectType({ type }: Json, at: string): SubjectRef["type"] {
  if (type === "user" || type === "application") return type;
  throw invalid(`${at}subject.type must be 'user' or 'application'`);
}

/** Reads the id of a subject, or the userName in its place. */
export function readSubjectName(subject: Json, at: string): Pick<SubjectRef, "id" | "userName"> {
  const { id } = subject;
  if (id !== undefined) return { id: readText(id, `${at}subject.id`) };
  const { userName } = propertiesOf(subject, `${at}subject`);
  if (userName === undefined)
    throw invalid(`${at}subject.id is missing; send it, or subject.properties.userName`);
  return { userName: readText(userName, `${at}subject.properties.userName`) };
}

/** Reads action and resource of a question. */
export function toTarget(
  name: string,
  resource: Json,
  at: string,
): Pick<AccessQuestion, "action" | "instance"> {
  const { id } = resource;
  if (toResourceType(resource, at) === "instance") {
    return { action: toInstanceAction(name, at), instance: readText(id, `${at}resource.id`) };
  }
  const { verb, table } = toVerb(name, at);
  const named = readText(id, `${at}resource.id`);
  if (table !== undefined && table.toLowerCase() !== named.toLowerCase()) {
    throw invalid(`${at}action.name is a privilege on the table '${table}': name it in resource.id`);
  }
  const { instance, owner } = readRows(resource, at);
  return { action: { kind: "privilege", verb, table: table ?? named, rows: owner }, instance };
}

/** Reads the type of a resource. */
export function toResourceType({ type }: Json, at: string): "instance" | "table" {
  if (type === "instance" || type === "table") return type;
  throw invalid(`${at}resource.type must be 'instance' or 'table'`);
}

/** Reads the name of an action on an instance. */
export function toInstanceAction(name: string, at: string): WantedAction {
  const kind = ACCESS_ACTIONS.find((candidate) => candidate === name);
  if (kind !== undefined) return { kind };
  throw invalid(
    `${at}action.name must be one of ${ACCESS_ACTIONS.join(", ")} for a resource of type 'instance'`,
  );
}

/** Reads the name of an action on rows of a table: a verb, or a privilege, which names the table, too. */
export function toVerb(
  name: string,
  at: string,
): { readonly verb: Verb; readonly table: string | undefined } {
  const named = parsePrivilegeName(name);
  const verb = named?.verb ?? VERBS.find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  if (verb !== undefined) return { verb, table: named?.table };
  throw invalid(
    `${at}action.name must be a privilege such as 'prvReadAccount', or one of ${VERBS.join(", ")}, for a resource of type 'table'`,
  );
}

/** Reads which rows of a table are meant: in which instance, and of which owner. */
export function readRows(
  resource: Json,
  at: string,
): { readonly instance: string; readonly owner: OwnerRelation } {
  const { instance, owner = "own" } = propertiesOf(resource, `${at}resource`);
  const rows = ROWS.find((candidate) => candidate === owner);
  if (rows === undefined) throw invalid(`${at}resource.properties.owner must be one of ${ROWS.join(", ")}`);
  return { instance: readText(instance, `${at}resource.properties.instance`), owner: rows };
}

function propertiesOf(entity: Json, at: string): Json {
  return entity["properties"] === undefined ? {} : readObject(entity["properties"], `${at}.properties`);
}

/** Reads an object of a request. @throws AppError `invalidSyntax` for anything else */
export function readObject(value: unknown, at: string): Json {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Json;
  throw new AppError("invalidSyntax", `${at} must be a JSON object`);
}

/** Reads an id or name of a request. @throws AppError `invalidValue` for anything else */
export function readText(value: unknown, at: string): string {
  if (value === undefined || value === null) throw invalid(`${at} is missing`);
  if (typeof value === "string" && value !== "" && value.length <= MAX_TEXT) return value;
  throw invalid(`${at} must be a string of 1 to ${MAX_TEXT} characters`);
}

/** Returns what the answer says of a question that cannot be asked. AuthZEN 1.0 §7.2.1 */
export function failureOf({ code, message }: AppError): {
  readonly error: { readonly status: number; readonly message: string };
} {
  return { error: { status: ERROR_STATUS[code].status, message } };
}

/** Creates the error for a wrong member of a request. */
export function invalid(message: string): AppError {
  return new AppError("invalidValue", message);
}
