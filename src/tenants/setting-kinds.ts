/** How the text of a setting is parsed. */
export interface TenantSetting<T> {
  readonly fallback: T;
  /** The expected form of the text, for messages. */
  readonly expected: string;
  /** Whether an instance can override the tenant's value. */
  readonly perInstance: boolean;
  readonly doc: string;
  /** The values that one chooses from; undefined for any other kind. */
  readonly values?: readonly string[];
  /** The values as a JSON Schema. */
  readonly json: Readonly<Record<string, unknown>>;
  /** Parses a text; undefined if it is invalid. */
  parse(text: string): T | undefined;
}

/** Returns a setting with one of several values; the first is the default. */
export function choice<const T extends string>(
  values: readonly T[],
  doc: string,
  perInstance = false,
): TenantSetting<T> {
  const [fallback] = values;
  if (fallback === undefined) throw new Error("a choice has values");
  return {
    fallback,
    expected: `one of ${values.join(", ")}`,
    perInstance,
    doc,
    values,
    json: { enum: values },
    parse: (text) => values.find((value) => value === text),
  };
}

/** Returns a setting with a whole number. */
export function whole(
  fallback: number,
  min: number,
  max: number,
  doc: string,
  perInstance = false,
): TenantSetting<number> {
  return {
    fallback,
    expected: `a whole number from ${min} to ${max}`,
    perInstance,
    doc,
    json: { type: "integer", minimum: min, maximum: max },
    parse: (text) =>
      /^\d{1,9}$/.test(text) && Number(text) >= min && Number(text) <= max ? Number(text) : undefined,
  };
}

/** Returns a setting that is on or off. */
export function flag(fallback: boolean, doc: string, perInstance = false): TenantSetting<boolean> {
  return {
    fallback,
    expected: "true or false",
    perInstance,
    doc,
    json: { type: "boolean" },
    parse: (text) => (text === "true" ? true : text === "false" ? false : undefined),
  };
}

/** Returns a setting with a text of a form. */
export function pattern(
  fallback: string,
  form: RegExp,
  expected: string,
  doc: string,
): TenantSetting<string> {
  return {
    fallback,
    expected,
    perInstance: false,
    doc,
    json: { type: "string", pattern: form.source, examples: [fallback] },
    parse: (text) => (form.test(text) ? text : undefined),
  };
}
