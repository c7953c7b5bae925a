import { AppError } from "../errors.js";
import { parseAuditHead } from "../observability/audit-head.js";
import { sentenceOf } from "./answer-text.js";
import { callOperation } from "./call-operation.js";
import type { Command } from "./command.js";
import { TENANT_OPTION } from "./database.js";
import { limitOption, operationCommand } from "./operation-command.js";
import { asOperator } from "./operator-context.js";

const REPORT = `{sealed} sealed entries are as they were sealed
{unsealed} entries wait to be sealed
{erased} entries had their values erased
head: {head}`;

/** `usher audit …`. */
export const auditCommands: readonly Command[] = [
  operationCommand({
    name: "audit list",
    summary: "Show what was changed, by whom and how, newest first",
    operation: "listAudit",
    options: {
      since: { value: "TIME", doc: "not before this time: 15m, 12h, 7d or 2026-12-31T18:00:00Z" },
      until: { value: "TIME", doc: "before this time" },
      actor: { value: "ID", doc: "only by this connection, token or account, or by 'usher'" },
      action: { value: "NAME", doc: "only this action, as docs/events.md lists them: user.changed" },
      resource: { value: "ID", doc: "only of this user, group or other resource", fills: "resourceId" },
      trigger: {
        value: "NAME",
        doc: "only through this interface: scim, admin, console, cli, expiry, sync, …",
      },
      "request-id": { value: "ID", doc: "only in the request with this id" },
      entry: { value: "ID", doc: "only this entry, and those that continue it with further ids" },
      parts: { doc: "also the entries that continue others" },
      ...limitOption(50, 10_000),
    },
    columns: {
      time: "time",
      action: "action",
      resource: "{resourceType} {resourceId}",
      actor: "{actor.kind} {actor.id}",
      trigger: "trigger",
      changed: (row) => sentenceOf(row["erased"] === true ? "{changed} (erased)" : "{changed}", row),
      facts: "facts",
    },
  }),
  {
    name: "audit verify",
    summary: "Check that no entry of the audit trail was altered, removed or added; exit code 1 if one was",
    options: {
      expect: {
        value: "SEQUENCE:CHAIN",
        doc: "a head that was noted earlier and must still be there",
        read: readHead,
      },
      ...TENANT_OPTION,
    },
    operations: ["verifyAudit"],
    async run(call) {
      const sent = { expect: call.text("expect") };
      const report = await asOperator(call, (ctx) => callOperation(ctx, "verifyAudit", sent));
      call.print(report, sentenceOf(REPORT, report));
      refuseBroken(report["offense"]);
    },
  },
  operationCommand({
    name: "audit erase",
    summary: "Erase the values that the audit trail holds of a user; what was done, when and by whom stays",
    operation: "eraseAudit",
    options: {
      user: {
        value: "ID",
        doc: "the id of the user or of another resource",
        required: true,
        fills: "resourceId",
      },
    },
    line: "Erased the values of {entries} entries",
  }),
];

function readHead(text: string, flag: string): string {
  if (parseAuditHead(text) !== undefined) return text;
  throw new AppError("invalidValue", `${flag} must be a head as 'usher audit verify' prints it`);
}

function refuseBroken(offense: unknown): void {
  if (offense === undefined) return;
  const where = sentenceOf(
    "the audit trail is broken[ at sequence {sequence}][ (entry {id})]: {problem}",
    offense,
  );
  throw new AppError("AUDIT_BROKEN", where);
}
