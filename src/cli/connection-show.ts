import { type Fingerprint, fingerprintOf } from "../provisioning-log/fingerprint.js";
import { listQuirks } from "../provisioning-log/quirk-counts.js";
import { HABITS } from "../provisioning-log/quirks.js";
import type { Connection } from "../tenants/connection.js";
import { getConnection } from "../tenants/connections.js";
import type { Command } from "./command.js";
import { TENANT_OPTION, withTenant } from "./database.js";

/** `usher connection show`. */
export const connectionShow: Command = {
  name: "connection show",
  summary: "show a connection's settings, which client it seems to be, and the habits it has shown",
  operands: ["NAME"],
  options: TENANT_OPTION,
  async run(call) {
    const [connection, fingerprint] = await withTenant(call, async (db, tenant) => {
      const found = await getConnection(db.read, tenant.id, call.operand);
      return [found, fingerprintOf(await listQuirks(db.read, tenant.id, found.id))] as const;
    });
    call.print({ ...connection, fingerprint }, describe(connection, fingerprint).join("\n"));
  },
};

function describe(connection: Connection, { client, confidence, ...rest }: Fingerprint): string[] {
  const { name, id, client: preset, mode, visibility, limits, logBodiesUntil } = connection;
  const percent = `${Math.round(confidence * 100)} %`;
  const evidence = rest.evidence.slice(0, 5).map((habit) => HABITS[habit]);
  return [
    `${name} (${id}): ${preset === undefined ? "" : `preset ${preset}, `}mode ${mode}, visibility ${visibility}`,
    `limits: ${limits.rate} requests a second, ${limits.burst} at once; ${limits.bulkRate} bulk operations a second, ${limits.bulkBurst} at once (0: none)`,
    ...(logBodiesUntil > Date.now()
      ? [`bodies are logged until ${new Date(logBodiesUntil).toISOString()}`]
      : []),
    `client: ${client}${evidence.length === 0 ? "" : ` (${percent} sure)`}${listed(", ", rest.dialects)}`,
    ...(evidence.length === 0 ? [] : [`because it ${evidence.join("; it ")}`]),
    ...(rest.runnerUp === undefined ? [] : [`next guess: ${rest.runnerUp}`]),
    ...rest.habits.map(({ count, meaning }) => `${String(count).padStart(8)}  ${meaning}`),
  ];
}

function listed(before: string, items: readonly string[]): string {
  return items.length === 0 ? "" : before + items.join(" and ");
}
