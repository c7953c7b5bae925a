import { resolveAttributePath } from "../schema/attribute-path.js";
import type { ResourceSchemas } from "../schema/model.js";

/** Matches a quoted name or the first word, where messages name attributes. */
const NAMES = /^[\w$:.-]+|(?<=['"])[\w$:.-]+(?=['"])/g;

/** The maximum number of names per message; there are rarely two. */
const MAX_NAMES = 5;

/**
 * Returns the attributes that an error message names, in the spelling of the schemas; names, unlike quoted values, can
 * be logged.
 */
export function errorAttributes(message: string, schemas: ResourceSchemas): string[] {
  const found = message.match(NAMES)?.map((name) => {
    const resolved = resolveAttributePath(schemas.User, name) ?? resolveAttributePath(schemas.Group, name);
    return (resolved?.subAttribute ?? resolved?.attribute)?.path;
  });
  return [...new Set(found?.filter((path) => path !== undefined))].slice(0, MAX_NAMES);
}
