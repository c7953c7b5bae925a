import { AppError } from "../errors.js";
import { CLIENT_NAMES } from "../tenants/client-names.js";
import { CLIENT_PRESETS } from "../tenants/client-presets.js";
import { type Connection, MASS_LOSS } from "../tenants/connection.js";
import { CONNECTION_OPTIONS, defaultOptions } from "../tenants/connections.js";
import { type Answer, sentenceOf, textAt } from "./answer-text.js";
import type { Members } from "./call-operation.js";
import type { Call, Command, Option } from "./command.js";
import { connectionShow } from "./connection-show.js";
import { readMoment } from "./moment.js";
import { operationCommand } from "./operation-command.js";
import { describeLimits, RATE_OPTIONS, readRateLimits } from "./rate-options.js";

/** The values of an option; null resets it to the mode. */
const OPTION_VALUES: ReadonlyMap<string, boolean | null> = new Map([
  ["true", true],
  ["false", false],
  ["default", null],
]);

const SETTING_OPTIONS = {
  client: {
    value: "PRODUCT",
    choices: CLIENT_NAMES,
    doc: "apply the preset of a product ('connection presets' lists them); other options win over it",
  },
  mode: {
    choices: ["tolerant", "strict"],
    doc: "tolerate known mistakes of clients, or require what the RFC says",
  },
  visibility: { choices: ["all", "own"], doc: "see the whole directory, or only what it created" },
  "mass-loss": {
    choices: MASS_LOSS,
    doc: "let changes wait that would take access from many people, refuse them, or neither (docs/holds.md)",
  },
  "watched-until": {
    value: "TIME|off",
    doc: 'list each read in the log until then, instead of counting them: "2026-10-03 09:00", or off',
  },
  option: {
    value: "NAME=true|false|default",
    doc: "depart from the mode in one point (docs/modes.md); may be repeated",
    repeat: true,
  },
  ...RATE_OPTIONS,
} as const satisfies Record<string, Option>;

/** `usher connection …`. */
export const connectionCommands: readonly Command[] = [
  operationCommand({
    name: "connection add",
    summary: "Add a connection: one provisioning client",
    operation: "addConnection",
    operands: { NAME: "name" },
    options: SETTING_OPTIONS,
    members: readSettings,
    line: (connection) => sentenceOf(`Added connection '{name}' ({id}), ${describe(connection)}`, connection),
  }),
  operationCommand({
    name: "connection list",
    summary: "List a tenant's connections",
    operation: "listConnections",
    columns: {
      name: "name",
      id: "id",
      client: "client",
      mode: "mode",
      visibility: "visibility",
      options: describeOptions,
      limits: describeLimits,
    },
  }),
  connectionShow,
  {
    name: "connection presets",
    summary: "List the products for which there is a preset, and what each sets",
    async run(call) {
      const presets = CLIENT_NAMES.map((client) => ({ client, ...CLIENT_PRESETS[client] }));
      call.printTable(
        presets.map(({ client, product, mode, visibility, options }) => {
          const chosen = Object.entries(options).map(([name, value]) => `${name}=${String(value)}`);
          return { client, product, mode, visibility, options: chosen.join(" ") };
        }),
        presets,
      );
    },
  },
  operationCommand({
    name: "connection set",
    summary: "Change a connection; what is not named stays",
    operation: "changeConnection",
    operands: { NAME: "name" },
    options: SETTING_OPTIONS,
    members: readSettings,
    line: (connection) => `Connection '${textAt(connection, "name")}' is ${describe(connection)}`,
  }),
];

function readSettings(call: Call): Members {
  const watched = call.text("watched-until");
  return {
    limits: readRateLimits(call),
    options: Object.fromEntries(call.texts("option").map(readOption)),
    watchedUntil: watched === "off" ? null : watched && readMoment(watched, "--watched-until"),
  };
}

function readOption(text: string): [string, boolean | null] {
  const [given, word = "", ...rest] = text.split("=");
  const name = CONNECTION_OPTIONS.find((option) => option === given);
  const value = OPTION_VALUES.get(word);
  if (name !== undefined && value !== undefined && rest.length === 0) return [name, value];
  const names = CONNECTION_OPTIONS.join(", ");
  throw new AppError(
    "invalidValue",
    `--option must be NAME=true, NAME=false or NAME=default with one of ${names}`,
  );
}

function describe(connection: Answer): string {
  const settings = sentenceOf(
    "[client {client}, ]mode {mode}, visibility {visibility}, mass loss {massLoss}",
    connection,
  );
  const departures = [describeOptions(connection), describeLimits(connection)];
  return [settings, ...departures.filter((text) => text !== "")].join(", ");
}

/** Describes the options of a connection that differ from its mode. */
function describeOptions(connection: Answer): string {
  const { mode, options } = connection as Pick<Connection, "mode" | "options">;
  const usual = defaultOptions(mode);
  return CONNECTION_OPTIONS.filter((name) => options[name] !== usual[name])
    .map((name) => `${name}=${String(options[name])}`)
    .join(" ");
}
