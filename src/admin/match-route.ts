import { AppError } from "../errors.js";
import { quote } from "../schema/quote.js";
import type { AdminRoute } from "./route.js";
import { bySpecificity, toExpressPath } from "./route-paths.js";

/** The most characters of a path parameter; no id or name is longer. */
const MAX_PARAM = 500;

/** A request line as it would be sent: method, path and query. */
export interface RequestLine {
  readonly method: string;
  /** `/instances/main/guard`, percent-encoded, with or without `/admin/v1` in front and a query behind. */
  readonly path: string;
}

/** The route of a request line, with what its path and query say. */
export interface MatchedRoute {
  readonly route: AdminRoute;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | readonly string[]>>;
}

/** Finds the route of a request line. @throws AppError `notFound`, `methodNotAllowed`, `invalidValue` */
export type RouteMatcher = (line: RequestLine) => MatchedRoute;

/** Creates the matcher of some routes, which finds what the router would find. */
export function routeMatcher(routes: readonly AdminRoute[]): RouteMatcher {
  const paths = [...new Set(routes.map(({ path }) => path))]
    .sort((a, b) => bySpecificity(toExpressPath(a), toExpressPath(b)))
    .map((path) => ({ path, segments: path.split("/"), routes: routes.filter((one) => one.path === path) }));
  return ({ method, path: sent }) => {
    const [path = "", ...search] = sent.replace(/^\/admin\/v1(?=\/)/, "").split("?");
    const segments = path.replace(/\/$/, "").split("/");
    const found = paths.find((candidate) => fits(candidate.segments, segments));
    if (found === undefined) throw nothingAt(sent);
    const route = found.routes.find((one) => one.method.toUpperCase() === method);
    if (route === undefined) {
      const methods = found.routes.map((one) => one.method.toUpperCase()).join(", ");
      throw new AppError("methodNotAllowed", `${method} is not allowed at ${quote(sent)}: use ${methods}`);
    }
    return { route, params: paramsOf(found.segments, segments, sent), query: queryIn(search.join("?")) };
  };
}

/** Returns true if a value can be a path parameter; PostgreSQL cannot store U+0000, and no id or name contains it. */
export function isParam(value: string): boolean {
  return value.length <= MAX_PARAM && !value.includes("\0");
}

function fits(pattern: readonly string[], segments: readonly string[]): boolean {
  return (
    pattern.length === segments.length &&
    pattern.every((part, index) => (part.startsWith("{") ? segments[index] !== "" : part === segments[index]))
  );
}

function paramsOf(
  pattern: readonly string[],
  segments: readonly string[],
  sent: string,
): Record<string, string> {
  const named = pattern.flatMap((part, index) =>
    part.startsWith("{") ? [[part.slice(1, -1), decode(segments[index] ?? "", sent)] as const] : [],
  );
  if (named.some(([, value]) => !isParam(value))) throw nothingAt(sent);
  return Object.fromEntries(named);
}

function decode(segment: string, sent: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (error) {
    const problem = `The path ${quote(sent)} is not percent-encoded UTF-8`;
    throw new AppError("invalidValue", problem, { cause: error });
  }
}

/** A parameter that is given more than once is a list, which no route accepts. */
function queryIn(search: string): Record<string, string | string[]> {
  const parameters = new URLSearchParams(search);
  return Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => {
      const values = parameters.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? "") : values];
    }),
  );
}

function nothingAt(sent: string): AppError {
  return new AppError("notFound", `There is no operation at ${quote(sent)}: docs/admin-api.md lists all`);
}
