import { type TString, Type } from "@sinclair/typebox";
import { UUID } from "../../../db/new-id.js";
import { AppError } from "../../../errors.js";
import { AUDIT_FILTERS, readAuditFilter } from "../../../observability/audit-filter.js";
import { formatAuditHead, parseAuditHead } from "../../../observability/audit-head.js";
import {
  type AuditFilter,
  listAuditEntries,
  type ShownAuditEntry,
} from "../../../observability/audit-search.js";
import { verifyAudit } from "../../../observability/audit-verify.js";
import { eraseAudit } from "../../../use-cases/operations/erase-audit.js";
import { documentedAs, momentJson } from "../../documented-as.js";
import { choice, count, jsonMembers, jsonValue, text } from "../../json-schema.js";
import { type PageQuery, pageSchema, readPage, toPage } from "../../pages.js";
import { findPersonNames, personNamesJson } from "../../person-names.js";
import { type AdminContext, type AdminRoute, adminRoute } from "../../route.js";
import { timeJson } from "../../times.js";

const ids = Type.Array(text);
const change = Type.Object(
  {
    before: Type.Optional(jsonValue),
    after: Type.Optional(jsonValue),
    added: Type.Optional(ids),
    removed: Type.Optional(ids),
  },
  { title: "AuditChange" },
);

const entry = Type.Object(
  {
    id: text,
    time: timeJson,
    action: Type.String({ description: "The action, such as user.changed." }),
    resourceType: text,
    resourceId: text,
    ...personNamesJson,
    actor: Type.Object({ kind: text, id: text }),
    trigger: text,
    requestId: Type.Optional(text),
    changed: Type.Array(text, {
      description: "Names in `changes`; they stay when values are erased.",
    }),
    changes: Type.Optional(
      Type.Record(text, change, {
        description: "By attribute name: values before and after, or ids added and removed.",
      }),
    ),
    facts: Type.Optional(jsonMembers({ description: "Facts, which are never personal." })),
    erased: Type.Boolean({ description: "Whether there were values, which were erased." }),
    sequence: Type.Optional(
      Type.Integer({ description: "The place in the chain; absent while it is not sealed." }),
    ),
  },
  { title: "AuditEntry" },
);

const report = Type.Object(
  {
    sealed: { ...count, description: "Sealed entries that are as they were sealed." },
    unsealed: { ...count, description: "Entries that wait to be sealed." },
    erased: { ...count, description: "The number of entries whose values were erased." },
    head: Type.String({ description: "SEQUENCE:CHAIN of the last good entry; note it elsewhere." }),
    offense: Type.Optional(
      Type.Object(
        { sequence: Type.Optional(Type.Integer()), id: Type.Optional(text), problem: text },
        { description: "The first thing that is wrong; absent when the trail is whole." },
      ),
    ),
  },
  { title: "AuditReport" },
);

const filters = {
  since: momentJson(AUDIT_FILTERS.since),
  until: momentJson(AUDIT_FILTERS.until),
  actor: Type.String({ description: AUDIT_FILTERS.actor }),
  action: Type.String({ description: AUDIT_FILTERS.action }),
  resourceId: Type.String({ description: AUDIT_FILTERS.resourceId }),
  trigger: Type.String({ description: AUDIT_FILTERS.trigger }),
  requestId: Type.String({ description: AUDIT_FILTERS.requestId }),
  entry: documentedAs(text, { ...text, pattern: UUID.source, description: AUDIT_FILTERS.entry }),
} satisfies Readonly<Record<keyof AuditFilter, TString>>;

const parts = choice(["true", "false"], {
  description:
    "Lists the entries that continue others too; left out, only those that `entry` or `action` selects.",
});

type FilterQuery = { readonly [Name in keyof AuditFilter]?: string } & { readonly parts?: "true" | "false" };

function userOf({ resourceType, resourceId }: ShownAuditEntry): string | undefined {
  return resourceType === "User" ? resourceId : undefined;
}

async function list(ctx: AdminContext, query: FilterQuery & PageQuery) {
  const { limit: _, cursor: __, parts: withParts, ...filter } = query;
  const wanted = readAuditFilter(filter, ctx.now());
  const { limit, after: before } = readPage(query);
  const page = { before, limit: limit + 1, parts: withParts === "true" };
  const entries = await listAuditEntries(ctx.db.read, ctx.viewer.tenantId, wanted, page);
  // Of somebody who was deleted, the trail shows what its entries have kept, so that erasing them leaves no name.
  const namesOf = await findPersonNames(ctx, entries.map(userOf), "undeleted");
  const shown = entries.map((one) => ({ ...one, ...namesOf(userOf(one)) }));
  return { body: toPage(shown, limit) };
}

/** The routes of the audit trail. R145 */
export const auditRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/audit",
    action: "manageServer",
    operationId: "listAudit",
    tag: "Audit",
    summary: "Lists changes, newest first",
    query: { ...filters, parts },
    paged: true,
    answers: { 200: pageSchema(entry) },
    run: ({ ctx, query }) => list(ctx, query),
  }),
  adminRoute({
    method: "get",
    path: "/users/{id}/history",
    // It contains past personal values, which may no longer exist elsewhere.
    action: "manageServer",
    operationId: "listUserHistory",
    tag: "Audit",
    summary: "Lists the changes of one user, deleted or not, newest first",
    query: { since: filters.since, until: filters.until, action: filters.action },
    paged: true,
    answers: { 200: pageSchema(entry) },
    run: ({ ctx, params, query }) => list(ctx, { ...query, resourceId: params.id }),
  }),
  adminRoute({
    method: "get",
    path: "/audit/verification",
    action: "manageServer",
    operationId: "verifyAudit",
    tag: "Audit",
    summary: "Checks that no entry of the audit trail was altered, removed or added",
    query: {
      expect: documentedAs(text, {
        ...text,
        pattern: "^[1-9]\\d{0,14}:[0-9a-f]{64}$",
        description: "The head of an earlier verification, which must still be there.",
      }),
    },
    answers: { 200: report },
    async run({ ctx, query }) {
      const expected = query.expect === undefined ? undefined : parseAuditHead(query.expect);
      if (query.expect !== undefined && expected === undefined) {
        throw new AppError("invalidValue", "'expect' must be the head of an earlier verification.");
      }
      const { head, ...found } = await verifyAudit(ctx.db, ctx.viewer.tenantId, expected);
      return { body: { ...found, head: formatAuditHead(head) } };
    },
  }),
  adminRoute({
    method: "post",
    path: "/audit/erasures",
    action: "manageServer",
    operationId: "eraseAudit",
    tag: "Audit",
    summary: "Erases a user's values from the audit trail; action, time and actor stay",
    body: Type.Object({ resourceId: Type.String({ minLength: 1, maxLength: 200 }) }),
    answers: { 200: Type.Object({ entries: count }, { title: "ErasedEntries" }) },
    async run({ ctx, body }) {
      return { body: await eraseAudit(ctx, body.resourceId) };
    },
  }),
];
