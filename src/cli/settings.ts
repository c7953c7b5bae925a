import { getInstance } from "../access/instances.js";
import type { ServerContext } from "../effects/context.js";
import { describeTenantSettings, findTenantSettings, type TenantSettingInfo } from "../tenants/settings.js";
import { changeSettings } from "../use-cases/tenants/settings.js";
import type { Call, Command } from "./command.js";
import { TENANT_OPTION, withTenant } from "./database.js";
import { serverContext } from "./server-context.js";

const OPTIONS = {
  instance: {
    value: "INSTANCE",
    doc: "of an instance, by id or name, instead of the tenant",
  },
  ...TENANT_OPTION,
} as const;

/** What puts a setting back. */
const DEFAULT = "default";

type Setting = TenantSettingInfo & { readonly value: string | number | boolean };

/** The settings in force, of an instance those alone in which it may differ. */
async function settingsIn({ db, viewer }: ServerContext, instanceId: string): Promise<Setting[]> {
  const inForce = await findTenantSettings(db.read, viewer.tenantId, instanceId);
  return describeTenantSettings()
    .filter(({ perInstance }) => instanceId === "" || perInstance)
    .map((setting) => ({ ...setting, value: inForce[setting.name] }));
}

async function withScope<T>(
  call: Call,
  run: (ctx: ServerContext, instanceId: string) => Promise<T>,
): Promise<T> {
  const name = call.text("instance");
  return withTenant(call, async (db, tenant) => {
    const instanceId = name === undefined ? "" : (await getInstance(db.read, tenant.id, name)).id;
    return run(serverContext(db, tenant.id), instanceId);
  });
}

/** `usher settings …`: numbers and rules of a tenant, or of one of its instances. */
export const settingsCommands: readonly Command[] = [
  {
    name: "settings list",
    summary: "list the settings that are in force, with what they may be",
    options: OPTIONS,
    async run(call) {
      const settings = await withScope(call, settingsIn);
      call.printTable(
        settings.map(({ name, value, expected, meaning }) => ({
          name,
          value: String(value),
          "may be": expected,
          meaning,
        })),
        settings,
      );
    },
  },
  {
    name: "settings set",
    summary: `change a setting; '${DEFAULT}' puts it back`,
    operands: ["NAME", "VALUE"],
    options: OPTIONS,
    async run(call) {
      const name = call.operand;
      const text = call.secondOperand === DEFAULT ? undefined : call.secondOperand;
      const value = await withScope(call, async (ctx, instanceId) => {
        await changeSettings(ctx, instanceId, { [name]: text });
        return (await settingsIn(ctx, instanceId)).find((setting) => setting.name === name)?.value;
      });
      call.print({ name, value }, `${name} is ${String(value)}`);
    },
  },
];
