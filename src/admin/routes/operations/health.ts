import { healthReport } from "../../../use-cases/operations/health-report.js";
import { overviewOf } from "../../../use-cases/operations/overview.js";
import { listSchema } from "../../pages.js";
import { type AdminRoute, adminRoute } from "../../route.js";
import { findingSchema, showFinding } from "./finding-view.js";
import { overviewSchema, showOverview } from "./overview-view.js";

/** The routes of the health report and the overview. R078 */
export const reportRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/reports/health",
    action: "read",
    operationId: "getHealthReport",
    tag: "Reports",
    summary: "Lists findings that an administrator should check",
    answers: { 200: listSchema(findingSchema) },
    run: async ({ ctx }) => ({ body: { value: (await healthReport(ctx)).map(showFinding) } }),
  }),
  adminRoute({
    method: "get",
    path: "/reports/overview",
    action: "read",
    operationId: "getOverview",
    tag: "Reports",
    summary:
      "Shows the state of the tenant at a glance: users, seats, access, connections, findings; up to five seconds old",
    answers: { 200: overviewSchema },
    async run({ ctx }) {
      await ctx.services.flushProvisioningLog();
      return { body: showOverview(await overviewOf(ctx)) };
    },
  }),
];
