import { standardSchema } from "./build.js";

/**
 * The core Group schema. `displayName` is required by the text of RFC 7643 §4.2, although its §8.7.1 does not say so.
 */
export const groupDefinition = standardSchema("Group", "Group");
