import { isJsonObject } from "../schema/coerce-value.js";
import type { JsonSchema } from "./json-schema.js";

/**
 * Closes the objects of a schema: other members are refused unless the schema describes them, so that a mistyped name
 * is not ignored.
 */
export function closeSchema(schema: JsonSchema): JsonSchema {
  const closed: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(schema)) {
    if (DATA.has(name)) closed[name] = part;
    else if (NAME_MAPS.has(name) && isJsonObject(part)) closed[name] = mapValues(part);
    else closed[name] = close(part);
  }
  const open = closed["properties"] === undefined || closed["additionalProperties"] !== undefined;
  return open ? closed : { ...closed, additionalProperties: false };
}

/** The keywords of a schema whose members are names. */
const NAME_MAPS: ReadonlySet<string> = new Set(["properties", "$defs", "patternProperties"]);

/** The keywords of a schema that contain data. */
const DATA: ReadonlySet<string> = new Set(["const", "enum", "default", "examples", "example"]);

function close(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(close);
  return isJsonObject(value) ? closeSchema(value) : value;
}

function mapValues(named: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(named).map(([name, schema]) => [name, close(schema)]));
}
