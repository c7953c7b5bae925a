import type { Directory } from "../seed.js";
import { memberScenarios } from "./members.js";
import { readScenarios } from "./reads.js";
import type { Scenario } from "./scenario.js";
import { writeScenarios } from "./writes.js";

/** Every scenario, in the order of the table. */
export function allScenarios(directory: Directory, deletePool: number): Scenario[] {
  return [
    ...readScenarios(directory),
    ...writeScenarios(directory, deletePool),
    ...memberScenarios(directory),
  ];
}
