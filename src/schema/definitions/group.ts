import { stock } from "./build.js";

/**
 * The core Group schema; `displayName` is required by the text of RFC 7643 §4.2, which its §8.7.1 forgets.
 */
export const groupDefinition = stock("Group", "Group");
