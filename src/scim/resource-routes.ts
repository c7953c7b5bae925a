import { SCIMMY, SCIMMYRouters } from "scimmy-routers";
import { AppError } from "../errors.js";
import type { Exchange, PageLimits, RawQuery } from "./exchange.js";
import { type ResourceEndpoint, type ResourceWriters, resourceEndpoints } from "./resources.js";

/** What the routes hand to the functions behind them: the exchange of the request and the limits of a page. */
export interface ResourceContext {
  readonly exchange: Exchange;
  readonly limits: PageLimits;
}

/** A request as scimmy-routers hands it over. */
type RoutedRequest = Parameters<ConstructorParameters<typeof SCIMMYRouters>[0]["handler"]>[0];

/** Layers that scimmy-routers puts before the resource types: body, base path, auth, query, six endpoints. */
const LAYERS_BEFORE = 10;

/** Layers that scimmy-routers puts behind them: its 404 and its error handler. */
const LAYERS_BEHIND = 2;

/**
 * A resource type as scimmy-routers drives it: each verb makes an instance and calls a method, which calls the function
 * of the endpoint. The base constructor gets no arguments, so that none of scimmy's parsing runs on what a client
 * sent; query, body and PatchOp stay raw until our own code reads them.
 */
function resourceClass({
  path,
  definition,
  get,
  search,
  writers,
}: ResourceEndpoint): typeof SCIMMY.Types.Resource {
  /** The method guard answers 405 earlier: clients never get this error. */
  const requireWriters = (): ResourceWriters => {
    if (writers !== undefined) return writers;
    throw new AppError("methodNotAllowed", "Resources of this type can only be read");
  };

  return class extends SCIMMY.Types.Resource {
    readonly #id: string | undefined;
    readonly #query: RawQuery;

    constructor(idOrQuery: unknown, query?: unknown) {
      super();
      this.#id = typeof idOrQuery === "string" ? idOrQuery : undefined;
      this.#query = (typeof idOrQuery === "string" ? query : idOrQuery) as RawQuery;
    }

    static override get endpoint(): string {
      return path;
    }

    // All that scimmy reads of a schema class when a resource type is declared.
    static override get schema(): typeof SCIMMY.Types.Schema {
      return { definition } as unknown as typeof SCIMMY.Types.Schema;
    }

    /** Locations come from the exchange of the request: this static state would be shared by all requests. */
    static override basepath(): string {
      return "";
    }

    // The base class types the results as its own instances; the routers only send what they get.
    override async read(context?: unknown): Promise<never> {
      const { exchange, limits } = context as ResourceContext;
      const body =
        this.#id === undefined
          ? await search(exchange, this.#query, limits)
          : await get(exchange, this.#id, this.#query);
      return body as never;
    }

    override async write(body: unknown, context?: unknown): Promise<never> {
      const { exchange } = context as ResourceContext;
      const { post, put } = requireWriters();
      const written =
        this.#id === undefined
          ? await post(exchange, body, this.#query)
          : await put(exchange, this.#id, body, this.#query);
      return written as never;
    }

    override async patch(body: unknown, context?: unknown): Promise<never> {
      const { exchange } = context as ResourceContext;
      return (await requireWriters().patch(exchange, this.#id ?? "", body, this.#query)) as never;
    }

    override async dispose(context?: unknown): Promise<never> {
      const { exchange } = context as ResourceContext;
      return (await requireWriters().remove(exchange, this.#id ?? "")) as never;
    }
  };
}

/** The classes by the names of the resource types. */
const classes = new Map(resourceEndpoints.map((endpoint) => [endpoint.name, resourceClass(endpoint)]));

/** Makes the resource types known to scimmy; doing it twice is the same as doing it once. */
export function declareResources(): void {
  for (const [name, resource] of classes) SCIMMY.Resources.declare(resource, name);
}

/**
 * The resource routes of scimmy-routers and nothing else of it. Authentication, bodies, discovery, search, bulk, `/Me`,
 * unknown routes and errors are handled around them: its own versions lose status codes, headers and data
 * (`docs/decisions/0001-scim-engine.md`), and each would cost time on every request.
 */
export function resourceRoutes(context: (request: RoutedRequest) => Promise<ResourceContext>): SCIMMYRouters {
  declareResources();
  const router = new SCIMMYRouters({ type: "bearer", handler: () => "", context });
  // A contract test pins this shape, because scimmy-routers does not promise it.
  router.stack = router.stack.slice(LAYERS_BEFORE, router.stack.length - LAYERS_BEHIND);
  for (const { handle } of router.stack) {
    const resource = handle as unknown as { stack: unknown[] };
    // The first layer of a resource type is scimmy's own search; ours stands behind these routes.
    resource.stack = resource.stack.slice(1);
  }
  return router;
}
