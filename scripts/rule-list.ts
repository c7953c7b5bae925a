import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.join(__dirname, "..");

/** The page that lists the rules. */
export const RULES_PAGE = "docs/rules.md";

/** A rule as the page has it. */
export interface Rule {
  readonly id: string;
  readonly sentence: string;
  /** `tests`, `planned`, or `not ours: ` and why. */
  readonly heldBy: string;
}

/** The rules of a page, in its order. */
export function rulesOf(page: string): Rule[] {
  const rows = page.matchAll(/^\| ([RP]\d+) \| (.+) \| ([^|]+) \|$/gm);
  return [...rows].map(([, id = "", sentence = "", heldBy = ""]) => ({ id, sentence, heldBy }));
}

/**
 * Ids that a test file carries: in titles, `[R047]`, `[R015, R071]`, `[R022–R032]` or `[R149, seed 1]`, and in rows of a
 * table of tests, `"R047"`. Comments do not count.
 */
export function ruleIdsIn(source: string): Set<string> {
  const code = source.replaceAll(/^\s*(?:\/?\*|\/\/).*$/gm, "");
  const brackets = [...code.matchAll(/\[([RP]\d{2,3}\b[^\]\n]*)\]/g)];
  const rows = [...code.matchAll(/"([RP]\d{2,3})"/g)];
  const texts = [...brackets, ...rows].map(([, text = ""]) => text);
  return new Set(
    texts.flatMap((text) => text.match(/\b[RP]\d{2,3}(?:–[RP]\d{2,3})?\b/g) ?? []).flatMap(expand),
  );
}

/** `R022–R024` is `R022`, `R023` and `R024`. */
function expand(range: string): string[] {
  const [first = "", last = first] = range.split("–");
  const [from, to] = [Number(first.slice(1)), Number(last.slice(1))];
  return Array.from({ length: to - from + 1 }, (_, at) => {
    return `${first.charAt(0)}${String(from + at).padStart(first.length - 1, "0")}`;
  });
}

/** Test files by the rule whose id they carry; `test/architecture/` is about the code, not about rules. */
export function testsByRule(): Map<string, string[]> {
  const files = readdirSync(path.join(root, "test"), { recursive: true, encoding: "utf8" })
    .map((file) => path.posix.join("test", file))
    .filter((file) => file.endsWith(".test.ts") && !file.startsWith("test/architecture/"))
    .sort();
  const found = new Map<string, string[]>();
  for (const file of files) {
    for (const id of ruleIdsIn(readFileSync(path.join(root, file), "utf8"))) {
      found.set(id, [...(found.get(id) ?? []), file]);
    }
  }
  return found;
}

/** The page, with `tests` for each planned rule whose id a test carries. */
export function withTestedRules(page: string, tests: ReadonlyMap<string, unknown>): string {
  return page.replaceAll(/^(\| ([RP]\d+) \| .+ \|) planned \|$/gm, (row, start: string, id: string) =>
    tests.has(id) ? `${start} tests |` : row,
  );
}
