import { runChecks } from "./check.js";
import { allChecks } from "./checks/all.js";
import { microsoftSuite } from "./suites/microsoft.js";
import { oktaSuite } from "./suites/okta.js";
import type { Suite, SuiteContext } from "./suites/suite.js";
import { transcriptsSuite } from "./suites/transcripts.js";
import type { Item } from "./verdict.js";

const checksSuite: Suite = {
  name: "checks",
  run: ({ target }) => runChecks(allChecks, target),
};

const suites: readonly Suite[] = [checksSuite, transcriptsSuite, microsoftSuite, oktaSuite];

/** What was measured of one suite. */
export interface SuiteResult {
  readonly suite: string;
  readonly items: readonly Item[];
}

/**
 * Runs suites by name, one after the other. Transcripts choose their mode themselves and the others are for clients
 * as they are, so that strict mode has the checks only, unless a suite is asked for there.
 */
export async function judge(context: SuiteContext, names: readonly string[]): Promise<SuiteResult[]> {
  const results: SuiteResult[] = [];
  for (const { name, run } of suites.filter((suite) => names.includes(suite.name))) {
    context.tell(`${name} (${context.target.mode}) …`);
    results.push({ suite: name, items: await run(context) });
  }
  return results;
}
