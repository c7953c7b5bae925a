import { ACCESS_CODES } from "./access-codes.js";
import { LICENSE_CODES } from "./license-codes.js";
import type { PROBLEM_CODES } from "./problem-codes.js";
import { RECORD_CODES } from "./record-codes.js";
import { SIGN_IN_CODES } from "./sign-in-codes.js";
import { USER_CODES } from "./user-codes.js";

/**
 * Every business code of a refused request: programs branch on the code, people read the sentence after it. `AppError`,
 * docs/errors.md and the OpenAPI document are made from this table.
 */
export const BUSINESS_CODES = {
  ...USER_CODES,
  ...SIGN_IN_CODES,
  ...LICENSE_CODES,
  ...ACCESS_CODES,
  ...RECORD_CODES,
};

/** A business code of a refused request. */
export type BusinessCode = keyof typeof BUSINESS_CODES;

/** A business code whose error depends on whether a value of the body is wrong. */
export type BodyCode = {
  [C in BusinessCode]: (typeof BUSINESS_CODES)[C] extends { readonly inBody: string } ? C : never;
}[BusinessCode];

/** A code for what is wrong with a record, a workflow, a task or a mail. */
export type ProblemCode = BusinessCode | keyof typeof PROBLEM_CODES;

/** A code for programs followed by a sentence for people: `MODE_LOST: the instance shows …`. */
export type CodedText<C extends string = ProblemCode> = `${C}: ${string}`;

/** Returns a sentence with its code in front. */
export function codedText<C extends string = ProblemCode>(code: C, sentence: string): CodedText<C> {
  return `${code}: ${sentence}`;
}

/** Returns true when a word is a business code of a refused request. */
export function isBusinessCode(word: string): word is BusinessCode {
  return Object.hasOwn(BUSINESS_CODES, word);
}
