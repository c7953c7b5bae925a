import { type Account, check } from "./provider.js";
import { INSTANCE, type Story } from "./story.js";
import type { Column } from "./text-table.js";

/** What the Authorization API answers to one question. */
export interface Evaluation {
  readonly decision: boolean;
  readonly context: {
    readonly features: string;
    readonly accessMode?: string;
    readonly reasons: readonly { readonly code: string; readonly nextStep: string }[];
    readonly warnings: readonly string[];
  };
}

/** Somebody who is asked about. */
export interface Subject {
  readonly name: string;
  /** What is to be known about them. */
  readonly situation: string;
  /** As AuthZEN has it. */
  readonly subject: object;
}

/** By which door somebody wants to come in. */
type Door = "signIn" | "portal" | "api";

/** Columns of a table of decisions; below each person stand the reasons. */
const columns: readonly Column[] = [
  { title: "Enters", width: 12 },
  { title: "Who, and why", width: 29 },
  { title: "Situation, and what to do", width: 53, wraps: true },
];

/** An account as a subject. */
export function person({ id, person: { displayName, title } }: Account, situation = title): Subject {
  return { name: displayName, situation, subject: { type: "user", id } };
}

/** Asks whether people may come in, all in one request. */
async function evaluateAll(
  { provider }: Story,
  subjects: readonly Subject[],
  door: Door = "signIn",
): Promise<readonly Evaluation[]> {
  const { body } = await provider.client.send({
    method: "POST",
    path: "/access/v1/evaluations",
    expect: 200,
    body: {
      action: { name: door },
      resource: { type: "instance", id: INSTANCE },
      evaluations: subjects.map(({ subject }) => ({ subject })),
    },
  });
  const { evaluations } = body as { evaluations: Evaluation[] };
  check("the number of evaluations", evaluations.length, subjects.length);
  return evaluations;
}

/**
 * Asks about one person, and checks the answer.
 * @param expected - `yes` or `no`, with the reasons behind a colon: `no: NO_LICENSE`
 */
export async function expectAccess(
  story: Story,
  subject: Subject,
  expected: string,
  door: Door = "signIn",
): Promise<Evaluation> {
  const [evaluation] = await evaluateAll(story, [subject], door);
  if (evaluation === undefined) throw new Error("There is no evaluation.");
  check(`the decision about ${subject.name}`, inShort(evaluation), expected);
  return evaluation;
}

/** A decision and its reasons in a few words: `no: NO_LICENSE`. */
function inShort({ decision, context }: Evaluation): string {
  return [decision ? "yes" : "no", context.reasons.map(({ code }) => code).join(", ")]
    .filter((part) => part !== "")
    .join(": ");
}

/** Prints decisions with their reasons. */
function printDecisions(
  { paper }: Story,
  subjects: readonly Subject[],
  evaluations: readonly Evaluation[],
): void {
  const rows = evaluations.flatMap(({ decision, context: { features, reasons } }, index) => {
    const { name = "", situation = "" } = subjects[index] ?? {};
    return [
      [decision ? features : "no", name, situation],
      ...reasons.map(({ code, nextStep }) => ["", `  ${code}`, nextStep]),
    ];
  });
  paper.table(columns, rows);
}

/** Checks the decisions about people and prints them. */
export async function showDecisions(
  story: Story,
  expected: readonly (readonly [subject: Subject, inShort: string])[],
  door: Door = "signIn",
): Promise<void> {
  const subjects = expected.map(([subject]) => subject);
  const evaluations = await evaluateAll(story, subjects, door);
  for (const [index, [subject, wanted]] of expected.entries()) {
    const evaluation = evaluations[index];
    check(`the decision about ${subject.name}`, evaluation && inShort(evaluation), wanted);
  }
  printDecisions(story, subjects, evaluations);
}

/**
 * Asks whether somebody may do something to rows of a table.
 * @param owner - whose rows: `own`, or `elsewhere` in the organization
 */
export async function evaluatePrivilege(
  { provider }: Story,
  { id }: Account,
  verb: string,
  table: string,
  owner: "own" | "elsewhere",
): Promise<Evaluation> {
  const { body } = await provider.client.send({
    method: "POST",
    path: "/access/v1/evaluation",
    expect: 200,
    body: {
      subject: { type: "user", id },
      action: { name: verb },
      resource: { type: "table", id: table, properties: { instance: INSTANCE, owner } },
    },
  });
  return body as Evaluation;
}
