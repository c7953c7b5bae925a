import { hasCode, type RecordProblem } from "../record-problems.js";
import type { UserRecord } from "../records/records.js";

/** Returns the problems that say why a record is not in the mode of its user. */
export function modeProblems(record: UserRecord | undefined): readonly RecordProblem[] {
  return (record?.problems ?? []).filter((problem) => hasCode(problem, "NON_INTERACTIVE_LIMIT"));
}
