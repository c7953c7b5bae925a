import { AppError } from "../errors.js";
import { readAuditFilter } from "../observability/audit-filter.js";
import { formatAuditHead, parseAuditHead } from "../observability/audit-head.js";
import { type AuditFilter, listAuditEntries, type ShownAuditEntry } from "../observability/audit-search.js";
import { type AuditReport, verifyAudit } from "../observability/audit-verify.js";
import { eraseAudit } from "../use-cases/operations/erase-audit.js";
import type { Call, Command } from "./command.js";
import { TENANT_OPTION, withTenant } from "./database.js";
import { serverContext } from "./server-context.js";
import { readCount } from "./values.js";

/** Options of `usher audit list` by the part of the filter that each gives. */
const FILTERS = {
  since: "since",
  until: "until",
  actor: "actor",
  action: "action",
  resource: "resourceId",
  trigger: "trigger",
  "request-id": "requestId",
} as const satisfies Record<string, keyof AuditFilter>;

/** Entries shown when nothing is said, and at the most. */
const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 10_000;

/** `usher audit …`. */
export const auditCommands: readonly Command[] = [
  {
    name: "audit list",
    summary: "show what was changed, by whom and how, newest first",
    options: {
      since: { value: "TIME", doc: "not before: 15m, 12h, 7d or 2026-12-31T18:00:00Z" },
      until: { value: "TIME", doc: "before, in the same way" },
      actor: { value: "ID", doc: "by this connection, token or account, or by 'usher'" },
      action: {
        value: "NAME",
        doc: "of this kind, as docs/events.md lists them: user.changed",
      },
      resource: { value: "ID", doc: "of this user, group or other resource" },
      trigger: {
        value: "NAME",
        doc: "by this door: scim, admin, console, cli, expiry, sync, …",
      },
      "request-id": { value: "ID", doc: "in the request with this id" },
      limit: {
        value: "NUMBER",
        doc: `at most so many entries; ${DEFAULT_LIMIT} if not given`,
      },
      ...TENANT_OPTION,
    },
    async run(call) {
      const filter = filterOf(call, Date.now());
      const limit = readCount(call, "limit", DEFAULT_LIMIT, MAX_LIMIT);
      const entries = await withTenant(call, (db, tenant) =>
        listAuditEntries(db.read, tenant.id, filter, { limit }),
      );
      call.printTable(entries.map(toRow), entries);
    },
  },
  {
    name: "audit verify",
    summary: "check that no entry of the audit trail was altered, removed or added; exit code 1 if one was",
    options: {
      expect: {
        value: "SEQUENCE:CHAIN",
        doc: "a head noted earlier, which must still be there",
      },
      ...TENANT_OPTION,
    },
    async run(call) {
      const noted = call.text("expect");
      const expected = noted === undefined ? undefined : parseAuditHead(noted);
      if (noted !== undefined && expected === undefined) {
        throw new AppError("invalidValue", "--expect must be a head as 'usher audit verify' prints it");
      }
      const report = await withTenant(call, (db, tenant) => verifyAudit(db, tenant.id, expected));
      call.print({ ...report, head: formatAuditHead(report.head) }, describe(report));
      refuseBroken(report);
    },
  },
  {
    name: "audit erase",
    summary: "erase the values that the audit trail holds of a user; what was done, when and by whom stays",
    options: {
      user: { value: "ID", doc: "the user's id, or that of another resource" },
      ...TENANT_OPTION,
    },
    async run(call) {
      const id = call.text("user");
      if (id === undefined) throw new AppError("invalidValue", "--user must be the id of the user");
      const erased = await withTenant(call, (db, tenant) => eraseAudit(serverContext(db, tenant.id), id));
      call.print(erased, `Erased the values of ${erased.entries} entries`);
    },
  },
];

function filterOf(call: Call, now: number): AuditFilter {
  const given = Object.entries(FILTERS).flatMap(([option, part]): [string, string][] => {
    const text = call.text(option);
    return text === undefined ? [] : [[part, text]];
  });
  return readAuditFilter(Object.fromEntries(given), now);
}

function describe({ sealed, unsealed, erased, head }: AuditReport): string {
  return [
    `${sealed} sealed entries are as they were sealed`,
    `${unsealed} entries wait to be sealed`,
    `${erased} entries had their values erased`,
    `head: ${formatAuditHead(head)}`,
  ].join("\n");
}

function refuseBroken({ offense }: AuditReport): void {
  if (offense === undefined) return;
  const place = offense.sequence === undefined ? "" : ` at sequence ${offense.sequence}`;
  const id = offense.id === undefined ? "" : ` (entry ${offense.id})`;
  throw new AppError("AUDIT_BROKEN", `the audit trail is broken${place}${id}: ${offense.problem}`);
}

function toRow(entry: ShownAuditEntry): Record<string, string> {
  return {
    time: entry.time,
    action: entry.action,
    resource: `${entry.resourceType} ${entry.resourceId}`,
    actor: `${entry.actor.kind} ${entry.actor.id}`,
    trigger: entry.trigger,
    changed: `${entry.changed.join(", ")}${entry.erased ? " (erased)" : ""}`,
    facts: entry.facts === undefined ? "" : JSON.stringify(entry.facts),
  };
}
