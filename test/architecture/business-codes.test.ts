import { openApiDocument } from "../../src/admin/openapi.js";
import { WARNINGS } from "../../src/effects/warnings.js";
import { ACCESS_CODES } from "../../src/errors/access-codes.js";
import { BUSINESS_CODES } from "../../src/errors/business-codes.js";
import type { CodeMeaning } from "../../src/errors/error-code.js";
import { LICENSE_CODES } from "../../src/errors/license-codes.js";
import { PROBLEM_CODES } from "../../src/errors/problem-codes.js";
import { RECORD_CODES } from "../../src/errors/record-codes.js";
import { SIGN_IN_CODES } from "../../src/errors/sign-in-codes.js";
import { USER_CODES } from "../../src/errors/user-codes.js";
import { FINDING_CODES } from "../../src/use-cases/operations/finding-codes.js";
import { readSource, sourceFiles } from "../support/source-files.js";

const TABLES = /^src\/(?:errors\/.*|effects\/warnings|use-cases\/operations\/finding-codes)\.ts$/;
const sources = sourceFiles("src").filter((file) => !TABLES.test(file));
const texts = sources.map(readSource);
const source = texts.join("\n");
/** Where errors are thrown: reasons and findings have some names in common with business codes. */
const throwers = texts.filter((text) => text.includes("new AppError(")).join("\n");
const tests = sourceFiles("test")
  .filter((file) => !file.startsWith("test/architecture/"))
  .map(readSource)
  .join("\n");
const page = readSource("docs/errors.md");

/** Texts in a program that begin with a code, or make one up: their place is behind a code of a table. */
function codesWrittenAsText(program: string): string[] {
  const code = program.replaceAll(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, "");
  const found = code.matchAll(/["'`]([A-Z][A-Z0-9]*(?:_(?:[A-Z0-9]+|\$\{[^}]+\}))+): /g);
  return [...found].map(([, word = ""]) => word);
}

/** What a code lacks that whoever meets it, or changes it, relies on. */
function lacksOf(code: string, program: string): string[] {
  return [
    ...(program.includes(`"${code}"`) ? [] : ["a use in src"]),
    ...(new RegExp(`\\b${code}\\b`).test(tests) ? [] : ["a test that provokes it"]),
    ...(page.includes(`\n| \`${code}\` |`) ? [] : ["a row in docs/errors.md"]),
  ];
}

describe("business codes", () => {
  it.each(Object.keys(BUSINESS_CODES))("%s is thrown, provoked by a test and documented", (code) => {
    expect(lacksOf(code, throwers)).toEqual([]);
  });

  it.each(Object.keys({ ...PROBLEM_CODES, ...WARNINGS, ...FINDING_CODES }))(
    "%s is told, provoked by a test and documented",
    (code) => {
      expect(lacksOf(code, source)).toEqual([]);
    },
  );

  it("that nothing throws, provokes and documents is noticed", () => {
    expect(lacksOf("NO_SUCH_CODE", throwers)).toHaveLength(3);
  });

  it("are those of problem details in the OpenAPI document", () => {
    expect(openApiDocument("")).toMatchObject({
      components: {
        schemas: { Problem: { properties: { code: { enum: Object.keys(BUSINESS_CODES) } } } },
      },
    });
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
    const planted = `
      throw new AppError("conflict", "NO_SEAT: none is left");
      throw new AppError("conflict", \`SEAT_\${state}: it is taken\`);
      const ID = "NO_SEAT";`;

    expect(codesWrittenAsText(planted)).toEqual(["NO_SEAT", "SEAT_${state}"]);
  });
});
