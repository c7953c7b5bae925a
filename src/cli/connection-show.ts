import type { Fingerprint } from "../provisioning-log/fingerprint.js";
import { QUIRKS } from "../provisioning-log/quirks.js";
import { type Answer, sentenceOf } from "./answer-text.js";
import { callOperation } from "./call-operation.js";
import type { Command } from "./command.js";
import { TENANT_OPTION } from "./database.js";
import { asOperator } from "./operator-context.js";

/** `usher connection show`. */
export const connectionShow: Command = {
  name: "connection show",
  summary: "Show a connection's settings, which client it seems to be, and the quirks it has shown",
  operands: ["NAME"],
  options: TENANT_OPTION,
  operations: ["getConnection", "getFingerprint"],
  async run(call) {
    const name = call.operand;
    const [connection, fingerprint] = await asOperator(call, async (ctx) => [
      await callOperation(ctx, "getConnection", { name }),
      await callOperation(ctx, "getFingerprint", { name }),
    ]);
    const lines = [...describe(connection), ...describeFingerprint(fingerprint as Answer & Fingerprint)];
    call.print({ ...connection, fingerprint }, lines.join("\n"));
  },
};

function describe(connection: Answer): string[] {
  return [
    sentenceOf(
      "{name} ({id}): [preset {client}, ]mode {mode}, visibility {visibility}, mass loss {massLoss}",
      connection,
    ),
    sentenceOf(
      "limits: {limits.rate} requests a second, {limits.burst} at once; {limits.bulkRate} bulk operations a second, {limits.bulkBurst} at once (0: none)",
      connection,
    ),
    ...untilText("each read is logged", connection["watchedUntil"]),
    ...untilText("bodies are logged", connection["logBodiesUntil"]),
  ];
}

/** Returns what lasts until a time that is ahead. */
function untilText(what: string, until: unknown): string[] {
  return typeof until === "string" && Date.parse(until) > Date.now() ? [`${what} until ${until}`] : [];
}

function describeFingerprint({ client, confidence, ...rest }: Fingerprint): string[] {
  const percent = `${Math.round(confidence * 100)} %`;
  const evidence = rest.evidence.slice(0, 5).map((habit) => QUIRKS[habit]);
  return [
    `client: ${client}${evidence.length === 0 ? "" : ` (${percent} sure)`}${listed(", ", rest.dialects)}`,
    ...(evidence.length === 0 ? [] : [`because it ${evidence.join("; it ")}`]),
    ...(rest.runnerUp === undefined ? [] : [`next guess: ${rest.runnerUp}`]),
    ...rest.habits.map(({ count, meaning }) => `${String(count).padStart(8)}  ${meaning}`),
  ];
}

function listed(before: string, items: readonly string[]): string {
  return items.length === 0 ? "" : before + items.join(" and ");
}
