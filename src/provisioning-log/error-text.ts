import { resolveAttributePath, resolveSchemaUrn } from "../schema/attribute-path.js";
import type { ResourceSchemas } from "../schema/model.js";

/** Matches quoted text and mail addresses. */
const QUOTED = /'([^']*)'|"([^"]*)"|`([^`]*)`|[^\s'"`@]+@[^\s'"`@]+/g;

/** The maximum length of a reason in characters. */
const MAX_LENGTH = 400;

/**
 * Returns the reason of a refusal from an error message: quoted text is masked unless it is the name of an attribute.
 */
export function shownReason(message: string, schemas: ResourceSchemas | undefined): string {
  const shown = message.replaceAll(QUOTED, (all, single?: string, double?: string, back?: string) => {
    const text = single ?? double ?? back;
    if (text === undefined) return "…";
    return isName(text, schemas) ? all : `${all.at(0)}…${all.at(-1)}`;
  });
  return shown.slice(0, MAX_LENGTH);
}

function isName(text: string, schemas: ResourceSchemas | undefined): boolean {
  if (/^(?:eq|ne|co|sw|ew|pr|gt|ge|lt|le|and|or|not|add|remove|replace)$/i.test(text)) return true;
  if (schemas === undefined) return false;
  const path = text.replace(/ (?:eq|ne|co|sw|ew|pr|gt|ge|lt|le)$/i, "");
  return [schemas.User, schemas.Group].some(
    (schema) =>
      resolveAttributePath(schema, path) !== undefined || resolveSchemaUrn(schema, path) !== undefined,
  );
}

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
