import { type Static, type TSchema, type TUnsafe, Type } from "@sinclair/typebox";

/** A JSON Schema, as OpenAPI 3.1 embeds it and as it checks bodies. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** The options of a schema besides its type: `description`, `maxLength`. */
type Options = Readonly<Record<string, unknown>>;

/** Any string. */
export const text = Type.String();

/** True or false. */
export const flag = Type.Boolean();

/** A count. */
export const count = Type.Integer({ minimum: 0 });

/** One of the given strings, written as `enum`, so that errors and the document list them. */
export function choice<const Value extends string | null>(
  values: readonly Value[],
  options: Options = {},
): TUnsafe<Value> {
  return Type.Unsafe<Value>({ enum: values, ...options });
}

/** An object whose members the schema does not name. */
export function anyObject(options: Options = {}): TUnsafe<object> {
  return Type.Unsafe<object>({ type: "object", ...options });
}

/** An object with any members, which are read by name. */
export function openObject(options: Options = {}): TUnsafe<Readonly<Record<string, unknown>>> {
  return Type.Unsafe({ type: "object", additionalProperties: true, ...options });
}

/** The title of the schema of any JSON value, to which it refers inside itself. */
const JSON_VALUE = "JsonValue";
const anyJson = { $ref: `#/components/schemas/${JSON_VALUE}` };

/** Any JSON value. In answers only, because bodies are checked without the document that it refers to. */
export const jsonValue = Type.Unsafe<unknown>({
  title: JSON_VALUE,
  description: "Any JSON value.",
  anyOf: [
    { type: ["string", "number", "boolean", "null"] },
    { type: "array", items: anyJson },
    { type: "object", additionalProperties: anyJson },
  ],
});

/** An object of an answer whose members have any JSON values. */
export function jsonMembers(options: Options = {}): TUnsafe<object> {
  return Type.Unsafe<object>({ type: "object", ...options, additionalProperties: jsonValue });
}

/** A string or null. */
export function nullableText(options: Options = {}): TUnsafe<string | null> {
  return Type.Unsafe<string | null>({ type: ["string", "null"], ...options });
}

/**
 * The type of an answer with this schema. It is read-only, and an optional member may be undefined, since JSON leaves
 * undefined members out.
 */
export type Shown<Schema extends TSchema> = ShownValue<Static<Schema>>;

type ShownValue<Value> = Value extends readonly (infer Item)[]
  ? readonly ShownValue<Item>[]
  : Value extends object
    ? { readonly [Name in keyof Value]: ShownValue<Value[Name]> | AbsentOf<Value, Name> }
    : Value;

type AbsentOf<Value, Name extends keyof Value> = object extends Pick<Value, Name> ? undefined : never;
