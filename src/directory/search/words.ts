import type { Filter } from "../../schema/filter/ast.js";

/** The attributes in which words are sought. */
const PATHS = {
  User: [
    "userName",
    "displayName",
    "name.familyName",
    "name.givenName",
    "emails.value",
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber",
  ],
  Group: ["displayName"],
} as const;

/** Shorter words are sought at the beginning of a text alone, where an index leads to them. */
const SHORTEST_PART = 3;

/** Splits a text into its words. */
export function wordsOf(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}

/**
 * Returns the filter of a search as you type: each word of the text is in the userName, the displayName, a name, an
 * email address or the employee number of a user, or in the displayName of a group; anywhere or, with one or two
 * characters, at the beginning.
 * @returns undefined if the text has no words
 */
export function filterOfWords(text: string, type: keyof typeof PATHS): Filter | undefined {
  const filters = wordsOf(text).map((word): Filter => {
    const op = Array.from(word).length < SHORTEST_PART ? "sw" : "co";
    return { kind: "or", filters: PATHS[type].map((path) => ({ kind: "compare", path, op, value: word })) };
  });
  const [first, second] = filters;
  return second === undefined ? first : { kind: "and", filters };
}
