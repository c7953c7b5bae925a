import { type Requirement, requirements } from "./requirements.js";
import { type Discovery, discover, type Feature, type Mode, offers, type Target } from "./target.js";
import { Trial, Verdict } from "./trial.js";
import { type Finding, type Item, resultOf, worstOf } from "./verdict.js";

/** One judgement, on as few requirements as can be. */
export interface Check {
  /** Ids of the requirements it judges. */
  readonly judges: readonly string[];
  /** What the server is hoped to do, as a sentence without its subject. */
  readonly title: string;
  /** It is skipped where the server does not say that it offers these. */
  readonly needs: readonly Feature[];
  /** Judged in this mode only. */
  readonly mode?: Mode;
  /** Returns when all is as required; otherwise it leaves through a method of the trial. */
  readonly run: (trial: Trial) => Promise<void>;
}

/** A check on requirements, by id, one or several with blanks between. */
export function check(ids: string, title: string, run: Check["run"], needs: readonly Feature[] = []): Check {
  return { judges: ids.split(" "), title, needs, run };
}

/** Runs one check; whatever it meets becomes a finding. */
async function find({ needs, mode, run }: Check, target: Target, discovery: Discovery): Promise<Finding> {
  if (mode !== undefined && mode !== target.mode) {
    return { kind: "skipped", message: `it is judged in ${mode} mode only` };
  }
  const missing = needs.filter((feature) => !offers(discovery, feature));
  if (missing.length > 0) {
    return { kind: "skipped", message: `the server does not say that it offers ${missing.join(" and ")}` };
  }
  const trial = new Trial(target, discovery);
  try {
    await run(trial);
    return { kind: "met" };
  } catch (error) {
    if (error instanceof Verdict) return error.finding;
    // An answer of another shape than any the check can read, or none at all.
    return { kind: "unmet", message: trial.withLast(error instanceof Error ? error.message : String(error)) };
  } finally {
    await trial.cleanUp();
  }
}

/** The worst finding of all checks for each of some requirements. */
function toItems(list: readonly Requirement[], findings: ReadonlyMap<Check, Finding>, mode: Mode): Item[] {
  return list.flatMap(({ id, level, testable }) => {
    if (testable !== true) return [];
    const items = [...findings]
      .filter(([{ judges, mode: only }]) => judges.includes(id) && (only ?? mode) === mode)
      .map(([{ title }, finding]): Item => {
        const result = resultOf(finding, level);
        if (finding.kind === "met") return { id, result };
        const client = finding.kind === "deviates" ? finding.client : undefined;
        return { id, result, message: `${title}: ${finding.message}`, client };
      });
    const worst = worstOf(items);
    return worst === undefined ? [] : [worst];
  });
}

/**
 * Judges a server by checks, one after the other.
 * @returns one item for each requirement that they judge in the target's mode
 */
export async function runChecks(checks: readonly Check[], target: Target): Promise<Item[]> {
  const discovery = await discover(target);
  const findings = new Map<Check, Finding>();
  for (const one of checks) findings.set(one, await find(one, target, discovery));
  return toItems(requirements, findings, target.mode);
}
