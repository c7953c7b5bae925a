import { type LoadResult, runLoad, sendOne, wireText } from "./load.js";
import { BENCH_TOKEN } from "./names.js";
import type { Options } from "./options.js";
import type { BenchRequest, Scenario } from "./scenarios/scenario.js";
import { type Plan, type SentStatement, toPlan } from "./statements.js";
import { SUBJECTS, type Subject, type SubjectName } from "./subject.js";

/** The measured processes. */
export type Subjects = Readonly<Record<SubjectName, Subject>>;

/** One measurement of one subject. */
export interface Sample extends LoadResult {
  /** Processor time of the measured process for one request, in milliseconds. */
  readonly cpu: number;
}

/** One measurement of one scenario in one round, for each subject. */
export type Round = Readonly<Record<SubjectName, Sample>>;

/** What a run found out about one scenario. */
export interface Measured {
  readonly scenario: Scenario;
  readonly rounds: readonly Round[];
  /** Statements that the server sends for one request, BEGIN and COMMIT among them. */
  readonly statements: number;
  /** Statements of the limits, BEGIN and COMMIT among them. */
  readonly limitStatements: number;
}

function textFor(subject: SubjectName, scenario: Scenario, request: BenchRequest): string {
  const path =
    subject === "ours" ? `/scim/v2${request.path}` : `/${[scenario.name, ...request.values].join("/")}`;
  return wireText(request.method, path, BENCH_TOKEN, request.body);
}

/** The statements of one request to the server, and its answer. */
async function trace(
  ours: Subject,
  scenario: Scenario,
  request: BenchRequest,
): Promise<{ sent: readonly SentStatement[]; answer: string }> {
  // The first request of a second also looks up its token.
  await sendOne(ours.port, wireText("GET", "/scim/v2/Users?count=0", BENCH_TOKEN, undefined));
  await ours.ask({ kind: "clear" });
  const reply = await sendOne(ours.port, textFor("ours", scenario, request));
  const answer = reply.body.toString();
  if (reply.status !== scenario.status || !answer.includes(scenario.expects(request))) {
    throw new Error(`${scenario.name}: ${reply.status} ${answer.slice(0, 1000)}`);
  }
  const traced = await ours.ask({ kind: "statements" });
  if (traced.kind !== "statements") throw new Error("the server did not tell its statements");
  return { sent: traced.sent, answer };
}

/** Sends one request of a scenario to the server, and makes of its statements what the limits are to do. */
async function planScenario(ours: Subject, scenario: Scenario): Promise<{ plan: Plan; statements: number }> {
  await scenario.prepare?.();
  const request = scenario.next();
  if (request === undefined) throw new Error(`${scenario.name} has no request`);
  const { sent, answer } = await trace(ours, scenario, request);
  await scenario.reset?.();
  const marks = scenario.marksOf?.(request, answer) ?? request.values;
  const { write, answer: kind, status, readsFirst } = scenario;
  return { plan: toPlan(sent, marks, { write, answer: kind, status, readsFirst }), statements: sent.length };
}

async function cpuTime(subject: Subject): Promise<number> {
  const answer = await subject.ask({ kind: "cpu" });
  return answer.kind === "cpu" ? answer.milliseconds : Number.NaN;
}

async function measureOnce(subject: Subject, scenario: Scenario, options: Options): Promise<Sample> {
  await scenario.prepare?.();
  const seals = subject.name === "ours" && scenario.write;
  if (seals) await subject.ask({ kind: "seal", on: true });
  const before = await cpuTime(subject);
  const result = await runLoad(subject.port, options.connections, options.seconds, () => {
    const request = scenario.next();
    return request && { text: textFor(subject.name, scenario, request), status: scenario.status };
  });
  if (seals) await subject.ask({ kind: "seal", on: false });
  const cpu = ((await cpuTime(subject)) - before) / result.requests;
  await scenario.reset?.();
  return { ...result, cpu };
}

/** Measures all subjects one after the other; which one begins changes with each round. */
async function measureRound(
  subjects: Subjects,
  scenario: Scenario,
  options: Options,
  round: number,
): Promise<Round> {
  const results = new Map<SubjectName, Sample>();
  for (let i = 0; i < SUBJECTS.length; i++) {
    const name = SUBJECTS[(round + i) % SUBJECTS.length] ?? "ours";
    results.set(name, await measureOnce(subjects[name], scenario, options));
  }
  return Object.fromEntries(results) as Round;
}

/**
 * Measures every scenario on every subject, in rounds that go through all of them, so that what else the machine does
 * meets all alike. The first round only warms up, unless it is the only one.
 */
export async function measureAll(
  subjects: Subjects,
  scenarios: readonly Scenario[],
  options: Options,
  report: (text: string) => void,
): Promise<Measured[]> {
  const plans: Record<string, Plan> = {};
  const counts = new Map<string, number>();
  for (const scenario of scenarios) {
    const { plan, statements } = await planScenario(subjects.ours, scenario);
    plans[scenario.name] = plan;
    counts.set(scenario.name, statements);
  }
  for (const limit of [subjects.limit, subjects.driver]) await limit.ask({ kind: "plans", plans });

  const rounds = new Map<string, Round[]>(scenarios.map(({ name }) => [name, []]));
  for (let round = 0; round <= options.rounds; round++) {
    report(round === 0 ? "warm-up" : `round ${round} of ${options.rounds}`);
    for (const scenario of scenarios) {
      const result = await measureRound(subjects, scenario, options, round);
      if (round > 0) rounds.get(scenario.name)?.push(result);
    }
  }
  return scenarios.map((scenario) => {
    const plan = plans[scenario.name];
    return {
      scenario,
      rounds: rounds.get(scenario.name) ?? [],
      statements: counts.get(scenario.name) ?? 0,
      limitStatements: (plan?.statements.length ?? 0) + (scenario.write ? 2 : 0),
    };
  });
}
