import type { Command } from "./command.js";
import { operationCommand } from "./operation-command.js";

/** `usher report …`: reports for operators. */
export const reportCommands: readonly Command[] = [
  operationCommand({
    name: "report health",
    summary: "Show what an administrator should look at, since when, and what to do",
    operation: "getHealthReport",
    columns: {
      severity: "severity",
      finding: "code",
      since: "since",
      detail: "detail",
      "next step": "nextStep",
    },
  }),
];
