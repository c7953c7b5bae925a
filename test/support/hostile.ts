import type { Mutator } from "./mutator.js";

/** JSON text that stands in a document as it is, however deep or large. */
class Raw {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Arrays in each other, deeper than any stack. */
const DEEP = "[".repeat(20_000) + "]".repeat(20_000);
const DEEP_OBJECTS = '{"a":'.repeat(20_000) + "1" + "}".repeat(20_000);

const MANY_KEYS = `{${Array.from({ length: 100_000 }, (_, index) => `"k${index}":1`).join(",")}}`;

/** JSON that no client means, to stand in the place of any value. */
export const HOSTILE_JSON: readonly string[] = [
  '{"toString":1}',
  '{"toString":null,"valueOf":null,"toJSON":1,"then":1}',
  '[{"toString":1}]',
  '{"value":{"toString":1}}',
  '[{"value":[{"toString":{}}],"type":{}}]',
  '{"__proto__":{"toString":1}}',
  '{"constructor":{"prototype":null},"length":1e9}',
  DEEP,
  DEEP_OBJECTS,
  MANY_KEYS,
  `[${"null,".repeat(5000)}null]`,
  '"\\ud800"',
  '"\\udc00x\\u0000"',
  '{"\\u0000":"\\u0000"}',
  '{"\\ud800":1}',
  '"__proto__"',
  '"toString"',
  '"constructor"',
  '"%00"',
  `"${"x".repeat(70_000)}"`,
  "1e400",
  "-0",
  "-1",
  "1e20",
  "1e308",
  "2147483648",
  "4611686018427387904",
  "12.50",
  "123456789012345678901234567890",
  "9007199254740993",
  '"9999-12-31T23:59:60Z"',
  '"2026-02-30"',
  '"0001-01-01T00:00:00Z"',
  '"9999-12-31"',
  '"0x10"',
  '" "',
  '""',
  "null",
  "true",
  "[]",
  "{}",
  "[[]]",
  "[null]",
];

/** Names of members that objects of JavaScript have already, or that no database holds. */
const HOSTILE_NAMES = [
  "__proto__",
  "toString",
  "constructor",
  "hasOwnProperty",
  "",
  "\u0000",
  "\ud800",
  "$ref",
];

/** What stands in a query behind `=`, percent-encoded. */
export const HOSTILE_QUERY_VALUES: readonly string[] = [
  "",
  "%00",
  "a%00b",
  "%E9",
  "%ED%A0%80",
  "%",
  "%zz",
  "%20",
  "0x10",
  "-1",
  "1e400",
  "99999999999999999999",
  "__proto__",
  "toString",
  "%22%5Cud800%22",
  "%22%5Cu0000%22",
  "userName%20eq%20%22%5Cu0000%22",
  "userName%20eq%20%22%E9%22",
  "[".repeat(3000),
  "not(".repeat(500),
  "a.b.c.d.e",
  "2026-02-30",
  "2026-13-01T00:00:00Z",
  "0001-01-01",
  "9999-12-31T23:59:59Z",
  "999999d",
  "W3siYSI6MX1d",
  "{}",
  "x".repeat(8000),
];

/** The text of a document in which hostile values stand in the place of some that were there. */
export function hostileText(random: Mutator, document: unknown, value: string): string {
  const places = placesIn(document);
  const place = random.oneOf(places);
  const changed = replaceAt(document, place, new Raw(value));
  return print(random.below(4) === 0 ? addName(random, changed) : changed);
}

/** Where the values of a document stand, the whole document first. */
function placesIn(value: unknown, at: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== "object" || value === null) return [at];
  const members = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [at, ...members.flatMap(([name, member]) => placesIn(member, [...at, name]))];
}

function replaceAt(value: unknown, [first, ...rest]: readonly (string | number)[], by: Raw): unknown {
  if (first === undefined) return by;
  if (Array.isArray(value))
    return value.map((item, index) => (index === first ? replaceAt(item, rest, by) : item));
  const members = Object.entries(value as object);
  return Object.fromEntries(
    members.map(([name, item]) => [name, name === first ? replaceAt(item, rest, by) : item]),
  );
}

function addName(random: Mutator, value: unknown): unknown {
  if (typeof value !== "object" || value === null || value instanceof Raw || Array.isArray(value))
    return value;
  const name = random.oneOf(HOSTILE_NAMES);
  // `__proto__` among others: a member, no prototype.
  return Object.fromEntries([...Object.entries(value), [name, new Raw(random.oneOf(HOSTILE_JSON))]]);
}

/** JSON.stringify, but for raw texts. */
function print(value: unknown): string {
  if (value instanceof Raw) return value.text;
  if (Array.isArray(value)) return `[${value.map(print).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}:${print(member)}`);
  return `{${members.join(",")}}`;
}
