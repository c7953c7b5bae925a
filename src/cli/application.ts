import { getInstance } from "../access/instances.js";
import { listRecords } from "../crm/records/records.js";
import { warningText } from "../effects/warnings.js";
import { addApplicationUser } from "../use-cases/records/add-application-user.js";
import type { Command } from "./command.js";
import { TENANT_OPTION } from "./database.js";
import { instanceOption, OF_INSTANCE } from "./in-instance.js";
import { asOperator } from "./operator-context.js";

/** Application users that `usher application list` shows at the most. */
const MAX_SHOWN = 10_000;

/** `usher application …`: programs in an instance. R128–R135 */
export const applicationCommands: readonly Command[] = [
  {
    name: "application add",
    summary: "let a registered app work in an instance",
    operands: ["APPLICATION_ID"],
    options: {
      name: { value: "TEXT", doc: "what the app is called; needed where it has no user yet" },
      unit: { value: "UNIT", doc: "its business unit; the root if not given" },
      role: { repeat: true, value: "ROLE", doc: "a security role; may be repeated" },
      ...OF_INSTANCE,
      ...TENANT_OPTION,
    },
    async run(call) {
      const added = await asOperator(call, (ctx) =>
        addApplicationUser(ctx, instanceOption(call), {
          applicationId: call.operand,
          displayName: call.text("name"),
          businessUnit: call.text("unit"),
          roles: call.texts("role"),
        }),
      );
      const { userId, userName, warnings } = added;
      call.print(added, `Added application user ${userId}, user name ${userName}`);
      for (const warning of warnings) call.note(warningText(warning));
    },
  },
  {
    name: "application list",
    summary: "list the application users of an instance",
    options: { ...OF_INSTANCE, ...TENANT_OPTION },
    async run(call) {
      const records = await asOperator(call, async ({ db, viewer }) => {
        const { id } = await getInstance(db.read, viewer.tenantId, instanceOption(call));
        return listRecords(db.read, viewer.tenantId, id, "application", { limit: MAX_SHOWN });
      });
      const listed = records.map(({ id, userId = "", name, enabled, roles, problems }) => ({
        userId,
        recordId: id,
        userName: name,
        enabled,
        roles: roles.map((role) => role.name),
        problems,
      }));
      call.printTable(
        listed.map(({ userId, userName, enabled, roles, problems }) => ({
          user: userId,
          "user name": userName,
          enabled: String(enabled),
          roles: roles.join("; "),
          problems: problems.join(" "),
        })),
        listed,
      );
    },
  },
];
