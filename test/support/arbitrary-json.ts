import fc from "fast-check";

type Schema = Readonly<Record<string, unknown>>;

/** Lists and objects of any properties have so many members at the most. */
const FEW = 3;

/** Texts that a client may well send, besides those that nobody would. */
const ORDINARY = ["main", "Sales", "ann@example.com", "x", "2030-01-31", "ä b", "1"];

/**
 * Whatever a JSON Schema of an OpenAPI document allows.
 * @param root - the document, which references are looked up in
 */
export function arbitraryOf(schema: unknown, root: unknown): fc.Arbitrary<unknown> {
  const { $ref, ...rest } = schema as Schema;
  if (typeof $ref === "string") return arbitraryOf(lookUp(root, $ref), root);
  if ("const" in rest) return fc.constant(rest["const"]);
  if (Array.isArray(rest["enum"])) return fc.constantFrom(...rest["enum"]);
  const choices = rest["oneOf"] ?? rest["anyOf"];
  if (Array.isArray(choices)) return fc.oneof(...choices.map((one) => arbitraryOf(one, root)));
  if (Array.isArray(rest["type"])) {
    return fc.oneof(...rest["type"].map((type) => arbitraryOf({ ...rest, type }, root)));
  }
  switch (rest["type"]) {
    case "object":
      return objectOf(rest, root);
    case "array":
      return listOf(rest, root);
    case "integer":
      return fc.integer(boundsOf(rest, 1_000_000));
    case "number":
      return fc.double({ ...boundsOf(rest, 1_000_000), noNaN: true, noDefaultInfinity: true });
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "string":
      return textOf(rest);
    default:
      return fc.oneof(fc.constantFrom(...ORDINARY), fc.integer(), fc.boolean());
  }
}

function lookUp(root: unknown, reference: string): unknown {
  let found = root;
  for (const part of reference.slice(2).split("/")) found = (found as Schema)[part];
  return found;
}

function boundsOf({ minimum = -1_000_000, maximum }: Schema, most: number): { min: number; max: number } {
  const min = Number(minimum);
  return { min, max: maximum === undefined ? Math.max(min, most) : Number(maximum) };
}

function textOf(schema: Schema): fc.Arbitrary<unknown> {
  const { format, pattern, minLength = 0, maxLength = 40 } = schema;
  const { examples } = schema;
  if (Array.isArray(examples)) return fc.constantFrom(...examples);
  if (format === "email") return fc.constantFrom("ann@example.com", "b.c@mail.example.org");
  if (format === "scim-filter")
    return fc.constantFrom('displayName sw "a"', 'meta.created gt "2030-01-01T00:00:00Z"');
  if (format === "date-time") {
    // Those that are to come: a past one is refused where something ends by it.
    return fc
      .date({ min: new Date("2090-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
      .map((date) => date.toISOString());
  }
  const within = (text: string): boolean =>
    text.length >= Number(minLength) && text.length <= Number(schema["maxLength"] ?? Infinity);
  if (typeof pattern === "string") {
    return fc.stringMatching(new RegExp(pattern)).filter(within);
  }
  return fc.oneof(
    fc.constantFrom(...ORDINARY).filter(within),
    fc.string({ minLength: Number(minLength), maxLength: Math.min(40, Number(maxLength)) }),
  );
}

function listOf(schema: Schema, root: unknown): fc.Arbitrary<unknown> {
  const { items = {}, minItems = 0, maxItems = FEW, uniqueItems = false } = schema;
  const size = {
    minLength: Number(minItems),
    maxLength: Math.max(Number(minItems), Math.min(FEW, Number(maxItems))),
  };
  // What names nothing that is there is refused: none where none is asked for.
  if (isReference(items) && Number(minItems) === 0) return fc.constant([]);
  const item = arbitraryOf(items, root);
  return uniqueItems === true
    ? fc.uniqueArray(item, { ...size, selector: (one) => JSON.stringify(one) })
    : fc.array(item, size);
}

function objectOf(schema: Schema, root: unknown): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], additionalProperties = true, minProperties = 0 } = schema;
  const named = Object.fromEntries(
    Object.entries(properties as Schema)
      .filter(([name, one]) => !isReference(one) || (required as string[]).includes(name))
      .map(([name, one]) => [name, arbitraryOf(one, root)]),
  );
  const known = fc.record(named, { requiredKeys: required as string[] });
  const open = typeof additionalProperties === "object" && additionalProperties !== null;
  const all = open
    ? fc
        .tuple(
          known,
          fc.dictionary(nameOf(schema), arbitraryOf(additionalProperties, root), { maxKeys: FEW }),
        )
        .map(([one, more]) => ({ ...more, ...one }))
    : known;
  return all.filter((one) => Object.keys(one as object).length >= Number(minProperties));
}

/** Whether a value must name something that is there. */
export function isReference(schema: unknown): boolean {
  return typeof schema === "object" && schema !== null && "x-usher-refers-to" in schema;
}

function nameOf({ propertyNames }: Schema): fc.Arbitrary<string> {
  const { enum: names } = (propertyNames ?? {}) as Schema;
  return Array.isArray(names) ? fc.constantFrom(...names.map(String)) : fc.constantFrom(...ORDINARY);
}
