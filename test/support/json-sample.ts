import type { Mutator } from "./mutator.js";

type JsonSchema = Readonly<Record<string, unknown>>;

/** A value that a JSON Schema allows, as far as it goes: what a client would send. */
export function sampleOf(schema: JsonSchema, random: Mutator, ids: readonly string[]): unknown {
  const [first] = (schema["oneOf"] ?? schema["anyOf"] ?? []) as readonly JsonSchema[];
  if (first !== undefined) return sampleOf(first, random, ids);
  if (schema["const"] !== undefined) return schema["const"];
  if (Array.isArray(schema["enum"])) return random.oneOf(schema["enum"]);
  const type = Array.isArray(schema["type"]) ? schema["type"][0] : schema["type"];
  switch (type) {
    case "object":
      return objectOf((schema["properties"] ?? {}) as Readonly<Record<string, JsonSchema>>, random, ids);
    case "array":
      return [sampleOf((schema["items"] ?? {}) as JsonSchema, random, ids)];
    case "integer":
    case "number":
      return schema["minimum"] ?? 1;
    case "boolean":
      return true;
    default:
      return schema["format"] === "date-time" ? "2030-01-31T12:00:00Z" : random.oneOf([...ids, "main", "x"]);
  }
}

function objectOf(
  properties: Readonly<Record<string, JsonSchema>>,
  random: Mutator,
  ids: readonly string[],
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, sampleOf(schema, random, ids)]),
  );
}
