import { CONSOLE_SCHEMA, consoleSchemaHead } from "../../scripts/console-schema.js";
import { consoleFiles, readSource } from "../support/source-files.js";

const files = consoleFiles();
const styles = files.filter((file) => file.endsWith(".css"));
const programs = files.filter((file) => /\.tsx?$/.test(file));

/** Colors that are written out; only tokens of the theme follow dark mode and high contrast. */
function literalColors(source: string): string[] {
  return source.match(/#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|oklch)\(/gi) ?? [];
}

describe("the console", () => {
  it("is compiled with the types of the admin API as it is; `npm run docs` writes them", () => {
    expect(readSource(CONSOLE_SCHEMA).split("\n")[0]).toBe(consoleSchemaHead());
  });

  it.each(programs)(
    "%s has at most 300 lines, imports nothing of the server, and is named in kebab-case",
    (file) => {
      const source = readSource(file);

      expect(source.split("\n").length - 1).toBeLessThanOrEqual(300);
      expect(source).not.toMatch(/from "(?:\.\.\/)+(?:src|test|scripts|migrations)\//);
      expect(file).toMatch(/^(?:[a-z0-9-]+\/)+[a-z0-9]+(?:-[a-z0-9]+)*\.tsx?$/);
    },
  );

  it.each(programs)("%s makes no element out of text, and keeps no secret in the browser", (file) => {
    expect(readSource(file)).not.toMatch(/dangerouslySetInnerHTML|\.innerHTML|sessionStorage/);
  });

  it.each([...styles, ...programs])("%s has no color of its own", (file) => {
    expect(literalColors(readSource(file))).toEqual([]);
  });

  it("has colors of its own found", () => {
    expect(literalColors("a { color: #fff; background: rgb(0 0 0) }")).toEqual(["#fff", "rgb("]);
  });
});
