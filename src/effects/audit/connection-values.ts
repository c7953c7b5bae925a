import type { Connection } from "../../tenants/connection.js";
import type { NamedValues } from "./value-changes.js";

function under(prefix: string, values: object): NamedValues {
  const entries = Object.entries(values).map(([name, value]: [string, unknown]) => [
    `${prefix}.${name}`,
    value,
  ]);
  return Object.fromEntries(entries) as NamedValues;
}

/** Returns what the audit trail records of a connection: each option and limit. */
export function connectionValues(connection: Connection): NamedValues {
  const { name, client, mode, visibility, options, limits, logBodiesUntil } = connection;
  return {
    name,
    client,
    mode,
    visibility,
    ...under("options", options),
    ...under("limits", limits),
    logBodiesUntil,
  };
}
