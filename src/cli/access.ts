import { showAccess } from "../admin/routes/decision-view.js";
import { ACCESS_MODE_LABELS } from "../crm/access-mode-codes.js";
import { accessOfUser, type UserAccess } from "../use-cases/access/explain-access.js";
import type { Command } from "./command.js";
import { TENANT_OPTION, withTenant } from "./database.js";
import { serverContext } from "./server-context.js";
import { timeText } from "./values.js";

/** `--instance`, for whatever may be about one alone. */
export const INSTANCE_OPTION = {
  instance: { value: "NAME", doc: "the only instance wanted, by id or name" },
} as const;

/** `usher access`: why somebody can or cannot sign in. */
export const accessCommands: readonly Command[] = [
  {
    name: "access",
    summary: "explain a user's access to each instance, and what to do about what refuses it",
    operands: ["USER"],
    options: { ...INSTANCE_OPTION, ...TENANT_OPTION },
    async run(call) {
      const access = await withTenant(call, async (db, tenant) => {
        return accessOfUser(serverContext(db, tenant.id), call.operand, call.text("instance"));
      });
      call.printTable(access.flatMap(toRows), access.map(showAccess));
    },
  },
];

/** One row for each reason, the first with what is decided. */
function toRows(access: UserAccess): Record<string, string>[] {
  const { one, decision, mode, reasons, origin } = access;
  const rows = reasons.length === 0 ? [{ code: "", nextStep: "", causedBy: access.causedBy }] : reasons;
  return rows.map(({ code, nextStep, causedBy }, index) => ({
    instance: index === 0 ? one.instance.name : "",
    "sign in": index === 0 ? yesNo(decision.canSignIn) : "",
    api: index === 0 ? yesNo(decision.apiAccess) : "",
    features: index === 0 ? decision.features : "",
    mode: index === 0 ? ACCESS_MODE_LABELS[mode] : "",
    reason: code,
    "next step": nextStep,
    since: index === 0 ? timeText(origin.since) : "",
    "changed by": causeText(causedBy),
  }));
}

/** `group.changed by connection "Entra ID" at 2026-03-10T12:00:00.000Z` */
function causeText(cause: UserAccess["causedBy"]): string {
  if (cause === undefined) return "";
  const { action, actor, actorName, at } = cause;
  const name = actorName.userName ?? actorName.name;
  return `${action} by ${name === undefined ? `${actor.kind} ${actor.id}` : `${actor.kind} "${name}"`} at ${timeText(at)}`;
}

function yesNo(value: boolean): string {
  return value ? "yes" : "no";
}
