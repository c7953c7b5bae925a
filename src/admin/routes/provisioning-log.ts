import { OPERATIONS } from "../../directory/provisioning-log.js";
import { LOG_FILTERS, readLogFilter, STATUS_FORM } from "../../directory/provisioning-log-filter.js";
import { listLogEntries } from "../../directory/provisioning-log-search.js";
import { listOf, readPage, toPage } from "../pages.js";
import { type AdminCall, type AdminRoute, adminRoute, type JsonSchema } from "../route.js";
import { momentJson, told } from "../told.js";

const text = { type: "string" };
const names = { type: "array", items: text };

const entry: JsonSchema = {
  title: "ProvisioningLogEntry",
  type: "object",
  required: ["id", "time", "durationMs", "connectionId", "requestId", "operation", "status"],
  properties: {
    id: text,
    time: { type: "string", format: "date-time", description: "When the request came." },
    durationMs: { type: "number" },
    connection: { type: "string", description: "The connection's name." },
    connectionId: text,
    tokenId: text,
    requestId: text,
    operation: text,
    resourceType: text,
    resourceId: text,
    status: { type: "integer" },
    code: text,
    scimType: text,
    attributes: { ...names, description: "Which attributes an error is about." },
    changed: { ...names, description: "Which attributes have another value now; members by their number." },
    ignored: { ...names, description: "What was dropped because no schema has it." },
    userAgent: text,
    reason: { type: "string", description: "Why it was refused; what the message quotes is hidden." },
    path: { type: "string", description: "Of a refused sign-in: method and path below the SCIM root." },
    query: {
      type: "string",
      description: "What was asked for; values of personal attributes are hidden unless bodies are logged.",
    },
    address: { type: "string", description: "Of a refused sign-in: from where it came." },
    credential: {
      type: "string",
      description: "Of a refused sign-in: the scheme and the beginning of the token.",
    },
    detail: text,
    requestBody: { type: "string", description: "While bodies are logged; secrets are masked." },
    responseBody: { type: "string", description: "While bodies are logged; secrets are masked." },
  },
};

/** What a part of the filter may be. */
function filterJson(name: string, description: string): JsonSchema {
  switch (name) {
    case "since":
    case "until":
      return momentJson(description);
    case "status":
      return told({ ...text, description }, { ...text, description, pattern: STATUS_FORM.source });
    case "operation":
      return told({ ...text, description }, { ...text, description, enum: OPERATIONS });
    default:
      return { ...text, description };
  }
}

async function list({ ctx, ...call }: AdminCall) {
  const { limit: _, cursor: __, ...filter } = call.query;
  const wanted = readLogFilter(filter, ctx.now());
  const page = readPage({ ctx, ...call });
  // Who has just seen an error looks for its request id at once.
  await ctx.services.flushProvisioningLog();
  const entries = await listLogEntries(ctx.db.read, ctx.viewer.tenantId, wanted, {
    before: page.after,
    limit: page.limit + 1,
  });
  return { body: toPage(entries, page.limit) };
}

/** What provisioning clients asked and were answered. */
export const provisioningLogRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/provisioning-log",
    action: "manageServer",
    operationId: "listProvisioningLog",
    tag: "Provisioning log",
    summary: "Lists the requests of provisioning clients, newest first",
    query: Object.fromEntries(
      Object.entries(LOG_FILTERS).map(([name, description]) => [name, filterJson(name, description)]),
    ),
    paged: true,
    answers: { 200: listOf(entry, { paged: true }) },
    run: list,
  }),
];
