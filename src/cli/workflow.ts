import { WORKFLOW_KINDS } from "../crm/workflows/workflows.js";
import type { Command } from "./command.js";
import { INSTANCE_OPTION, operationCommand } from "./operation-command.js";
import { oneOf, readOperandJson } from "./values.js";

const WORKFLOW = "Workflow {id}: user {userId} to {kind}, {state}[\n{problem}]";

/** `usher workflow …`: administrative and non-interactive users. R106–R127 */
export const workflowCommands: readonly Command[] = [
  operationCommand({
    name: "workflow start",
    summary: `Start a workflow that turns a user into a KIND that needs no license: ${WORKFLOW_KINDS.join(", ")}`,
    operation: "startWorkflow",
    operands: { KIND: { fills: "kind", read: (text, name) => oneOf(name, WORKFLOW_KINDS, text) } },
    options: {
      user: { value: "USER", doc: "an existing user, by id or userName", fills: "userId" },
      create: {
        value: "FILE",
        doc: "or a user to create: a SCIM User as JSON",
        fills: "user",
        read: readOperandJson,
      },
      sku: {
        value: "SKU",
        doc: "the license to assign and to remove again; not needed by a user who has one",
      },
      ...INSTANCE_OPTION,
    },
    line: `${WORKFLOW}[\nTemporary password, shown this once:\n{temporaryPassword}]`,
  }),
  operationCommand({
    name: "workflow list",
    summary: "List the workflows, and why they do not go on",
    operation: "listWorkflows",
    columns: {
      id: "id",
      kind: "kind",
      user: "userId",
      state: "state",
      since: "changedAt",
      problem: "problem",
    },
  }),
  workflowCommand("show", "getWorkflow", "Show how far a workflow is"),
  workflowCommand("cancel", "cancelWorkflow", "Cancel a workflow; what it has done stays"),
  workflowCommand(
    "resume",
    "resumeWorkflow",
    "Continue a workflow now; one that failed or was canceled starts again",
  ),
];

function workflowCommand(verb: string, operation: string, summary: string): Command {
  return operationCommand({
    name: `workflow ${verb}`,
    summary,
    operation,
    operands: { ID: "id" },
    line: WORKFLOW,
  });
}
