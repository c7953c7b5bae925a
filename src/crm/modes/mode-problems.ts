import { hasCode, type RecordProblem } from "../record-problems.js";
import type { UserRecord } from "../records/records.js";

/** The problems of a record that say why it is not in the mode of its user. */
export function modeProblems(record: UserRecord | undefined): readonly RecordProblem[] {
  return (record?.problems ?? []).filter((problem) => hasCode(problem, "NON_INTERACTIVE_LIMIT"));
}
