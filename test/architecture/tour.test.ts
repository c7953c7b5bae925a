import { existsSync } from "node:fs";
import path from "node:path";
import { readSource } from "../support/source-files.js";

const root = path.join(__dirname, "..", "..");

/** A step of a walk: the file to read, and the names to look for in it. */
interface Step {
  readonly file: string;
  readonly names: readonly string[];
}

/** The numbered steps of a page, each with its file and the names before the colon. */
function stepsOf(page: string): Step[] {
  const steps = page.matchAll(/^\d+\. `([^`]+)`([^:]*):/gm);
  return [...steps].map(([, file = "", rest = ""]) => ({
    file,
    names: [...rest.matchAll(/`(\w+)(?:\(\))?`/g)].map(([, name = ""]) => name),
  }));
}

/** Names that a step says are in its file, and that the file does not declare. */
function missingIn({ file, names }: Step): string[] {
  if (!existsSync(path.join(root, file))) return [file];
  const source = readSource(file);
  return names.filter(
    (name) => !new RegExp(`\\b(?:function\\*?|const|class|interface|type) ${name}\\b`).test(source),
  );
}

describe("docs/tour.md", () => {
  const steps = stepsOf(readSource("docs/tour.md"));

  it("has three walks, each step with a file", () => {
    const numbered = readSource("docs/tour.md").match(/^\d+\. /gm) ?? [];
    const walks = readSource("docs/tour.md").match(/^1\. /gm) ?? [];

    expect(walks).toHaveLength(3);
    expect(steps).toHaveLength(numbered.length);
  });

  it.each(steps)("finds in $file what it points at", (step) => {
    expect(missingIn(step)).toEqual([]);
  });

  it("notices what is not there", () => {
    const planted = stepsOf("1. `src/errors.ts` `AppError`, `nothing()`: a.\n2. `src/no.ts` `x()`: b.\n");

    expect(planted.flatMap(missingIn)).toEqual(["nothing", "src/no.ts"]);
  });
});
