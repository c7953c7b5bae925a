import { inTransaction } from "../db/transaction.js";
import type { Connection, ConnectionOptions } from "../directory/connection.js";
import {
  CONNECTION_OPTIONS,
  type ConnectionSettings,
  createConnection,
  listConnections,
  setConnection,
} from "../directory/connections.js";
import { AppError } from "../errors.js";
import type { Call, Command, Option } from "./command.js";
import { TENANT_OPTION, withTenant } from "./database.js";

const MODES = ["tolerant", "strict"] as const satisfies readonly Connection["mode"][];
const VISIBILITIES = ["all", "own"] as const satisfies readonly Connection["visibility"][];

const SETTING_OPTIONS = {
  mode: {
    type: "string",
    value: MODES.join("|"),
    doc: "forgive what clients are known for, or hold them to the RFC",
  },
  visibility: {
    type: "string",
    value: VISIBILITIES.join("|"),
    doc: "see the whole directory, or what it made",
  },
  option: {
    type: "string",
    multiple: true,
    value: "NAME=true|false",
    doc: `one of ${CONNECTION_OPTIONS.join(", ")}; may be repeated`,
  },
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
        createConnection(db.write, tenant.id, call.operand, settings, Date.now()),
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
        connections.map(({ name, id, mode, visibility, options }) => {
          return { name, id, mode, visibility, options: describeOptions(options) };
        }),
        connections,
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
        inTransaction(db, (trx) => setConnection(trx, tenant.id, call.operand, settings)),
      );
      call.print(connection, `Connection '${connection.name}' is ${describe(connection)}`);
    },
  },
];

function settingsOf(call: Call): ConnectionSettings {
  const mode = oneOf("mode", MODES, call.text("mode"));
  const visibility = oneOf("visibility", VISIBILITIES, call.text("visibility"));
  return {
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

function readOption(text: string): [keyof ConnectionOptions, boolean] {
  const [given, value, ...rest] = text.split("=");
  const name = CONNECTION_OPTIONS.find((option) => option === given);
  if (name === undefined || !["true", "false"].includes(value ?? "") || rest.length > 0) {
    const names = CONNECTION_OPTIONS.join(", ");
    throw new AppError("invalidValue", `--option must be NAME=true or NAME=false with one of ${names}`);
  }
  return [name, value === "true"];
}

function describe({ mode, visibility, options }: Connection): string {
  return `mode ${mode}, visibility ${visibility}, ${describeOptions(options)}`;
}

function describeOptions(options: ConnectionOptions): string {
  return CONNECTION_OPTIONS.map((name) => `${name}=${String(options[name])}`).join(" ");
}
