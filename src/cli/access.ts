import { type Answer, type Cell, cellsOf, objectsAt, sentenceOf, textAt } from "./answer-text.js";
import { listOperation } from "./call-operation.js";
import type { Command } from "./command.js";
import { TENANT_OPTION } from "./database.js";
import { asOperator } from "./operator-context.js";

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

/** `usher access`: why a user can or cannot sign in. */
export const accessCommands: readonly Command[] = [
  {
    name: "access",
    summary: "Explain whether a user can access each instance, why not, and what to do about it",
    operands: ["USER"],
    options: { ...ONLY_INSTANCE, ...TENANT_OPTION },
    operations: ["explainAccessOfUser"],
    async run(call) {
      const sent = { id: call.operand, instance: call.text("instance") };
      const access = await asOperator(call, (ctx) => listOperation(ctx, "explainAccessOfUser", sent, 1000));
      call.printTable(access.flatMap(toRows), access);
    },
  },
];

/** Returns one row per reason; the first one has the decision. */
function toRows(access: Answer): Record<string, string>[] {
  const given = objectsAt(access, "reasons");
  const reasons: readonly Answer[] =
    given.length > 0 ? given : [{ changedBy: objectsAt(access, "changedBy.entry")[0] }];
  return reasons.map((reason, index) => cellsOf(COLUMNS, { ...(index === 0 && access), reason }));
}

function yesNo(path: string): Cell {
  return (row) => ({ true: "yes", false: "no" })[textAt(row, path)] ?? "";
}

/** `group.changed by connection "Entra ID" at 2026-03-10T12:00:00.000Z` */
function causeText(entry: Answer): string {
  const name = textAt(entry, "actor.userName") || textAt(entry, "actor.name");
  const who = name === "" ? textAt(entry, "actor.id") : `"${name}"`;
  return sentenceOf("{action} by {actor.kind} {who} at {time}", { ...entry, who });
}
