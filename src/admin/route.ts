import type { Static, TSchema, TUndefined } from "@sinclair/typebox";
import type { AdminAction } from "../access/administrator-roles.js";
import type { SyncDeps } from "../crm/sync/sync-deps.js";
import type { AdminServices, Context } from "../effects/context.js";
import type { Precondition } from "../effects/precondition.js";
import type { JsonSchema, Shown } from "./json-schema.js";
import type { PageQuery } from "./pages.js";

/**
 * The context of an operation. `administrator` is undefined for an operator at a terminal, who may do everything; the
 * router checks the permission of all others.
 */
export interface AdminContext extends Context {
  /** The URL of the server without a trailing slash, as the administrator reaches it. */
  readonly baseUrl: string;
  readonly services: AdminServices;
  /** The dependencies of synchronization. */
  readonly sync: SyncDeps;
}

/** The checked request of an administrator. */
export interface AdminCall<Param extends string = string, Query = object, Body = unknown> {
  readonly ctx: AdminContext;
  /** The decoded path parameters by name. */
  readonly params: Readonly<Record<Param, string>>;
  /** The query parameters of the route, each given once. */
  readonly query: Query;
  /** The body, which conforms to the route's schema. */
  readonly body: Body;
  /** The body as a stream, if the route takes one. */
  readonly stream: AsyncIterable<Uint8Array>;
  readonly precondition: Precondition;
}

/** The answer of a route. */
export interface AdminAnswer {
  /** The route's first status if undefined. */
  readonly status?: number;
  /** Undefined if the answer has no body. */
  readonly body?: unknown;
  /** Those of the route's `sends`. */
  readonly headers?: Readonly<Partial<Record<SentHeader, string>>> | undefined;
}

/** A header of a successful answer. */
export type SentHeader = "ETag" | "Location";

/**
 * An operation of the admin API. The router, the permission check, the body check, the OpenAPI document and the tests
 * are generated from these; there is no other way to add a route.
 */
export interface AdminRoute {
  readonly method: "get" | "post" | "put" | "patch" | "delete";
  /** The path below `/admin/v1`, with parameters in braces: `/users/{id}`. */
  readonly path: string;
  /** The action that needs permission. */
  readonly action: AdminAction;
  /**
   * Who in the instance of `{instance}` may do it as well, without an administrator role: its System Administrators, or
   * everybody who can enter; the use-case then checks privileges. R107, R109, R117
   */
  readonly inInstance?: "administrators" | "everybody";
  /** Unique: `createUser`. */
  readonly operationId: string;
  readonly tag: string;
  readonly summary: string;
  /** The query parameters; each schema is of a string. A `paged` route also has `limit` and `cursor`. */
  readonly query?: Readonly<Record<string, JsonSchema>>;
  readonly paged?: boolean;
  /**
   * The members of body or query that contain ids of users. There, as in `/users/{…}` of the path, a userName can
   * replace the id; the route gets the id.
   */
  readonly users?: readonly string[];
  /** The schema of the body; undefined for none. */
  readonly body?: JsonSchema;
  /** Whether the body is or contains a SCIM resource, in which a number may stand for a text. */
  readonly takesResource?: boolean;
  /** The media type of a body that the use-case reads as a stream of any length; `body` is then undefined. */
  readonly stream?: "text/csv";
  /**
   * Set on the preview of several operations: it changes nothing, and each operation in its body needs a permission of
   * its own.
   */
  readonly foresees?: boolean;
  /** Whether the body is optional; it is then read as an empty object. */
  readonly bodyOptional?: boolean;
  /** Whether it heeds `If-Match` and `If-None-Match`; `precondition` is empty otherwise. RFC 9110 §13.1 */
  readonly conditional?: boolean;
  /** The columns of a paged list as comma-separated values; the members of its items if omitted. */
  readonly csv?: readonly (readonly string[])[];
  /** The headers of its answers. */
  readonly sends?: readonly SentHeader[];
  /** The answers of a success by status; undefined for one without a body. */
  readonly answers: Readonly<Record<number, JsonSchema | undefined>>;
  run(call: AdminCall): Promise<AdminAnswer>;
}

/** Returns true if a route changes something, so that it can be previewed. */
export function isChanging({ method, foresees = false }: Pick<AdminRoute, "method" | "foresees">): boolean {
  return method !== "get" && !foresees;
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
type AnswerOf<Answers extends AnswerSchemas, Sent extends SentHeader> = {
  readonly [Status in keyof Answers]: HeadersOf<Sent> & {
    readonly status?: Status & number;
  } & (Answers[Status] extends TSchema
      ? { readonly body: Shown<Answers[Status]> }
      : { readonly body?: undefined });
}[keyof Answers];

/** The headers that the route says it sends. */
type HeadersOf<Sent extends SentHeader> = [Sent] extends [never]
  ? { readonly headers?: undefined }
  : { readonly headers: Readonly<Record<Sent, string>> };

/** A route whose `run` is typed by its path and its schemas. */
interface TypedRoute<
  Path extends string,
  Query extends QuerySchemas | undefined,
  Paged extends boolean,
  Body extends TSchema,
  Answers extends AnswerSchemas,
  Sent extends SentHeader,
> extends Omit<AdminRoute, "path" | "query" | "paged" | "body" | "answers" | "sends" | "run"> {
  readonly path: Path;
  readonly query?: Query & QuerySchemas;
  readonly paged?: Paged;
  readonly body?: Body;
  readonly answers: Answers;
  readonly sends?: readonly Sent[];
  readonly run: (
    call: AdminCall<ParamOf<Path>, QueryOf<NoInfer<Query>, Paged>, Static<NoInfer<Body>>>,
  ) => Promise<AnswerOf<Answers, NoInfer<Sent>>>;
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
  const Sent extends SentHeader = never,
>(route: TypedRoute<Path, Query, Paged, Body, Answers, Sent>): AdminRoute {
  return route;
}
