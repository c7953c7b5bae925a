import { SCIMMY, SCIMMYRouters } from "scimmy-routers";
import { AppError } from "../errors.js";
import type { Exchange, PageLimits } from "./exchange.js";
import type { RawQuery } from "./raw-query.js";
import { type ResourceEndpoint, type ResourceWriters, resourceEndpoints } from "./resources.js";

/** The context that the routes pass to their functions: the request's exchange and the page limits. */
export interface ResourceContext {
  readonly exchange: Exchange;
  readonly limits: PageLimits;
}

/** A request as scimmy-routers passes it. */
type RoutedRequest = Parameters<ConstructorParameters<typeof SCIMMYRouters>[0]["handler"]>[0];

/** Layers that scimmy-routers puts before the resource types: body, base path, auth, query, six endpoints. */
const LAYERS_BEFORE = 10;

/** The layers that scimmy-routers puts after them: its 404 and its error handler. */
const LAYERS_AFTER = 2;

/**
 * Returns a resource class for scimmy-routers: each verb creates an instance and calls a method, which calls the
 * endpoint's function. The base constructor gets no arguments, so that scimmy parses nothing that a client sent; query,
 * body and PatchOp stay raw until our own code reads them.
 */
function resourceClass({
  path,
  definition,
  get,
  search,
  writers,
}: ResourceEndpoint): typeof SCIMMY.Types.Resource {
  /** Clients never receive this error: the method guard answers 405 before. */
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

    // The only part of a schema class that scimmy reads when a resource type is declared.
    static override get schema(): typeof SCIMMY.Types.Schema {
      return { definition } as unknown as typeof SCIMMY.Types.Schema;
    }

    /** Locations come from the request's exchange; this static state would be shared by all requests. */
    static override basepath(): string {
      return "";
    }

    // The base class declares its own instances as results; the routers send whatever they get.
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

/** The resource classes by resource type. */
const classes = new Map(resourceEndpoints.map((endpoint) => [endpoint.name, resourceClass(endpoint)]));

/** Declares the resource types to scimmy. Idempotent. */
export function declareResources(): void {
  for (const [name, resource] of classes) SCIMMY.Resources.declare(resource, name);
}

/**
 * Returns the resource routes of scimmy-routers, and nothing else of it. Authentication, bodies, discovery, search,
 * bulk, `/Me`, unknown routes and errors are handled around them: its own versions lose status codes, headers and data
 * (`docs/decisions/0001-scim-engine.md`), and each would cost time on every request.
 */
export function resourceRoutes(context: (request: RoutedRequest) => Promise<ResourceContext>): SCIMMYRouters {
  declareResources();
  const router = new SCIMMYRouters({ type: "bearer", handler: () => "", context });
  // A contract test pins this shape, because scimmy-routers does not promise it.
  router.stack = router.stack.slice(LAYERS_BEFORE, router.stack.length - LAYERS_AFTER);
  for (const { handle } of router.stack) {
    const resource = handle as unknown as { stack: unknown[] };
    // The first layer of a resource type is scimmy's own search; ours comes after these routes.
    resource.stack = resource.stack.slice(1);
  }
  return router;
}
