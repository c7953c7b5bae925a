import type { AccessMode } from "../../access/access-facts.js";
import type { DesiredUser } from "../connectors/connector.js";
import type { RecordProblem } from "../record-problems.js";

/** What a person's row of an instance is to be, and what cannot be. */
export interface DesiredRecord {
  readonly desired: DesiredUser;
  readonly problems: readonly RecordProblem[];
  /** Of the record alone. */
  readonly chosenMode: AccessMode | undefined;
}
