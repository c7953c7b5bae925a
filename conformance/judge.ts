import { runChecks } from "./check.js";
import { allChecks } from "./checks/all.js";
import { authzenSuite } from "./suites/authzen.js";
import { microsoftSuite } from "./suites/microsoft.js";
import { oktaSuite } from "./suites/okta.js";
import { productsSuite } from "./suites/products.js";
import { erase, isEmpty, type Suite, type SuiteContext } from "./suites/suite.js";
import { transcriptsSuite } from "./suites/transcripts.js";
import type { Item } from "./verdict.js";

const checksSuite: Suite = {
  name: "checks",
  run: ({ target }) => runChecks(allChecks, target),
};

const suites: readonly Suite[] = [
  checksSuite,
  transcriptsSuite,
  productsSuite,
  microsoftSuite,
  oktaSuite,
  authzenSuite,
];

/** What was measured of one suite. */
export interface SuiteResult {
  readonly suite: string;
  readonly items: readonly Item[];
}

/**
 * Runs suites by name, one after the other. A directory that is empty at the start may be emptied again: what is in
 * it then is the judge's own.
 */
export async function judge(context: SuiteContext, names: readonly string[]): Promise<SuiteResult[]> {
  const { target, tell } = context;
  const mayErase = target.fresh === undefined && (context.mayErase || (await isEmpty(target)));
  const results: SuiteResult[] = [];
  for (const { name, run } of suites.filter((suite) => names.includes(suite.name))) {
    tell(`${name} (${target.mode}) …`);
    results.push({ suite: name, items: await run({ ...context, mayErase }) });
  }
  if (mayErase) await erase(target);
  return results;
}
