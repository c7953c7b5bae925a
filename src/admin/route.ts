import type { Static, TSchema, TUndefined } from "@sinclair/typebox";
import type { AdminAction } from "../access/administrator-roles.js";
import type { SyncDeps } from "../crm/sync/sync-deps.js";
import type { Context } from "../effects/context.js";
import type { Precondition } from "../effects/precondition.js";
import type { JsonSchema, Shown } from "./json-schema.js";
import type { PageQuery } from "./pages.js";

/** What the process offers to routes besides the database. */
export interface AdminServices {
  /** Writes what the provisioning log still holds in memory. */
  flushProvisioningLog(): Promise<void>;
  /** Lets revoked tokens and changed connections count at once in this process. */
  forgetTokens(): void;
}

/**
 * What an operation works with. `administrator` is undefined for an operator at a terminal, who may do everything; the
 * router asks of whoever sends a request.
 */
export interface AdminContext extends Context {
  /** URL of the server without a trailing slash, as the administrator reaches it. */
  readonly baseUrl: string;
  readonly services: AdminServices;
  /** What synchronization works with. */
  readonly sync: SyncDeps;
}

/** A request of an administrator, read and checked. */
export interface AdminCall<Param extends string = string, Query = object, Body = unknown> {
  readonly ctx: AdminContext;
  /** The parts of the path by their names, decoded. */
  readonly params: Readonly<Record<Param, string>>;
  /** Query parameters that the route names, each given once. */
  readonly query: Query;
  /** The body, which conforms to the route's schema. */
  readonly body: Body;
  /** The body as it comes, where the route takes it so. */
  readonly stream: AsyncIterable<Uint8Array>;
  readonly precondition: Precondition;
}

/** What an administrator is answered. */
export interface AdminAnswer {
  /** The route's first status when undefined. */
  readonly status?: number;
  /** Undefined for none. */
  readonly body?: unknown;
  /** `ETag`, `Location`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * One operation of the admin API. Router, permission check, body check, OpenAPI document and tests are made of these;
 * there is no other way to add a route.
 */
export interface AdminRoute {
  readonly method: "get" | "post" | "put" | "patch" | "delete";
  /** Below `/admin/v1`, with named parts in braces: `/users/{id}`. */
  readonly path: string;
  /** What it needs permission for. */
  readonly action: AdminAction;
  /**
   * Who of the people in the instance that `{instance}` names may do it too, whatever their administrator roles: its
   * System Administrators, or whoever is let in there; then the use-case asks for privileges. R107, R109, R117
   */
  readonly inInstance?: "administrators" | "everybody";
  /** Unique: `createUser`. */
  readonly operationId: string;
  readonly tag: string;
  readonly summary: string;
  /** What it may be asked by query, each a JSON Schema of a string; `limit` and `cursor` where `paged`. */
  readonly query?: Readonly<Record<string, JsonSchema>>;
  readonly paged?: boolean;
  /**
   * Members of the body or the query that hold ids of users, one or a list of them: there, as in `/users/{…}` of the
   * path, a userName stands for the id as well, and the route gets the id.
   */
  readonly users?: readonly string[];
  /** What the body must be; there is none when undefined. */
  readonly body?: JsonSchema;
  /** Whether the body is, or has in it, a SCIM resource, in which a number may stand for a text. */
  readonly takesResource?: boolean;
  /** The media type of a body that the use-case reads as it comes, of whatever length; `body` is undefined then. */
  readonly stream?: "text/csv";
  /** Whether a body may be left out: it is read as an empty object then. */
  readonly bodyOptional?: boolean;
  /** The answers when it succeeds by status; undefined for one without a body. */
  readonly answers: Readonly<Record<number, JsonSchema | undefined>>;
  run(call: AdminCall): Promise<AdminAnswer>;
}

/** The schemas of query parameters by name; each is the schema of a string. */
type QuerySchemas = Readonly<Record<string, TSchema & { static: string }>>;

/** The schemas of answers by status; undefined for an answer without a body. */
type AnswerSchemas = Readonly<Record<number, TSchema | undefined>>;

/** The names in braces of a path: `"instance" | "id"` of `/instances/{instance}/users/{id}`. */
type ParamOf<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParamOf<Rest>
  : never;

type QueryOf<Query, Paged> = (Query extends QuerySchemas
  ? { readonly [Name in keyof Query]?: Query[Name]["static"] }
  : object) &
  (Paged extends true ? PageQuery : object);

/** An answer of the route: one of its statuses, with a body that has the type of that status' schema. */
type AnswerOf<Answers extends AnswerSchemas> = {
  readonly [Status in keyof Answers]: Pick<AdminAnswer, "headers"> & {
    readonly status?: Status & number;
  } & (Answers[Status] extends TSchema
      ? { readonly body: Shown<Answers[Status]> }
      : { readonly body?: undefined });
}[keyof Answers];

/** A route whose `run` is typed by its path and its schemas. */
interface TypedRoute<
  Path extends string,
  Query extends QuerySchemas | undefined,
  Paged extends boolean,
  Body extends TSchema,
  Answers extends AnswerSchemas,
> extends Omit<AdminRoute, "path" | "query" | "paged" | "body" | "answers" | "run"> {
  readonly path: Path;
  readonly query?: Query & QuerySchemas;
  readonly paged?: Paged;
  readonly body?: Body;
  readonly answers: Answers;
  readonly run: (
    call: AdminCall<ParamOf<Path>, QueryOf<NoInfer<Query>, Paged>, Static<NoInfer<Body>>>,
  ) => Promise<AnswerOf<Answers>>;
}

/**
 * Declares a route. The path gives `run` the names of its `params`; the schemas give it the types of `query` and `body`,
 * and the type of its answer. `callRoute` runs it only with what `callReader` has checked, so the types hold.
 */
export function adminRoute<
  const Path extends string,
  const Answers extends AnswerSchemas,
  Query extends QuerySchemas | undefined = undefined,
  Paged extends boolean = false,
  Body extends TSchema = TUndefined,
>(route: TypedRoute<Path, Query, Paged, Body, Answers>): AdminRoute {
  return route;
}
