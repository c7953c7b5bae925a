import { AppError } from "../errors.js";
import { CLIENT_NAMES, toClientName } from "../tenants/client-names.js";
import { CLIENT_PRESETS } from "../tenants/client-presets.js";
import type { Connection, ConnectionOptions } from "../tenants/connection.js";
import {
  CONNECTION_OPTIONS,
  type ConnectionSettings,
  defaultOptions,
  listConnections,
} from "../tenants/connections.js";
import { addConnection, changeConnection } from "../use-cases/connections/connections.js";
import type { Call, Command, Option } from "./command.js";
import { connectionShow } from "./connection-show.js";
import { TENANT_OPTION, withTenant } from "./database.js";
import { describeLimits, RATE_OPTIONS, readRateLimits } from "./rate-options.js";
import { serverContext } from "./server-context.js";

const MODES = ["tolerant", "strict"] as const satisfies readonly Connection["mode"][];
const VISIBILITIES = ["all", "own"] as const satisfies readonly Connection["visibility"][];

/** What an option may be set to; undefined lets it follow the mode again. */
const OPTION_VALUES: ReadonlyMap<string, boolean | undefined> = new Map([
  ["true", true],
  ["false", false],
  ["default", undefined],
]);

const SETTING_OPTIONS = {
  client: {
    value: "PRODUCT",
    choices: CLIENT_NAMES,
    doc: "begin with the preset of a product (connection presets); what is named besides wins",
  },
  mode: {
    choices: MODES,
    doc: "forgive what clients are known for, or hold them to the RFC",
  },
  visibility: {
    choices: VISIBILITIES,
    doc: "see the whole directory, or what it made",
  },
  option: {
    repeat: true,
    value: "NAME=true|false|default",
    doc: "depart from the mode in one point (docs/modes.md); may be repeated",
  },
  ...RATE_OPTIONS,
  ...TENANT_OPTION,
} as const satisfies Record<string, Option>;

/** `usher connection …`. */
export const connectionCommands: readonly Command[] = [
  {
    name: "connection add",
    summary: "add a connection, that is one provisioning client",
    operands: ["NAME"],
    options: SETTING_OPTIONS,
    async run(call) {
      const settings = settingsOf(call);
      const connection = await withTenant(call, (db, tenant) =>
        addConnection(serverContext(db, tenant.id), call.operand, settings),
      );
      call.print(
        connection,
        `Added connection '${connection.name}' (${connection.id}), ${describe(connection)}`,
      );
    },
  },
  {
    name: "connection list",
    summary: "list a tenant's connections",
    options: TENANT_OPTION,
    async run(call) {
      const connections = await withTenant(call, (db, tenant) => listConnections(db.read, tenant.id));
      call.printTable(
        connections.map((connection) => {
          const { name, id, client = "", mode, visibility } = connection;
          const limits = describeLimits(connection);
          return { name, id, client, mode, visibility, options: describeOptions(connection), limits };
        }),
        connections,
      );
    },
  },
  connectionShow,
  {
    name: "connection presets",
    summary: "list the products for which there is a preset, and what each sets",
    options: {},
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
  {
    name: "connection set",
    summary: "change a connection; what is not named stays",
    operands: ["NAME"],
    options: SETTING_OPTIONS,
    async run(call) {
      const settings = settingsOf(call);
      const connection = await withTenant(call, (db, tenant) =>
        changeConnection(serverContext(db, tenant.id), call.operand, settings),
      );
      call.print(connection, `Connection '${connection.name}' is ${describe(connection)}`);
    },
  },
];

function settingsOf(call: Call): ConnectionSettings {
  const named = call.text("client");
  const client = named === undefined ? undefined : toClientName(named, "--client");
  const mode = oneOf("mode", MODES, call.text("mode"));
  const visibility = oneOf("visibility", VISIBILITIES, call.text("visibility"));
  const limits = readRateLimits(call);
  return {
    ...(client !== undefined && { client }),
    ...(limits && { limits }),
    ...(mode !== undefined && { mode }),
    ...(visibility !== undefined && { visibility }),
    options: Object.fromEntries(call.texts("option").map(readOption)),
  };
}

function oneOf<T extends string>(
  name: string,
  words: readonly T[],
  given: string | undefined,
): T | undefined {
  if (given === undefined) return undefined;
  const word = words.find((candidate) => candidate === given);
  if (word === undefined) throw new AppError("invalidValue", `--${name} must be ${words.join(" or ")}`);
  return word;
}

function readOption(text: string): [keyof ConnectionOptions, boolean | undefined] {
  const [given, word = "", ...rest] = text.split("=");
  const name = CONNECTION_OPTIONS.find((option) => option === given);
  if (name === undefined || !OPTION_VALUES.has(word) || rest.length > 0) {
    const names = CONNECTION_OPTIONS.join(", ");
    throw new AppError(
      "invalidValue",
      `--option must be NAME=true, NAME=false or NAME=default with one of ${names}`,
    );
  }
  return [name, OPTION_VALUES.get(word)];
}

function describe(connection: Connection): string {
  const { client, mode, visibility } = connection;
  const departures = [describeOptions(connection), describeLimits(connection)].filter((text) => text !== "");
  const preset = client === undefined ? [] : [`client ${client}`];
  return [...preset, `mode ${mode}`, `visibility ${visibility}`, ...departures].join(", ");
}

/** The options in which a connection departs from its mode. */
function describeOptions({ mode, options }: Connection): string {
  const usual = defaultOptions(mode);
  return CONNECTION_OPTIONS.filter((name) => options[name] !== usual[name])
    .map((name) => `${name}=${String(options[name])}`)
    .join(" ");
}
