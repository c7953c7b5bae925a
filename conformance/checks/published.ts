import type { Trial } from "../trial.js";
import type { Json } from "../wire.js";

/** An attribute as `/Schemas` shows it. */
export interface Published {
  /** URN of its schema. */
  readonly schema: string;
  /** `emails.value`. */
  readonly name: string;
  /** Undefined for an attribute at the top of its schema. */
  readonly parent: Json;
  readonly attribute: Json;
}

/** Every attribute that `/Schemas` lists, sub-attributes behind theirs; the check ends if there is none. */
export function publishedAttributes(t: Trial): Published[] {
  const { schemas } = t.discovery;
  const all = schemas.flatMap((schema) => {
    const listed: readonly Json[] = schema.attributes ?? [];
    return listed.flatMap((attribute) => [
      { schema: schema.id, name: attribute.name, parent: undefined, attribute },
      ...(attribute.subAttributes ?? []).map((sub: Json) => {
        return {
          schema: schema.id,
          name: `${attribute.name}.${sub.name}`,
          parent: attribute,
          attribute: sub,
        };
      }),
    ]);
  });
  t.expect(all.length > 0, "/Schemas is to list schemas with attributes");
  return all;
}

/** Ends the check unless every attribute is as it should be. */
export function everyAttribute(t: Trial, isRight: (published: Published) => boolean, what: string): void {
  const wrong = publishedAttributes(t).filter((published) => !isRight(published));
  const list = wrong.map(({ schema, name }) => `${schema}:${name}`).slice(0, 5);
  t.expect(wrong.length === 0, `${what}, other than ${list.join(", ")}`);
}

/** One published attribute; undefined where the server does not list it. */
export function publishedAttribute(t: Trial, schema: string, name: string): Json {
  return publishedAttributes(t).find((published) => published.schema === schema && published.name === name)
    ?.attribute;
}

/** The characteristics of an attribute, with the defaults of RFC 7643 §2.2 where the schema is silent. */
export function characteristics(attribute: Json): Json {
  const { subAttributes: _, ...own } = attribute;
  return {
    type: "string",
    multiValued: false,
    required: false,
    caseExact: false,
    mutability: "readWrite",
    returned: "default",
    uniqueness: "none",
    ...own,
  };
}

/** Whether a value says nothing. RFC 7643 §2.5. */
export function isUnassigned(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}
