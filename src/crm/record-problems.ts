import type { CodedText, ProblemCode } from "../errors/business-codes.js";

/** The codes of problems that make a record differ from its user. */
export const RECORD_PROBLEM_CODES = [
  "TOO_LONG",
  "USER_NAME_REQUIRED",
  "EMAIL_REQUIRED",
  "NON_INTERACTIVE_LIMIT",
  "CUSTOM_ROLE_EXPECTED",
] as const satisfies readonly ProblemCode[];

/** One of these codes. */
export type RecordProblemCode = (typeof RECORD_PROBLEM_CODES)[number];

/** A problem of a record as it is stored and shown: code and sentence. */
export type RecordProblem = CodedText<RecordProblemCode>;

/** Returns true if a problem has this code. */
export function hasCode(problem: RecordProblem, code: RecordProblemCode): boolean {
  return problem.startsWith(`${code}: `);
}
