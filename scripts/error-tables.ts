import { WARNINGS } from "../src/effects/warnings.js";
import { BUSINESS_CODES } from "../src/errors/business-codes.js";
import type { ErrorCode, RefusalMeaning } from "../src/errors/error-code.js";
import { PROBLEM_CODES } from "../src/errors/problem-codes.js";
import { ERROR_STATUS } from "../src/scim/error-response.js";
import { FINDING_CODES } from "../src/use-cases/operations/finding-codes.js";
import { table } from "./markdown-table.js";

/** Every business code with its error, meaning and next step, as a table of Markdown. */
export function businessCodesTable(): string {
  const codes: Readonly<Record<string, RefusalMeaning>> = BUSINESS_CODES;
  return table(
    ["Code", "Error", "Meaning", "What to do"],
    Object.entries(codes).map(([code, { error, inBody, meaning, next }]) => [
      `\`${code}\``,
      inBody === undefined ? shown(error) : `${shown(error)}; ${shown(inBody)} for a value of the body`,
      meaning,
      next,
    ]),
  );
}

/** Every code of a problem that refuses no request, as a table of Markdown. */
export function problemCodesTable(): string {
  return table(
    ["Code", "Meaning", "What to do"],
    Object.entries(PROBLEM_CODES).map(([code, { meaning, next }]) => [`\`${code}\``, meaning, next]),
  );
}

/** Every finding of the health report, as a table of Markdown. */
export function findingCodesTable(): string {
  return sentencesTable(FINDING_CODES);
}

/** Every warning of an answer, as a table of Markdown. */
export function warningCodesTable(): string {
  return sentencesTable(WARNINGS);
}

function sentencesTable(sentences: Readonly<Record<string, string>>): string {
  const rows = Object.entries(sentences).map(([code, sentence]) => [`\`${code}\``, asSentence(sentence)]);
  return table(["Code", "Meaning"], rows);
}

function asSentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.$/, "")}.`;
}

function shown(error: ErrorCode): string {
  return `\`${error}\` ${ERROR_STATUS[error].status}`;
}
