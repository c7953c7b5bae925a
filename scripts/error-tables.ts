import { BUSINESS_CODES } from "../src/errors/business-codes.js";
import type { ErrorCode, RefusalMeaning } from "../src/errors/error-code.js";
import { PROBLEM_CODES } from "../src/errors/problem-codes.js";
import { ERROR_STATUS } from "../src/scim/error-response.js";
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

function shown(error: ErrorCode): string {
  return `\`${error}\` ${ERROR_STATUS[error].status}`;
}
