import { SCIMMYRouters } from "scimmy-routers";
import { declareResources, type ResourceContext } from "./resources.js";

/** A request as the routers hand it to hooks. */
type RouterRequest = Parameters<ConstructorParameters<typeof SCIMMYRouters>[0]["handler"]>[0];

/** Layers that scimmy-routers puts before the resource types: body, base path, auth, query, six endpoints. */
const LAYERS_BEFORE = 10;

/** Layers that scimmy-routers puts behind them: its 404 and its error handler. */
const LAYERS_BEHIND = 2;

/**
 * The resource endpoints of scimmy-routers and nothing else of it. Authentication, bodies, discovery, search,
 * bulk, `/Me`, unknown routes and errors are handled around it: its own versions lose status codes, headers and
 * data (`docs/decisions/0001-scim-engine.md`), and each would cost time on every request.
 */
export class ScimRouter extends SCIMMYRouters {
  constructor(context: (request: RouterRequest) => Promise<ResourceContext>) {
    declareResources();
    super({ type: "bearer", handler: () => "", context });
    // A contract test pins this shape, because scimmy-routers does not promise it.
    this.stack = this.stack.slice(LAYERS_BEFORE, this.stack.length - LAYERS_BEHIND);
    for (const { handle } of this.stack) {
      const router = handle as unknown as { stack: unknown[] };
      // The first layer of a resource type is scimmy's own search; ours stands behind this router.
      router.stack = router.stack.slice(1);
    }
  }
}
