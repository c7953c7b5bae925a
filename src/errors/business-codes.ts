import { ACCESS_CODES } from "./access-codes.js";
import { LICENSE_CODES } from "./license-codes.js";
import type { PROBLEM_CODES } from "./problem-codes.js";
import { RECORD_CODES } from "./record-codes.js";
import { SIGN_IN_CODES } from "./sign-in-codes.js";
import { USER_CODES } from "./user-codes.js";

/**
 * Every business code with which a request is refused: programs branch on it, people read the sentence behind it.
 * `AppError`, docs/errors.md and the OpenAPI document are made of this table.
 */
export const BUSINESS_CODES = {
  ...USER_CODES,
  ...SIGN_IN_CODES,
  ...LICENSE_CODES,
  ...ACCESS_CODES,
  ...RECORD_CODES,
};

/** A business code with which a request is refused. */
export type BusinessCode = keyof typeof BUSINESS_CODES;

/** A business code whose error depends on whether a value of the body is at fault. */
export type BodyCode = {
  [C in BusinessCode]: (typeof BUSINESS_CODES)[C] extends { readonly inBody: string } ? C : never;
}[BusinessCode];

/** A code that says what is wrong with a record, a workflow, a task or a mail. */
export type ProblemCode = BusinessCode | keyof typeof PROBLEM_CODES;

/** A sentence for people behind a code for programs: `MODE_LOST: the instance shows …`. */
export type CodedText<C extends string = ProblemCode> = `${C}: ${string}`;

/** Puts a sentence behind its code. */
export function codedText<C extends string = ProblemCode>(code: C, sentence: string): CodedText<C> {
  return `${code}: ${sentence}`;
}

/** Whether a word is a business code with which a request is refused. */
export function isBusinessCode(word: string): word is BusinessCode {
  return Object.hasOwn(BUSINESS_CODES, word);
}
