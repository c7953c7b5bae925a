import { ROUTES } from "../../src/http/route-class.js";
import { readSource, sourceFiles } from "../support/source-files.js";

/** Routes that a file declares by a path of its own: method and path. */
function declaredIn(source: string): [method: string, path: string][] {
  const calls = source.matchAll(/\b(?:router|app)\.(get|post|put|patch|delete)\(\s*"([^"]+)"/g);
  return [...calls].map(([, method = "", path = ""]) => [method.toUpperCase(), path]);
}

describe("the table of routes", () => {
  it.each(sourceFiles("src/http"))(
    "has each route that %s declares, so that tests of all routes have it",
    (file) => {
      const missing = declaredIn(readSource(file)).filter(
        ([method, path]) =>
          !ROUTES.some(
            ({ pattern, methods }) => (path === "/" || pattern.endsWith(path)) && methods.includes(method),
          ),
      );

      expect(missing).toEqual([]);
    },
  );

  it("notices one that is missing", () => {
    expect(declaredIn('router.post(\n  "/nowhere", run)')).toEqual([["POST", "/nowhere"]]);
    expect(ROUTES.some(({ pattern }) => pattern.endsWith("/nowhere"))).toBe(false);
  });
});
