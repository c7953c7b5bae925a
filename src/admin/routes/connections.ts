import { listHabits } from "../../directory/connection-habits.js";
import { getConnection } from "../../directory/connections.js";
import { fingerprintOf } from "../../directory/fingerprint.js";
import { type AdminRoute, adminRoute, type JsonSchema } from "../route.js";

const text = { type: "string" };
const texts = { type: "array", items: text };

const fingerprint: JsonSchema = {
  title: "Fingerprint",
  type: "object",
  required: ["connection", "client", "confidence", "dialects", "evidence", "habits"],
  properties: {
    connection: text,
    client: text,
    confidence: { type: "number", minimum: 0, maximum: 1 },
    runnerUp: text,
    dialects: texts,
    evidence: texts,
    habits: { type: "array", items: { type: "object" } },
  },
};

/** Provisioning clients and how they are treated. */
export const connectionRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/connections/{name}/fingerprint",
    action: "manageServer",
    operationId: "getFingerprint",
    tag: "Connections",
    summary: "Tells which provider a connection seems to be, and by which habits",
    answers: { 200: fingerprint },
    async run({ ctx, params }) {
      await ctx.services.flushProvisioningLog();
      const { tenantId } = ctx.viewer;
      const { id, name } = await getConnection(ctx.db.read, tenantId, params["name"] ?? "");
      const habits = await listHabits(ctx.db.read, tenantId, id);
      return { body: { connection: name, ...fingerprintOf(habits) } };
    },
  }),
];
