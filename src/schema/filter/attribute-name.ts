/** A name, or a name and a sub-attribute. RFC 7644 Figure 1: `ATTRNAME *1subAttr`; RFC 7643 §2.1. */
const SHORT_PATH = /^[a-z$][\w$-]*(?:\.[a-z$][\w$-]*)?$/i;

/** Characters of a URI with a name behind it. */
const URI_CHARACTERS = /^[\w.~:/?#@!$&'*+,;=%-]+$/;

/**
 * Says what is wrong with the spelling of an attribute path, as the end of a sentence; undefined when nothing
 * is. Whether the attribute exists is not asked.
 */
export function attributePathProblem(path: string): string | undefined {
  if (path.includes(":")) {
    const wellFormed = URI_CHARACTERS.test(path) && /^[a-z]/i.test(path) && /[\w$-]$/.test(path);
    return wellFormed ? undefined : "is not a schema URN with an attribute name";
  }
  return SHORT_PATH.test(path) ? undefined : "is not the name of an attribute";
}
