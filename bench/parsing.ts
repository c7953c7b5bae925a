import { performance } from "node:perf_hooks";
import { AppError } from "../src/errors.js";
import { MAX_FILTER_LENGTH } from "../src/schema/filter/limits.js";
import { parseFilter, parsePatchPath } from "../src/schema/filter/parse.js";

// Shows that reading a filter or a path takes time in proportion to its length, whatever it holds: each adversarial
// text is doubled up to the limit, and the time may double with it. `npm run bench:parsing`.

type Parse = (text: string) => unknown;

/** Texts that make a backtracking or recursive reader slow, at a given length. */
const ADVERSARIES: readonly (readonly [string, Parse, (length: number) => string])[] = [
  ["quotes", parseFilter, (length) => `userName eq "${'\\"'.repeat(length / 2 - 8)}"`],
  ["backslashes", parseFilter, (length) => `userName eq "${"\\\\".repeat(length / 2 - 8)}"`],
  ["unclosed text of backslashes", parseFilter, (length) => `userName eq "${"\\".repeat(length - 16)}`],
  ["open parentheses", parseFilter, (length) => "(".repeat(length)],
  ["open brackets", parseFilter, (length) => "emails[".repeat(length / 7)],
  ["not", parseFilter, (length) => "not (".repeat(length / 5)],
  ["terms", parseFilter, (length) => Array.from({ length: length / 12 }, () => "title pr").join(" or ")],
  ["spaces", parseFilter, (length) => `title${" ".repeat(length - 8)}pr`],
  ["dots and colons", parseFilter, (length) => `${"a.b:".repeat(length / 4 - 2)}x pr`],
  ["path of quotes", parsePatchPath, (length) => `emails[value eq "${'\\"'.repeat(length / 2 - 12)}"]`],
  ["path of brackets", parsePatchPath, (length) => "emails[".repeat(length / 7)],
];

const SIZES = 5;
const ROUNDS = 15;
const REPEATS = 400;
const RETRIES = 5;

/** Doubling may cost this much more than double before it counts as more than noise. */
const TOLERANCE = 2.5;

function tryParse(parse: Parse, text: string): void {
  try {
    parse(text);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
}

/** Microseconds of one reading: the best of several rounds, since noise only adds. */
function measure(parse: Parse, text: string): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const begin = performance.now();
    for (let i = 0; i < REPEATS; i++) tryParse(parse, text);
    best = Math.min(best, ((performance.now() - begin) * 1000) / REPEATS);
  }
  return best;
}

function worstFactor(times: readonly number[]): number {
  return Math.max(...times.slice(1).map((time, i) => time / (times[i] ?? time)));
}

/** The times of all lengths; measured again where a doubling looks too dear, because on a busy machine it may be noise. */
function measureAll(parse: Parse, texts: readonly string[]): number[] {
  let times = texts.map((text) => measure(parse, text));
  for (let again = 0; again < RETRIES && worstFactor(times) > TOLERANCE; again++) {
    times = times.map((time, i) => Math.min(time, measure(parse, texts[i] ?? "")));
  }
  return times;
}

function main(): void {
  const lengths = Array.from({ length: SIZES }, (_, i) => MAX_FILTER_LENGTH / 2 ** (SIZES - 1 - i));
  console.log(`microseconds by length in UTF-16 units, and the worst factor of a doubling\n`);
  console.log(
    ["text".padEnd(30), ...lengths.map((length) => String(length).padStart(8)), "  factor"].join(""),
  );
  let worst = 0;
  for (const [name, parse, make] of ADVERSARIES) {
    const texts = lengths.map((length) => make(length).slice(0, length));
    for (const text of texts) measure(parse, text);
    const times = measureAll(parse, texts);
    const factor = worstFactor(times);
    worst = Math.max(worst, factor);
    const cells = times.map((time) => time.toFixed(1).padStart(8));
    console.log([name.padEnd(30), ...cells, `  ${factor.toFixed(2)}`].join(""));
  }
  console.log(`\nworst factor ${worst.toFixed(2)}: ${worst <= TOLERANCE ? "linear" : "NOT linear"}`);
  process.exitCode = worst <= TOLERANCE ? 0 : 1;
}

main();
