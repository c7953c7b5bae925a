import { readFileSync, writeFileSync } from "node:fs";
import type { Judged } from "./expectations.js";
import { requirements } from "./requirements.js";
import type { Mode } from "./target.js";
import { RESULTS, type Result } from "./verdict.js";

/** What was measured of a server in one mode. */
export interface Run {
  readonly mode: Mode;
  readonly suites: readonly { readonly suite: string; readonly items: readonly Judged[] }[];
}

/** When, where and on what it was measured. */
export interface Circumstances {
  /** ISO 8601. */
  readonly date: string;
  readonly commit: string;
  /** `Usher on SQLite`, or a URL. */
  readonly server: string;
}

/** How many items there are of each standing. */
export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const itemsOf = (runs: readonly Run[]): Judged[] =>
  runs.flatMap(({ suites }) => suites.flatMap(({ items }) => items));

function count(items: readonly Judged[], result: Result): number {
  return items.filter((item) => item.result === result).length;
}

/** The totals over all runs. */
export function totalsOf(runs: readonly Run[]): Totals {
  const items = itemsOf(runs);
  const number = (standing: Judged["standing"]): number =>
    items.filter((item) => item.standing === standing).length;
  return { passed: number("passed"), failed: number("failed"), skipped: number("skipped") };
}

function groupsOf({ suites }: Run): { name: string; items: readonly Judged[] }[] {
  return suites.flatMap(({ suite, items }) => {
    if (suite !== "checks") return [{ name: suite, items }];
    const documents = [...new Set(items.map(({ id }) => id.slice(0, id.indexOf("-"))))];
    return documents.map((name) => ({ name, items: items.filter(({ id }) => id.startsWith(`${name}-`)) }));
  });
}

/** One row for each document and suite: how many items have which result. */
function resultRows(runs: readonly Run[]): string[][] {
  return runs.flatMap((run) =>
    groupsOf(run).map(({ name, items }) => [
      run.mode,
      name,
      ...RESULTS.map((result) => String(count(items, result))),
    ]),
  );
}

const HEAD = ["mode", "of", ...RESULTS];

/** The table for the terminal, and a line for each item that failed. */
export function printedReport(runs: readonly Run[]): string[] {
  const rows = [HEAD, ...resultRows(runs)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const table = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "));
  const failures = runs.flatMap(({ mode, suites }) =>
    suites
      .flatMap(({ items }) => items)
      .filter(({ standing }) => standing === "failed")
      .map(({ id, note, message }) => `FAILED ${mode} ${id}: ${note ?? message ?? ""}`),
  );
  return [...table, ...failures];
}

/** What was measured, to be kept as JSON. */
export function jsonReport(runs: readonly Run[], circumstances: Circumstances): string {
  const measured = runs.map(({ mode, suites }) => ({
    mode,
    suites: suites.map(({ suite, items }) => ({
      suite,
      counts: Object.fromEntries(RESULTS.map((result) => [result, count(items, result)])),
      items: Object.fromEntries(items.map(({ id, result }) => [id, result])),
    })),
  }));
  return `${JSON.stringify({ ...circumstances, ...totalsOf(runs), runs: measured }, undefined, 2)}\n`;
}

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), `|${"---|".repeat(head.length)}`, ...rows.map(line)].join("\n");
}

/** The tables of README.md: results, then for each mode what is known and not the best. */
export function markdownReport(runs: readonly Run[], { date, commit, server }: Circumstances): string {
  const { passed, failed, skipped } = totalsOf(runs);
  const judged = new Set(itemsOf(runs).map(({ id }) => id));
  const inScope = requirements.filter(({ testable }) => testable !== true).length;
  const settled = requirements.filter(({ id, testable }) => testable !== true || judged.has(id)).length;
  const summary = `${server}, ${date.slice(0, 10)}, commit ${commit}: ${passed} passed, ${failed} failed, ${skipped} skipped. Of ${requirements.length} requirements, ${settled} are judged or marked as not testable (${inScope}).`;
  const known = runs.map(({ mode, suites }) => {
    const items = suites.flatMap((suite) => suite.items);
    const rows = items
      .filter(({ result }) => !["success", "compliant"].includes(result))
      .map(({ id, result, neededBy, client, note, message }) => {
        const text = requirements.find((requirement) => requirement.id === id)?.text ?? "";
        return [id, text, result, neededBy ?? client ?? "", note ?? message ?? ""];
      });
    const table = markdown(["Id", "Requirement", "Result", "Needed by", "Reason"], rows);
    return `### Known in ${mode} mode\n\n${rows.length === 0 ? "Nothing." : table}`;
  });
  return [summary, markdown(HEAD, resultRows(runs)), ...known].join("\n\n");
}

/** Replaces what stands between `<!-- results -->` and `<!-- /results -->` in a file. */
export function writeBlock(file: string, content: string): void {
  const [open, close] = ["<!-- results -->", "<!-- /results -->"];
  const text = readFileSync(file, "utf8");
  const begin = text.indexOf(open);
  const end = text.indexOf(close);
  if (begin === -1 || end < begin) throw new Error(`${file} has no block ${open} … ${close}`);
  writeFileSync(file, `${text.slice(0, begin + open.length)}\n${content}\n${text.slice(end)}`);
}
