import type { JsonSchema } from "./json-schema.js";

/**
 * A schema whose objects have the members that it lists and no others, unless it says of one what others are:
 * a name with a slip must not be taken for a wish that is not there.
 */
export function closeSchema(schema: JsonSchema): JsonSchema {
  return close(schema) as JsonSchema;
}

/** Members of a schema whose own members are names, not keywords. */
const NAME_MAPS: ReadonlySet<string> = new Set(["properties", "$defs", "patternProperties"]);

/** Members of a schema that hold data. */
const DATA: ReadonlySet<string> = new Set(["const", "enum", "default", "examples", "example"]);

function close(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(close);
  if (typeof value !== "object" || value === null) return value;
  const closed: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(value)) {
    if (DATA.has(name)) closed[name] = part;
    else if (NAME_MAPS.has(name)) closed[name] = mapValues(part as Record<string, unknown>);
    else closed[name] = close(part);
  }
  const open = closed["properties"] === undefined || closed["additionalProperties"] !== undefined;
  return open ? closed : { ...closed, additionalProperties: false };
}

function mapValues(named: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(named).map(([name, schema]) => [name, close(schema)]));
}
