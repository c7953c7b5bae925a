import type { AccessMode } from "../../access/access-facts.js";
import type { DesiredUser } from "../connectors/connector.js";
import type { RecordProblem } from "../record-problems.js";

/** The desired row of a person in an instance, with its problems. */
export interface DesiredRecord {
  readonly desired: DesiredUser;
  readonly problems: readonly RecordProblem[];
  /** The mode chosen for this record alone. */
  readonly chosenMode: AccessMode | undefined;
}
