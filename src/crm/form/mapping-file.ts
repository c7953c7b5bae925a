import { readFileSync } from "node:fs";
import { AppError } from "../../errors.js";
import type { ResourceSchema } from "../../schema/model.js";
import { parseMapping } from "./mapping.js";
import type { Mapping } from "./user-form.js";

/**
 * Loads and checks a mapping file, once at start.
 * @throws AppError `invalidValue` naming the file and the fault
 */
export function loadMappingFile(path: string, schema: ResourceSchema): Mapping {
  try {
    return parseMapping(JSON.parse(readFileSync(path, "utf8")), schema);
  } catch (error) {
    // Node's message about a missing file or malformed JSON is what the operator needs.
    throw new AppError("invalidValue", `${path}: ${(error as Error).message}`, { cause: error });
  }
}
