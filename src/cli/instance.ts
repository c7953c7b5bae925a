import { getInstance, INSTANCE_TYPES, type Instance, listInstances } from "../access/instances.js";
import { AppError } from "../errors.js";
import { addInstance } from "../use-cases/instances/add-instance.js";
import { changeInstance } from "../use-cases/instances/change-instance.js";
import { guardInstance, previewGuard } from "../use-cases/instances/guard-instance.js";
import type { Call, Command } from "./command.js";
import { TENANT_OPTION } from "./database.js";
import { requireGroupId } from "./group-name.js";
import { asOperator } from "./operator-context.js";
import { ALWAYS } from "./server-context.js";

const EDITABLE = {
  name: { value: "TEXT", doc: "how it is shown" },
  type: { choices: INSTANCE_TYPES, doc: "what it is for; sandbox if not given" },
} as const;

/** People whom `usher instance guard --preview` names at the most. */
const MAX_SHOWN = 1000;

function readType(call: Call): Instance["type"] | undefined {
  const text = call.text("type");
  const type = INSTANCE_TYPES.find((candidate) => candidate === text);
  if (text === undefined || type !== undefined) return type;
  throw new AppError("invalidValue", `--type must be one of ${INSTANCE_TYPES.join(", ")}`);
}

function toRow({ name, displayName, type, id, guardGroupId = "", guardMissing }: Instance) {
  return {
    name,
    title: displayName,
    type,
    id,
    guard: guardMissing ? `${guardGroupId} (missing)` : guardGroupId,
  };
}

async function preview(call: Call, groupId: string | undefined): Promise<void> {
  const { counts, people } = await asOperator(call, (ctx) =>
    previewGuard(ctx, call.operand, groupId, { after: undefined, limit: MAX_SHOWN }),
  );
  const lines = [
    `${counts.enabled} may enter now, ${counts.disabled} of them would be shut out, ${counts.gaining} would be let in`,
    ...people.map(({ id, userName }) => `  ${userName} (${id})`),
  ];
  call.print({ counts, people }, lines.join("\n"));
}

/** `usher instance …`: CRM instances and who guards them. R105 */
export const instanceCommands: readonly Command[] = [
  {
    name: "instance list",
    summary: "list the CRM instances",
    options: TENANT_OPTION,
    async run(call) {
      const instances = await asOperator(call, ({ db, viewer }) => listInstances(db.read, viewer.tenantId));
      call.printTable(instances.map(toRow), instances);
    },
  },
  {
    name: "instance add",
    summary: "add an instance with a root business unit and the default roles",
    operands: ["NAME"],
    options: { ...EDITABLE, ...TENANT_OPTION },
    async run(call) {
      const wanted = { name: call.operand, displayName: call.text("name"), type: readType(call) };
      const added = await asOperator(call, (ctx) => addInstance(ctx, wanted));
      call.print(added, `Added instance '${added.name}' (${added.id})`);
    },
  },
  {
    name: "instance set",
    summary: "change how an instance is shown and what it is for; its settings: 'usher settings set'",
    operands: ["INSTANCE"],
    options: { ...EDITABLE, ...TENANT_OPTION },
    async run(call) {
      const [displayName, type] = [call.text("name"), readType(call)];
      const change = {
        ...(displayName !== undefined && { displayName }),
        ...(type !== undefined && { type }),
      };
      const changed = await asOperator(call, (ctx) => changeInstance(ctx, call.operand, ALWAYS, change));
      call.print(
        changed,
        `Instance '${changed.name}' is shown as '${changed.displayName}', type ${changed.type}`,
      );
    },
  },
  {
    name: "instance guard",
    summary:
      "let only the direct members of a group into an instance, or everybody; show it with --preview first",
    operands: ["INSTANCE"],
    options: {
      group: { value: "GROUP", doc: "the group, by id or displayName" },
      none: { doc: "no group: everybody with a license" },
      preview: { doc: "only tell who would be shut out" },
      ...TENANT_OPTION,
    },
    async run(call) {
      const name = call.text("group");
      if ((name === undefined) !== call.flag("none")) {
        throw new AppError("invalidValue", "Give either --group GROUP or --none");
      }
      const groupId =
        name === undefined ? undefined : await asOperator(call, (ctx) => requireGroupId(ctx, name));
      if (call.flag("preview")) return preview(call, groupId);
      const changed = await asOperator(call, (ctx) => guardInstance(ctx, call.operand, groupId));
      const who =
        changed.guardGroupId === undefined ? "guarded by nobody" : `guarded by ${changed.guardGroupId}`;
      return call.print(changed, `Instance '${changed.name}' is ${who}`);
    },
  },
];

/** The instance that `--instance` names, `main` if it is not given. */
export const INSTANCE_OPTION = {
  instance: { value: "INSTANCE", doc: "the instance, 'main' if not given" },
} as const;

/** The id or name of the instance of a command. */
export function instanceRef(call: Call): string {
  return call.text("instance") ?? "main";
}

/** The id of that instance. @throws AppError `notFound` */
export async function instanceIdOf(
  call: Call,
  { db, viewer }: Parameters<Parameters<typeof asOperator>[1]>[0],
): Promise<string> {
  return (await getInstance(db.read, viewer.tenantId, instanceRef(call))).id;
}
