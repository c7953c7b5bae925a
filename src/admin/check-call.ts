import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import { AppError } from "../errors.js";
import { closeSchema } from "./close-schema.js";
import { DOCUMENTED_AS, REFERS_TO } from "./documented-as.js";
import type { JsonSchema } from "./json-schema.js";
import { PAGING } from "./pages.js";
import { PREVIEWING } from "./preview-query.js";
import { type AdminRoute, isChanging } from "./route.js";

// Formats are documentation; the use-cases check values and explain what is wrong.
const ajv = new Ajv2020({ verbose: true, validateFormats: false, strictTypes: false, strictRequired: false });
// Documentation only.
ajv.addVocabulary([DOCUMENTED_AS, REFERS_TO]);

/** Reads and checks the input of a route. */
export interface CallReader {
  /**
   * The path parameters.
   * @throws AppError `invalidValue` that names a missing parameter
   */
  params(given: Readonly<Record<string, string>>): Readonly<Record<string, string>>;
  /**
   * The query parameters, each known and given once.
   * @throws AppError `invalidValue` that names the parameter and its valid values
   */
  query(raw: Readonly<Record<string, unknown>>): Readonly<Record<string, string>>;
  /**
   * The body, checked by the route's schema: an empty object if an optional body is omitted, undefined if the route
   * takes none.
   * @throws AppError `invalidValue` that names the path and what is expected there
   */
  body(given: unknown): unknown;
}

/** Creates the reader of a route's calls. */
export function callReader(route: AdminRoute): CallReader {
  // Compiled with the first call: compiling all routes would delay every start of a server by a quarter of a second.
  let query: ValidateFunction<Readonly<Record<string, string>>> | undefined;
  let body: ValidateFunction | undefined;
  return {
    params(given) {
      const missing = pathNames(route.path).find((name) => given[name] === undefined);
      if (missing === undefined) return given;
      throw new AppError("invalidValue", `'${missing}' is missing in the path`);
    },
    query(raw) {
      const repeated = Object.entries(raw).find(([, value]) => typeof value !== "string");
      if (repeated)
        throw new AppError("invalidValue", `'${repeated[0].slice(0, 60)}' may be given only once.`);
      query ??= ajv.compile<Readonly<Record<string, string>>>({
        type: "object",
        properties: queryOf(route),
        additionalProperties: false,
      });
      return check(query, raw, "the query");
    },
    body(given) {
      body ??= route.body && ajv.compile(closeSchema(route.body));
      return readBody(route, body, given);
    },
  };
}

/** Returns the names of the path parameters: `instance` and `id` of `/instances/{instance}/users/{id}`. */
export function pathNames(path: string): readonly string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
}

/** Returns the query parameters of a route by name, including those of paging. */
export function queryOf(route: AdminRoute): Readonly<Record<string, JsonSchema>> {
  const { query, paged = false } = route;
  return { ...query, ...(paged && PAGING), ...(isChanging(route) && PREVIEWING) };
}

function readBody(route: AdminRoute, validate: ValidateFunction | undefined, given: unknown): unknown {
  if (validate === undefined) {
    // Some clients send an empty object with every request.
    if (given === undefined || JSON.stringify(given) === "{}") return undefined;
    throw new AppError("invalidValue", `'${route.operationId}' takes no body: leave it out`);
  }
  const body = given ?? (route.bodyOptional === true ? {} : undefined);
  if (body === undefined) {
    throw new AppError("invalidValue", `'${route.operationId}' needs a body: send it as application/json`);
  }
  return check(validate, body, "the body");
}

function check<Value>(validate: ValidateFunction<Value>, value: unknown, whole: string): Value {
  if (validate(value)) return value;
  const errors = validate.errors ?? [];
  // For alternatives, ajv lists the errors of each first and their summary last; the first one is the closest.
  const [error] = errors;
  if (error === undefined) throw new AppError("invalidValue", `${whole} is not what is expected here`);
  throw new AppError("invalidValue", describe(error, whole));
}

function describe(error: ErrorObject, whole: string): string {
  const path = toPath(error.instancePath);
  const params: Readonly<Record<string, unknown>> = error.params;
  switch (error.keyword) {
    case "required":
      return `'${joined(path, String(params["missingProperty"]))}' is missing in ${whole}`;
    case "additionalProperties": {
      const known = Object.keys((error.parentSchema?.["properties"] ?? {}) as object);
      const name = joined(path, String(params["additionalProperty"]).slice(0, 60));
      return `'${name}' is not known in ${whole}; ${known.length === 0 ? "there is nothing to send" : `there are ${known.join(", ")}`}`;
    }
    case "enum": {
      const allowed = params["allowedValues"] as readonly unknown[];
      return `${named(path, whole)} must be one of ${allowed.map(String).join(", ")}`;
    }
    default:
      return `${named(path, whole)} ${error.message ?? "is not what is expected"}`;
  }
}

function named(path: string, whole: string): string {
  return path === "" ? whole : `'${path}' in ${whole}`;
}

function joined(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

/** Formats a JSON pointer as people write it: `/members/3/value` becomes `members[3].value`. */
function toPath(pointer: string): string {
  const parts = pointer.split("/").slice(1);
  return parts
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~").slice(0, 60))
    .reduce((path, part) => (/^\d+$/.test(part) ? `${path}[${part}]` : joined(path, part)), "");
}
