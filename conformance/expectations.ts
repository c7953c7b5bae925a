import { readFileSync } from "node:fs";
import type { Mode } from "./target.js";
import type { Item, Result } from "./verdict.js";

/** A result that is known and not the best. */
interface Expectation {
  readonly result: Exclude<Result, "success">;
  /** One sentence: why it is so. */
  readonly reason: string;
  /** The client that needs it; every deviation has one. */
  readonly client?: string;
}

/** What is known of a server, by mode and by the id of an item: `expected.json`. */
export type Expectations = Readonly<Record<Mode, Readonly<Record<string, Expectation>>>>;

/** An item against what was expected of it. */
export interface Judged extends Item {
  readonly standing: "passed" | "failed" | "skipped";
  /** Why it failed, or why it is known. */
  readonly note?: string | undefined;
  /** The client that needs a recorded deviation. */
  readonly neededBy?: string | undefined;
}

/**
 * Reads what is known of a server.
 * @throws Error that names the first entry without a reason, or the first deviation without a client
 */
export function readExpectations(file: string): Expectations {
  const expectations = JSON.parse(readFileSync(file, "utf8")) as Expectations;
  for (const [id, { result, reason, client }] of Object.values(expectations).flatMap(
    Object.entries<Expectation>,
  )) {
    if (!reason) throw new Error(`${file}: ${id} has no reason`);
    if (result === "deviation" && !client) throw new Error(`${file}: ${id} names no client that needs it`);
  }
  return expectations;
}

const GOOD: readonly Result[] = ["success", "compliant"];

/** Judges items of a server of which nothing is known: only a MUST that is not met is a failure. */
export function judgeUnknown(items: readonly Item[]): Judged[] {
  return items.map((item) => {
    if (item.result === "skipped") return { ...item, standing: "skipped" };
    return { ...item, standing: item.result === "error" ? "failed" : "passed", note: item.message };
  });
}

/** Judges one item: it has to be as recorded, neither worse nor better. */
function judge(item: Item, expected: Expectation | undefined): Judged {
  if (item.unavailable === true) return { ...item, standing: "skipped", note: item.message };
  const known = { note: expected?.reason, neededBy: expected?.client };
  if (expected === undefined && GOOD.includes(item.result)) return { ...item, standing: "passed" };
  if (item.result === expected?.result) {
    return { ...item, ...known, standing: item.result === "skipped" ? "skipped" : "passed" };
  }
  const wanted = expected === undefined ? "success" : expected.result;
  return {
    ...item,
    standing: "failed",
    note: `${item.result}, not ${wanted} as recorded: ${item.message ?? "all is well"}`,
  };
}

/**
 * Judges items by what is known of the server.
 * @param isWhole - whether everything was measured, so that what is recorded must be among it
 */
export function judgeKnown(
  items: readonly Item[],
  expectations: Expectations,
  mode: Mode,
  isWhole: boolean,
): Judged[] {
  const known = expectations[mode];
  const judged = items.map((item) => judge(item, known[item.id]));
  if (!isWhole) return judged;
  const ids = new Set(items.map(({ id }) => id));
  const vanished = Object.keys(known).filter((id) => !ids.has(id));
  const missing = vanished.map((id): Judged => {
    return { id, result: "error", standing: "failed", note: "it is recorded, but was not measured" };
  });
  return [...judged, ...missing];
}
