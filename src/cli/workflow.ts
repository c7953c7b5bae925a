import { getWorkflow, listWorkflows, WORKFLOW_KINDS, type Workflow } from "../crm/workflows/workflows.js";
import { withProblemNow } from "../use-cases/records/workflow-problem.js";
import { cancelWorkflow, resumeWorkflow, startWorkflow } from "../use-cases/records/workflows.js";
import type { Call, Command } from "./command.js";
import { TENANT_OPTION } from "./database.js";
import { instanceOption, OF_INSTANCE, readWord } from "./in-instance.js";
import { asOperator } from "./operator-context.js";
import { depsOf } from "./sync.js";
import { requireUserId } from "./user.js";
import { readOperandJson, timeText } from "./values.js";

/** Workflows that `usher workflow list` shows at the most. */
const MAX_SHOWN = 10_000;

function describe({ id, kind, userId, state, problem }: Workflow): string {
  const line = `Workflow ${id}: user ${userId} to ${kind}, ${state}`;
  return problem === undefined ? line : `${line}\n${problem}`;
}

async function start(call: Call): Promise<void> {
  const kind = readWord("KIND", call.operand, WORKFLOW_KINDS);
  const { workflow, temporaryPassword } = await asOperator(call, async (ctx) => {
    const [user, file] = [call.text("user"), call.text("create")];
    return startWorkflow(ctx, depsOf(call, ctx), {
      kind,
      instance: instanceOption(call),
      sku: call.text("sku"),
      ...(user !== undefined && { userId: await requireUserId(ctx, user) }),
      ...(file !== undefined && { user: readOperandJson(file) as Record<string, unknown> }),
    });
  });
  const password =
    temporaryPassword === undefined ? "" : `\nTemporary password, shown this once:\n${temporaryPassword}`;
  call.print({ ...workflow, temporaryPassword }, describe(workflow) + password);
}

/** `usher workflow …`: administrative and non-interactive users. R106–R127 */
export const workflowCommands: readonly Command[] = [
  {
    name: "workflow start",
    summary: `make somebody a user of a KIND that needs no license: ${WORKFLOW_KINDS.join(", ")}`,
    operands: ["KIND"],
    options: {
      user: { value: "USER", doc: "whom, by id or user name" },
      create: { value: "FILE", doc: "or who is to be created: a SCIM User as JSON" },
      sku: { value: "SKU", doc: "the license to give and take; not needed by who has one" },
      ...OF_INSTANCE,
      ...TENANT_OPTION,
    },
    run: start,
  },
  {
    name: "workflow list",
    summary: "list the workflows, and why they do not go on",
    options: TENANT_OPTION,
    async run(call) {
      const workflows = await asOperator(call, async ({ db, viewer, now }) => {
        const { tenantId } = viewer;
        const shown: Workflow[] = [];
        for (const one of await listWorkflows(db.read, tenantId, { limit: MAX_SHOWN })) {
          shown.push(await withProblemNow(db.read, tenantId, one, now()));
        }
        return shown;
      });
      call.printTable(
        workflows.map(({ id, kind, userId, state, changedAt, problem = "" }) => ({
          id,
          kind,
          user: userId,
          state,
          since: timeText(changedAt),
          problem,
        })),
        workflows,
      );
    },
  },
  {
    name: "workflow show",
    summary: "show how far a workflow is",
    operands: ["ID"],
    options: TENANT_OPTION,
    async run(call) {
      const workflow = await asOperator(call, async ({ db, viewer, now }) => {
        const stored = await getWorkflow(db.read, viewer.tenantId, call.operand);
        return withProblemNow(db.read, viewer.tenantId, stored, now());
      });
      call.print(workflow, describe(workflow));
    },
  },
  {
    name: "workflow cancel",
    summary: "end a workflow where it is; what it has done stays",
    operands: ["ID"],
    options: TENANT_OPTION,
    async run(call) {
      const workflow = await asOperator(call, (ctx) => cancelWorkflow(ctx, call.operand));
      call.print(workflow, describe(workflow));
    },
  },
  {
    name: "workflow resume",
    summary: "go on with a workflow now; one that failed or was canceled begins anew",
    operands: ["ID"],
    options: TENANT_OPTION,
    async run(call) {
      const workflow = await asOperator(call, (ctx) => resumeWorkflow(ctx, depsOf(call, ctx), call.operand));
      call.print(workflow, describe(workflow));
    },
  },
];
