import { ACCESS_CODES } from "../../src/errors/access-codes.js";
import { BUSINESS_CODES } from "../../src/errors/business-codes.js";
import type { CodeMeaning } from "../../src/errors/error-code.js";
import { LICENSE_CODES } from "../../src/errors/license-codes.js";
import { PROBLEM_CODES } from "../../src/errors/problem-codes.js";
import { RECORD_CODES } from "../../src/errors/record-codes.js";
import { SIGN_IN_CODES } from "../../src/errors/sign-in-codes.js";
import { USER_CODES } from "../../src/errors/user-codes.js";
import { readSource, sourceFiles } from "../support/source-files.js";

const sources = sourceFiles("src").filter((file) => !file.startsWith("src/errors/"));
const source = sources.map(readSource).join("\n");
const tests = sourceFiles("test")
  .filter((file) => !file.startsWith("test/architecture/"))
  .map(readSource)
  .join("\n");
const page = readSource("docs/errors.md");

/** Texts in a program that begin with a code, which belongs into a table and before the text by its type. */
function codesWrittenAsText(program: string): string[] {
  const code = program.replaceAll(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, "");
  const texts = code.matchAll(/["'`]([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+): /g);
  return [...texts].map(([, word = ""]) => word);
}

describe("business codes", () => {
  it.each(Object.keys(BUSINESS_CODES))("%s is thrown, provoked by a test and documented", (code) => {
    expect(source).toMatch(new RegExp(`new AppError\\(\\s*"${code}"`));
    expect(tests).toMatch(new RegExp(`\\b${code}\\b`));
    expect(page).toMatch(new RegExp(`^\\| \`${code}\` \\|`, "m"));
  });

  it.each(Object.keys(PROBLEM_CODES))("%s is told, provoked by a test and documented", (code) => {
    expect(source).toContain(`"${code}"`);
    expect(tests).toMatch(new RegExp(`\\b${code}\\b`));
    expect(page).toMatch(new RegExp(`^\\| \`${code}\` \\|`, "m"));
  });

  it("stand in one table each", () => {
    const tables = [USER_CODES, SIGN_IN_CODES, LICENSE_CODES, ACCESS_CODES, RECORD_CODES, PROBLEM_CODES];
    const codes = tables.flatMap((table) => Object.keys(table));

    expect(codes).toHaveLength(new Set(codes).size);
    expect(codes).toEqual(Object.keys({ ...BUSINESS_CODES, ...PROBLEM_CODES }));
  });

  it("say what they mean and what to do, in a sentence each", () => {
    const meanings: readonly CodeMeaning[] = Object.values({ ...BUSINESS_CODES, ...PROBLEM_CODES });

    for (const { meaning, next } of meanings) {
      expect([meaning, next]).toEqual([
        expect.stringMatching(/^[A-Z][^|]*\.$/),
        expect.stringMatching(/^[A-Z][^|]*\.$/),
      ]);
    }
  });

  it.each(sources)("are not written as text in %s", (file) => {
    expect(codesWrittenAsText(readSource(file))).toEqual([]);
  });

  it("notices one that is", () => {
    const planted =
      'throw new AppError("conflict", `NO_SEAT: none of ${count} is left`); const ID = "NO_SEAT";';

    expect(codesWrittenAsText(planted)).toEqual(["NO_SEAT"]);
  });
});
