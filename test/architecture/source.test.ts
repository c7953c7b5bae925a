import { readSource, sourceFiles } from "../support/source-files.js";

const MAX_LINES = 300;

const programs = ["src", "migrations", "scripts", "bench", "conformance"].flatMap(sourceFiles);

/** Names that a file exports without a docstring above. */
function undocumentedIn(source: string): string[] {
  const lines = source.split("\n");
  return lines.flatMap((line, index) => {
    const name = /^export (?:async )?(?:abstract )?(?:function\*?|class|interface|type|const) (\w+)/.exec(
      line,
    )?.[1];
    if (name === undefined || lines[index - 1]?.trimEnd().endsWith("*/")) return [];
    return [name];
  });
}

/** Limits and offsets of SQL that are bound bare, other than by `LIMIT` and `OFFSET` of `src/db/dialect.ts`. */
function bareLimitsIn(source: string): string[] {
  // Behind a dot or a comparison it is a condition of TypeScript.
  return source.match(/(?<![.<>=&|!(]\s*)\b(?:limit|offset)\s+\?/gi) ?? [];
}

describe("source files", () => {
  it.each(programs)(`%s has at most ${MAX_LINES} lines, and is named in kebab-case`, (file) => {
    expect(readSource(file).split("\n").length - 1).toBeLessThanOrEqual(MAX_LINES);
    expect(file).toMatch(/^(?:[a-z0-9-]+\/)+(?:[a-z0-9]+(?:-[a-z0-9]+)*|\d{14}_[a-z0-9_]+)\.ts$/);
  });

  it.each(sourceFiles("src"))("%s documents what it exports, by name", (file) => {
    const source = readSource(file);

    expect(undocumentedIn(source)).toEqual([]);
    expect(source).not.toMatch(/^export default /m);
  });

  it("read the CRM extension through its view, outside of src/schema/", () => {
    const others = sourceFiles("src").filter((file) => !file.startsWith("src/schema/"));

    expect(others.filter((file) => /\[CRM_(?:USER|GROUP)_URN\]/.test(readSource(file)))).toEqual([]);
  });

  it.each([...sourceFiles("src"), ...sourceFiles("migrations")])("%s binds no limit bare", (file) => {
    expect(bareLimitsIn(readSource(file))).toEqual([]);
  });

  it("notices a limit that is bound bare", () => {
    const planted =
      "order by id limit ? offset ?`; a.limit ? b : c; n < limit ? b : c; order by id ${LIMIT}`";

    expect(bareLimitsIn(planted)).toEqual(["limit ?", "offset ?"]);
  });

  it("notices a missing docstring", () => {
    const planted =
      "/** Said. */\nexport const said = 1;\n\nexport function unsaid() {}\nexport type Silent = 1;\n";

    expect(undocumentedIn(planted)).toEqual(["unsaid", "Silent"]);
  });
});
