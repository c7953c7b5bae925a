import { type TString, Type } from "@sinclair/typebox";
import { MOMENT_FORM } from "../db/moment.js";
import type { JsonSchema } from "./json-schema.js";

/** The keyword of a schema that contains its replacement in the document. */
export const DOCUMENTED_AS = "x-documented-as";

/** The keyword of a schema that says what its value must be the id or name of. */
export const REFERS_TO = "x-usher-refers-to";

/**
 * Returns a schema that is stricter in the document than in the check, because the use-case refuses such values and
 * explains why.
 * @param checked - the schema that checks bodies
 * @param document - the schema in the document
 */
export function documentedAs<Schema extends JsonSchema>(checked: Schema, document: JsonSchema): Schema {
  return { ...checked, [DOCUMENTED_AS]: document };
}

/** Returns a schema whose value must refer to something that exists: `group`, `businessUnit`. */
export function refersTo<Schema extends JsonSchema>(what: string, schema: Schema): Schema {
  return { ...schema, [REFERS_TO]: what };
}

/**
 * Returns the schema of a name: printable, without spaces at either end.
 * @param max - the maximum length in characters
 * @param except - excluded characters, as a class of a regular expression
 */
export function nameJson<Schema extends JsonSchema>(checked: Schema, max: number, except = ""): Schema {
  const end = `[^\\u0000-\\u0020\\u007f-\\u00a0${except}]`;
  const inside = `[^\\u0000-\\u001f\\u007f-\\u009f${except}]`;
  return documentedAs(checked, { type: "string", pattern: `^${end}(?:${inside}{0,${max - 2}}${end})?$` });
}

/** The schema of a moment in a query: a time, or a duration before now. */
export function momentJson(description: string): TString {
  return documentedAs(Type.String({ description }), {
    description,
    anyOf: [
      { type: "string", format: "date-time", description: MOMENT_FORM },
      { type: "string", pattern: "^\\d{1,6}[smhd]$" },
    ],
  });
}

/** Returns the schema of an object in one of several forms, each with members besides the common ones. */
export function oneForm(
  common: { readonly required?: readonly string[]; readonly properties: Readonly<Record<string, unknown>> },
  forms: readonly {
    readonly required?: readonly string[];
    readonly properties?: Readonly<Record<string, unknown>>;
    /** Returns the common members without those that this form lacks. */
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
