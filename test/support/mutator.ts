/** Makes near misses of good input, the same ones for the same seed. */
export interface Mutator {
  /** An integer from 0 to below a limit. */
  below(limit: number): number;
  oneOf<T>(items: readonly T[]): T;
  /** A text with some of its characters gone, doubled, moved or replaced. */
  text(text: string): string;
  /** A JSON value with some of its members gone, renamed, moved or of another type. */
  json(value: unknown): unknown;
}

const CHARACTERS = [
  '"',
  "\\",
  "(",
  ")",
  "[",
  "]",
  ".",
  ":",
  " ",
  ",",
  "%",
  "_",
  "\u0000",
  "é",
  "😀",
  "\ud800",
  "0",
  "true",
];

const VALUES: readonly unknown[] = [
  null,
  "",
  0,
  -1,
  1e300,
  true,
  "True",
  [],
  {},
  [null],
  [[]],
  { value: {} },
  "\u0000",
  "\ud800",
  "x".repeat(300),
  { __proto__: null, constructor: 1 },
];

/** mulberry32: small, fast, and the same everywhere. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A source of near misses for a seed. */
export function mutator(seed: number): Mutator {
  const random = randomOf(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const oneOf = <T>(items: readonly T[]): T => items[below(items.length)] as T;
  const text = (original: string): string => {
    let mutated = original;
    for (let changes = 1 + below(4); changes > 0; changes--) {
      const at = below(mutated.length + 1);
      const length = below(4);
      const [head, cut, tail] = [
        mutated.slice(0, at),
        mutated.slice(at, at + length),
        mutated.slice(at + length),
      ];
      mutated = oneOf([
        head + tail,
        head + cut + cut + tail,
        head + oneOf(CHARACTERS) + tail,
        tail + cut + head,
      ]);
    }
    return mutated;
  };
  const json = (value: unknown): unknown => {
    if (below(8) === 0) return oneOf(VALUES);
    if (typeof value === "string") return below(3) === 0 ? text(value) : value;
    if (Array.isArray(value)) return below(6) === 0 ? [...value, ...value] : value.map(json);
    if (typeof value !== "object" || value === null) return value;
    const members = Object.entries(value).filter(() => below(8) > 0);
    return Object.fromEntries(
      members.map(([name, member]) => [below(10) === 0 ? text(name) : name, json(member)]),
    );
  };
  return { below, oneOf, text, json };
}
