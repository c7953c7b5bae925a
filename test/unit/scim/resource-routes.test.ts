import { SCIMMY, SCIMMYRouters } from "scimmy-routers";
import { declareResources, resourceRoutes } from "../../../src/scim/resource-routes.js";

/** A layer of an Express router, as far as its shape is pinned here. */
interface Layer {
  readonly name: string;
  readonly route?: unknown;
  readonly handle: { readonly length: number; readonly stack?: readonly { route?: { path: string } }[] };
}

function layersOf(router: { stack: unknown }): Layer[] {
  return router.stack as Layer[];
}

function pathsOf(layer: Layer | undefined): string[] {
  return (layer?.handle.stack ?? []).flatMap((inner) => (inner.route ? [inner.route.path] : []));
}

/** Of every resource type, in the order in which they are declared. */
const ENDPOINTS = ["/Users", "/Groups", "/Licenses", "/Entitlements", "/Roles", "/Instances"];

describe("what we rely on inside scimmy-routers 1.3.2", () => {
  beforeAll(declareResources);

  const stock = (): Layer[] =>
    layersOf(new SCIMMYRouters({ type: "bearer", handler: () => "", context: () => undefined }));

  it("has four layers of its own, six endpoints, a router for each resource type, its 404 and its error handler", () => {
    const layers = stock();

    expect(layers).toHaveLength(4 + 6 + ENDPOINTS.length + 2);
    expect(layers.slice(4, 10).map((layer) => pathsOf(layer)[0])).toEqual([
      "/Schemas",
      "/ResourceTypes",
      "/ServiceProviderConfig",
      "/.search",
      "/Bulk",
      "/Me",
    ]);
    expect(layers.at(-1)?.handle).toHaveLength(4);
  });

  it("routes the verbs of a resource type as we expect them", () => {
    expect(pathsOf(stock()[10]).toSorted()).toEqual(["/", "/", "/:id", "/:id", "/:id", "/:id"]);
  });

  it("begins each resource type with its own search", () => {
    expect(pathsOf(stock()[10]?.handle.stack?.[0] as unknown as Layer)).toEqual(["/.search"]);
  });

  it("keeps the resource types alone in our router, without scimmy's search", () => {
    const ours = layersOf(resourceRoutes(() => ({}) as never));

    expect(ours.map((layer) => pathsOf(layer).length)).toEqual(ENDPOINTS.map(() => 6));
    expect(ours.map((layer) => layer.handle.stack?.length)).toEqual(ENDPOINTS.map(() => 6));
  });

  it("knows our classes as the resource types", () => {
    const declared = SCIMMY.Resources.declared();

    expect(Object.values(declared).map(({ endpoint }) => endpoint)).toEqual(ENDPOINTS);
  });

  it("declares them once, however many routers there are", () => {
    expect(declareResources).not.toThrow();
  });
});
