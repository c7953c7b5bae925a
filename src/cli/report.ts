import { showFinding } from "../admin/routes/reports.js";
import { healthReport } from "../use-cases/operations/health-report.js";
import type { Command } from "./command.js";
import { TENANT_OPTION } from "./database.js";
import { asOperator } from "./operator-context.js";
import { timeText } from "./values.js";

/** `usher report …`: what an operator should look at. */
export const reportCommands: readonly Command[] = [
  {
    name: "report health",
    summary: "show what an administrator should look at, since when it is so, and what to do",
    options: TENANT_OPTION,
    async run(call) {
      const findings = await asOperator(call, (ctx) => healthReport(ctx));
      call.printTable(
        findings.map(({ severity, code, since, detail, nextStep }) => ({
          severity,
          finding: code,
          since: timeText(since),
          detail,
          "next step": nextStep,
        })),
        findings.map(showFinding),
      );
    },
  },
];
