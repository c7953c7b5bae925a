import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import { AppError } from "../errors.js";
import { closeSchema } from "./close-schema.js";
import type { JsonSchema } from "./json-schema.js";
import { PAGING } from "./pages.js";
import type { AdminRoute } from "./route.js";
import { REFERS_TO, TOLD } from "./with-told.js";

// Formats are told to readers of the document; what must hold is checked by the use-cases, which say why.
const ajv = new Ajv2020({ verbose: true, validateFormats: false, strictTypes: false, strictRequired: false });
// Told to readers of the document only.
ajv.addVocabulary([TOLD, REFERS_TO]);

/** Reads what a request sent for a route. */
export interface CallReader {
  /**
   * The parts of the path, all of them.
   * @throws AppError `invalidValue` that names the part that is missing
   */
  params(given: Readonly<Record<string, string>>): Readonly<Record<string, string>>;
  /**
   * The query parameters, each given once and all of them known.
   * @throws AppError `invalidValue` that names the parameter and what it must be
   */
  query(raw: Readonly<Record<string, unknown>>): Readonly<Record<string, string>>;
  /**
   * The body, which conforms to the route's schema: an empty object where an optional one is left out, undefined where
   * the route takes none.
   * @throws AppError `invalidValue` that names the path at fault and what is expected there
   */
  body(given: unknown): unknown;
}

/** Reads the calls of a route. */
export function callReader(route: AdminRoute): CallReader {
  // Compiled with the first call: all routes together take a quarter of a second, which no start of a server has to wait for.
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

/** The names of the parts of a path: `instance` and `id` of `/instances/{instance}/users/{id}`. */
export function pathNames(path: string): readonly string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
}

/** The query parameters of a route by their names, those of paging included. */
export function queryOf({ query, paged = false }: AdminRoute): Readonly<Record<string, JsonSchema>> {
  return { ...query, ...(paged && PAGING) };
}

function readBody(route: AdminRoute, validate: ValidateFunction | undefined, given: unknown): unknown {
  if (validate === undefined) {
    // Some clients send an empty object with everything.
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
  // Of alternatives all errors are listed, and what they have in common last: the first is the nearest.
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

/** A JSON pointer the way people write it: `/members/3/value` is `members[3].value`. */
function toPath(pointer: string): string {
  const parts = pointer.split("/").slice(1);
  return parts
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~").slice(0, 60))
    .reduce((path, part) => (/^\d+$/.test(part) ? `${path}[${part}]` : joined(path, part)), "");
}
