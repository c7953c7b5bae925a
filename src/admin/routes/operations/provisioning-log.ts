import { type TString, Type } from "@sinclair/typebox";
import { OPERATIONS } from "../../../provisioning-log/entries.js";
import { LOG_FILTERS, readLogFilter, STATUS_FORM } from "../../../provisioning-log/filter.js";
import { type LogFilter, listLogEntries } from "../../../provisioning-log/search.js";
import { documentedAs, momentJson } from "../../documented-as.js";
import { text } from "../../json-schema.js";
import { pageSchema, readPage, toPage } from "../../pages.js";
import { type AdminRoute, adminRoute } from "../../route.js";
import { timeJson } from "../../times.js";

const names = Type.Array(text);

const entry = Type.Object(
  {
    id: text,
    time: { ...timeJson, description: "When the request came, or the first of them." },
    durationMs: Type.Number({ description: "Of counted requests, the mean." }),
    requests: Type.Integer({
      description:
        "How many requests it stands for: reads that succeed are counted by the minute unless the connection is watched.",
    }),
    connection: Type.Optional(Type.String({ description: "The connection's name." })),
    connectionId: text,
    tokenId: Type.Optional(text),
    requestId: text,
    operation: text,
    resourceType: Type.Optional(text),
    resourceId: Type.Optional(text),
    status: Type.Integer(),
    code: Type.Optional(text),
    scimType: Type.Optional(text),
    attributes: Type.Optional({ ...names, description: "Which attributes an error is about." }),
    changed: Type.Optional({
      ...names,
      description: "Which attributes have another value now; members by their number.",
    }),
    ignored: Type.Optional({
      ...names,
      description: "The attributes that were ignored because no schema defines them.",
    }),
    userAgent: Type.Optional(text),
    reason: Type.Optional(Type.String({ description: "The reason of a refusal; quoted values are masked." })),
    path: Type.Optional(
      Type.String({ description: "Of a refused sign-in: method and path below the SCIM root." }),
    ),
    query: Type.Optional(
      Type.String({
        description: "The query; values of personal attributes are masked unless bodies are logged.",
      }),
    ),
    address: Type.Optional(Type.String({ description: "Of a refused sign-in: from where it came." })),
    credential: Type.Optional(
      Type.String({ description: "Of a refused sign-in: the scheme and the beginning of the token." }),
    ),
    detail: Type.Optional(text),
    requestBody: Type.Optional(Type.String({ description: "While bodies are logged; secrets are masked." })),
    responseBody: Type.Optional(Type.String({ description: "While bodies are logged; secrets are masked." })),
  },
  { title: "ProvisioningLogEntry" },
);

function described(name: keyof LogFilter): TString {
  return Type.String({ description: LOG_FILTERS[name] });
}

const status = described("status");
const operation = described("operation");

const filters = {
  connection: described("connection"),
  status: documentedAs(status, { ...status, pattern: STATUS_FORM.source }),
  operation: documentedAs(operation, { ...operation, enum: OPERATIONS }),
  resourceId: described("resourceId"),
  requestId: described("requestId"),
  since: momentJson(LOG_FILTERS.since),
  until: momentJson(LOG_FILTERS.until),
} satisfies Readonly<Record<keyof LogFilter, TString>>;

/** The routes of the provisioning log. */
export const provisioningLogRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/provisioning-log",
    action: "manageServer",
    operationId: "listProvisioningLog",
    tag: "Provisioning log",
    summary: "Lists the requests of provisioning clients, newest first",
    query: filters,
    paged: true,
    answers: { 200: pageSchema(entry) },
    async run({ ctx, query }) {
      const { limit: _, cursor: __, ...filter } = query;
      const wanted = readLogFilter(filter, ctx.now());
      const { limit, after: before } = readPage(query);
      // People search for the request id right after an error.
      await ctx.services.flushProvisioningLog();
      const page = { before, limit: limit + 1 };
      return { body: toPage(await listLogEntries(ctx.db.read, ctx.viewer.tenantId, wanted, page), limit) };
    },
  }),
];
