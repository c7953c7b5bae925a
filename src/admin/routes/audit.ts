import { AppError } from "../../errors.js";
import { AUDIT_FILTERS, readAuditFilter } from "../../observability/audit-filter.js";
import { formatAuditHead, parseAuditHead } from "../../observability/audit-head.js";
import { listAuditEntries } from "../../observability/audit-search.js";
import { verifyAudit } from "../../observability/audit-verify.js";
import { eraseAudit } from "../../provisioning/erase-audit.js";
import { listOf, readPage, toPage } from "../pages.js";
import { type AdminAnswer, type AdminCall, type AdminRoute, adminRoute, type JsonSchema } from "../route.js";
import { momentJson, told } from "../told.js";

const text = { type: "string" };
const count = { type: "integer", minimum: 0 };

const entry: JsonSchema = {
  title: "AuditEntry",
  type: "object",
  required: ["id", "time", "action", "resourceType", "resourceId", "actor", "trigger", "changed", "erased"],
  properties: {
    id: text,
    time: { type: "string", format: "date-time" },
    action: { ...text, description: "What was done: user.changed." },
    resourceType: text,
    resourceId: text,
    actor: { type: "object", required: ["kind", "id"], properties: { kind: text, id: text } },
    trigger: text,
    requestId: text,
    changed: {
      type: "array",
      items: text,
      description: "Names in `changes`; they stay when values are erased.",
    },
    changes: {
      type: "object",
      description: "By attribute name: values before and after, or ids added and removed.",
      additionalProperties: { type: "object" },
    },
    facts: { type: "object", description: "What is never personal." },
    erased: { type: "boolean", description: "Whether there were values, which were erased." },
    sequence: { type: "integer", description: "The place in the chain; absent while it is not sealed." },
  },
};

const report: JsonSchema = {
  title: "AuditReport",
  type: "object",
  required: ["sealed", "unsealed", "erased", "head"],
  properties: {
    sealed: { ...count, description: "Sealed entries that are as they were sealed." },
    unsealed: { ...count, description: "Entries that wait to be sealed." },
    erased: { ...count, description: "Entries whose values were erased." },
    head: { ...text, description: "SEQUENCE:CHAIN of the last good entry; note it elsewhere." },
    offense: {
      type: "object",
      description: "The first thing that is wrong; absent when the trail is whole.",
      required: ["problem"],
      properties: { sequence: { type: "integer" }, id: text, problem: text },
    },
  },
};

function filters(names: readonly string[]): Record<string, JsonSchema> {
  return Object.fromEntries(
    Object.entries(AUDIT_FILTERS)
      .filter(([name]) => names.includes(name))
      .map(([name, description]) => [
        name,
        name === "since" || name === "until" ? momentJson(description) : { ...text, description },
      ]),
  );
}

async function list(call: AdminCall, fixed: Readonly<Record<string, string>> = {}): Promise<AdminAnswer> {
  const { ctx, query } = call;
  const { limit: _, cursor: __, ...given } = query;
  const filter = readAuditFilter({ ...given, ...fixed }, ctx.now());
  const { limit, after: before } = readPage(call);
  const entries = await listAuditEntries(ctx.db.read, ctx.viewer.tenantId, filter, {
    before,
    limit: limit + 1,
  });
  return { body: toPage(entries, limit) };
}

async function verify({ ctx, query }: AdminCall): Promise<AdminAnswer> {
  const noted = query["expect"];
  const expected = noted === undefined ? undefined : parseAuditHead(noted);
  if (noted !== undefined && expected === undefined) {
    throw new AppError("invalidValue", "'expect' must be the head of an earlier verification.");
  }
  const { head, ...found } = await verifyAudit(ctx.db, ctx.viewer.tenantId, expected);
  return { body: { ...found, head: formatAuditHead(head) } };
}

/** What was changed, by whom and how. R145 */
export const auditRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/audit",
    action: "manageServer",
    operationId: "listAudit",
    tag: "Audit",
    summary: "Lists what was changed, newest first",
    query: filters(Object.keys(AUDIT_FILTERS)),
    paged: true,
    answers: { 200: listOf(entry, { paged: true }) },
    run: list,
  }),
  adminRoute({
    method: "get",
    path: "/users/{id}/history",
    // It holds personal values of the past, which may be gone everywhere else.
    action: "manageServer",
    operationId: "listUserHistory",
    tag: "Audit",
    summary: "Lists what was changed of one user, deleted ones too, newest first",
    query: filters(["since", "until", "action"]),
    paged: true,
    answers: { 200: listOf(entry, { paged: true }) },
    run: (call) => list(call, { resourceId: call.params["id"] ?? "" }),
  }),
  adminRoute({
    method: "get",
    path: "/audit/verification",
    action: "manageServer",
    operationId: "verifyAudit",
    tag: "Audit",
    summary: "Checks that no entry of the audit trail was altered, removed or added",
    query: {
      expect: told(text, {
        ...text,
        pattern: "^[1-9]\\d{0,14}:[0-9a-f]{64}$",
        description: "The head of an earlier verification, which must still be there.",
      }),
    },
    answers: { 200: report },
    run: verify,
  }),
  adminRoute({
    method: "post",
    path: "/audit/erasures",
    action: "manageServer",
    operationId: "eraseAudit",
    tag: "Audit",
    summary: "Erases the values that the audit trail holds of a user; what was done, when and by whom stays",
    body: {
      type: "object",
      required: ["resourceId"],
      properties: { resourceId: { type: "string", minLength: 1, maxLength: 200 } },
      additionalProperties: false,
    },
    answers: { 200: { type: "object", required: ["entries"], properties: { entries: count } } },
    async run({ ctx, body }) {
      const { resourceId } = body as { resourceId: string };
      return { body: await eraseAudit(ctx, resourceId) };
    },
  }),
];
