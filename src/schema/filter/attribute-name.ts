/** A name, optionally with a sub-attribute. RFC 7644 Figure 1: `ATTRNAME *1subAttr`; RFC 7643 §2.1. */
const SHORT_PATH = /^[a-z$][\w$-]*(?:\.[a-z$][\w$-]*)?$/i;

/** The characters of a URI followed by a name. */
const URI_CHARACTERS = /^[\w.~:/?#@!$&'*+,;=%-]+$/;

/**
 * Returns what is wrong with the spelling of an attribute path, as the end of a sentence; undefined if it is
 * well-formed. Does not check that the attribute exists.
 */
export function attributePathProblem(path: string): string | undefined {
  if (path.includes(":")) {
    const isWellFormed = URI_CHARACTERS.test(path) && /^[a-z]/i.test(path) && /[\w$-]$/.test(path);
    return isWellFormed ? undefined : "is not a schema URN with an attribute name";
  }
  return SHORT_PATH.test(path) ? undefined : "is not the name of an attribute";
}
