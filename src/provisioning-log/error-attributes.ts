import { resolveAttributePath } from "../schema/attribute-path.js";
import type { ResourceSchemas } from "../schema/model.js";

/** A name in quotes, or the first word: where our messages name attributes. */
const NAMES = /^[\w$:.-]+|(?<=['"])[\w$:.-]+(?=['"])/g;

/** Names in one message; there are rarely two. */
const MAX_NAMES = 5;

/**
 * The attributes that an error's message names, in the schemas' own spelling: a message may quote values, these
 * names cannot.
 */
export function errorAttributes(message: string, schemas: ResourceSchemas): string[] {
  const found = message.match(NAMES)?.map((name) => {
    const resolved = resolveAttributePath(schemas.User, name) ?? resolveAttributePath(schemas.Group, name);
    return (resolved?.subAttribute ?? resolved?.attribute)?.path;
  });
  return [...new Set(found?.filter((path) => path !== undefined))].slice(0, MAX_NAMES);
}
