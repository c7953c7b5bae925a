import { type Static, type TSchema, type TUnsafe, Type } from "@sinclair/typebox";

/** A JSON Schema, as OpenAPI 3.1 embeds it and as bodies are checked by. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Options of a schema beside its type: `description`, `maxLength`. */
type Options = Readonly<Record<string, unknown>>;

/** Any text. */
export const text = Type.String();

/** True or false. */
export const flag = Type.Boolean();

/** A number of things. */
export const count = Type.Integer({ minimum: 0 });

/** One of some texts; `{ enum: [...] }`, which errors and documentation can list. */
export function choice<const Value extends string | null>(
  values: readonly Value[],
  options: Options = {},
): TUnsafe<Value> {
  return Type.Unsafe<Value>({ enum: values, ...options });
}

/** An object of which the schema says nothing more. */
export function anyObject(options: Options = {}): TUnsafe<object> {
  return Type.Unsafe<object>({ type: "object", ...options });
}

/** An object with whatever members. */
export function openObject(options: Options = {}): TUnsafe<Readonly<Record<string, unknown>>> {
  return Type.Unsafe({ type: "object", additionalProperties: true, ...options });
}

/** A text, or null. */
export function nullableText(options: Options = {}): TUnsafe<string | null> {
  return Type.Unsafe<string | null>({ type: ["string", "null"], ...options });
}

/**
 * The type of a value that is answered by a schema: nothing of it is changed any more, and a member that may be absent
 * may be undefined, for JSON leaves it out.
 */
export type Shown<Schema extends TSchema> = ShownValue<Static<Schema>>;

type ShownValue<Value> = Value extends readonly (infer Item)[]
  ? readonly ShownValue<Item>[]
  : Value extends object
    ? { readonly [Name in keyof Value]: ShownValue<Value[Name]> | AbsentOf<Value, Name> }
    : Value;

type AbsentOf<Value, Name extends keyof Value> = object extends Pick<Value, Name> ? undefined : never;
