import { type Answer, type Cell, cellsOf, objectsAt, sentenceOf, textAt } from "./answer-text.js";
import { callOperation, listOperation } from "./call-operation.js";
import type { Call, Command } from "./command.js";
import { TENANT_OPTION } from "./database.js";
import { AT_OPTION } from "./moment.js";
import { INSTANCE_OPTION } from "./operation-command.js";
import { asOperator } from "./operator-context.js";
import { tableLines } from "./table.js";

/** `--instance`, for commands that can be limited to one instance. */
export const ONLY_INSTANCE = {
  instance: { value: "NAME", doc: "only this instance, by id or name" },
} as const;

const COLUMNS: Readonly<Record<string, Cell>> = {
  instance: "instance.name",
  "sign in": yesNo("canSignIn"),
  api: yesNo("apiAccess"),
  features: "features",
  mode: "accessMode",
  reason: "reason.code",
  "next step": "reason.nextStep",
  since: "since",
  "changed by": (row) => objectsAt(row, "reason.changedBy").map(causeText).join(", "),
};

/** The columns about a moment of the past. */
const PAST_COLUMNS: Readonly<Record<string, Cell>> = {
  user: (row) => textAt(row, "userName") || textAt(row, "userId"),
  instance: "instance.name",
  "sign in": (row) => (row["known"] === false ? "not known" : yesNo("canSignIn")(row)),
  api: yesNo("apiAccess"),
  features: "features",
  mode: "accessMode",
  reasons: "reasons.code",
  since: "since",
  until: "until",
  "changed by": (row) => objectsAt(row, "changedBy.entry").map(causeText).join(", "),
};

const DIFFERENCE_COLUMNS: Readonly<Record<string, Cell>> = {
  user: (row) => textAt(row, "userName") || textAt(row, "id"),
  instance: "instance.name",
  access: "change",
  before: "before.features",
  after: "after.features",
  reasons: "after.reasons",
};

/** `usher access …`: why users can or cannot sign in, now and in the past. */
export const accessCommands: readonly Command[] = [
  {
    name: "access",
    summary: "Explain whether a user can, or could, access each instance, why not, and what to do about it",
    operands: ["USER"],
    options: { ...ONLY_INSTANCE, ...AT_OPTION, ...TENANT_OPTION },
    operations: ["explainAccessOfUser"],
    run: explain,
  },
  {
    name: "access list",
    summary: "List who could sign in to an instance at a moment",
    options: { ...INSTANCE_OPTION, at: { ...AT_OPTION.at, required: true }, ...TENANT_OPTION },
    operations: ["explainAccessToInstance"],
    async run(call) {
      const sent = { instance: call.text("instance"), at: call.text("at"), canSignIn: "true" };
      const people = await asOperator(call, (ctx) =>
        listOperation(ctx, "explainAccessToInstance", sent, Infinity),
      );
      printPast(call, people);
    },
  },
  {
    name: "access history",
    summary: "List what a user could do in the instances and when, newest first",
    operands: ["USER"],
    options: { ...ONLY_INSTANCE, ...TENANT_OPTION },
    operations: ["listAccessHistory"],
    async run(call) {
      const sent = { id: call.operand, instance: call.text("instance") };
      printPast(
        call,
        await asOperator(call, (ctx) => listOperation(ctx, "listAccessHistory", sent, Infinity)),
      );
    },
  },
  {
    name: "access diff",
    summary: "Show who lost and who got access between two moments",
    options: {
      from: { ...AT_OPTION.at, doc: "the moment before", required: true },
      to: { ...AT_OPTION.at, doc: "the moment after; now if not given" },
      ...ONLY_INSTANCE,
      ...TENANT_OPTION,
    },
    operations: ["compareAccess"],
    run: showDifference,
  },
];

async function explain(call: Call): Promise<void> {
  const sent = { id: call.operand, instance: call.text("instance"), at: call.text("at") };
  const access = await asOperator(call, (ctx) => listOperation(ctx, "explainAccessOfUser", sent, 1000));
  if (sent.at === undefined) call.printTable(access.flatMap(toRows), access);
  else printPast(call, access);
}

function printPast(call: Call, states: readonly Answer[]): void {
  call.printTable(
    states.map((state) => cellsOf(PAST_COLUMNS, state)),
    states,
  );
}

async function showDifference(call: Call): Promise<void> {
  const sent = {
    from: call.text("from"),
    to: call.text("to"),
    instance: call.text("instance"),
    limit: "1000",
  };
  const difference = await asOperator(call, async (ctx) => {
    const first = await callOperation(ctx, "compareAccess", sent);
    const people = objectsAt(first, "value");
    for (let cursor = first["nextCursor"]; cursor !== undefined; ) {
      const page = await callOperation(ctx, "compareAccess", { ...sent, cursor });
      people.push(...objectsAt(page, "value"));
      cursor = page["nextCursor"];
    }
    const { nextCursor: _, ...rest } = first;
    return { ...rest, value: people };
  });
  const rows = difference.value.map((person) => cellsOf(DIFFERENCE_COLUMNS, person));
  const sum = sentenceOf("{loses} lose access, {gains} get access, {changes} keep it otherwise", difference);
  call.print(difference, [...(rows.length > 0 ? tableLines(rows) : []), sum].join("\n"));
}

/** Returns one row per reason; the first one has the decision. */
function toRows(access: Answer): Record<string, string>[] {
  const given = objectsAt(access, "reasons");
  const reasons: readonly Answer[] =
    given.length > 0 ? given : [{ changedBy: objectsAt(access, "changedBy.entry")[0] }];
  return reasons.map((reason, index) => cellsOf(COLUMNS, { ...(index === 0 && access), reason }));
}

function yesNo(path: string): (row: Answer) => string {
  return (row) => ({ true: "yes", false: "no" })[textAt(row, path)] ?? "";
}

/** `group.changed by connection "Entra ID" at 2026-03-10T12:00:00.000Z` */
function causeText(entry: Answer): string {
  const name = textAt(entry, "actor.userName") || textAt(entry, "actor.name");
  const who = name === "" ? textAt(entry, "actor.id") : `"${name}"`;
  return sentenceOf("{action} by {actor.kind} {who} at {time}", { ...entry, who });
}
