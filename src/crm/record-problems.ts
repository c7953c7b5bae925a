import type { CodedText, ProblemCode } from "../errors/business-codes.js";

/** Codes of what keeps a record from being as its user is. */
export const RECORD_PROBLEM_CODES = [
  "TOO_LONG",
  "USER_NAME_REQUIRED",
  "EMAIL_REQUIRED",
  "NON_INTERACTIVE_LIMIT",
  "CUSTOM_ROLE_EXPECTED",
] as const satisfies readonly ProblemCode[];

/** One of those codes. */
export type RecordProblemCode = (typeof RECORD_PROBLEM_CODES)[number];

/** A problem of a record as it is stored and shown: code and sentence. */
export type RecordProblem = CodedText<RecordProblemCode>;

/** Whether a problem has this code. */
export function hasCode(problem: RecordProblem, code: RecordProblemCode): boolean {
  return problem.startsWith(`${code}: `);
}
