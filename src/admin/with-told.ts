import { type TString, Type } from "@sinclair/typebox";
import { MOMENT_FORM } from "../db/moment.js";
import type { JsonSchema } from "./json-schema.js";

/** The member of a schema that holds what the document tells in its place. */
export const TOLD = "x-told";

/** The member of a schema that says what its value must be the id or name of, or else is refused. */
export const REFERS_TO = "x-usher-refers-to";

/**
 * A schema of which the document tells more than is checked by it: what the use-case refuses, since that can say why.
 * @param checked - what bodies are checked by
 * @param document - what stands in the document instead
 */
export function withTold<Schema extends JsonSchema>(checked: Schema, document: JsonSchema): Schema {
  return { ...checked, [TOLD]: document };
}

/** A schema whose value must name something that is there: `group`, `businessUnit`. */
export function refersTo<Schema extends JsonSchema>(what: string, schema: Schema): Schema {
  return { ...schema, [REFERS_TO]: what };
}

/**
 * A name as somebody gives one: printable, without a space at either end.
 * @param max - characters
 * @param except - characters that it may not have, as a class of a regular expression has them
 */
export function nameJson<Schema extends JsonSchema>(checked: Schema, max: number, except = ""): Schema {
  const end = `[^\\u0000-\\u0020\\u007f-\\u00a0${except}]`;
  const inside = `[^\\u0000-\\u001f\\u007f-\\u009f${except}]`;
  return withTold(checked, { type: "string", pattern: `^${end}(?:${inside}{0,${max - 2}}${end})?$` });
}

/** A moment of a query: a time, or a duration that counts back from now. */
export function momentJson(description: string): TString {
  return withTold(Type.String({ description }), {
    description,
    anyOf: [
      { type: "string", format: "date-time", description: MOMENT_FORM },
      { type: "string", pattern: "^\\d{1,6}[smhd]$" },
    ],
  });
}

/** An object that is one of several forms, each said by the members that it has besides the common ones. */
export function oneForm(
  common: { readonly required?: readonly string[]; readonly properties: Readonly<Record<string, unknown>> },
  forms: readonly {
    readonly required?: readonly string[];
    readonly properties?: Readonly<Record<string, unknown>>;
    /** Common members that this form does not have. */
    readonly without?: readonly string[];
  }[],
): JsonSchema {
  return {
    anyOf: forms.map(({ required = [], properties = {}, without = [] }) => ({
      type: "object",
      required: [...(common.required ?? []), ...required],
      properties: Object.fromEntries(
        Object.entries({ ...common.properties, ...properties }).filter(([name]) => !without.includes(name)),
      ),
    })),
  };
}
