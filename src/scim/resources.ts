import { SCIMMY } from "scimmy-routers";
import { AppError } from "../errors.js";
import { groupDefinition } from "../schema/definitions/group.js";
import { userDefinition } from "../schema/definitions/user.js";
import { catalogs } from "./catalogs/all.js";
import type { Catalog } from "./catalogs/catalog.js";
import { getCatalogEntry, searchCatalog } from "./catalogs/list.js";
import type { Body, Exchange, PageLimits, RawQuery } from "./exchange.js";
import * as groups from "./groups.js";
import * as users from "./users.js";

/** What the routers hand to every method of a resource: the request's exchange and the limits of a page. */
export interface ResourceContext {
  readonly exchange: Exchange;
  readonly limits: PageLimits;
}

/** The functions behind the verbs that read one resource type. */
interface Readers {
  get(exchange: Exchange, id: string, query: RawQuery): Promise<Body>;
  search(exchange: Exchange, query: RawQuery, limits: PageLimits): Promise<Body>;
}

/** The functions behind the verbs that write one resource type. */
interface Writers {
  post(exchange: Exchange, body: unknown, query: RawQuery): Promise<Body>;
  put(exchange: Exchange, id: string, body: unknown, query: RawQuery): Promise<Body>;
  patch(exchange: Exchange, id: string, body: unknown, query: RawQuery): Promise<Body>;
  remove(exchange: Exchange, id: string): Promise<Body>;
}

/** The functions behind the verbs of the resource types that clients write. */
export const resourceHandlers: Readonly<Record<"User" | "Group", Readers & Writers>> = {
  User: {
    get: users.getUser,
    search: users.searchUsers,
    post: users.postUser,
    put: users.putUser,
    patch: users.patchUser,
    remove: users.removeUser,
  },
  Group: {
    get: groups.getGroup,
    search: groups.searchGroups,
    post: groups.postGroup,
    put: groups.putGroup,
    patch: groups.patchGroup,
    remove: groups.removeGroup,
  },
};

function readersOf(catalog: Catalog): Readers {
  return {
    get: (exchange, id, query) => getCatalogEntry(exchange, catalog, id, query),
    search: (exchange, query, limits) => searchCatalog(exchange, catalog, query, limits),
  };
}

/**
 * A resource as scimmy-routers drives it. The base constructor gets no arguments, so that none of scimmy's
 * parsing runs on what a client sent; query, body and PatchOp stay raw until our own code reads them.
 */
abstract class UsherResource extends SCIMMY.Types.Resource {
  readonly #id: string | undefined;
  readonly #query: RawQuery;

  constructor(idOrQuery: unknown, query?: unknown) {
    super();
    this.#id = typeof idOrQuery === "string" ? idOrQuery : undefined;
    this.#query = (typeof idOrQuery === "string" ? query : idOrQuery) as RawQuery;
  }

  protected abstract get handlers(): Readers & Partial<Writers>;

  /** Which method a resource type has is decided in front of the routers: this is no answer that clients get. */
  private get writers(): Writers {
    const { post, put, patch, remove } = this.handlers;
    if (post && put && patch && remove) return { post, put, patch, remove };
    throw new AppError("methodNotAllowed", "Resources of this type can only be read");
  }

  /** Locations come from the request's exchange: this static state would be shared by all requests. */
  static override basepath(): string {
    return "";
  }

  // The base class types the results as its own instances; the routers only send what they get.
  override async read(context?: unknown): Promise<never> {
    const { exchange, limits } = context as ResourceContext;
    const body =
      this.#id === undefined
        ? await this.handlers.search(exchange, this.#query, limits)
        : await this.handlers.get(exchange, this.#id, this.#query);
    return body as never;
  }

  override async write(body: unknown, context?: unknown): Promise<never> {
    const { exchange } = context as ResourceContext;
    const written =
      this.#id === undefined
        ? await this.writers.post(exchange, body, this.#query)
        : await this.writers.put(exchange, this.#id, body, this.#query);
    return written as never;
  }

  override async patch(body: unknown, context?: unknown): Promise<never> {
    const { exchange } = context as ResourceContext;
    return (await this.writers.patch(exchange, this.#id ?? "", body, this.#query)) as never;
  }

  override async dispose(context?: unknown): Promise<never> {
    const { exchange } = context as ResourceContext;
    return (await this.writers.remove(exchange, this.#id ?? "")) as never;
  }
}

/** What scimmy reads of a schema class when a resource type is declared: its definition alone. */
function schemaClass(definition: object): typeof SCIMMY.Types.Schema {
  return { definition } as unknown as typeof SCIMMY.Types.Schema;
}

/** `/Users`; the class is named as scimmy names the resource type. */
class User extends UsherResource {
  static override get endpoint(): string {
    return "/Users";
  }

  static override get schema(): typeof SCIMMY.Types.Schema {
    return schemaClass(userDefinition);
  }

  protected override get handlers(): Readers & Writers {
    return resourceHandlers.User;
  }
}

/** `/Groups`; the class is named as scimmy names the resource type. */
class Group extends UsherResource {
  static override get endpoint(): string {
    return "/Groups";
  }

  static override get schema(): typeof SCIMMY.Types.Schema {
    return schemaClass(groupDefinition);
  }

  protected override get handlers(): Readers & Writers {
    return resourceHandlers.Group;
  }
}

/** The endpoint of a catalog. */
function catalogClass(catalog: Catalog): typeof SCIMMY.Types.Resource {
  class ReadOnly extends UsherResource {
    static override get endpoint(): string {
      return catalog.schema.endpoint;
    }

    static override get schema(): typeof SCIMMY.Types.Schema {
      return schemaClass(catalog.definition);
    }

    protected override get handlers(): Readers {
      return readersOf(catalog);
    }
  }
  return ReadOnly;
}

/** The classes by the names of the resource types. */
const classes = new Map<string, typeof SCIMMY.Types.Resource>([
  ["User", User],
  ["Group", Group],
  ...catalogs.map((catalog) => [catalog.schema.name, catalogClass(catalog)] as const),
]);

/** Makes the resource types known to scimmy; doing it twice is the same as doing it once. */
export function declareResources(): void {
  for (const [name, resource] of classes) SCIMMY.Resources.declare(resource, name);
}
