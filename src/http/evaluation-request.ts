import { parsePrivilegeName, VERBS } from "../access/default-roles.js";
import type { OwnerRelation } from "../access/privileges.js";
import { ACCESS_ACTIONS, type WantedAction } from "../crm/decision/evaluation.js";
import { AppError } from "../errors.js";
import type { AccessQuestion, SubjectRef } from "../use-cases/access/evaluate-access.js";

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

type Json = Readonly<Record<string, unknown>>;

/** The parts of a question as sent. */
interface RawQuestion {
  readonly subject: Json;
  readonly action: Json;
  readonly resource: Json;
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
  const raw = evaluations.map((item, index) => {
    const at = `evaluations[${index}]`;
    return [readRaw(readObject(item, at), top, `${at}.`), `${at}.`] as const;
  });
  return { items: raw.map(([question, at]) => questionOrError(question, at)), semantic: readSemantic(top) };
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
  const part = (name: keyof RawQuestion): Json => {
    const value = item[name] ?? defaults[name];
    if (value === undefined || value === null) throw invalid(`${at}${name} is missing`);
    return readObject(value, item[name] === undefined ? name : `${at}${name}`);
  };
  const [subject, action, resource] = [part("subject"), part("action"), part("resource")];
  readText(subject["type"], `${at}subject.type`);
  readText(action["name"], `${at}action.name`);
  readText(resource["type"], `${at}resource.type`);
  readText(resource["id"], `${at}resource.id`);
  return { subject, action, resource };
}

/** A well-formed question that cannot be asked fails alone; the others are answered. AuthZEN 1.0 §7.2.1 */
function questionOrError(raw: RawQuestion, at: string): AccessQuestion | AppError {
  try {
    return toQuestion(raw, at);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

function toQuestion({ subject, action, resource }: RawQuestion, at: string): AccessQuestion {
  return {
    subject: toSubject(subject, at),
    ...toTarget(readText(action["name"], `${at}action.name`), resource, at),
  };
}

function toSubject(subject: Json, at: string): SubjectRef {
  const { type, id } = subject;
  if (type !== "user" && type !== "application") {
    throw invalid(`${at}subject.type must be 'user' or 'application'`);
  }
  if (id !== undefined) return { type, id: readText(id, `${at}subject.id`) };
  const { userName } = propertiesOf(subject, `${at}subject`);
  if (userName === undefined)
    throw invalid(`${at}subject.id is missing; send it, or subject.properties.userName`);
  return { type, userName: readText(userName, `${at}subject.properties.userName`) };
}

function toTarget(name: string, resource: Json, at: string): Pick<AccessQuestion, "action" | "instance"> {
  const { type, id } = resource;
  const kind = ACCESS_ACTIONS.find((candidate) => candidate === name);
  if (type === "instance") {
    if (kind !== undefined) return { action: { kind }, instance: readText(id, `${at}resource.id`) };
    throw invalid(
      `${at}action.name must be one of ${ACCESS_ACTIONS.join(", ")} for a resource of type 'instance'`,
    );
  }
  if (type !== "table") throw invalid(`${at}resource.type must be 'instance' or 'table'`);
  const properties = propertiesOf(resource, `${at}resource`);
  return {
    action: toPrivilege(name, readText(id, `${at}resource.id`), properties, at),
    instance: readText(properties["instance"], `${at}resource.properties.instance`),
  };
}

function toPrivilege(name: string, table: string, properties: Json, at: string): WantedAction {
  const named = parsePrivilegeName(name);
  const verb = named?.verb ?? VERBS.find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  if (verb === undefined) {
    throw invalid(
      `${at}action.name must be a privilege such as 'prvReadAccount', or one of ${VERBS.join(", ")}, for a resource of type 'table'`,
    );
  }
  if (named !== undefined && named.table.toLowerCase() !== table.toLowerCase()) {
    throw invalid(`${at}action.name is a privilege on the table '${named.table}': name it in resource.id`);
  }
  const { owner = "own" } = properties;
  const rows = ROWS.find((candidate) => candidate === owner);
  if (rows === undefined) throw invalid(`${at}resource.properties.owner must be one of ${ROWS.join(", ")}`);
  return { kind: "privilege", verb, table: named?.table ?? table, rows };
}

function propertiesOf(entity: Json, at: string): Json {
  return entity["properties"] === undefined ? {} : readObject(entity["properties"], `${at}.properties`);
}

function readObject(value: unknown, at: string): Json {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Json;
  throw new AppError("invalidSyntax", `${at} must be a JSON object`);
}

function readText(value: unknown, at: string): string {
  if (value === undefined || value === null) throw invalid(`${at} is missing`);
  if (typeof value === "string" && value !== "" && value.length <= MAX_TEXT) return value;
  throw invalid(`${at} must be a string of 1 to ${MAX_TEXT} characters`);
}

function invalid(message: string): AppError {
  return new AppError("invalidValue", message);
}
