import path from "node:path";
import { readSource, sourceFiles } from "../support/source-files.js";

/** What each file imports of the same tree, types included, which the linter's rule lets pass. */
function importsOf(files: readonly string[], read: (file: string) => string): Map<string, string[]> {
  const known = new Set(files);
  const edges = files.map((file): [string, string[]] => {
    const names = [...read(file).matchAll(/(?:\bfrom |\bimport |\bimport\()"(\.[^"]+)\.js"/g)];
    const paths = names.map(([, name = ""]) => `${path.posix.join(path.posix.dirname(file), name)}.ts`);
    return [file, paths.filter((one) => known.has(one))];
  });
  return new Map(edges);
}

/** The sets of places of which each can be reached from each other one: Tarjan's strongly connected components. */
function circlesIn(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const circles: string[][] = [];
  const visit = (node: string): number => {
    const own = index.size;
    index.set(node, own);
    let lowest = own;
    stack.push(node);
    for (const next of edges.get(node) ?? []) {
      if (!index.has(next)) lowest = Math.min(lowest, visit(next));
      else if (stack.includes(next)) lowest = Math.min(lowest, index.get(next) ?? own);
    }
    low.set(node, lowest);
    if (lowest === own) {
      const circle = stack.splice(stack.indexOf(node));
      if (circle.length > 1) circles.push(circle.toSorted());
    }
    return lowest;
  };
  for (const node of edges.keys()) if (!index.has(node)) visit(node);
  return circles;
}

/** The same arrows between folders; what lies above a folder in the tree may share a circle with it. */
function folderEdges(edges: ReadonlyMap<string, readonly string[]>): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const isWithin = (inner: string, outer: string) => inner.startsWith(`${outer}/`);
  for (const [file, names] of edges) {
    const from = path.posix.dirname(file);
    for (const to of names.map((name) => path.posix.dirname(name))) {
      if (to === from || isWithin(to, from) || isWithin(from, to)) continue;
      found.set(from, [...(found.get(from) ?? []), to]);
    }
  }
  return found;
}

describe("imports", () => {
  const edges = importsOf(sourceFiles("src"), readSource);

  it("never lead back to the file they began in", () => {
    expect(circlesIn(edges)).toEqual([]);
  });

  it("never lead back to the folder they began in", () => {
    expect(circlesIn(folderEdges(edges))).toEqual([]);
  });

  it("are followed: a planted circle is found", () => {
    const planted: Readonly<Record<string, string>> = {
      "src/a/one.ts": 'import type { Two } from "../b/two.js";',
      "src/b/two.ts": 'import { three } from "./three.js";',
      "src/b/three.ts": 'export const later = () => import("../a/one.js");',
      "src/c/four.ts": 'import { one } from "../a/one.js";',
    };
    const found = importsOf(Object.keys(planted), (file) => planted[file] ?? "");

    expect(circlesIn(found)).toEqual([["src/a/one.ts", "src/b/three.ts", "src/b/two.ts"]]);
    expect(circlesIn(folderEdges(found))).toEqual([["src/a", "src/b"]]);
  });
});
